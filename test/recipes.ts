import { readFileSync } from 'node:fs';

/** The recipes that have a template of their own, and its folder in examples/. */
export const EXAMPLE_OF: Readonly<Record<string, string>> = {
  'api-gateway': 'api-gateway',
  appsync: 'appsync',
  'developer-identities': 'developer-identities',
  'google-clients': 'google-clients',
  location: 'location',
  'opensearch-dashboards': 'opensearch-dashboards',
  rum: 'rum',
  's3-folders': 'user-pool',
  saml: 'saml',
  tenants: 'attributes-for-access-control',
};

export const pageOf = (recipe: string): string => readFileSync(`guide/recipes/${recipe}.md`, 'utf8');

export const blocksIn = (page: string, language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);

/** What a recipe gives to an app: its last block of code. */
export const codeOf = (recipe: string): string => blocksIn(pageOf(recipe), 'ts').at(-1) ?? '';
