import { defineConfig } from 'vitepress';
import { sidebar, textOf } from '../navigation.mjs';
import { options, searchOptions } from './search.mjs';

const { description, version } = JSON.parse(textOf('package.json'));

/** GitHub's way from a heading to its anchor, because the pages are read there too. */
export const slugify = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

export default defineConfig({
  title: 'IdentityPoolWithRoles',
  description,
  lang: 'en-US',
  // Without an icon every browser asks for /favicon.ico, which is not there.
  head: [
    [
      'link',
      {
        rel: 'icon',
        href: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><circle cx='4' cy='4' r='3'/></svg>",
      },
    ],
  ],
  srcDir: '.pages',
  srcExclude: ['public/**'],
  outDir: '../build/site',
  cleanUrls: false,
  lastUpdated: false,
  vite: { logLevel: 'error', build: { chunkSizeWarningLimit: 4000 } },
  markdown: {
    anchor: { slugify },
    config(markdown) {
      const fence = markdown.renderer.rules.fence;
      markdown.renderer.rules.fence = (...args) => {
        const [tokens, index] = args;
        const { info, content } = tokens[index];
        return info.trim() === 'mermaid' ? `<Diagram source="${encodeURIComponent(content)}" />` : fence(...args);
      };
      // `{{` in a page is CloudFormation's, not Vue's.
      const text = markdown.renderer.rules.text;
      markdown.renderer.rules.text = (...args) => text(...args).replaceAll('{{', '&#123;&#123;');
      const inline = markdown.renderer.rules.code_inline;
      markdown.renderer.rules.code_inline = (...args) => inline(...args).replace('<code', '<code v-pre');
    },
  },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/guide/start' },
      { text: 'Properties', link: '/reference/properties' },
      { text: 'Troubleshooting', link: '/TROUBLESHOOTING' },
      { text: version, link: '/CHANGELOG' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local', options: { miniSearch: { options, searchOptions } } },
  },
});
