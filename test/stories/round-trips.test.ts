import { CustomResourceStack, newAccount, RegistryStack, type Account, type Stack } from './cloudformation';
import { MOST_IN_FLIGHT } from '../../src/aws/patience';
import { USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';
import { EVERYTHING, mappingWithRules, withMappedRoles, withMappings } from './sized-templates';

const account = (): Account => accountWithUserPools(USER_POOL);

/** The cost of one act: round trips one after another, and calls in all. */
const costOf = async (stack: Stack, act: () => Promise<{ ok: boolean }>): Promise<{ rounds: number; calls: number; writes: number }> => {
  stack.aws.resetCalls();
  expect(await act()).toMatchObject({ ok: true });
  return stack.costUntilAnswer();
};

/**
 * The lower bound by what depends on what: a create has to look for its own mark, make the pool, make the roles that name it and assign them (4); with
 * everything, an app client before the pool's providers and principal tags after them (7). A delete looks twice, then takes the pool beside app clients, what hangs on roles, roles (5); where the request names the pool alone, its marks are all that leads to app clients, which then go first (6).
 */
describe('calls and round trips', () => {
  it('an empty template takes as few round trips as its dependencies allow', async () => {
    const stack = new CustomResourceStack(account());
    expect(await costOf(stack, () => stack.create({}))).toEqual({ rounds: 4, calls: 7, writes: 4 });
    expect(await costOf(stack, () => stack.update({}))).toEqual({ rounds: 2, calls: 9, writes: 0 });
    expect(await costOf(stack, () => stack.read())).toEqual({ rounds: 2, calls: 9, writes: 0 });
    expect(await costOf(stack, () => stack.update({ AllowClassicFlow: true }))).toEqual({ rounds: 3, calls: 10, writes: 1 });
    expect(await costOf(stack, () => stack.delete())).toEqual({ rounds: 5, calls: 14, writes: 3 });
  });

  it('a template with everything takes as few round trips as its dependencies allow', async () => {
    const stack = new CustomResourceStack(account());
    expect(await costOf(stack, () => stack.create(EVERYTHING))).toEqual({ rounds: 7, calls: 17, writes: 14 });
    expect(await costOf(stack, () => stack.update(EVERYTHING))).toEqual({ rounds: 3, calls: 18, writes: 0 });
    expect(await costOf(stack, () => stack.read())).toEqual({ rounds: 3, calls: 18, writes: 0 });
    expect(await costOf(stack, () => stack.delete())).toEqual({ rounds: 5, calls: 27, writes: 11 });
  });

  it('a delete that knows the pool id alone takes one more round trip', async () => {
    const stack = new RegistryStack(account());
    expect(await stack.create(EVERYTHING)).toMatchObject({ ok: true });
    expect(await costOf(stack, () => stack.delete())).toEqual({ rounds: 6, calls: 27, writes: 11 });
  });

  it('round trips do not grow with rules, mappings or other pools', async () => {
    const withRules = (count: number): object => ({ ...EVERYTHING, RoleMappings: [mappingWithRules(count)] });
    const [one, many] = [new CustomResourceStack(account()), new CustomResourceStack(account())];
    expect(await costOf(many, () => many.create(withRules(25)))).toEqual(await costOf(one, () => one.create(withRules(1))));
    const [oneMapping, tenMappings] = [new CustomResourceStack(account()), new CustomResourceStack(account())];
    expect(await costOf(tenMappings, () => tenMappings.create(withMappings(10)))).toEqual(
      await costOf(oneMapping, () => oneMapping.create(withMappings(1))),
    );
    const lists = [];
    for (const count of [60, 999]) {
      const registry = new RegistryStack(newAccount());
      for (let index = 0; index < count; index += 1) registry.aws.seedPool({ IdentityPoolName: `p${String(index)}` });
      registry.aws.resetCalls();
      await registry.invoke('LIST', {}, undefined, {});
      lists.push(registry.aws.calls.length);
    }
    expect(lists).toEqual([1, 1]);
  });

  it('round trips grow with mapped roles only because ten calls run at a time', async () => {
    const costs = async (count: number) => {
      const stack = new CustomResourceStack(account());
      return [await costOf(stack, () => stack.create(withMappedRoles(count))), await costOf(stack, () => stack.delete())];
    };
    const [one, many] = [await costs(1), await costs(25)];
    many.forEach(({ rounds, calls }, index) => {
      const least = one[index] ?? { rounds: 0, calls: 0, writes: 0 };
      expect(rounds - least.rounds).toBeLessThanOrEqual(Math.ceil((calls - least.calls) / MOST_IN_FLIGHT));
    });
  });

  it('a pool is written by one call at a time', async () => {
    const stack = new CustomResourceStack(account());
    await stack.create(EVERYTHING);
    await stack.update({ AuthenticationProviders: { Facebook: { AppId: 'f' } }, Tags: [{ Key: 'other', Value: 'b' }] });
    await stack.delete();
    expect(stack.aws.maxConcurrentWritesOnPool).toBe(1);
  });
});
