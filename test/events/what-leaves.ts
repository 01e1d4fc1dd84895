import { watch } from '../secrets/watch';
import { EVENTS } from './inhabited-account';

export interface WhatLeaves {
  /** Lines printed since they were last taken out. */
  readonly printed: string[];
  /** Searches texts for the secrets that are planted in every event. */
  readonly expectSilent: (kind: string, texts: readonly string[]) => void;
}

/** To be called at the top of a test file: takes over the console, and tells the figures at the end. */
export const watchWhatLeaves = (door: string): WhatLeaves => {
  const printed: string[] = [];
  let secrets = 0;

  beforeEach(() => {
    jest.spyOn(console, 'log').mockImplementation((...parts: unknown[]) => void printed.push(parts.map(String).join(' ')));
  });

  afterEach(() => {
    printed.length = 0;
    jest.restoreAllMocks();
  });

  afterAll(() => {
    process.stdout.write(
      `events at ${door}: ${String(EVENTS)} hostile ones, each answered once and coded, nothing half-made; planted secrets found: ${String(secrets)}\n`,
    );
  });

  return {
    printed,
    expectSilent: (kind, texts) => {
      texts.forEach((text) => {
        watch.text(kind, text);
      });
      const found = watch.takeFinds();
      secrets += found.length;
      expect(found).toEqual([]);
    },
  };
};
