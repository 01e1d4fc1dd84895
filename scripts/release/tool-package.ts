import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json';
import { run } from '../local-aws/command';
import { ReadableError } from '../local-aws/readable-error';
import { FILES } from './names';

/** What the package says of itself as package.json does, as far as that says it. */
const HANDED_ON = ['name', 'version', 'license', 'author', 'homepage', 'repository', 'bugs', 'engines', 'bin'] as const;

interface Options {
  /** The folder with the tool's bundles. */
  readonly bundles: string;
  readonly notices: string;
  readonly into: string;
}

/** The command-line tool as an npm package without dependencies. `npm pack` gives every file one time and one owner, in one order. */
export async function packTool({ bundles, notices, into }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tool-'));
  try {
    const known: Readonly<Record<string, unknown>> = packageJson;
    const manifest = {
      ...Object.fromEntries(HANDED_ON.filter((key) => key in known).map((key) => [key, known[key]])),
      description:
        'Answers what people ask about Amazon Cognito identity pools: what is wrong with one, and who gets which role. Changes nothing.',
      keywords: ['aws', 'cloudformation', 'cognito', 'identity-pool'],
      type: 'module',
    };
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await cp('bin', join(folder, 'bin'), { recursive: true });
    await mkdir(join(folder, 'build'));
    for (const name of (await readdir(bundles)).filter((each) => each.endsWith('.mjs')))
      await cp(join(bundles, name), join(folder, 'build', name));
    await cp('LICENSE', join(folder, FILES.license));
    await writeFile(join(folder, FILES.notices), notices);
    await cp('scripts/release/tool-readme.md', join(folder, 'README.md'));
    const { code, stdout, stderr } = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', into], { folder });
    if (code !== 0) throw new ReadableError(`npm pack of the command-line tool failed:\n${stdout}${stderr}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
