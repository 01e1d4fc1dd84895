import type { Written } from './pages';
import type { Place } from './world';

export interface Row {
  /** As the pages have it. */
  readonly command: string;
  /** What it does; together with the command a sentence. */
  readonly does: string;
  readonly run: (place: Place, written: Written) => Promise<void>;
}

/** Rows that are run one after another in one place. */
export type Story = readonly Row[];

/** The command with what the page leaves to the reader. */
export const filledIn = (command: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((text, [placeholder, value]) => {
    if (!text.includes(placeholder)) throw new Error(`there is no ${placeholder} in ${text}`);
    return text.replaceAll(placeholder, value);
  }, command);
