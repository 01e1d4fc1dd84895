/** Every pool of an account, and every role that a pool's identities can take. */
import { FakeAws } from '../../fakes';
import { runTool, type Ran } from '../terminal';
import { ACCOUNT, allow, amr, cognito, POOL_ID, REGION, seededAccount, sound, USERS } from './seeded';

const POOLS = 7;
const poolId = (index: number): string => `eu-west-1:0f1e2d3c-0000-4000-8000-${String(index).padStart(12, '0')}`;

function account(): FakeAws {
  const aws = new FakeAws({ region: REGION, accountId: ACCOUNT, quotas: { pageSize: 3 } });
  for (let index = 0; index < POOLS; index += 1) {
    const id = poolId(index);
    const trusts = (kind: string): object => ({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': id }, ...amr(kind) },
        },
      ],
    });
    const name = `users-${String(index)}`;
    aws.seedRole({ name, trustPolicy: trusts('authenticated') });
    aws.seedPool({
      IdentityPoolId: id,
      IdentityPoolName: `pool-${String(index)}`,
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: index === 2,
      DeveloperProviderName: 'login.example',
      roles: { authenticated: `arn:aws:iam::${ACCOUNT}:role/${name}` },
    });
  }
  return aws;
}

const all = (aws: FakeAws, ...args: string[]): Promise<Ran> => runTool(['doctor', '--all', '--region', REGION, ...args], { aws });

it('begins with a summary, and reports the pools in which something was found', async () => {
  const { code, out } = await all(account());
  const quiet = [0, 1, 3, 4, 5, 6].map((index) => `  ${poolId(index)} pool-${String(index)}`);
  expect([code, out.split('\n').slice(0, 10)]).toEqual([
    1,
    ['7 identity pools: 1 low; 6 without findings.', ...quiet, '', `Identity pool ${poolId(2)} pool-2`, ''],
  ]);
});

it('answers in JSON with a summary and each pool', async () => {
  const { out } = await all(account(), '--json');
  const { outcome, summary, pools } = JSON.parse(out) as { outcome: string; summary: object; pools: { identityPoolId: string }[] };
  expect([outcome, summary]).toEqual(['complete', { pools: POOLS, findings: { critical: 0, high: 0, medium: 0, low: 1 } }]);
  expect(pools.map(({ identityPoolId }) => identityPoolId)).toEqual(Array.from({ length: POOLS }, (_, index) => poolId(index)));
});

it('goes through the regions that are named, each once', async () => {
  const { sessions, code } = await runTool(['doctor', '--all', '--regions', 'eu-west-1, us-east-1,eu-west-1'], { aws: account() });
  expect([code, sessions]).toEqual([1, [{ region: 'eu-west-1' }, { region: 'us-east-1' }]]);
});

it('goes on where a region is denied or a pool is gone, and says so', async () => {
  const denied = account();
  denied.fail({ operation: 'ListIdentityPools', error: { name: 'AccessDeniedException', message: 'denied by a service control policy' } });
  const region = await all(denied);
  expect([region.code, region.out]).toEqual([
    3,
    `0 identity pools: no findings; 0 without findings.

Not checked:
  - the identity pools of eu-west-1. Grant cognito-identity:ListIdentityPools.`,
  ]);
  const shrinking = account();
  shrinking.fail({ operation: 'DescribeIdentityPool', error: { name: 'ResourceNotFoundException', message: 'gone' } });
  const pool = await all(shrinking);
  expect([pool.code, pool.out]).toEqual([
    3,
    expect.stringContaining(`Not checked:\n  - identity pool ${poolId(0)} pool-0. It was deleted meanwhile.`),
  ]);
});

it('reads what pools have in common once', async () => {
  const aws = account();
  const shared = `arn:aws:iam::${ACCOUNT}:policy/shared`;
  aws.managedPolicies.set(shared, { Version: '2012-10-17', Statement: [allow('polly:DescribeVoices')] });
  for (const role of aws.roles.values()) role.managedPolicyArns.push(shared);
  await all(aws);
  expect(aws.calls.filter(({ operation }) => operation === 'GetPolicy')).toHaveLength(1);
  expect(aws.calls.filter(({ operation }) => operation === 'GetRole')).toHaveLength(POOLS);
});

it('shows which pool it is at', async () => {
  const shown: string[] = [];
  await runTool(['doctor', '--all', '--region', REGION], { aws: account(), showProgress: (text) => void shown.push(text) });
  expect([shown[0], shown.at(-1)]).toEqual(['Reading pool 1 of 7 in eu-west-1: 1 of 2', '']);
  expect(shown.some((text) => text.startsWith('Reading pool 7 of 7 in eu-west-1: '))).toBe(true);
});

it.each([
  ['a pool beside --all', [POOL_ID, '--all'], 'Give one of POOL_ID, --template FILE and --all.'],
  ['a template beside --all', ['--template', 't.yml', '--all'], 'Give one of POOL_ID, --template FILE and --all.'],
  ['regions without --all', [POOL_ID, '--regions', 'eu-west-1'], '--regions goes with --all.'],
  ['a region beside regions', ['--all', '--regions', 'eu-west-1', '--region', 'eu-west-1'], 'Give --region or --regions, not both.'],
  [
    'a region that is none',
    ['--all', '--regions', 'ireland'],
    '"ireland" is no region: give --region such as eu-west-1, or set AWS_REGION.',
  ],
  ['--print-policy for all', ['--all', '--print-policy'], '--print-policy goes with the id of one pool.'],
])('refuses %s', async (_what, args, message) => {
  expect(await runTool(['doctor', ...args], { aws: account() })).toMatchObject({ code: 2, out: '', err: `error: ${message}` });
});

describe('with --all-roles', () => {
  const withRole = (trust: object[], allowClassicFlow = true): FakeAws => {
    const aws = seededAccount({ pool: { AllowClassicFlow: allowClassicFlow } });
    aws.seedRole({
      name: 'backup',
      trustPolicy: { Version: '2012-10-17', Statement: trust },
      inlinePolicies: { all: { Version: '2012-10-17', Statement: [allow('iam:*')] } },
    });
    return aws;
  };
  const findings = async (aws: FakeAws, ...args: string[]): Promise<string[]> => {
    const { out } = await runTool(['doctor', POOL_ID, '--json', ...args], { aws });
    return (JSON.parse(out) as { findings: { id: string; about: string }[] }).findings.map(({ id, about }) => `${id}: ${about}`);
  };
  const BACKUP = USERS.replace('users', 'backup');

  it('finds a role that the pool does not name, and that its guests can ask for', async () => {
    const aws = withRole([sound('unauthenticated')]);
    expect(await findings(aws)).toEqual(['classic-flow-open: AllowClassicFlow']);
    expect(await findings(aws, '--all-roles')).toContain(`guest-takeover: ${BACKUP}, which guests can ask for`);
  });

  it('finds one that any pool can use', async () => {
    expect(await findings(withRole([cognito({})]), '--all-roles')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^guest-takeover: .*backup, which guests can ask for$/)]),
    );
  });

  it('leaves out roles that trust others, and all of them where the classic flow is off', async () => {
    const service = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    expect(await findings(withRole(service), '--all-roles')).toEqual(['classic-flow-open: AllowClassicFlow']);
    expect(await findings(withRole([sound('unauthenticated')], false), '--all-roles')).toEqual([]);
  });

  it('needs one permission more, which --print-policy has', async () => {
    const { out } = await runTool(['doctor', POOL_ID, '--print-policy', '--all-roles'], {});
    const { Statement } = JSON.parse(out) as { Statement: { Action: string[] }[] };
    expect(Statement.flatMap(({ Action }) => Action)).toContain('iam:ListRoles');
  });
});
