/** How a value of a token, which a stranger may have written, appears on a terminal: in quotes, short, and with no control character. */

export const quoted = (value: unknown): string => printable(clipped(JSON.stringify(value)));

/** Characters that JSON does not escape: those that terminals obey (C0, C1), and marks that hide or turn text. */
export const printable = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** As long as a rule's value can be. */
const LONGEST = 130;

const clipped = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`);
