export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper = NaN, lower = NaN] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2;
};

export const round = (number: number, digits = 1): number => Number(number.toFixed(digits));

interface Span {
  readonly start: number;
  readonly end: number;
}

/** How many of them came one after another: the longest chain in which none begins before the one before it has ended. */
export const longestChain = (spans: readonly Span[]): number => {
  let length = 0;
  let last = -Infinity;
  for (const { start, end } of [...spans].sort((a, b) => a.end - b.end)) {
    if (start < last) continue;
    length += 1;
    last = end;
  }
  return length;
};
