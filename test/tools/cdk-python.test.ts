import { App } from 'aws-cdk-lib/core';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PhotosStack } from '../../examples/cdk/lib/photos-stack';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { run } from '../../scripts/local-aws/command';
import { CDK_FOR_PYTHON, preparePython, pythonTool } from '../../scripts/local-aws/python';
import { readTemplate } from '../examples/templates';

// Setting up the Python packages once takes about two minutes.
jest.setTimeout(600_000);

const STACKS = [
  ['PhotosByCustomResource', 'custom-resource'],
  ['PhotosByRegistryType', 'registry-type'],
] as const;

const scratch = mkdtempSync(join(tmpdir(), 'cdk-python-'));
const templateOf = (language: string, stack: string): string => join(scratch, language, `${stack}.template.json`);

beforeAll(async () => {
  await preparePython(console.log, CDK_FOR_PYTHON);
  const { code, stderr } = await run(pythonTool('python', CDK_FOR_PYTHON), ['app.py'], {
    folder: 'examples/cdk-python',
    environment: { ...process.env, CDK_OUTDIR: join(scratch, 'python'), PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (code !== 0) throw new Error(stderr);
  const app = new App({ outdir: join(scratch, 'typescript'), analyticsReporting: false });
  for (const [stack, door] of STACKS) new PhotosStack(app, stack, door);
  app.synth();
});

afterAll(() => rmSync(scratch, { recursive: true }));

// test/tools/cdk.test.ts compares these with what the resource takes, and test/local-aws/tools.test.ts deploys one.
it.each(STACKS)('synthesizes %s to the template that examples/cdk makes', (stack) => {
  expect(readTemplate(templateOf('python', stack))).toEqual(readTemplate(templateOf('typescript', stack)));
});

it('makes templates that cfn-lint has nothing to say about', async () => {
  const templates = STACKS.map(([stack]) => templateOf('python', stack));
  expect(await lintTemplates(templates)).toEqual({ code: 0, stdout: '', stderr: '' });
});

const mypy = (...args: string[]): ReturnType<typeof run> =>
  run(pythonTool('mypy', CDK_FOR_PYTHON), ['--cache-dir', resolve(CDK_FOR_PYTHON.folder, 'mypy-cache'), ...args], {
    folder: 'examples/cdk-python',
    environment: { ...process.env, MYPYPATH: '.' },
  });

it('passes the type check that its README has, mypy .', async () => {
  expect(await mypy('.')).toEqual({ code: 0, stdout: 'Success: no issues found in 4 source files\n', stderr: '' });
});

it('has property types by which mypy refuses two providers in one, rules beside Token, and unknown names', async () => {
  const { stdout } = await mypy('--strict', resolve('test/tools/wrong_properties.py'));
  expect(stdout).toBe('Success: no issues found in 1 source file\n');
});

it('has property types that say what schema.json says', () => {
  expect(() => execFileSync('node', ['scripts/generate-cdk-python-types.mjs', '--check'], { stdio: 'pipe' })).not.toThrow();
});

it('pins what requirements.in asks for', () => {
  const asked = readFileSync('examples/cdk-python/requirements.in', 'utf8').match(/^\w.*$/gm);
  const pinned = readFileSync(CDK_FOR_PYTHON.requirements, 'utf8').match(/^[\w-]+==[\w.]+/gm);
  expect(asked).not.toBeNull();
  expect(pinned).toEqual(expect.arrayContaining(asked ?? []));
});
