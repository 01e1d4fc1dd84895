/** Rules that hide others, on facts alone, because the variations are many; and what the tables of pools leave out. */
import { ruleContains } from '../../../src/cli/doctor/checks/claims';
import { ruleUnreachable } from '../../../src/cli/doctor/checks/mappings';
import type { PoolFacts } from '../../../src/cli/doctor/facts';
import type { Finding } from '../../../src/cli/doctor/finding';
import type { MappingRule } from '../../../src/core/state';
import { runTool } from '../terminal';
import { BOUND, CLASSIC, classic, HARMLESS } from './broken-permissions';
import { SOUND_RULES } from './broken-providers';
import { C, POOL_ID, seededAccount, sound, USERS, type Row } from './seeded';
const ROLE = 'arn:aws:iam::123456789012:role/app';
const GOOGLE = 'accounts.google.com';

type Shorthand = readonly [MappingRule['matchType'], string, claim?: string];
const rules = (...shorthands: Shorthand[]): PoolFacts => {
  const listed = shorthands.map(([matchType, value, claim = 'custom:group']) => ({ claim, matchType, value, roleArn: ROLE }));
  const mappings = { [GOOGLE]: { type: 'Rules', rules: listed } };
  return { pool: { userPoolClients: [] }, assignments: { roles: {}, mappings } } as unknown as PoolFacts;
};

it.each<[reachable: boolean, earlier: Shorthand[], later: Shorthand]>([
  [false, [['Equals', 'a']], ['Equals', 'a']],
  [true, [['Equals', 'a']], ['Equals', 'b']],
  [true, [['Equals', 'a']], ['Equals', 'A']],
  [true, [['Equals', 'a']], ['Equals', 'a', 'custom:other']],
  [true, [['Equals', 'admin']], ['StartsWith', 'adm']],
  [true, [['Equals', 'admin']], ['Contains', 'admin']],
  [false, [['StartsWith', 'adm']], ['Equals', 'admin']],
  [false, [['StartsWith', 'adm']], ['StartsWith', 'admin']],
  [true, [['StartsWith', 'admin']], ['StartsWith', 'adm']],
  [true, [['StartsWith', 'adm']], ['Contains', 'admin']],
  [false, [['Contains', 'dmi']], ['Equals', 'admin']],
  [false, [['Contains', 'dmi']], ['StartsWith', 'admin']],
  [false, [['Contains', 'dmi']], ['Contains', 'admin']],
  [true, [['Contains', 'admin']], ['Contains', 'dmi']],
  [false, [['NotEqual', 'a']], ['Equals', 'b']],
  [true, [['NotEqual', 'a']], ['Equals', 'a']],
  [false, [['NotEqual', 'a']], ['NotEqual', 'a']],
  [false, [['NotEqual', 'a']], ['StartsWith', 'b']],
  [true, [['NotEqual', 'ab']], ['StartsWith', 'a']],
  [false, [['NotEqual', 'a']], ['Contains', 'b']],
  [true, [['NotEqual', 'abc']], ['Contains', 'b']],
  [true, [['Equals', 'a']], ['NotEqual', 'a']],
  [
    false,
    [
      ['Equals', 'a'],
      ['NotEqual', 'a'],
    ],
    ['StartsWith', 'a'],
  ],
  [
    false,
    [
      ['NotEqual', 'a'],
      ['Equals', 'a'],
    ],
    ['Contains', 'a'],
  ],
  [
    false,
    [
      ['NotEqual', 'a'],
      ['NotEqual', 'b'],
    ],
    ['NotEqual', 'c'],
  ],
  [
    true,
    [
      ['NotEqual', 'a'],
      ['Equals', 'a', 'custom:other'],
    ],
    ['Contains', 'a'],
  ],
  // How Cognito compares a list is not documented: only a plain repetition is told of.
  [true, [['Contains', 'adm', 'cognito:groups']], ['Equals', 'admin', 'cognito:groups']],
  [false, [['Contains', 'adm', 'cognito:groups']], ['Contains', 'adm', 'cognito:groups']],
])('a rule has a say (%s) after %j: %j', (reachable, earlier, later) => {
  const found = ruleUnreachable(rules(...earlier, later)).filter(({ about }) => about.startsWith(`rule ${earlier.length + 1} of`));
  expect(found).toHaveLength(reachable ? 0 : 1);
});

it.each([
  ['admin', 'nonadmin'],
  ['@corp.com', 'someone@corp.com.example'],
  ['corp.com', 'corp.com.example'],
])('a rule with Contains %s also matches %s, which is not meant', (value, unmeant) => {
  expect(ruleContains(rules(['Contains', value, 'email'])).map(({ evidence }) => evidence)).toEqual([
    `Contains matches every value with "${value}" anywhere in it, such as "${unmeant}".`,
  ]);
});

it('names the rules that hide another', () => {
  expect(
    ruleUnreachable(rules(['Equals', 'a'], ['NotEqual', 'a'], ['Contains', 'x'])).map(({ about, evidence }) => [about, evidence]),
  ).toEqual([
    [
      `rule 3 of ${GOOGLE}: custom:group Contains "x"`,
      'Whenever it matches, custom:group NotEqual "a" (rule 2) has matched already, and the first match decides.',
    ],
  ]);
});

async function found(row: Row): Promise<(readonly [string, string])[]> {
  const { out } = await runTool(['doctor', POOL_ID, '--json'], { aws: seededAccount(row) });
  return (JSON.parse(out) as { findings: Finding[] }).findings.map(({ id, severity }) => [id, severity] as const);
}

describe.each([
  ['on', false],
  ['not turned off', true],
] as const)('with the classic flow %s', (_how, isUnset) => {
  it.each(CLASSIC)('guests who are allowed %s are %s (%s)', async (actions, id, severity) => {
    expect((await found(classic(actions, isUnset)))[0]).toEqual([id, severity]);
  });
});

it('keeps guests to the enhanced flow while role mappings close the classic one', async () => {
  const mappings = { 'www.amazon.com': { Type: 'Token' as const, AmbiguousRoleResolution: 'Deny' as const } };
  const row = classic('iam:*', true);
  const findings = await found({ ...row, pool: { ...row.pool, SupportedLoginProviders: { 'www.amazon.com': 'app' } }, mappings });
  expect(findings).toContainEqual(['guest-beyond-enhanced-flow', 'low']);
});

it.each(HARMLESS)('has nothing to say about a role that allows %s', async (_sentence, row) => {
  expect(await found({ ...row, managedPolicies: BOUND ?? {} })).toEqual([]);
});

it.each(SOUND_RULES)('has nothing to say about a rule if %s', async (_sentence, row) => {
  expect(await found(row)).toEqual([]);
});

it('takes any name of Cognito where AWS does not say which it is', async () => {
  const there = 'cognito-identity.eusc-de-east-1.amazonaws.eu';
  const poolId = POOL_ID.replace('eu-west-1', 'eusc-de-east-1');
  const statement = JSON.parse(JSON.stringify(sound('authenticated')).replaceAll(C, there).replace(POOL_ID, poolId)) as object;
  const aws = seededAccount({ trust: { users: [statement] } });
  const elsewhere = aws.inRegion('eusc-de-east-1');
  elsewhere.seedPool({
    IdentityPoolId: poolId,
    AllowClassicFlow: false,
    SupportedLoginProviders: { 'accounts.google.com': 'app' },
    roles: { authenticated: USERS },
  });
  const { out } = await runTool(['doctor', poolId, '--json'], { aws: elsewhere });
  expect((JSON.parse(out) as { findings: Finding[] }).findings).toEqual([]);
});
