/**
 * The difference between docs/ as `cfn generate` writes it and as it is kept.
 *
 * The CLI (0.2.41) remembers the type of a property by its bare name: the Tags of a principal tag, a map, get the type of the Tags of the resource.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../docs/principaltag.md', import.meta.url);

const adaptations = [
  ['<i>[ <a href="tag.md">Tag</a>, ... ]</i>', '<i>Map</i>'],
  ['<i>\n      - <a href="tag.md">Tag</a></i>', '<i>Map</i>'],
  ['_Type_: List of <a href="tag.md">Tag</a>', '_Type_: Map'],
];

let page = readFileSync(file, 'utf8');
for (const [found, put] of adaptations) {
  if (!page.includes(found))
    throw new Error(`cfn generate wrote docs/principaltag.md without ${found}: look again at what has to be adapted.`);
  page = page.replace(found, put);
}
writeFileSync(file, page);
