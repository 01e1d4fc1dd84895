import fc from 'fast-check';
import type { DOORS } from '../stories/cloudformation';
import { life, live } from './lives';

const LIVES_PER_DOOR = Number(process.env['LIVES'] ?? 1_000);
const SEED = 1;

jest.setTimeout(600_000);

export const describeLives = ([door, open]: (typeof DOORS)[number]): void => {
  let lives = 0;
  let different = 0;

  afterAll(
    () => void process.stdout.write(`lives: ${lives} random ones through ${door}, with a difference or something left: ${different}\n`),
  );

  describe(`a random life, through ${door}`, () => {
    it('AWS and READ have what the template says after a success, and what was after a failure', async () => {
      await fc.assert(
        fc.asyncProperty(life, async (random) => {
          lives += 1;
          different += 1;
          await live(open, random);
          different -= 1;
        }),
        { numRuns: LIVES_PER_DOOR, seed: SEED, endOnFailure: true },
      );
    });
  });
};
