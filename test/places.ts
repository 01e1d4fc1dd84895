import { basename } from 'node:path';

/** What an error's place looks like that was thrown in this test file. A mutation run bundles all tests into one file: the name is looked up when the test runs. */
export function placeIn(filename: string, error: string): { readonly location: RegExp; readonly stack: RegExp } {
  const file = basename(filename).replaceAll('.', '\\.');
  return { location: new RegExp(`${file}:\\d+$`), stack: new RegExp(`^${error}\\n {4}at .*${file}`) };
}
