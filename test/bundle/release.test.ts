/** Makes a release twice, in two places, and looks at all that is in it. */
import { build } from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json';
import schema from '../../schema.json';
import { run } from '../../scripts/local-aws/command';
import { billOf, FILES } from '../../scripts/release/names';
import { yamlParse } from '../yaml';

jest.setTimeout(300_000);

const { version } = packageJson;
const scratch = mkdtempSync(join(tmpdir(), 'release-test-'));
const first = join(scratch, 'first');
const second = join(scratch, 'elsewhere', 'second');
const tool = join(scratch, 'package');

const LINKED = ['node_modules', '.venv', '.venv-wheel'];
const NOT_COPIED = ['.git', '.local', 'build', 'coverage', 'dist', 'release', ...LINKED];

const succeed = async (...[program, programArguments, options]: Parameters<typeof run>): Promise<string> => {
  const { code, stdout, stderr } = await run(program, programArguments, options);
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
  return stdout;
};

beforeAll(async () => {
  const copy = join(scratch, 'elsewhere', 'copy');
  mkdirSync(copy, { recursive: true });
  for (const file of readdirSync('.').filter((each) => !NOT_COPIED.includes(each) && !each.startsWith('.venv')))
    cpSync(file, join(copy, file), { recursive: true, verbatimSymlinks: true });
  for (const file of LINKED.filter((each) => existsSync(each))) symlinkSync(resolve(file), join(copy, file));
  const release = ['--import', 'tsx', 'scripts/release.ts', '--into'];
  const there = { ...process.env, TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8', SOURCE_DATE_EPOCH: '1700000000' };
  await Promise.all([
    succeed(process.execPath, [...release, first]),
    succeed(process.execPath, [...release, second], { folder: copy, environment: there }),
  ]);
  await succeed('tar', ['-xzf', join(first, FILES.tool), '-C', scratch]);
});

afterAll(() => rmSync(scratch, { recursive: true }));

const read = (name: string): Buffer => readFileSync(join(first, name));
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const sums = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, sha256(readFileSync(join(folder, name)))]));

it('gives the same bytes in another folder, at another time and in another time zone', () => {
  expect(sums(second)).toEqual(sums(first));
});

it('has a checksum of every file, as sha256sum writes them', () => {
  const { [FILES.checksums]: _own, ...others } = sums(first);
  const lines = Object.entries(others).map(([name, sum]) => `${sum}  ${name}\n`);
  expect(read(FILES.checksums).toString()).toBe(lines.join(''));
});

it('has these files and no others', () => {
  const bills = [FILES.tool, FILES.customResource, FILES.registryType].map(billOf);
  const isWheel = (name: string): boolean => name.endsWith('.whl');
  const names = readdirSync(first);
  expect(names.filter((name) => !isWheel(name))).toEqual([...Object.values(FILES), ...bills].sort());
  expect(names.filter(isWheel)).toHaveLength(existsSync('scripts/package-cfn-lint.ts') ? 1 : 0);
});

const inner = (name: string): Record<string, Uint8Array> => unzipSync(unzipSync(read(name))['ResourceProvider.zip'] ?? new Uint8Array());

it('has the bundles of the build in its packages, with the licenses beside them', () => {
  const provider = unzipSync(read(FILES.customResource));
  expect(Object.keys(provider)).toEqual(['custom-resource.js', 'handlers.js', FILES.license, FILES.notices]);
  expect(Object.keys(inner(FILES.registryType))).toEqual(['handlers.js', FILES.license, FILES.notices]);
  const dist = sums('dist');
  expect(sha256(provider['custom-resource.js'] ?? Buffer.of())).toBe(dist['custom-resource.js']);
  expect(sha256(provider['handlers.js'] ?? Buffer.of())).toBe(dist['handlers.js']);
  expect(sha256(inner(FILES.registryType)['handlers.js'] ?? Buffer.of())).toBe(dist['handlers.js']);
});

it('lets everybody read what is in a package, as Lambda needs it', async () => {
  const list = 'import sys, zipfile; print({oct(each.external_attr >> 16) for each in zipfile.ZipFile(sys.argv[1]).infolist()})';
  expect(await succeed('python3', ['-c', list, join(first, FILES.customResource)])).toBe("{'0o100644'}\n");
});

it('has in the package of the registry type what cfn submit puts there for the registry', () => {
  const files = unzipSync(read(FILES.registryType));
  expect(JSON.parse(strFromU8(files['schema.json'] ?? Buffer.of()))).toEqual(schema);
  const { typeName, entrypoint } = JSON.parse(strFromU8(files['.rpdk-config'] ?? Buffer.of())) as Record<string, string>;
  expect([typeName, entrypoint]).toEqual([schema.typeName, 'handlers.entrypoint']);
  const inputs = readdirSync('inputs').map((name) => `inputs/${name}`);
  expect(Object.keys(files).sort()).toEqual(['.rpdk-config', 'ResourceProvider.zip', 'schema.json', ...inputs].sort());
});

it('names its own package in the template, and its version as an output', () => {
  const template = yamlParse(read(FILES.customResourceTemplate).toString()) as {
    readonly Resources: Record<string, { Properties: { Code?: unknown } }>;
    readonly Outputs: Record<string, { Value: unknown }>;
  };
  const codes = Object.values(template.Resources).flatMap(({ Properties: { Code } }) => (Code === undefined ? [] : [Code]));
  expect(codes).toHaveLength(3);
  for (const code of codes)
    expect(code).toEqual({ S3Bucket: { Ref: 'CodeBucket' }, S3Key: { 'Fn::Sub': `\${CodeFolder}${FILES.customResource}` } });
  expect(template.Outputs['Version']?.Value).toBe(version);
});

it('has a tool without dependencies that says what package.json says', () => {
  const manifest = JSON.parse(readFileSync(join(tool, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { name, license, author, engines, bin } = packageJson;
  expect(manifest).toMatchObject({ name, version, license, author, engines, bin });
  expect(Object.keys(manifest).filter((key) => /dependencies|scripts|private/i.test(key))).toEqual([]);
});

it('has a tool whose files import nothing but Node.js and each other', async () => {
  const { metafile } = await build({
    ...{ entryPoints: [join(tool, 'build/cli.mjs')], bundle: true, packages: 'external', platform: 'node', format: 'esm' },
    ...{ write: false, metafile: true, outdir: scratch },
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const packages = imports.filter(({ external, path }) => external === true && !isBuiltin(path)).map(({ path }) => path);
  expect(packages).toEqual([]);
  expect(Object.keys(metafile.inputs).length).toBeGreaterThan(10);
  const texts = readdirSync(join(tool, 'build')).map((file) => readFileSync(join(tool, 'build', file), 'utf8'));
  const required = texts.flatMap((text) => [...text.matchAll(/__require\("([^"]+)"\)/g)].map(([, path = '']) => path));
  expect(required.filter((path) => !isBuiltin(path))).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((file) => !/\/package\/build\/cli[\w-]*\.mjs$/.test(file))).toEqual([]);
});

interface Bill {
  readonly serialNumber?: unknown;
  readonly metadata: { readonly timestamp?: unknown; readonly component: { readonly version: string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly group?: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly licenses: readonly { readonly license: { readonly id?: string; readonly name?: string } }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const bills = (): readonly Bill[] =>
  [FILES.customResource, FILES.registryType, FILES.tool].map((name) => JSON.parse(read(billOf(name)).toString()) as Bill);

/** Nothing that would bind those who use it. */
const PERMISSIVE = ['Apache-2.0', 'Apache License 2.0', 'BSD-3-Clause', 'ISC', 'MIT', '0BSD', 'BSD-2-Clause'];

it('has only packages under permissive licenses inside, each with its version and address', () => {
  for (const { components } of bills()) {
    expect(components.length).toBeGreaterThan(10);
    for (const { version: of, purl, licenses } of components) {
      expect([of, purl]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/), expect.stringMatching(/^pkg:npm\//)]);
      expect(PERMISSIVE).toEqual(expect.arrayContaining(licenses.map(({ license: { id, name = id } }) => name)));
    }
  }
});

it('describes dependencies between packages that are there', () => {
  for (const { components, dependencies, metadata, serialNumber } of bills()) {
    expect([metadata.component.version, metadata.timestamp, serialNumber]).toEqual([version, undefined, undefined]);
    const refs = new Set(components.map((component) => component['bom-ref']));
    const named = dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref));
    // The project itself.
    expect(new Set(named).size).toBe(1);
  }
});

it('has the license of every package in its notices, and in those of each package', () => {
  const namesIn = (bill: Bill): string[] =>
    bill.components.map(({ group, name, version: of }) => `${group === undefined ? '' : `${group}/`}${name} ${of}`);
  const [customResource, registryType, ofTool] = bills() as [Bill, Bill, Bill];
  const texts: readonly (readonly [string, readonly Bill[]])[] = [
    [read(FILES.notices).toString(), [customResource, ofTool]],
    [strFromU8(unzipSync(read(FILES.customResource))[FILES.notices] ?? Buffer.of()), [customResource]],
    [strFromU8(inner(FILES.registryType)[FILES.notices] ?? Buffer.of()), [registryType]],
    [readFileSync(join(tool, FILES.notices), 'utf8'), [ofTool]],
  ];
  for (const [text, of] of texts) {
    const listed = [...text.matchAll(/^(\S+ \d+\.\d+\.\S+) \(.*\)$/gm)].map(([, label = '']) => label);
    expect(listed.sort()).toEqual([...new Set(of.flatMap(namesIn))].sort());
    expect(text).toContain('Permission is hereby granted, free of charge');
  }
});

it('says nothing of the machine that made it', () => {
  const unpacked = [
    ...readdirSync(first).map((name) => read(name)),
    ...Object.values(unzipSync(read(FILES.customResource))),
    ...Object.values(inner(FILES.registryType)),
    ...readdirSync(join(tool, 'build')).map((name) => readFileSync(join(tool, 'build', name))),
  ].map((content) => Buffer.from(content).toString('latin1'));
  for (const path of [resolve('.'), scratch, process.env['HOME'] ?? '/root'].filter((each) => each.length > 4))
    expect(unpacked.filter((content) => content.includes(path))).toEqual([]);
});
