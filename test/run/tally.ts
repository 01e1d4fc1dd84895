/** What several files count together, printed at the end of the run: how often something was tried, and how often it went wrong. */
export interface Tally {
  readonly name: string;
  tried: number;
  /** What the second number counts, such as `adopted`. */
  readonly wrong: string;
  wrongs: number;
}

const tallies = new Map<string, Tally>();

/** @returns the tally of that name of this test file. */
export function tally(name: string, wrong: string): Tally {
  const found = tallies.get(name) ?? { name, tried: 0, wrong, wrongs: 0 };
  tallies.set(name, found);
  return found;
}

/** Counts one try, and a wrong one unless the check passes. */
export async function trying({ tally: counted, check }: { readonly tally: Tally; readonly check: () => unknown }): Promise<void> {
  counted.tried += 1;
  counted.wrongs += 1;
  await check();
  counted.wrongs -= 1;
}

export function talliesOfThisFile(): readonly Tally[] {
  return [...tallies.values()];
}

/** One line for each name, with the counts of all files. */
export function linesOf(all: readonly Tally[]): readonly string[] {
  const names = [...new Set(all.map(({ name }) => name))].sort();
  return names.map((name) => {
    const same = all.filter((each) => each.name === name);
    const sum = (count: 'tried' | 'wrongs'): string => String(same.reduce((total, each) => total + each[count], 0));
    return `${name}: tried ${sum('tried')}, ${same[0]?.wrong ?? ''} ${sum('wrongs')}`;
  });
}
