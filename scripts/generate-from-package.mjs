/**
 * Writes what schema.json and template.yml say of the package: its version, and where it is at home if package.json knows that.
 * `--check` fails if they say something else.
 */
import { readFileSync } from 'node:fs';
import { writeOrCheck } from './write-or-check.mjs';

const inProject = (name) => new URL(`../${name}`, import.meta.url);
const read = (name) => readFileSync(inProject(name), 'utf8');

const { version, repository, homepage } = JSON.parse(read('package.json'));

/** @throws Error if it is not there: then this would write nothing, and say nothing. */
function replaced(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`${pattern} is not in the file that it was in.`);
  return text.replace(pattern, replacement);
}

/** `sourceUrl` and `documentationUrl` only if package.json has `repository` and `homepage`: a made-up address may be somebody's. */
const source = (repository?.url ?? repository)?.replace(/^git\+/, '').replace(/\.git$/, '');
const addresses = Object.entries({ sourceUrl: source, documentationUrl: homepage })
  .filter(([, address]) => address !== undefined)
  .map(([name, address]) => `  "${name}": ${JSON.stringify(address)},\n`);

let schema = read('schema.json').replace(/^ {2}"(sourceUrl|documentationUrl)": .*\n/gm, '');
schema = replaced(
  schema,
  /^( {2}"description": ".*?)(?: This is version .*)?",\n/m,
  `$1 This is version ${version}.",\n${addresses.join('')}`,
);
writeOrCheck(inProject('schema.json'), schema, 'npm run generate');

const template = replaced(read('template.yml'), /^( {2}Version:\n(?: {4}.*\n)*? {4}Value: ).*$/m, `$1${version}`);
writeOrCheck(inProject('template.yml'), template, 'npm run generate');
