/**
 * IAM's wildcards: `*` for any text, also none, and `?` for one character. No regular expression and no recursion: a hostile pattern of thousands of
 * stars takes the product of the two lengths at most.
 */

/** A pattern in which some characters stand for themselves although they look like wildcards, as in the value of a policy variable. */
export type Pattern = readonly Part[];
export type Part = typeof ANY_TEXT | typeof ANY_CHARACTER | string;

export const ANY_TEXT = Symbol('*');
export const ANY_CHARACTER = Symbol('?');

/** A pattern without wildcards. */
export function plainText(text: string): Pattern {
  return Array.from(text);
}

/** Hundreds of roles often have one and the same policy, and each is compared with every known action. */
const PATTERNS = new Map<string, Pattern>();

export function patternOf(text: string): Pattern {
  const known = PATTERNS.get(text);
  if (known !== undefined) return known;
  const pattern = Array.from(text, (character) => (character === '*' ? ANY_TEXT : character === '?' ? ANY_CHARACTER : character));
  PATTERNS.set(text, pattern);
  return pattern;
}

export function isLike(pattern: string, text: string): boolean {
  return matches(patternOf(pattern), text);
}

export function matches(pattern: Pattern, text: string): boolean {
  return covers(pattern, plainText(text));
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether every text that matches `narrow` matches `wide` too. It may miss one that only counting characters would find, and is never wrong. */
export function covers(wide: Pattern, narrow: Pattern): boolean {
  let inWide = 0;
  let inNarrow = 0;
  let star = -1;
  let resumeAt = 0;
  while (inNarrow < narrow.length) {
    const part = wide[inWide];
    if (part === ANY_TEXT) {
      star = inWide;
      resumeAt = inNarrow;
      inWide += 1;
    } else if (isWithin(narrow[inNarrow], part)) {
      inWide += 1;
      inNarrow += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      inNarrow = resumeAt;
      inWide = star + 1;
    } else return false;
  }
  return wide.slice(inWide).every((part) => part === ANY_TEXT);
}

function isWithin(narrow: Part | undefined, wide: Part | undefined): boolean {
  return wide === narrow || (wide === ANY_CHARACTER && narrow !== ANY_TEXT);
}

/** Whether some text matches both. */
export function overlaps(one: Pattern, other: Pattern): boolean {
  // reachable[j]: one[0..i) and other[0..j) can stand for the same text.
  const starts = other.findIndex((part) => part !== ANY_TEXT);
  let reachable = Array.from({ length: other.length + 1 }, (_, index) => starts === -1 || index <= starts);
  for (const part of one) {
    const next = [part === ANY_TEXT && reachable[0] === true];
    other.forEach((opposite, index) => {
      const skipsOne = part === ANY_TEXT && (next[index] === true || reachable[index + 1] === true);
      const skipsOther = opposite === ANY_TEXT && (next[index] === true || reachable[index + 1] === true);
      const isSame = part === opposite || part === ANY_CHARACTER || opposite === ANY_CHARACTER;
      next.push(skipsOne || skipsOther || (isSame && reachable[index] === true));
    });
    reachable = next;
  }
  return reachable.at(-1) === true;
}
