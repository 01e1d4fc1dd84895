import { readFileSync, writeFileSync } from 'node:fs';
import { tableOfLines } from './lines';

const PAGE = 'guide/convert.md';
const BETWEEN = /(?<=<!-- lines -->\n\n).*?(?=\n\n<!-- \/lines -->)/s;

it('the page has the lines of each native template before and after the conversion', async () => {
  const table = await tableOfLines();
  const page = readFileSync(PAGE, 'utf8');
  const written = page.replace(BETWEEN, table);
  if (process.env['UPDATE'] !== undefined) writeFileSync(PAGE, written);
  expect(BETWEEN.exec(readFileSync(PAGE, 'utf8'))?.[0]).toBe(table);
});
