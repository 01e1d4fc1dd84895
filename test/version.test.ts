/** The version, and where the project is at home, stand in package.json alone. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../package.json';
import lock from '../package-lock.json';
import schema from '../schema.json';
import { yamlParse } from './yaml';

const { version } = packageJson;
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'version-'));
  mkdirSync(join(copy, 'scripts'));
  for (const name of ['schema.json', 'template.yml', 'scripts/generate-from-package.mjs', 'scripts/write-or-check.mjs'])
    cpSync(name, join(copy, name));
});
afterEach(() => rmSync(copy, { recursive: true }));

const generate = (manifest: object, ...args: string[]): { status: number | null; stderr: string } => {
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...packageJson, ...manifest }));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/generate-from-package.mjs', ...args], { cwd: copy, encoding: 'utf8' });
  return { status, stderr };
};

const textOf = (name: string): string => readFileSync(join(copy, name), 'utf8');
const schemaThere = (): typeof schema & { sourceUrl?: string; documentationUrl?: string } =>
  JSON.parse(textOf('schema.json')) as typeof schema;
const versionOutput = (text: string): unknown =>
  (yamlParse(text) as { Outputs: Record<string, { Value: unknown }> }).Outputs['Version']?.Value;

it('is in the type’s documentation, in the outputs of the provider stack and in the lock file as package.json has it', () => {
  expect(schema.description.endsWith(` This is version ${version}.`)).toBe(true);
  expect(readFileSync('docs/README.md', 'utf8')).toContain(` This is version ${version}.\n`);
  expect(versionOutput(readFileSync('template.yml', 'utf8'))).toBe(version);
  expect(lock.version).toBe(version);
  expect(generate({}, '--check')).toEqual({ status: 0, stderr: '' });
});

it('changes everywhere when package.json changes, and nothing else does', () => {
  const before = schemaThere();
  expect(generate({ version: '12.3.4-rc.1' })).toEqual({ status: 0, stderr: '' });
  const description = before.description.replace(version, '12.3.4-rc.1');
  expect(schemaThere()).toEqual({ ...before, description });
  expect(textOf('template.yml')).toBe(readFileSync('template.yml', 'utf8').replace(`Value: ${version}\n`, 'Value: 12.3.4-rc.1\n'));
  generate({});
  for (const name of ['schema.json', 'template.yml']) expect(textOf(name)).toBe(readFileSync(name, 'utf8'));
});

it('is missed by the check wherever it is another one', () => {
  const { status, stderr } = generate({ version: '2.0.0' }, '--check');
  expect(status).toBe(1);
  expect(stderr.match(/^\S+ does not say what it is made from\. Fix: run "npm run generate"\.$/gm)).toHaveLength(2);
});

it.each([
  ['an address', 'https://git.example.com/pools'],
  ['an object', { type: 'git', url: 'git+https://git.example.com/pools.git' }],
])('has the addresses of package.json in the schema, with %s for the repository, and takes them out with it', (_what, repository) => {
  const homepage = 'https://pools.example.com/';
  generate({ repository, homepage });
  expect(schemaThere()).toEqual({ ...schema, sourceUrl: 'https://git.example.com/pools', documentationUrl: homepage });
  expect(generate({ repository, homepage }, '--check').status).toBe(0);
  generate({});
  expect(textOf('schema.json')).toBe(readFileSync('schema.json', 'utf8'));
});

it('names no address that package.json does not name', () => {
  const { repository, homepage } = packageJson as { readonly repository?: unknown; readonly homepage?: unknown };
  expect('sourceUrl' in schema).toBe(repository !== undefined);
  expect('documentationUrl' in schema).toBe(homepage !== undefined);
});
