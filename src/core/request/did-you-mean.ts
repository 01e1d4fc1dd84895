import { closest, distance } from 'fastest-levenshtein';

/** With a space before it; empty where no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const [first] = known;
  if (first === undefined) return '';
  const nearest = closest(name, known);
  return distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, nearest.length / 3) ? ` Did you mean ${nearest}?` : '';
}
