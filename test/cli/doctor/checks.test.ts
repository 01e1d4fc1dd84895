/** Tries single checks and the reading of policies on facts alone, where the variations are many. */
import { ruleUnreachable } from '../../../src/cli/doctor/checks/mappings';
import { guestsBeyondEnhancedFlow, guestsWide } from '../../../src/cli/doctor/checks/guests';
import { trustAmrMissing, trustAmrWrong, trustAudMissing, trustOtherPool, trustPrincipalWrong } from '../../../src/cli/doctor/checks/trust';
import type { PoolFacts } from '../../../src/cli/doctor/facts';
import { statementsOf } from '../../../src/cli/doctor/statements';
import type { MappingRule, PolicyDocument } from '../../../src/core/state';

const POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const ROLE = 'arn:aws:iam::123456789012:role/app';
const GOOGLE = 'accounts.google.com';

const facts = (changes: Partial<PoolFacts> = {}): PoolFacts => ({
  pool: {
    id: POOL_ID,
    name: 'shop',
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: false,
    loginProviders: { [GOOGLE]: 'app' },
    userPoolClients: [],
    openIdConnectProviderArns: [],
    samlProviderArns: [],
    developerProviderName: 'login.shop',
    tags: {},
  },
  assignments: { roles: {}, mappings: {} },
  principalTags: {},
  roles: {},
  appClients: {},
  ...changes,
});

type Shorthand = readonly [MappingRule['matchType'], string, claim?: string];
const rules = (...shorthands: Shorthand[]): PoolFacts =>
  facts({
    assignments: {
      roles: {},
      mappings: {
        [GOOGLE]: {
          type: 'Rules',
          rules: shorthands.map(([matchType, value, claim = 'custom:group']) => ({ claim, matchType, value, roleArn: ROLE })),
        },
      },
    },
  });

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

const PREFIX = 'cognito-identity.amazonaws.com';
const AUD = { [`${PREFIX}:aud`]: POOL_ID };
const trusting = (statement: object): PoolFacts =>
  facts({
    assignments: { roles: { authenticated: ROLE }, mappings: {} },
    roles: { [ROLE]: { trust: statementsOf({ Statement: statement }), permissions: [] } },
  });
const cognito = (Condition: object): object => ({
  Effect: 'Allow',
  Principal: { Federated: PREFIX },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition,
});
const amr = (value: string | string[]): object => cognito({ StringEquals: AUD, 'ForAnyValue:StringLike': { [`${PREFIX}:amr`]: value } });

it.each<[sentence: string, statement: object, findings: string[]]>([
  ['the usual document', amr('authenticated'), []],
  ['lists of one', [{ ...amr(['authenticated']), Principal: { Federated: [PREFIX] }, Action: ['sts:AssumeRoleWithWebIdentity'] }], []],
  ['a wildcard for the action', { ...amr('authenticated'), Action: 'sts:*' }, []],
  ['keys in capitals', cognito({ StringEquals: { [`${PREFIX}:AUD`]: POOL_ID }, StringLike: { [`${PREFIX}:AMR`]: 'authenticated' } }), []],
  [
    'several pools',
    cognito({ StringEquals: { [`${PREFIX}:aud`]: ['eu-west-1:other', POOL_ID] }, StringLike: { [`${PREFIX}:amr`]: 'authenticated' } }),
    [],
  ],
  ['one provider alone', amr('accounts.google.com'), []],
  ['the developer provider alone', amr('login.shop'), []],
  ['a type that is none', amr('authentcated'), ['trust-amr-wrong']],
  ['every type', amr('*'), ['trust-amr-missing']],
  ['a denial beside it', [amr('authenticated'), { ...cognito({}), Effect: 'Deny' }], []],
  ['one open statement beside a narrow one', [amr('authenticated'), cognito({ StringEquals: AUD })], ['trust-amr-missing']],
  ['no condition at all', cognito({}), ['trust-aud-missing', 'trust-amr-missing']],
  [
    'a condition that excludes one pool',
    cognito({ StringNotEquals: { [`${PREFIX}:aud`]: 'eu-west-1:other' } }),
    ['trust-aud-missing', 'trust-amr-missing'],
  ],
  ['another pool', cognito({ StringEquals: { [`${PREFIX}:aud`]: 'eu-west-1:other' } }), ['trust-other-pool']],
  ['a service', { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }, ['trust-principal-wrong']],
])('reads a trust policy with %s', (_sentence, statement, findings) => {
  const checks = [trustPrincipalWrong, trustAudMissing, trustOtherPool, trustAmrMissing, trustAmrWrong];
  expect(checks.flatMap((check) => check(trusting(statement))).map(({ id }) => id)).toEqual(findings);
});

it('takes any name of Cognito where AWS does not say which it is', () => {
  const statement = { ...cognito({}), Principal: { Federated: 'cognito-identity.eusc-de-east-1.amazonaws.eu' } };
  const there = trusting(statement);
  const moved = { ...there, pool: { ...there.pool, id: 'eusc-de-east-1:0f1e2d3c-0000-4000-8000-0123456789ab' } };
  expect(trustPrincipalWrong(moved)).toEqual([]);
  expect(trustPrincipalWrong(there)).toHaveLength(1);
});

it.each<[action: string | string[], findings: string[]]>([
  ['s3:GetObject', []],
  ['kms:Decrypt', []],
  ['kms:*', ['guest-wide-actions']],
  ['kms:CreateKey', ['guest-beyond-enhanced-flow']],
  ['geo:GetMapTile', []],
  ['geo:CreateMap', ['guest-beyond-enhanced-flow']],
  ['iam:*', ['guest-beyond-enhanced-flow']],
  ['S3:*', ['guest-wide-actions']],
  ['*', ['guest-wide-actions']],
])('says of guests that are allowed %s: %j', (action, findings) => {
  const document: PolicyDocument = { Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] };
  const observed = facts({
    assignments: { roles: { unauthenticated: ROLE }, mappings: {} },
    roles: { [ROLE]: { trust: [], permissions: statementsOf(document).map((statement) => ({ ...statement, policy: 'guests' })) } },
  });
  const run = (from: PoolFacts): string[] => [guestsWide, guestsBeyondEnhancedFlow].flatMap((check) => check(from)).map(({ id }) => id);
  expect(run(observed)).toEqual(findings);
  expect(run({ ...observed, pool: { ...observed.pool, allowUnauthenticatedIdentities: false } })).toEqual([]);
});
