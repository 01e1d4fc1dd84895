import { existsSync, readdirSync } from 'node:fs';

export function pagesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** What users and contributors read, beside the READMEs of the examples. */
export const PAGES: readonly string[] = [
  ...['README.md', 'TROUBLESHOOTING.md', 'SECURITY.md', 'RELIABILITY.md', 'CONTRIBUTING.md'],
  ...pagesOf('guide'),
  ...pagesOf('guide/recipes'),
  ...pagesOf('reference'),
];

export const PAGES_OF_THE_EXAMPLES: readonly string[] = readdirSync('examples').map((name) => `examples/${name}/README.md`);
