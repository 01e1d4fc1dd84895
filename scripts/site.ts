/**
 * `npm run site` builds the pages as a static site in build/site/. `npm run site:measure` prints size, words and screens of README.md,
 * measured in a browser at GitHub's width.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { openBrowser } from '../test/site/browser';
import { serve } from '../test/site/serve';
import { run } from './local-aws/command';
import { main, ReadableError } from './local-aws/readable-error';

const FOLDER = 'build/site';
/** What GitHub gives a page, and what of it a laptop shows at once. */
const VIEWPORT = { width: 838, height: 900 };

async function npmInSite(...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await run('npm', args, { folder: 'site' });
  if (code !== 0) throw new ReadableError(`npm ${args.join(' ')} failed in site/:\n${stdout}${stderr}`);
}

/** The generator is a package of its own, installed on its first use and whenever its versions change. */
async function build(): Promise<void> {
  const installed = 'site/node_modules/.package-lock.json';
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync('site/package-lock.json').mtimeMs)
    await npmInSite('ci', '--no-audit', '--no-fund');
  await npmInSite('run', 'build');
  console.log(`The site is in ${FOLDER}/: open it with any static server, such as "python3 -m http.server --directory ${FOLDER}".`);
}

async function measure(): Promise<void> {
  await build();
  const [site, browser] = [await serve(FOLDER), await openBrowser()];
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(`${site.url}/index.html`, { waitUntil: 'networkidle' });
    const height = Number(await page.evaluate("document.querySelector('.vp-doc').getBoundingClientRect().height"));
    const text = readFileSync('README.md', 'utf8');
    const blocks = [...text.matchAll(/^```\w*\n(.*?)^```/gms)].map(([, block = '']) => block);
    // The box, padding and size of letters that GitHub gives a block of code.
    const cut = await page.evaluate<number>(`${JSON.stringify(blocks)}.filter((text) => {
      const block = document.createElement('pre');
      block.style.cssText = 'box-sizing:border-box;width:${VIEWPORT.width}px;padding:16px;overflow:auto;font:13.6px monospace';
      block.textContent = text;
      document.body.append(block);
      return block.scrollWidth > block.clientWidth;
    }).length`);
    const words = text.replace(/^```.*?^```/gms, '').match(/[\w'’]+(?:[-./:][\w'’]+)*/g)?.length ?? 0;
    await page.screenshot({ path: 'build/readme.png' });
    console.log(
      `README.md: ${Buffer.byteLength(text)} bytes, ${words} words, ${(height / VIEWPORT.height).toFixed(1)} screens of ${VIEWPORT.width} x ${VIEWPORT.height} pixels, ${cut} blocks of code cut off. Its first screen is in build/readme.png.`,
    );
  } finally {
    await browser.close();
    site.close();
  }
}

void main(async () => {
  const [command = 'build'] = process.argv.slice(2);
  if (command === 'measure') await measure();
  else if (command === 'build') await build();
  else throw new ReadableError(`"${command}" is no command of scripts/site.ts. Fix: "build" or "measure".`);
});
