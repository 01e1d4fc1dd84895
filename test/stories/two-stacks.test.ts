import { comparable } from './comparable';
import { CustomResourceStack, DOORS, newAccount, RegistryStack, type Stack } from './cloudformation';
import { READ_ONLY } from './fixtures';

const ONE = {
  AuthenticationProviders: { Google: { ClientId: 'g' } },
  AuthenticatedRole: { Description: 'one' },
  MappedRoles: [{ Name: 'Admin' }],
  Tags: [{ Key: 'team', Value: 'one' }],
};
const TWO = {
  AuthenticationProviders: { Facebook: { AppId: 'f' } },
  AuthenticatedRole: { Description: 'two', ManagedPolicyArns: [READ_ONLY] },
  MappedRoles: [{ Name: 'Buyer' }],
  Tags: [{ Key: 'team', Value: 'two' }],
};

/** A pool that two stacks hold: the one that made it, and one of the other door. */
const shared = async (open: (typeof DOORS)[number][1]): Promise<readonly [Stack, Stack]> => {
  const account = newAccount();
  const first = open(account);
  await first.create({});
  const second = first instanceof RegistryStack ? new CustomResourceStack(account) : new RegistryStack(account);
  second.id = first.id;
  return [first, second];
};

describe.each(DOORS)('two updates of one pool that meet, the first through %s', (_door, open) => {
  it('two updates at once succeed or fail with a code, and the next one repairs the pool', async () => {
    const [alone] = await shared(open);
    await alone.update(ONE);
    const expected = comparable(alone.aws);

    const [first, second] = await shared(open);
    const replies = await Promise.all([
      first.update(ONE, { noRollback: true, from: {} }),
      second.update(TWO, { noRollback: true, from: {} }),
    ]);
    for (const { ok, code } of replies)
      expect(['success', 'ResourceConflict', 'AlreadyExists', 'InvalidRequest']).toContain(ok ? 'success' : code);
    expect(Object.keys(first.aws.snapshot().pools)).toEqual([first.id]);
    expect(await first.update(ONE, { from: TWO })).toMatchObject({ ok: true });
    expect(comparable(first.aws)).toEqual(expected);
    expect(await first.delete()).toMatchObject({ ok: true });
    expect(first.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});
