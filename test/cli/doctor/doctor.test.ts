/** Tries the doctor on the in-memory account: a sound pool, and one broken pool for each finding. */
import { readFileSync } from 'node:fs';
import { FakeAws } from '../../fakes';
import { CHECKS } from '../../../src/cli/doctor/checks';
import type { Finding } from '../../../src/cli/doctor/finding';
import { runTool } from '../terminal';
import { makePool, SOUND, type Account, type Recipe } from './account';
import { BROKEN_POOLS } from './broken-pools';

const newAws = (): FakeAws => {
  const aws = new FakeAws({ region: 'eu-west-1', openQuestions: { mappedProviderDropped: 'keepMapping' } });
  aws.seedUserPool({ id: 'eu-west-1_EXAMPLE01' });
  return aws;
};

const accountOf = ({ clients }: FakeAws): Account => ({ ...clients, region: 'eu-west-1', userPoolId: 'eu-west-1_EXAMPLE01' });

const examine = async (recipe: Recipe, aws = newAws()): Promise<{ code: number; findings: Finding[]; out: string }> => {
  const poolId = await makePool(accountOf(aws), 'shop', recipe);
  const { code, out } = await runTool(['doctor', poolId, '--json'], { aws });
  return { code, out, findings: (JSON.parse(out) as { findings: Finding[] }).findings };
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
  const { code, findings } = await examine(recipe);
  expect([code, ...new Set(findings.map(({ id }) => id))]).toEqual([1, finding]);
});

it('has a broken pool for each of its checks', () => {
  expect(new Set(BROKEN_POOLS.map(([finding]) => finding)).size).toBe(CHECKS.length);
});

it('finds what GUIDE.md says that it looks for', () => {
  const table = readFileSync('GUIDE.md', 'utf8').split('`doctor` looks for:')[1]?.split('\n\n')[1] ?? '';
  const listed = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, id]) => id);
  expect(listed).toEqual([...new Set(BROKEN_POOLS.map(([finding]) => finding))]);
});

it('changes nothing', async () => {
  const aws = newAws();
  const poolId = await makePool(accountOf(aws), 'shop');
  aws.resetCalls();
  await runTool(['doctor', poolId], { aws });
  expect(aws.writes).toEqual([]);
});

it('tells a finding with its severity, what it is about, its evidence and its mend', async () => {
  const aws = newAws();
  const poolId = await makePool(accountOf(aws), 'shop', { ...SOUND, serverSideTokenCheck: false });
  const key = Object.keys(aws.pools.get(poolId)?.roleMappings ?? {})[0] ?? '';
  const client = key.split(':')[1] ?? '';
  expect((await runTool(['doctor', poolId], { aws })).out).toBe(`Identity pool ${poolId} shop

MEDIUM token-check-off
       ${key}
       ServerSideTokenCheck is off for app client ${client} of user pool eu-west-1_EXAMPLE01: whoever was signed out everywhere, disabled or deleted gets credentials until the token ends.
       Mend: Set ServerSideTokenCheck to true.

1 finding: 1 medium.`);
});

it('paints only where colour is wanted', async () => {
  const aws = newAws();
  const poolId = await makePool(accountOf(aws), 'shop', { ...SOUND, serverSideTokenCheck: false });
  const escape = String.fromCharCode(27);
  expect((await runTool(['doctor', poolId], { aws, isColoured: true })).out).toContain(`${escape}[33mMEDIUM`);
  expect((await runTool(['doctor', poolId], { aws })).out).not.toContain(escape);
});

it('reads what managed policies let guests do', async () => {
  const aws = newAws();
  const PolicyArn = 'arn:aws:iam::123456789012:policy/everything';
  aws.managedPolicies.set(PolicyArn, { Version: '2012-10-17', Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } });
  const { findings } = await examine(
    {
      ...SOUND,
      afterwards: ({ roleNames }) => {
        aws.roles.get(roleNames.guests)?.managedPolicyArns.push(PolicyArn);
        return Promise.resolve();
      },
    },
    aws,
  );
  expect(findings).toEqual([
    {
      id: 'guest-wide-actions',
      severity: 'high',
      about: 'arn:aws:iam::123456789012:role/shop-guests, the role of guests',
      evidence: `${PolicyArn} allows everything but iam:*: anybody on the internet is a guest.`,
      mend: 'Name the few actions that guests need, on the resources that they need.',
    },
  ]);
});

it('tells one fault of a role once, however many rules name it', async () => {
  const { findings } = await examine({
    ...SOUND,
    trust: { ...SOUND.trust, inRules: { ...SOUND.trust.inRules, actions: 'sts:AssumeRoleWithWebIdentity' } },
  });
  expect(findings).toHaveLength(1);
  expect(findings[0]?.about).toMatch(/^arn:aws:iam::123456789012:role\/shop-in-rules, the role of rule 1 of .*, the role of rule 2 of /);
});

it.each([
  ['an id that cannot be one', 'shop', 'error: shop is not the id of an identity pool: REGION:GUID.'],
  [
    'a pool that is not there',
    'eu-west-1:99999999-0000-4000-8000-999999999999',
    'error: There is no identity pool eu-west-1:99999999-0000-4000-8000-999999999999 in this account.',
  ],
])('answers %s with exit code 2', async (_what, id, message) => {
  expect(await runTool(['doctor', id], { aws: newAws() })).toMatchObject({ code: 2, out: '', err: message });
});

it('answers a denial with exit code 2 and the permission that is missing', async () => {
  const aws = newAws();
  const poolId = await makePool(accountOf(aws), 'shop');
  aws.fail({ operation: 'GetRole', error: { name: 'AccessDenied', message: 'no identity-based policy allows it' } });
  const { code, out, err } = await runTool(['doctor', poolId], { aws });
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('Allow iam:GetRole to whom these credentials are of;');
});
