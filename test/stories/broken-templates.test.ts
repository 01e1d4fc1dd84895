/** A template that is refused comes back to the handlers: as the one to delete, and as the previous one of a rollback. */
import { pathsIn, shownPath, WHOLE, withPart, WRONG } from '../core/request/whole-template';
import { UNFORESEEN } from '../events/inhabited-account';
import { DOORS, newAccount, type Account } from './cloudformation';

const SMALL = { IdentityPoolName: 'shop', AuthenticationProviders: { Google: { ClientId: 'g' } } };

/** Every one is tried where no story is needed (test/core/request/broken-parts.test.ts). */
const SOME = WRONG.filter((_, index) => index % 3 === 0);

/** Without the mapping of the developer provider: for it the pool has to get that provider's name before the last write, and a rollback needs another pool. */
const TEMPLATE = { ...WHOLE, RoleMappings: WHOLE.RoleMappings.slice(0, 4) };

/** With what the template names. */
const account = (): Account => {
  const made = newAccount();
  for (const id of ['us-east-1_EXAMPLE01', 'us-east-1_EXAMPLE02']) made.aws.seedUserPool({ id });
  for (const name of ['guests', 'other']) made.aws.seedRole({ name });
  return made;
};

describe.each(DOORS)('through %s', (_door, open) => {
  it.each(pathsIn(TEMPLATE).map((path) => [shownPath(path), path] as const))('a create and an update with a broken %s', async (_, path) => {
    for (const wrong of SOME) {
      const broken = withPart(TEMPLATE, path, wrong) as object;
      const failed = open(account());
      const empty = failed.aws.snapshot();
      const { ok, message } = await failed.create(broken);
      expect(message).not.toContain(UNFORESEEN);
      if (!ok) expect([wrong, message, failed.aws.snapshot()]).toEqual([wrong, message, empty]);

      const stack = open(account());
      expect(await stack.create(SMALL)).toMatchObject({ ok: true });
      const before = stack.aws.snapshot();
      const reply = await stack.update(broken);
      if (!reply.ok) {
        expect(reply.message).not.toContain(UNFORESEEN);
        expect([wrong, reply.message, stack.aws.snapshot()]).toEqual([wrong, reply.message, before]);
      }
      expect(await stack.delete()).toMatchObject({ ok: true });
      expect([wrong, stack.aws.snapshot()]).toEqual([wrong, empty]);
    }
  });
});
