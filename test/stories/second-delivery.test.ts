import { sideBySide } from '../fakes';
import { tally, trying } from '../run/tally';
import { comparable } from './comparable';
import { CustomResourceStack, DOORS, newAccount, type Account, type Reply, type Stack } from './cloudformation';
import { READ_ONLY, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

const deliveries = tally('second deliveries', 'extra pools');

const SEEDS = Array.from({ length: 6 }, (_, index) => index + 1);
const APART = [0, 5, 15, 30, 60];
const ONE = {
  AuthenticationProviders: { Google: { ClientId: 'g' }, UserPools: [{ UserPoolId: USER_POOL }] },
  AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY] },
  MappedRoles: [{ Name: 'Admin' }],
  PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: true }],
};
const TEMPLATES: readonly (readonly [string, object])[] = [
  ['nothing', {}],
  ['everything', ONE],
  ['a name', { IdentityPoolName: 'shop' }],
  ['named roles', { AuthenticatedRole: { RoleName: 'signed-in' }, UnauthenticatedRole: { RoleName: 'guests' } }],
];

/** The same event, delivered several times: each delivery is another invocation of one handler in one account. */
const deliver = (
  account: Account,
  { seed, apart, times = 2 }: { seed: number; apart: number; times?: number },
  send: (index: number) => Promise<Reply>,
): Promise<Reply[]> =>
  sideBySide(
    account.aws,
    { seed, apart },
    Array.from({ length: times }, (_, index) => () => send(index)),
  );

const onePool = (account: Account, at: object, id: string | undefined): Promise<void> =>
  trying({ tally: deliveries, check: () => expect({ at, pools: [...account.aws.pools.keys()] }).toEqual({ at, pools: [id] }) });

describe.each(DOORS)('one event that is delivered twice at the same moment, through %s', (_door, open) => {
  it.each(TEMPLATES)('a create makes one pool, and both answers name it: %s', async (_name, template) => {
    const alone = open(accountWithUserPools());
    await alone.create(template);
    const expected = Object.keys(alone.aws.snapshot().roles).length;
    for (const seed of SEEDS)
      for (const apart of APART) {
        const account = accountWithUserPools();
        const stacks = [open(account), open(account)];
        const replies = await deliver(account, { seed, apart }, (index) =>
          (stacks[index] as Stack).create(template, { token: 'one', noRollback: true }),
        );
        const at = { seed, apart, replies: replies.map(({ ok, message }) => (ok ? 'ok' : message)) };
        expect(at).toEqual({ seed, apart, replies: ['ok', 'ok'] });
        expect(replies[0]?.id).toBe(replies[1]?.id);
        await onePool(account, at, replies[0]?.id);
        expect({ at, roles: account.aws.roles.size }).toEqual({ at, roles: expected });
        const [stack] = stacks as [Stack, Stack];
        expect({ at, ...(await stack.update(template)) }).toMatchObject({ at, ok: true });
        expect({ at, ...(await stack.delete()) }).toMatchObject({ at, ok: true });
        expect({ at, left: account.aws.snapshot() }).toEqual({ at, left: accountWithUserPools().aws.snapshot() });
      }
  });

  // Ids are random, so that the pool that stays may be the earlier or the later one.
  it.each(['ascending', 'descending'] as const)('both answers name the pool that stays, whichever sorts first: %s ids', async (poolIds) => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const account = newAccount({ openQuestions: { poolIds } });
      const stacks = [open(account), open(account)];
      const replies = await deliver(account, { seed, apart: seed % 3 }, (index) =>
        (stacks[index] as Stack).create({}, { token: 'one', noRollback: true }),
      );
      const at = { seed, replies: replies.map(({ ok, message }) => (ok ? 'ok' : message)) };
      expect(at).toEqual({ seed, replies: ['ok', 'ok'] });
      await onePool(account, at, replies[0]?.id);
      await onePool(account, at, replies[1]?.id);
      expect({ at, roles: account.aws.roles.size }).toEqual({ at, roles: 2 });
    }
  });

  it('a create that is delivered three times makes one pool', async () => {
    for (const seed of SEEDS)
      for (const apart of APART) {
        const account = accountWithUserPools();
        const stacks = [open(account), open(account), open(account)];
        const replies = await deliver(account, { seed, apart, times: 3 }, (index) =>
          (stacks[index] as Stack).create(ONE, { token: 'one', noRollback: true }),
        );
        const named = [...new Set(replies.filter(({ ok }) => ok).map(({ id }) => id))];
        expect(named).toHaveLength(1);
        await onePool(account, { seed, apart }, named[0]);
        expect(await (stacks[0] as Stack).delete({ id: named[0] })).toMatchObject({ ok: true });
        expect(account.aws.snapshot()).toEqual(accountWithUserPools().aws.snapshot());
      }
  });

  it('an update and a delete that are delivered twice end as if they had come once', async () => {
    const next = { ...ONE, MappedRoles: [{ Name: 'Buyer' }], AllowClassicFlow: true };
    const once = open(accountWithUserPools());
    await once.create(ONE);
    await once.update(next);
    const expected = comparable(once.aws);
    for (const seed of SEEDS)
      for (const apart of APART) {
        const account = accountWithUserPools();
        const first = open(account);
        const { id } = await first.create(ONE);
        const second = open(account);
        second.id = id;
        const both = [first, second] as const;
        const at = { seed, apart };
        const replies = await deliver(account, at, (index) => (both[index] as Stack).update(next, { from: ONE, noRollback: true }));
        expect({ at, ids: replies.map((reply) => reply.id) }).toEqual({ at, ids: [id, id] });
        expect({ at, one: replies.some(({ ok }) => ok) }).toEqual({ at, one: true });
        expect({ at, ...(await first.update(next, { from: ONE })) }).toMatchObject({ at, ok: true });
        await onePool(account, at, id);
        expect({ at, account: comparable(account.aws) }).toEqual({ at, account: expected });
        const deletes = await deliver(account, at, (index) => (both[index] as Stack).delete());
        for (const { ok, code } of deletes) expect([undefined, 'NotFound']).toContain(ok ? undefined : code);
        expect({ at, left: account.aws.snapshot() }).toEqual({ at, left: accountWithUserPools().aws.snapshot() });
      }
  });

  it('two creates with one token for two resources of one stack make two pools', async () => {
    const account = newAccount();
    const [first, second] = [open(account), open(account)];
    second.logicalId = 'Others';
    const replies = await deliver(account, { seed: 1, apart: 0 }, (index) =>
      ([first, second][index] as Stack).create({}, { token: 'one' }),
    );
    expect(replies.map(({ ok }) => ok)).toEqual([true, true]);
    expect(new Set(replies.map(({ id }) => id)).size).toBe(2);
    expect(account.aws.pools.size).toBe(2);
    expect(await first.delete()).toMatchObject({ ok: true });
    expect([...account.aws.pools.keys()]).toEqual([second.id]);
    expect(account.aws.roles.size).toBe(2);
  });
});

describe('an update with replacement that is delivered twice, through the custom resource', () => {
  const developer = (DeveloperProviderName: string): object => ({
    AuthenticationProviders: { DeveloperProviderName },
    MappedRoles: [{ Name: 'A' }],
  });

  it.each(APART)('one pool takes the place of the old one, and both answers name it: %i ms apart', async (apart) => {
    for (const seed of SEEDS) {
      const account = accountWithUserPools();
      const first = new CustomResourceStack(account);
      const { id: oldId } = await first.create(developer('login.one'));
      const second = new CustomResourceStack(account);
      second.id = oldId;
      const stacks = [first, second] as const;
      const replies = await deliver(account, { seed, apart }, (index) =>
        (stacks[index] as CustomResourceStack).replaceOnly(developer('login.two'), developer('login.one')),
      );
      const at = { seed, apart, replies: replies.map(({ ok, message }) => (ok ? 'ok' : message)) };
      expect(at).toEqual({ seed, apart, replies: ['ok', 'ok'] });
      expect(replies[0]?.id).toBe(replies[1]?.id);
      expect(replies[0]?.id).not.toBe(oldId);
      expect(await first.delete({ id: oldId })).toMatchObject({ ok: true });
      await onePool(account, at, replies[0]?.id);
      expect(await first.delete({ id: replies[0]?.id })).toMatchObject({ ok: true });
      expect({ at, left: account.aws.snapshot() }).toEqual({ at, left: accountWithUserPools().aws.snapshot() });
    }
  });
});
