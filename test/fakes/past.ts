import type { FakeService } from './operation';

/** Acts while some of what a service holds is as it was: undefined where it was not there. */
export function showing<Answer>(
  { holdings }: FakeService,
  pasts: readonly (readonly [subject: string, before: object | undefined])[],
  act: () => Answer,
): Answer {
  if (pasts.length === 0) return act();
  const present = holdings.all();
  const shown = new Map(present);
  pasts.forEach(([subject, before]) => {
    if (before === undefined) shown.delete(subject);
    else shown.set(subject, before);
  });
  holdings.replace(shown);
  try {
    // The answer must not hold what is put back below.
    return structuredClone(act());
  } finally {
    holdings.replace(present);
  }
}
