/**
 * `npm run release:notes` prints the section of CHANGELOG.md for the version of package.json: the notes of its release.
 * With `--tag v1.2.3` it fails unless the tag is this version's; with `--to FILE` it writes the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import packageJson from '../package.json';
import { readArguments } from './local-aws/arguments';
import { main, ReadableError } from './local-aws/readable-error';

/** @throws ReadableError if the changelog has no section for the version, or an empty one. */
export function notesFor(version: string, changelog: string): string {
  const sections = changelog.split(/^## +/m).slice(1);
  // A heading may have the date behind the version.
  const section = sections.find((each) => /^\[?([^\s\]]+)/.exec(each)?.[1] === version);
  if (section === undefined)
    throw new ReadableError(`CHANGELOG.md has no section "## ${version}". Fix: give what stands under "Unreleased" this heading.`);
  const notes = section.slice(section.indexOf('\n') + 1).trim();
  if (!section.includes('\n') || notes === '') throw new ReadableError(`The section "## ${version}" of CHANGELOG.md is empty.`);
  return `${notes}\n`;
}

/** @throws ReadableError unless the tag is `v` and the version. */
export function checkTag(tag: string, version: string): void {
  if (tag !== `v${version}`)
    throw new ReadableError(
      `The tag is ${tag}, and package.json has the version ${version}. Fix: tag v${version}, or raise the version before the tag.`,
    );
}

function writeNotes(file: string, notes: string): void {
  try {
    writeFileSync(file, notes);
  } catch (error) {
    throw new ReadableError(`The notes cannot be written: ${(error as Error).message}. Fix: name another file with --to.`);
  }
}

if (require.main === module) {
  void main(() => {
    const { values } = readArguments({ options: { tag: { type: 'string' }, to: { type: 'string' } } });
    if (values.tag !== undefined) checkTag(values.tag, packageJson.version);
    const notes = notesFor(packageJson.version, readFileSync('CHANGELOG.md', 'utf8'));
    if (values.to === undefined) process.stdout.write(notes);
    else writeNotes(values.to, notes);
    return Promise.resolve();
  });
}
