/** `doctor --templates`, as a hook runs it over whatever has changed; the rows are what such a set of files has in it. */
import { readFileSync } from 'node:fs';
import { runTool, type Ran } from '../terminal';

const example = (name: string): string => readFileSync(`examples/pipeline/${name}`, 'utf8');
const native = (name: string): string => readFileSync(`test/native-templates/${name}.yaml`, 'utf8');

const FILES = {
  'guests.yml': example('template.yml'),
  'no-audience.yaml': native('no-audience'),
  'package.json': '{ "name": "shop" }',
  'compose.yaml': 'services:\n  web: { image: web }\n---\nsecond: document\n',
  'buckets.yml': 'Resources:\n  Files:\n    Type: AWS::S3::Bucket\n',
  'role-of-pool.yml': '# For the AWS::Cognito::IdentityPool of another stack.\nResources:\n  Files:\n    Type: AWS::S3::Bucket\n',
  'broken.yml': 'Resources:\n  Pool:\n    Type: AWS::Cognito::IdentityPool\n   Properties: {}\n',
  'ignore.yaml': example('identity-pools-ignore.yaml'),
};

const NOW = Date.parse('2026-12-01T00:00:00Z');
const doctor = (args: readonly string[], now = NOW): Promise<Ran> =>
  runTool(['doctor', '--templates', '--region', 'eu-west-1', ...args], { files: FILES, now: () => now });

const findingsIn = ({ out }: Ran): (readonly [string, string[]])[] =>
  (JSON.parse(out) as { pools: { place: { file: string }; findings: { id: string }[] }[] }).pools.map(
    ({ place, findings }) => [place.file, findings.map(({ id }) => id)] as const,
  );

it.each<[sentence: string, files: readonly string[], code: number, findings: readonly (readonly [string, readonly string[]])[]]>([
  ['no file at all', [], 0, []],
  ['files that are no templates', ['package.json', 'compose.yaml'], 0, []],
  ['a template without a pool, and one that only speaks of pools', ['buckets.yml', 'role-of-pool.yml'], 0, []],
  ['one template', ['no-audience.yaml'], 1, [['no-audience.yaml', ['trust-aud-missing']]]],
  [
    'templates among other files',
    ['package.json', 'no-audience.yaml', 'buckets.yml', 'guests.yml', 'compose.yaml'],
    1,
    [
      ['no-audience.yaml', ['trust-aud-missing']],
      ['guests.yml', ['classic-flow-open']],
    ],
  ],
])('checks the pools of %s', async (_sentence, files, code, findings) => {
  const ran = await doctor([...files, '--json']);
  expect({ code: ran.code, findings: findingsIn(ran) }).toEqual({ code, findings });
});

it('says that there are no pools, in one line', async () => {
  expect(await doctor(['package.json', 'buckets.yml'])).toMatchObject({ code: 0, out: 'No identity pools.', err: '' });
});

it('reports every file that cannot be read in a line of its own, and fails', async () => {
  const { code, out, err } = await doctor(['broken.yml', 'no-audience.yaml', 'not-there.yml']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.split('\n')).toEqual([
    expect.stringMatching(/^error: broken\.yml is neither YAML nor JSON: line 4: /),
    expect.stringMatching(/^not-there\.yml cannot be read: /),
  ]);
});

it.each([
  [['--template', 'guests.yml'], 'Give one of --template, --templates and --all.'],
  [['--all'], 'Give one of --template, --templates and --all.'],
  [['--resource', 'Guests', 'guests.yml'], '--resource goes with --template FILE.'],
])('refuses %j', async (args, problem) => {
  expect(await doctor(args)).toMatchObject({ code: 2, out: '', err: `error: ${problem}` });
});

it('asks for one pool where several are given, and says what takes several', async () => {
  expect(await runTool(['doctor', 'eu-west-1:1', 'eu-west-1:2'], {})).toMatchObject({
    code: 2,
    err: 'error: Give one pool. For all pools of an account there is --all, for several files --templates.',
  });
});

describe('with the ignore file of the example', () => {
  it('hides what the file accepts, and says so', async () => {
    const { code, out } = await doctor(['guests.yml', '--ignore', 'ignore.yaml']);
    expect(code).toBe(0);
    expect(out).toContain('Ignored:\n  - classic-flow-open: AllowClassicFlow. The web client of CloudWatch RUM');
    expect(out).toMatch(/\nNo findings\.$/);
  });

  it('does not call an entry stale because this run is not about its pool', async () => {
    const { out } = await doctor(['no-audience.yaml', '--ignore', 'ignore.yaml']);
    expect(out).not.toContain('ignore.yaml');
  });

  it('reports the finding again on the day after the last one of the entry, with the line of the entry', async () => {
    const { code, out } = await doctor(['guests.yml', '--ignore', 'ignore.yaml'], Date.parse('2028-01-01T00:00:00Z'));
    expect(code).toBe(1);
    expect(out).toContain('LOW      classic-flow-open');
    expect(out).toContain('ignore.yaml:2: the entry on classic-flow-open is over since 2027-12-31.');
  });
});
