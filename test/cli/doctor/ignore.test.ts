import { runTool, type Ran } from '../terminal';
import { POOL_ID, seededAccount } from './seeded';

const OPEN = { pool: { AllowClassicFlow: true } };
const doctor = (ignores: string, ...args: string[]): Promise<Ran> =>
  runTool(['doctor', POOL_ID, '--ignore', 'i.yml', ...args], { aws: seededAccount(OPEN), files: { 'i.yml': ignores } });
const entry = (more: string): string => `- finding: classic-flow-open\n  reason: RUM needs it\n${more}`;
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

it('lives from the first look to the last day, and says when it should go', async () => {
  expect((await doctor('')).code).toBe(1);
  const { code, out } = await doctor(entry(''));
  expect([code, out]).toEqual([
    0,
    `Identity pool ${POOL_ID} shop\n\nIgnored:\n  - classic-flow-open: AllowClassicFlow. RUM needs it\n\nNo findings.`,
  ]);
  expect((await doctor(entry(`  until: ${day(0)}\n`))).code).toBe(0);
  const over = await doctor(entry(`  until: ${day(-1)}\n`));
  expect([over.code, over.out]).toEqual([
    1,
    expect.stringContaining(`i.yml:1: the entry on classic-flow-open is over since ${day(-1)}. Fix what it is about, or look at it again.`),
  ]);
  const stale = await runTool(['doctor', POOL_ID, '--ignore', 'i.yml'], { aws: seededAccount({}), files: { 'i.yml': entry('') } });
  expect([stale.code, stale.out]).toEqual([
    0,
    expect.stringContaining('i.yml:1: the entry on classic-flow-open fits no finding any more. Remove it.'),
  ]);
});

it.each([
  ['the id of the pool', `  pool: ${POOL_ID}\n`, 0],
  ['the name of the pool', '  pool: shop\n', 0],
  ['another pool', '  pool: other\n', 1],
  ['what the finding is about', '  resource: AllowClassicFlow\n', 0],
  ['another resource', '  resource: users\n', 1],
])('fits %s', async (_what, more, code) => {
  expect((await doctor(entry(more))).code).toBe(code);
});

it('is read with a byte order mark and the line ends of Windows', async () => {
  expect(await doctor(`\uFEFF${entry('')}`.replace(/\n/g, '\r\n'))).toMatchObject({ code: 0, err: '' });
});

it('takes a role by its name, and a resource of a template by its logical id', async () => {
  const trust = {
    users: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }],
  };
  const byName =
    '- { finding: trust-aud-missing, resource: users, reason: a test }\n- { finding: trust-amr-missing, resource: users, reason: a test }\n';
  expect(
    (await runTool(['doctor', POOL_ID, '--ignore', 'i.yml'], { aws: seededAccount({ trust }), files: { 'i.yml': byName } })).code,
  ).toBe(0);
  const template =
    'Resources: { Pool: { Type: AWS::Cognito::IdentityPool, Properties: { AllowClassicFlow: true, AllowUnauthenticatedIdentities: false } } }';
  const ignores =
    '- { finding: classic-flow-open, resource: Pool, reason: a test }\n- { finding: no-way-in, pool: Pool, reason: a test }\n';
  const args = ['doctor', '--template', 't.yml', '--region', 'eu-west-1', '--ignore', 'i.yml'];
  expect((await runTool(args, { files: { 't.yml': template, 'i.yml': ignores } })).code).toBe(0);
});

it('is refused with every problem and its line, before anything is read', async () => {
  const { code, out, err } = await runTool(['doctor', POOL_ID, '--ignore', 'i.yml'], {
    files: {
      'i.yml': `- finding: no-such-finding\n  reason: x\n- reason: ''\n  until: soon\n  who: me\n- just text\n- finding: classic-flow-open\n  reason: y\n  until: 2026-02-30\n- finding: classic-flow-open\n  reason: 4711\n  pool:\n`,
    },
  });
  expect([code, out, err.split('\n')]).toEqual([
    2,
    '',
    [
      'error: i.yml:1: there is no kind of finding no-such-finding. The guide lists all.',
      'i.yml:5: who is not known in an entry. Known: finding, pool, resource, reason, until.',
      'i.yml:3: reason is empty.',
      'i.yml:3: an entry has no finding: say which kind it is about.',
      'i.yml:4: until is soon, which is no day such as 2027-01-31.',
      'i.yml: an entry is no map. Give it finding and reason.',
      'i.yml:9: until is 2026-02-30, which is no day such as 2027-01-31.',
      'i.yml:12: pool is empty.',
      'i.yml:11: reason is 4711, which is no text. Write it in quotes.',
    ],
  ]);
});

it.each([
  ['a map', 'finding: x', 'i.yml is no list. Give a list of entries with finding and reason.'],
  ['no YAML', '- [', 'i.yml is neither YAML nor JSON'],
])('is refused where it is %s', async (_what, text, message) => {
  const { code, err } = await doctor(text);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});
