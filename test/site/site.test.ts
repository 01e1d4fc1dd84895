/** Walks the built site in a real browser. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import type { Browser, Page } from 'playwright-core';
import { BROWSER, openBrowser, WITHOUT_A_BROWSER } from './browser';
import { fileAt, serve, type Site } from './serve';

jest.setTimeout(600_000);

const FOLDER = 'build/site';
const PHONE = 375;
const GITHUB = 838;
/** A word that a reader looks for, and the page that has to be among the first results. */
const WORDS: readonly (readonly [string, string])[] = [
  ['InvalidIdentityPoolConfigurationException', 'TROUBLESHOOTING'],
  ['ServerSideTokenCheck', 'reference/properties'],
  ['trust-aud-missing', 'reference/findings'],
  ['AmbiguousRoleResolution', 'guide/roles-and-rules'],
  ['ServiceLimitExceeded', 'reference/errors'],
  ['AdoptIdentityPoolId', 'guide/adopt-and-import'],
  ['PermissionsBoundary', 'reference/settings'],
  ['drift', 'guide/drift'],
  ['Prowler', 'guide/auditors'],
  ['UseDefaults', 'guide/principal-tags'],
  // A name as a whole and by its parts, an error by its name and by its text.
  ['sts:TagSession', 'guide/principal-tags'],
  ['TagSession', 'guide/principal-tags'],
  ['tagsession', 'guide/principal-tags'],
  ['session', 'guide/principal-tags'],
  ['AttributesForAccessControl', 'guide/principal-tags'],
  ['AccessControl', 'guide/principal-tags'],
  ['aws:PrincipalTag', 'guide/principal-tags'],
  ['NotAuthorizedException', 'TROUBLESHOOTING'],
  ['not authorized', 'TROUBLESHOOTING'],
  ['Token is not from a supported provider', 'TROUBLESHOOTING'],
  ['supported provider', 'TROUBLESHOOTING'],
  ['ConfigurationException', 'TROUBLESHOOTING'],
  ['iam:PassRole', 'reference/permissions'],
  ['PassRole', 'reference/permissions'],
  ['preferred_role', 'guide/roles-and-rules'],
  ['CKV_AWS_366', 'guide/auditors'],
  ['Community::Cognito::IdentityPoolWithRoles', 'guide/install'],
];
/** What a reader sees of the results without scrolling. */
const FIRST_RESULTS = 8;

if (BROWSER === undefined) {
  it.todo(`the site is walked in a browser; ${WITHOUT_A_BROWSER}`);
} else {
  let browser: Browser;
  let site: Site;
  let page: Page;
  const complaints: string[] = [];
  let paths: readonly string[] = [];

  beforeAll(async () => {
    execFileSync('npm', ['run', '--silent', 'site'], { stdio: 'pipe' });
    paths = globSync('**/*.html', { cwd: FOLDER, ignore: ['404.html', 'files/**'] }).sort();
    site = await serve(FOLDER);
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) complaints.push(`asks for ${request.url()}`);
    });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  const open = (path: string): Promise<unknown> => page.goto(`${site.url}/${path}`, { waitUntil: 'load' });

  it('each page fits the width of a phone and of GitHub, every link leads somewhere, and nothing is fetched from elsewhere', async () => {
    expect(paths.length).toBeGreaterThan(40);
    const anchors = new Map<string, readonly string[]>();
    const links: { readonly from: string; readonly to: string }[] = [];
    const wide: string[] = [];
    for (const path of paths) {
      await page.setViewportSize({ width: GITHUB, height: 900 });
      await open(path);
      for (const width of [GITHUB, PHONE]) {
        await page.setViewportSize({ width, height: 900 });
        const needed = await page.evaluate('document.documentElement.scrollWidth');
        if (Number(needed) > width) wide.push(`${path} needs ${String(needed)} of ${width} pixels`);
      }
      anchors.set(path, await page.evaluate<string[]>("[...document.querySelectorAll('[id]')].map(({ id }) => id)"));
      const found = await page.evaluate<string[]>("[...document.querySelectorAll('a[href]')].map(({ href }) => href)");
      links.push(...found.filter((to) => to.startsWith(site.url)).map((to) => ({ from: path, to })));
    }
    const broken = links.filter(({ to }) => {
      const { pathname, hash } = new URL(to);
      const file = fileAt(FOLDER, pathname)?.slice(FOLDER.length + 1);
      if (file === undefined) return true;
      return hash !== '' && anchors.get(file)?.includes(decodeURIComponent(hash.slice(1))) === false;
    });
    expect(links.length).toBeGreaterThan(1000);
    expect({ wide, broken, complaints }).toEqual({ wide: [], broken: [], complaints: [] });
  });

  it.each([
    ['light', GITHUB],
    ['light', PHONE],
    ['dark', GITHUB],
    ['dark', PHONE],
  ] as const)(
    'each diagram is drawn, %s and %i pixels wide, in letters of at least 12 pixels that fit into their boxes',
    async (colorScheme, width) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      let drawn = 0;
      for (const path of paths) {
        const expected = readFileSync(join(FOLDER, path), 'utf8').match(/class="diagram"/g)?.length ?? 0;
        if (expected === 0) continue;
        await open(path);
        await page.waitForFunction(`document.querySelectorAll('.diagram svg').length === ${expected}`);
        const { labels, cut, isDark } = await page.evaluate<{
          labels: { text: string; size: number; overflows: boolean }[];
          cut: string[];
          isDark: boolean;
        }>(`({
        isDark: document.documentElement.classList.contains('dark'),
        // A diagram that is wider than its place, and labels that lie on each other.
        cut: [...document.querySelectorAll('.diagram')].flatMap((diagram) => {
          const boxes = [...diagram.querySelectorAll('foreignObject')].filter(({ textContent }) => textContent.trim() !== '')
            .map((box) => [box.textContent, box.getBoundingClientRect()]);
          const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
          return [
            ...(diagram.scrollWidth > diagram.clientWidth ? ['wider than the page'] : []),
            ...boxes.flatMap(([text, box], index) => boxes.slice(index + 1).filter(([, other]) => overlap(box, other)).map(([other]) => text + ' on ' + other)),
          ];
        }),
        labels: [...document.querySelectorAll('.diagram foreignObject')].map((box) => {
          const inner = box.firstElementChild;
          const text = box.querySelector('p, span') ?? inner;
          return {
            text: box.textContent,
            size: parseFloat(getComputedStyle(text).fontSize) * (box.getBoundingClientRect().width / Math.max(box.width.baseVal.value, 1) || 1),
            overflows: inner.scrollWidth > box.width.baseVal.value + 1 || inner.scrollHeight > box.height.baseVal.value + 1,
          };
        }).filter(({ text }) => text.trim() !== ''),
      })`);
        expect(isDark).toBe(colorScheme === 'dark');
        expect(labels.length).toBeGreaterThan(0);
        expect({ path, cut, unreadable: labels.filter(({ size, overflows }) => size < 12 || overflows) }).toEqual({
          path,
          cut: [],
          unreadable: [],
        });
        drawn += expected;
      }
      expect(drawn).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([GITHUB, PHONE])('the letters of each chart are at least 12 pixels high and end inside of it, at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await open('reference/costs.html');
    const charts = await page.evaluate<{ src: string; scale: number }[]>(
      `[...document.querySelectorAll('.vp-doc img')].map((image) => ({ src: image.src, scale: image.clientWidth / image.naturalWidth }))`,
    );
    expect(charts).toHaveLength(1);
    for (const { src, scale } of charts) {
      await page.goto(src);
      const texts = await page.evaluate<
        { text: string; size: number; isInside: boolean }[]
      >(`[...document.querySelectorAll('text')].map((text) => {
        const { x, width } = text.getBBox();
        return {
          text: text.textContent,
          size: parseFloat(getComputedStyle(text).fontSize),
          isInside: x >= 0 && x + width <= document.documentElement.viewBox.baseVal.width,
        };
      })`);
      expect(texts.length).toBeGreaterThan(20);
      expect(texts.filter(({ size, isInside }) => size * scale < 12 || !isInside)).toEqual([]);
    }
  });

  it.each(WORDS)('the search finds %s on %s', async (word, expected) => {
    await page.setViewportSize({ width: 1200, height: 900 });
    await open('guide/start.html');
    await page.locator('button.DocSearch-Button').first().click();
    await page.locator('#localsearch-input').fill(word);
    // Results come while the index loads.
    const result = page.locator(`#localsearch-list li:nth-child(-n + ${FIRST_RESULTS}) a.result[href^="/${expected}.html"]`);
    await result.first().waitFor({ timeout: 20_000 });
    expect(await result.count()).toBeGreaterThan(0);
  });

  it('there is a dark mode, in which diagrams are drawn again', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1400, height: 900 });
    await open('guide/roles-and-rules.html');
    await page.waitForSelector('.diagram svg');
    const before = await page.locator('.diagram').first().innerHTML();
    await page.locator('.VPNavBarAppearance button').first().click();
    await page.waitForFunction("document.documentElement.classList.contains('dark')");
    await page.waitForFunction(`document.querySelector('.diagram').innerHTML !== ${JSON.stringify(before)}`);
  });
}
