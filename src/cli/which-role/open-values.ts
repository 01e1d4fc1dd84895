/**
 * Rules whose value only a deployment knows: the texts that the value may turn out to be, as far as they make a difference to the rules.
 * Two rules with one value have it in common: if it equals the claim for the one it does for the other.
 */

/** The known parts of a text in order, with something unknown between each two of them: one part if all of it is known. */
export type KnownParts = (text: string) => readonly string[];

/** No claim of a token has it. */
const NOTHING_LIKE_IT = '\u0000';

/** @param texts what the value is compared with. */
export function possibleValues(parts: readonly string[], texts: readonly string[]): string[] {
  if (parts.length === 1) return [...parts];
  const whole = pattern(parts);
  const fitting = texts.flatMap((text) => [
    ...fill(parts, new RegExp(`^${whole}$`, 'is').exec(text)),
    ...fill(parts, new RegExp(`^${whole}`, 'is').exec(text)),
    ...fill(parts, new RegExp(`(?<=.)${whole}`, 'is').exec(text)),
  ]);
  return [...new Set([...fitting, parts.join(NOTHING_LIKE_IT)])];
}

/** The value itself is not empty, but what is unknown of a longer text may be. */
function pattern(parts: readonly string[]): string {
  const hole = parts.every((part) => part === '') ? '(.+?)' : '(.*?)';
  return parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join(hole);
}

/** The known parts as they are written, the rest as in the text that fits. */
function fill(parts: readonly string[], found: RegExpExecArray | null): string[] {
  if (found === null) return [];
  return [parts.map((part, index) => part + (found[index + 1] ?? '')).join('')];
}

/** Whether the text may turn out to be this one. */
export function canBe(parts: readonly string[], text: string): boolean {
  return new RegExp(`^${pattern(parts)}$`, 's').test(text);
}
