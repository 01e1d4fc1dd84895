import { zipSync, type Zippable } from 'fflate';

/** The first time that a zip can name. It is written as local time, so it is made from local time. */
const SOME_TIME = new Date(1980, 0, 1);
const UNIX = 3;
/** A regular file that its owner may write and everybody may read: Lambda runs functions as a user of its own. */
const READABLE = (0o100644 << 16) >>> 0;

/** The same bytes for the same files, whoever makes it, when and where: compressed in JavaScript, because each Node.js brings another zlib. */
export function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    [typeof content === 'string' ? new TextEncoder().encode(content) : content, { mtime: SOME_TIME, os: UNIX, attrs: READABLE, level: 9 }],
  ]);
  return zipSync(Object.fromEntries(entries) as Zippable);
}
