import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { run } from '../local-aws/command';
import { ReadableError } from '../local-aws/readable-error';
import { merged, noticesOf, readBill, toText } from './bills';
import { billOf, FILES } from './names';
import { withoutTransform } from './provider-template';
import { rolloutFiles } from '../rollout/templates';
import { packTool } from './tool-package';
import { zip } from './zip';

export interface Made {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Empties the folder first. @returns every file but the one of checksums, by name. */
export async function makeRelease(folder: string): Promise<readonly Made[]> {
  const work = await mkdtemp(join(tmpdir(), 'release-'));
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await succeed(process.execPath, ['scripts/build.mjs', '--into', work, '--bills']);
    await succeed(process.execPath, ['scripts/build-cli.mjs', '--standalone', join(work, 'tool')]);
    const bundle = (name: string): Promise<Buffer> => readFile(join(work, `${name}.js`));
    const bills = {
      customResource: await readBill(join(work, 'custom-resource.cdx.json')),
      registryType: await readBill(join(work, 'handlers.cdx.json')),
      tool: await readBill(join(work, 'tool/cli.cdx.json')),
    };
    // The provider stack can deploy the registry's functions as well.
    const both = merged(bills.customResource, bills.registryType);
    const write = (name: string, content: string | Uint8Array): Promise<void> => writeFile(join(folder, name), content);

    await write(
      FILES.customResource,
      zip({
        'custom-resource.js': await bundle('custom-resource'),
        'handlers.js': await bundle('handlers'),
        [FILES.license]: await readFile('LICENSE'),
        [FILES.notices]: noticesOf([both]),
      }),
    );
    await write(FILES.customResourceTemplate, withoutTransform(await readFile('template.yml', 'utf8'), FILES.customResource));
    await write(FILES.registryType, await registryPackage(await bundle('handlers'), noticesOf([bills.registryType])));
    await cp('resource-role.yaml', join(folder, FILES.registryTypeRole));
    for (const [name, text] of Object.entries(rolloutFiles())) if (name.startsWith('rollout-')) await write(name, text);
    await packTool({ bundles: join(work, 'tool'), notices: noticesOf([bills.tool]), into: folder });
    await write(billOf(FILES.customResource), toText(both));
    await write(billOf(FILES.registryType), toText(bills.registryType));
    await write(billOf(FILES.tool), toText(bills.tool));
    await write(FILES.notices, noticesOf([both, bills.tool]));
    await cp('LICENSE', join(folder, FILES.license));
    await cp('guide/install.md', join(folder, FILES.instructions));
    if (existsSync('scripts/package-cfn-lint.ts')) await wheelInto(folder);

    const made = await Promise.all((await readdir(folder)).sort().map((name) => fingerprint(folder, name)));
    await write(FILES.checksums, made.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''));
    return made;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fingerprint(folder: string, name: string): Promise<Made> {
  const content = await readFile(join(folder, name));
  return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** What `cfn submit` uploads, without the sources and without its own statistics. The registry gives the function its files as they are in the inner zip. */
async function registryPackage(handlers: Uint8Array, notices: string): Promise<Uint8Array> {
  const inputs = (await readdir('inputs')).sort().map(async (name) => [`inputs/${name}`, await readFile(join('inputs', name))] as const);
  return zip({
    'schema.json': await readFile('schema.json'),
    '.rpdk-config': await readFile('.rpdk-config'),
    'ResourceProvider.zip': zip({ 'handlers.js': handlers, [FILES.license]: await readFile('LICENSE'), [FILES.notices]: notices }),
    ...(Object.fromEntries(await Promise.all(inputs)) as Record<string, Uint8Array>),
  });
}

/** The caller's time for reproducible builds would make other bytes. */
async function wheelInto(folder: string): Promise<void> {
  const { SOURCE_DATE_EPOCH: _time, ...environment } = process.env;
  await succeed('npm', ['run', '--silent', 'package:cfn-lint', '--', '--to', folder], environment);
}

async function succeed(program: string, programArguments: readonly string[], environment = process.env): Promise<void> {
  const { code, stdout, stderr } = await run(program, programArguments, { environment });
  if (code !== 0) throw new ReadableError(`${[packageJson.name, ...programArguments].join(' ')} failed:\n${stdout}${stderr}`);
}
