import { tally, trying } from '../run/tally';
import { comparable } from './comparable';
import { DOORS, newAccount, RegistryStack, type Account, type Stack } from './cloudformation';
import { allow, READ_ONLY, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

const exchanges = tally('exchanges near quotas', 'refused');

const numbers = (count: number, start = 0): number[] => Array.from({ length: count }, (_, index) => start + index);
const tags = (keys: readonly string[], Value = 'a'): object => ({ Tags: keys.map((Key) => ({ Key, Value })) });
const tagged = (count: number, start = 0): object => tags(numbers(count, start).map((number) => `k${String(number)}`));

/** A policy of about so many characters, which IAM counts without white space. */
const policy = (PolicyName: string, size: number): object => {
  const { Statement, ...rest } = allow('s3:GetObject');
  const Sid = 'x'.repeat(size - JSON.stringify(allow('s3:GetObject')).length - '"Sid":"",'.length);
  return { PolicyName, PolicyDocument: { ...rest, Statement: [{ Sid, ...Statement[0] }] } };
};
const inline = (...Policies: object[]): object => ({ AuthenticatedRole: { Policies } });
const managed = (start: number): object => ({
  AuthenticatedRole: { ManagedPolicyArns: numbers(10, start).map((number) => `arn:aws:iam::aws:policy/P${String(number)}`) },
});

const client = (number: number): { UserPoolId: string; UserPoolClientId: string } => ({
  UserPoolId: USER_POOL,
  UserPoolClientId: `client${String(number)}`,
});
const mappedClients = (count: number, start: number, mapped = 10): object => ({
  AuthenticationProviders: { UserPools: numbers(count, start).map(client) },
  RoleMappings: numbers(mapped, start).map((number) => ({ IdentityProvider: { UserPool: client(number) }, Type: 'Token' })),
});
const pools = (start: number): object => {
  const ids = numbers(50, start).map((number) => `us-east-1_POOL${String(number)}`);
  return {
    AuthenticationProviders: { UserPools: ids.map((UserPoolId) => ({ UserPoolId, UserPoolClientId: 'c' })) },
    PrincipalTags: ids.slice(0, 5).map((UserPoolId) => ({ IdentityProvider: { UserPool: { UserPoolId } }, UseDefaults: true })),
  };
};

const EXCHANGES: readonly (readonly [name: string, before: object, after: object])[] = [
  ['25 tags for 25 others', tagged(25), tagged(25, 100)],
  ['as many tags as there is room for, for as many others', tagged(46), tagged(46, 100)],
  ['all tags with another property', tagged(46), { ...tagged(46, 100), AllowClassicFlow: true, AllowUnauthenticatedIdentities: true }],
  ['a tag for a mark of the pool', tagged(46), { ...tagged(45, 100), AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL }] } }],
  ['a mark of the pool for a tag', { ...tagged(45), AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL }] } }, tagged(46, 100)],
  ['tags that differ in case only', tags(['Team', 'Stage']), tags(['team', 'STAGE'], 'b')],
  [
    'a small and a large inline policy, exchanged',
    inline(policy('a', 1_000), policy('b', 8_000)),
    inline(policy('a', 8_000), policy('b', 1_000)),
  ],
  [
    'three inline policies in a ring',
    inline(policy('a', 5_000), policy('b', 4_000), policy('c', 1_000)),
    inline(policy('a', 1_000), policy('b', 5_000), policy('c', 4_000)),
  ],
  ['one large inline policy for another', inline(policy('a', 9_000)), inline(policy('b', 9_000))],
  ['one large inline policy for one of another case', inline(policy('a', 9_000)), inline(policy('A', 9_000))],
  ['ten managed policies for ten others', managed(0), managed(10)],
  ['30 app clients, ten of them mapped, for 30 others', mappedClients(30, 0), mappedClients(30, 100)],
  ['50 app clients, ten of them mapped, for 50 others', mappedClients(50, 0), mappedClients(50, 100)],
  ['50 app clients, one of which stays mapped', mappedClients(50, 0), mappedClients(50, 9)],
  ['50 user pools with principal tags for 50 others', pools(0), pools(100)],
];

const REFUSED = { name: 'InvalidParameterException', message: 'the first' };

describe.each(['replace', 'merge'] as const)('where an update of a pool would %s its tags', (tagsOnUpdate) => {
  const account = (): Account => {
    const made = accountWithUserPools();
    made.aws.openQuestions.tagsOnUpdate = tagsOnUpdate;
    return made;
  };

  describe.each(DOORS)('an exchange that fits only if what goes is taken first, through %s', (_door, open) => {
    it.each(EXCHANGES)('it succeeds, there and back, as if it had always been so: %s', async (_name, v1, v2) => {
      const fresh = open(account());
      expect(await fresh.create(v2)).toMatchObject({ ok: true });
      const stack = open(account());
      expect(await stack.create(v1)).toMatchObject({ ok: true });
      const before = comparable(stack.aws);
      await trying({ tally: exchanges, check: async () => expect(await stack.update(v2)).toMatchObject({ ok: true }) });
      expect(comparable(stack.aws)).toEqual(comparable(fresh.aws));
      await trying({ tally: exchanges, check: async () => expect(await stack.update(v1)).toMatchObject({ ok: true }) });
      expect(comparable(stack.aws)).toEqual(before);
      expect(await stack.delete()).toMatchObject({ ok: true });
      expect(stack.aws.snapshot()).toEqual(account().aws.snapshot());
    });
  });
});

describe.each(DOORS)('an exchange near a quota while every call takes another time, through %s', (_door, open) => {
  it.each(EXCHANGES)('it succeeds whichever of the calls side by side comes first: %s', async (_name, v1, v2) => {
    for (const seed of [1, 2, 3, 4]) {
      const stack = open(accountWithUserPools());
      await stack.create(v1);
      stack.aws.delayAnswers({ milliseconds: 50, jitter: 1, seed });
      await trying({ tally: exchanges, check: async () => expect(await stack.update(v2)).toMatchObject({ ok: true }) });
      stack.aws.delayAnswers(undefined);
      stack.aws.resetCalls();
      expect(await stack.update(v2)).toMatchObject({ ok: true });
      expect(stack.aws.writes).toEqual([]);
    }
  });
});

describe.each(DOORS)('an exchange near a quota that fails, through %s', (_door, open) => {
  it.each(EXCHANGES)('it is rolled back to what was, whichever write failed: %s', async (_name, v1, v2) => {
    const probe = open(accountWithUserPools());
    await probe.create(v1);
    const before = comparable(probe.aws);
    probe.aws.resetCalls();
    await probe.update(v2);
    const writes = probe.aws.calls.flatMap((call, index) => (probe.aws.writes.includes(call) ? [index + 1] : []));
    for (const call of writes) {
      const stack: Stack = open(accountWithUserPools());
      await stack.create(v1);
      let toGo = call;
      stack.aws.fail({ when: () => --toGo === 0, error: REFUSED });
      await trying({
        tally: exchanges,
        check: async () => expect(await stack.update(v2)).toMatchObject({ ok: false, code: 'InvalidRequest' }),
      });
      expect({ call, account: comparable(stack.aws) }).toEqual({ call, account: before });
    }
  });
});

describe.each(DOORS)('tag keys that differ in case, through %s', (_door, open) => {
  it('the pool and its roles end with the tag as the template spells it', async () => {
    const stack = open();
    await stack.create(tags(['Team']));
    expect(await stack.update(tags(['team'], 'b'))).toMatchObject({ ok: true });
    const { pools, roles } = stack.aws.snapshot();
    for (const held of [pools[stack.id ?? '']?.tags, ...Object.values(roles).map((role) => role.tags)]) {
      expect(held).toMatchObject({ team: 'b' });
      expect(held).not.toHaveProperty('Team');
    }
  });

  it.each<[string, object, object, object]>([
    [
      'in the template',
      {
        Tags: [
          { Key: 'Team', Value: 'a' },
          { Key: 'team', Value: 'b' },
        ],
      },
      {},
      {},
    ],
    ['a mark of ours', tags(['Identity-Pool-With-Roles:part']), {}, {}],
    ['a mark of ours in capitals', tags(['IDENTITY-POOL-WITH-ROLES:POOL']), {}, {}],
    ['in the account’s settings', tags(['team']), { Tags: [{ Key: 'TEAM', Value: 'a' }] }, {}],
    ['in the stack’s tags', tags(['team']), {}, { Team: 'a' }],
    ['in the stack’s tags and the settings', {}, { Tags: [{ Key: 'TEAM', Value: 'a' }] }, { Team: 'a' }],
    ['a mark of ours in the stack’s tags', {}, {}, { 'identity-pool-with-roles:part': 'a' }],
    ['a mark of ours in the settings', {}, { Tags: [{ Key: 'identity-pool-with-roles:pool', Value: 'a' }] }, {}],
  ])('two spellings are refused before any call while a role is created: %s', async (_where, template, settings, stackTags) => {
    const stack = open(newAccount({ settings: settings as Record<string, unknown> }));
    // CloudFormation does not send the stack's tags to a custom resource.
    if (Object.keys(stackTags).length > 0 && !(stack instanceof RegistryStack)) return;
    const reply = await stack.create(template, { stackTags: stackTags as Record<string, string> });
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(reply.message).toContain('Tags');
    expect(stack.aws.calls).toEqual([]);
  });

  it('two spellings are taken where every role is supplied, because only IAM ignores case', async () => {
    const stack = open();
    const supplied = stack.aws.seedRole({ name: 'elsewhere', managedPolicyArns: [READ_ONLY] });
    const roles = { AuthenticatedRole: { Arn: supplied.arn }, UnauthenticatedRole: { Create: false } };
    const both = {
      ...roles,
      Tags: [
        { Key: 'Team', Value: 'a' },
        { Key: 'team', Value: 'b' },
      ],
    };
    expect(await stack.create(both)).toMatchObject({ ok: true });
    expect(stack.aws.snapshot().pools[stack.id ?? '']?.tags).toMatchObject({ Team: 'a', team: 'b' });
  });
});

describe('the tags of a stack, through the registry type', () => {
  it('26 tags of the stack are exchanged for 26 others', async () => {
    const stack = new RegistryStack(newAccount());
    const stackTags = (start: number): Record<string, string> =>
      Object.fromEntries(numbers(26, start).map((number) => [`s${String(number)}`, 'x']));
    await stack.create(tagged(19), { stackTags: stackTags(0) });
    const reply = await stack.update(tagged(19), { stackTags: stackTags(100), previousStackTags: stackTags(0) });
    expect(reply).toMatchObject({ ok: true });
    expect(Object.keys(stack.aws.snapshot().pools[stack.id ?? '']?.tags ?? {}).filter((key) => key.startsWith('s'))).toHaveLength(26);
  });
});
