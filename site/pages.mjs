/**
 * Copies the pages of the repository to where VitePress reads them. Their links lead to what the repository has; on the site a link to a page stays,
 * a link to a file leads to a copy of it, and a link to a folder without a page becomes text.
 */
import { cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages, textOf } from './navigation.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TO = join(ROOT, 'site/.pages');

/** README.md of a folder is the folder's own page. */
export const pathOnSite = (path) => path.replace(/(^|\/)README\.md$/, '$1index.md');

const all = new Set(pages());
const files = new Set();

function targetOf(link, page) {
  const [path = '', anchor] = link.split('#');
  if (path === '' || /^[a-z]+:/.test(path)) return link;
  const full = normalize(join(dirname(page), path)).replace(/\/$/, '');
  const target = [full, `${full}/README.md`].find((candidate) => all.has(candidate));
  const from = dirname(pathOnSite(page));
  if (target !== undefined) {
    const to = relative(from, pathOnSite(target));
    return `${to.startsWith('.') ? to : `./${to}`}${anchor === undefined ? '' : `#${anchor}`}`;
  }
  if (!existsSync(join(ROOT, full)) || full.endsWith('.md') || statSync(join(ROOT, full)).isDirectory()) return undefined;
  files.add(full);
  // A file is no page: the router must not take the link for one.
  return `/files/${full}`;
}

/** Lines outside of code blocks; GitHub's Markdown has no Vue in it, so braces and angle brackets in prose are only text. */
function adapted(page) {
  let inside = false;
  return textOf(page)
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) inside = !inside;
      if (inside) return line;
      return line.replace(/(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g, (written, mark, text, link) => {
        const target = targetOf(link, page);
        if (target === undefined) return text;
        if (target.startsWith('/files/') && mark === '')
          return `<a href="${target}" target="_self">${text.replace(/`([^`]*)`/g, '<code>$1</code>')}</a>`;
        return `${mark}[${text}](${target})`;
      });
    })
    .join('\n');
}

rmSync(TO, { recursive: true, force: true });
for (const page of all) {
  const path = join(TO, pathOnSite(page));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, adapted(page));
}
for (const file of files) cpSync(join(ROOT, file), join(TO, 'public/files', file), { recursive: true });
