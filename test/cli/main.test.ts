/** Tries the program around the commands: help, usage, exit codes. */
import { createProgram } from '../../src/cli/main';
import { EXIT, type Context } from '../../src/cli/context';
import { runTool } from './terminal';

const commands = createProgram({ isColored: false } as Context, () => undefined).commands.map((command) => command.name());

it('explains its exit codes in its help', async () => {
  const { code, out } = await runTool(['--help']);
  expect(code).toBe(0);
  const [, exitCodes = ''] = out.split('\nExit codes');
  expect([...exitCodes.matchAll(/^ {2}(\d) {2}\w/gm)].map(([, number]) => Number(number))).toEqual(Object.values(EXIT));
});

it.each(commands)('%s has examples and exit codes in its help', async (command) => {
  const { code, out } = await runTool([command, '--help']);
  expect(code).toBe(0);
  expect(out).toContain(`Examples:\n  $ npx identity-pool-with-roles ${command} `);
  expect(out).toContain('Exit codes:');
});

it.each([
  ['no pool', ['doctor'], 'error: Give one of POOL_ID, --template FILE and --all.'],
  ['an unknown command', ['docter'], "error: unknown command 'docter'\n(Did you mean doctor?)"],
  ['an unknown option', ['doctor', 'x', '--regin', 'y'], "error: unknown option '--regin'\n(Did you mean --region?)"],
])('answers %s with exit code 2 and says what is wrong', async (_what, args, message) => {
  expect(await runTool(args)).toEqual({ code: 2, out: '', err: message, sessions: [] });
});

it('answers what it did not expect with exit code 2 and the place', async () => {
  const { code, err } = await runTool(['doctor', 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab']);
  expect(code).toBe(2);
  expect(err).toMatch(/this test has no account\n\s+at /);
});

it('hands --region and --profile to the session', async () => {
  const { sessions } = await runTool([
    'doctor',
    'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab',
    '--region',
    'eu-west-1',
    '--profile',
    'p',
  ]);
  expect(sessions).toEqual([{ region: 'eu-west-1', profile: 'p' }]);
});
