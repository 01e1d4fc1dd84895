/** The doctor as people and scripts meet it: its report, its exit codes, what it could not read, and how many calls it makes. */
import Ajv from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import schema from '../../../src/cli/doctor/answer.schema.json';
import { FINDINGS } from '../../../src/cli/doctor/catalogue';
import { FakeAws } from '../../fakes';
import { runTool, type Ran, type Surroundings } from '../terminal';
import { makePool, type Account, type Recipe } from './account';
import { BROKEN_POOLS } from './broken-pools';
import {
  allow,
  amr,
  cognito,
  EXTRA,
  GUESTS,
  OIDC,
  POOL_ID,
  rule,
  rulesOf,
  SAML,
  seededAccount,
  SELF_SIGN_UP,
  USERS,
  WEB,
  type Row,
  USER_POOL,
} from './seeded';

interface Json {
  readonly outcome: string;
  readonly problem?: string;
  readonly findings: readonly { readonly id: string; readonly severity: string; readonly about: string; readonly link: string }[];
  readonly notChecked: readonly { readonly what: string; readonly permission?: string; readonly why: string }[];
}

const isDocumented = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);

const newAws = (): FakeAws => {
  const aws = new FakeAws({ region: 'eu-west-1', openQuestions: { mappedProviderDropped: 'keepMapping' } });
  aws.seedUserPool({ id: 'eu-west-1_EXAMPLE01' });
  return aws;
};

const accountOf = ({ clients }: FakeAws): Account => ({ ...clients, region: 'eu-west-1', userPoolId: 'eu-west-1_EXAMPLE01' });

async function inJson(args: readonly string[], surroundings: Surroundings): Promise<Json & { readonly code: number }> {
  const { code, out } = await runTool([...args, '--json'], surroundings);
  const json = JSON.parse(out) as Json;
  isDocumented(json);
  expect(isDocumented.errors ?? []).toEqual([]);
  return { code, ...json };
}

const examine = (row: Row, ...args: readonly string[]): Promise<Ran> => runTool(['doctor', POOL_ID, ...args], { aws: seededAccount(row) });

const EVERYTHING: Row = {
  pool: {
    OpenIdConnectProviderARNs: [OIDC],
    SamlProviderARNs: [SAML],
    CognitoIdentityProviders: ['web', 'app'].map((ClientId) => ({ ProviderName: USER_POOL, ClientId, ServerSideTokenCheck: true })),
  },
  mappings: { [`${USER_POOL}:app`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
  userPool: { clients: { web: { WriteAttributes: ['name'] }, app: { WriteAttributes: ['name'] } } },
  rules: [rule('custom:group', 'Equals', 'admin')],
  tags: { tenant: 'custom:tenant' },
  allows: { guests: [allow('polly:*')], users: [allow('polly:*')], extra: [allow('polly:*')] },
  role: { users: { managedPolicyArns: ['arn:aws:iam::123456789012:policy/app'] } },
  managedPolicies: { 'arn:aws:iam::123456789012:policy/app': { Statement: allow('translate:*') } },
};

describe('on pools that API calls made', () => {
  const made = async (recipe: Recipe): Promise<Json & { readonly code: number }> => {
    const aws = newAws();
    return inJson(['doctor', await makePool(accountOf(aws), 'shop', recipe)], { aws });
  };

  it('finds nothing wrong with a sound pool, and says so', async () => {
    const aws = newAws();
    const poolId = await makePool(accountOf(aws), 'shop');
    expect(await runTool(['doctor', poolId], { aws })).toEqual({
      code: 0,
      out: `Identity pool ${poolId} shop\n\nNo findings.`,
      err: '',
      sessions: [{ region: 'eu-west-1' }],
    });
  });

  it.each(BROKEN_POOLS)('%s: %s, and nothing else is wrong', async (finding, _sentence, recipe) => {
    const { code, findings } = await made(recipe);
    expect([code, ...new Set(findings.map(({ id }) => id))]).toEqual([1, finding]);
  });

  it('changes nothing', async () => {
    const aws = newAws();
    const poolId = await makePool(accountOf(aws), 'shop');
    aws.resetCalls();
    await runTool(['doctor', poolId], { aws });
    expect(aws.writes).toEqual([]);
  });
});

describe('its report', () => {
  it('is three lines for each finding, the worst first, a statement to paste, and what others say of it', async () => {
    const row: Row = {
      trust: { users: [cognito(amr('authenticated'))] },
      allows: { guests: [allow('iam:*')] },
      pool: { AllowClassicFlow: true },
    };
    const { code, out } = await examine(row);
    expect(code).toBe(1);
    expect(out).toBe(`Identity pool ${POOL_ID} shop

CRITICAL guest-takeover: ${GUESTS}, the role of guests. app allows iam:* on *. The classic flow is on: guests get all that the role allows.
         Anybody on the internet, as a guest, can give themselves every right in the account.
         Fix: Remove the actions: no app needs them in the hands of its users.
         Related checks: AWS Security Hub Cognito.2, IAM.1; Prowler cognito_identity_pool_guest_access_disabled, iam_inline_policy_allows_privilege_escalation, iam_policy_allows_privilege_escalation; Checkov CKV_AWS_366, CKV_AWS_107, CKV_AWS_110
         Known attacks: Overpermissioned AWS Cognito Identity Pools (Hacking the Cloud); Cognito Persistence, a role given to guests (HackTricks Cloud)

HIGH     trust-aud-missing: ${USERS}, the default role of signed-in identities. A statement of its trust policy has no condition on aud.
         Every identity pool, of any AWS account, can hand out this role, so anybody with an AWS account can take it.
         Fix: Add the condition StringEquals cognito-identity.amazonaws.com:aud ${POOL_ID}.
         {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"${POOL_ID}"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}}
         Known attacks: CVE-2024-28056, Amplified exposure (Datadog Security Labs); CVE-2024-28056 in same-account scenarios (Hacking the Cloud)

LOW      classic-flow-open: AllowClassicFlow. It is true. What guests gain by it is reported with their role.
         An app can pick any role that trusts the pool, for up to 12 hours, and guests get all that their role allows.
         Fix: Set it to false, unless an app calls GetOpenIdToken, as CloudWatch RUM does with guestRoleArn.
         Known attacks: Cognito Identity Pools, enhanced and basic flow (HackTricks Cloud); CVE-2024-28056 in same-account scenarios (Hacking the Cloud)

3 findings: 1 critical, 1 high, 1 low. reference/findings.md has a line for each.`);
  });

  it('reports one fault of a role once, however many rules name it', async () => {
    const rules = [rule('custom:group', 'Equals', 'a'), rule('custom:group', 'Equals', 'b')];
    const { findings } = await inJson(['doctor', POOL_ID], { aws: seededAccount({ rules, without: ['extra'] }) });
    expect(findings.map(({ about }) => about)).toEqual([`${EXTRA}, the role of rule 1 of ${WEB}, the role of rule 2 of ${WEB}`]);
  });

  it('has colors only on a terminal that shows them', async () => {
    const escape = String.fromCharCode(27);
    const aws = seededAccount({ pool: { AllowClassicFlow: true } });
    expect((await runTool(['doctor', POOL_ID], { aws, isColored: true })).out).toContain(`${escape}[36mLOW`);
    expect((await runTool(['doctor', POOL_ID], { aws })).out).not.toContain(escape);
  });

  it.each([
    ['a finding of that severity', 'low', 1],
    ['findings below it', 'medium', 0],
  ])('answers %s with --fail-on %s by exit code %i', async (_what, severity, code) => {
    expect((await examine({ pool: { AllowClassicFlow: true } }, '--fail-on', severity)).code).toBe(code);
  });

  it('shows what a stranger wrote without its control characters', async () => {
    const escape = String.fromCharCode(27);
    const { out } = await examine({
      trust: { users: [cognito({ StringEquals: { 'cognito-identity.amazonaws.com:aud': `${escape}[2J` } })] },
    });
    expect(out).toContain('trust-other-pool');
    expect(out).not.toContain(escape);
  });

  it('weighs a hostile pattern in no time', async () => {
    const begun = performance.now();
    const aud = `${'*a'.repeat(400)}b`;
    await examine({ trust: { users: [cognito({ StringLike: { 'cognito-identity.amazonaws.com:aud': aud }, ...amr('authenticated') })] } });
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('shows its progress where somebody watches, and takes it away', async () => {
    const shown: string[] = [];
    await runTool(['doctor', POOL_ID], { aws: seededAccount({}), showProgress: (text) => void shown.push(text) });
    expect([shown[0], shown.at(-2), shown.at(-1)]).toEqual([
      `Reading ${POOL_ID}: 1 of 2`,
      expect.stringMatching(/^Reading .*: (\d+) of \1$/),
      '',
    ]);
  });
});

describe('what it could not read', () => {
  const READS: readonly (readonly [operation: string, permission: string])[] = [
    ['DescribeIdentityPool', 'cognito-identity:DescribeIdentityPool'],
    ['GetIdentityPoolRoles', 'cognito-identity:GetIdentityPoolRoles'],
    ['GetPrincipalTagAttributeMap', 'cognito-identity:GetPrincipalTagAttributeMap'],
    ['GetRole', 'iam:GetRole'],
    ['ListRolePolicies', 'iam:ListRolePolicies'],
    ['GetRolePolicy', 'iam:GetRolePolicy'],
    ['ListAttachedRolePolicies', 'iam:ListAttachedRolePolicies'],
    ['GetPolicy', 'iam:GetPolicy'],
    ['GetPolicyVersion', 'iam:GetPolicyVersion'],
    ['GetOpenIDConnectProvider', 'iam:GetOpenIDConnectProvider'],
    ['GetSAMLProvider', 'iam:GetSAMLProvider'],
    ['DescribeUserPool', 'cognito-idp:DescribeUserPool'],
    ['DescribeUserPoolClient', 'cognito-idp:DescribeUserPoolClient'],
    ['ListUserPoolClients', 'cognito-idp:ListUserPoolClients'],
    ['ListGroups', 'cognito-idp:ListGroups'],
  ];
  const denied = { name: 'AccessDenied', message: 'no identity-based policy allows it' };

  it.each(READS)('is named if %s is denied, with what is missing, and the rest is reported', async (operation, permission) => {
    const digits = { SupportedLoginProviders: { 'www.digits.com': 'app' } };
    const fromRoles = { trust: { extra: [cognito(amr('authenticated'))] } };
    const aws = seededAccount({ ...EVERYTHING, ...fromRoles, pool: { ...EVERYTHING.pool, ...digits } });
    aws.fail({ operation, times: Infinity, error: denied });
    const { code, outcome, findings, notChecked } = await inJson(['doctor', POOL_ID], { aws });
    expect([code, outcome, ...new Set(notChecked.map((entry) => entry.permission))]).toEqual([3, 'incomplete', permission]);
    expect(findings.map(({ id }) => id)).toContain(operation === 'DescribeIdentityPool' ? 'trust-aud-missing' : 'digits-provider');
  });

  it('is listed after the findings', async () => {
    const aws = seededAccount({ pool: { SupportedLoginProviders: { 'www.digits.com': 'app' } } });
    aws.fail({ operation: 'DescribeUserPool', error: denied });
    const { code, out } = await runTool(['doctor', POOL_ID], { aws });
    expect(code).toBe(3);
    expect(out.slice(out.indexOf('Not checked:'))).toBe(`Not checked:
  - user pool eu-west-1_EXAMPLE01: whether users can sign up, and its attributes. Grant cognito-idp:DescribeUserPool.

1 finding: 1 low, and 1 not checked. --print-policy prints the permissions that a full check needs.`);
  });

  it('includes a policy that is no JSON, and one that is gone', async () => {
    const gone = 'arn:aws:iam::123456789012:policy/gone';
    const aws = seededAccount({ role: { users: { inlinePolicies: { broken: 'no JSON' } } } });
    aws.roles.get('users')?.managedPolicyArns.push(gone);
    aws.missingPolicies.add(gone);
    const { code, notChecked } = await inJson(['doctor', POOL_ID], { aws });
    expect([code, notChecked]).toEqual([
      3,
      [
        { what: `policy broken of role ${USERS}`, why: 'It has no Statement, or is no JSON.' },
        { what: `policy ${gone} of role ${USERS}`, why: 'IAM has no such policy any more.' },
      ],
    ]);
  });

  it('is an error if it is the pool itself, in JSON too', async () => {
    const aws = seededAccount({});
    aws.fail({ operation: 'DescribeIdentityPool', times: Infinity, error: denied });
    aws.fail({ operation: 'GetIdentityPoolRoles', times: Infinity, error: denied });
    const { code, outcome, problem } = await inJson(['doctor', POOL_ID], { aws });
    expect([code, outcome]).toEqual([2, 'failed']);
    expect(problem).toMatch(/DescribeIdentityPool to the identity behind these credentials/);
  });

  it('is everything if the credentials have expired: sign in again', async () => {
    const aws = seededAccount({});
    aws.fail({ operation: 'GetRole', times: Infinity, error: { name: 'ExpiredToken', message: 'The security token is expired' } });
    const { code, problem } = await inJson(['doctor', POOL_ID], { aws });
    expect([code, problem]).toEqual([2, expect.stringMatching(/Your credentials have expired or are not valid\. Sign in again/)]);
  });
});

it.each([
  ['an id that cannot be one', ['shop'], 'shop is not the id of an identity pool: REGION:GUID.'],
  [
    'a pool that is not there',
    ['eu-west-1:99999999-0000-4000-8000-999999999999'],
    'There is no identity pool eu-west-1:99999999-0000-4000-8000-999999999999 in this account.',
  ],
  [
    'another region than that of the pool',
    [POOL_ID, '--region', 'us-east-1'],
    `Identity pool ${POOL_ID} is in eu-west-1, and --region is us-east-1. Leave --region out, or give the pool of that region.`,
  ],
])('answers %s with exit code 2, in JSON too', async (_what, args, problem) => {
  expect(await runTool(['doctor', ...args], { aws: newAws() })).toMatchObject({ code: 2, out: '', err: `error: ${problem}` });
  expect(await inJson(['doctor', ...args], { aws: newAws() })).toEqual({ code: 2, outcome: 'failed', problem });
});

it('answers wrong usage in JSON too', async () => {
  expect(await inJson(['doctor'], {})).toMatchObject({
    code: 2,
    outcome: 'failed',
    problem: 'Give one of POOL_ID, --template FILE and --all.',
  });
});

it('takes the ARN of a pool', async () => {
  const arn = `arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${POOL_ID}`;
  expect(await runTool(['doctor', arn], { aws: seededAccount({}) })).toMatchObject({
    code: 0,
    out: `Identity pool ${POOL_ID} shop\n\nNo findings.`,
  });
});

describe('its calls', () => {
  it('are what --print-policy prints, and nothing else', async () => {
    const aws = seededAccount(EVERYTHING);
    await runTool(['doctor', POOL_ID], { aws });
    const called = new Set(aws.calls.map(({ service, operation }) => `${service}:${operation}`));
    const { code, out, sessions } = await runTool(['doctor', POOL_ID, '--print-policy'], {});
    const { Statement } = JSON.parse(out) as { Statement: { Action: string[]; Resource: string | string[] }[] };
    expect([code, sessions]).toEqual([0, []]);
    expect(Statement.flatMap(({ Action }) => Action).sort()).toEqual([...called].sort());
    expect(Statement[0]?.Resource).toBe(`arn:aws:cognito-identity:eu-west-1:*:identitypool/${POOL_ID}`);
  });

  it('are no more than needed for a pool with 60 roles, five at a time', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `role-${index}`);
    const arnOf = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
    const shared = 'arn:aws:iam::123456789012:policy/shared';
    const chunks = [names.slice(0, 25), names.slice(25, 50), names.slice(50)];
    const aws = seededAccount({
      pool: {
        CognitoIdentityProviders: [],
        AllowUnauthenticatedIdentities: false,
        SupportedLoginProviders: { 'accounts.google.com': 'a', 'appleid.apple.com': 'b', 'api.twitter.com': 'c' },
        roles: { authenticated: USERS },
      },
      mappings: Object.fromEntries(
        ['accounts.google.com', 'appleid.apple.com', 'api.twitter.com'].map((provider, index) => [
          provider,
          rulesOf((chunks[index] ?? []).map((name) => rule('sub', 'Equals', name, arnOf(name)))),
        ]),
      ),
    });
    for (const name of names)
      aws.seedRole({
        name,
        trustPolicy: { Statement: [cognito({ StringEquals: { 'cognito-identity.amazonaws.com:aud': POOL_ID }, ...amr('authenticated') })] },
        managedPolicyArns: [shared],
      });
    aws.managedPolicies.set(shared, { Statement: allow('polly:*') });
    const { code } = await runTool(['doctor', POOL_ID], { aws });
    const OF_POOL = 2;
    const TAGS = 3;
    const OF_EACH_ROLE = 3;
    const OF_THE_POLICY = 2;
    expect([code, aws.calls.length]).toEqual([0, OF_POOL + TAGS + OF_EACH_ROLE * 61 + OF_THE_POLICY]);
    expect(aws.traffic.mostInFlight).toBeLessThanOrEqual(5);
  });
});

it('names in reference/findings.md what it looks for, in its order, with a place to link to', () => {
  const guide = readFileSync('reference/findings.md', 'utf8');
  const table = guide.split('`doctor` looks for:')[1]?.split('\n\n')[1] ?? '';
  const listed = [...table.matchAll(/^\| <a id="([\w-]+)"><\/a>`([\w-]+)` +\| (.*?) +\|$/gm)].map(([, anchor, id, text]) => [
    anchor,
    id,
    text,
  ]);
  expect(listed).toEqual(Object.entries(FINDINGS).map(([id, text]) => [id, id, text]));
});

it('weighs what a role allows by whether anybody can sign up', async () => {
  const severities = await Promise.all(
    [{}, { userPool: { settings: SELF_SIGN_UP as never } }].map(async (more) => {
      const { findings } = await inJson(['doctor', POOL_ID], {
        aws: seededAccount({ allows: { users: [allow('s3:GetObject')] }, ...more }),
      });
      return findings.map(({ id, severity, link }) => [id, severity, link]);
    }),
  );
  expect(severities).toEqual([
    [['signed-in-open-resources', 'medium', 'reference/findings.md#signed-in-open-resources']],
    [['signed-in-open-resources', 'high', 'reference/findings.md#signed-in-open-resources']],
  ]);
});
