import { DOORS, newAccount, type Stack } from './cloudformation';
import { comparable } from './comparable';
import { arnOfRole, DOCUMENT, ELSEWHERE, POWER_USER } from './fixtures';

const PARTS = { authenticated: 'AuthenticatedRole', unauthenticated: 'UnauthenticatedRole' } as const;

/** All that a default role can be. */
const KINDS = {
  'not named': undefined,
  'named without settings': {},
  'created with a name': { RoleName: 'shop-role' },
  'created with the name in other letters': { RoleName: 'Shop-Role' },
  'created with the name in a path': { RoleName: 'shop-role', Path: '/identity-pools/app/' },
  'created in a path': { Path: '/identity-pools/app/' },
  supplied: { Arn: ELSEWHERE },
  'another one supplied': { Arn: arnOfRole('app/elsewhere-2') },
  none: { Create: false },
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

const withTheirs = (): ReturnType<typeof newAccount> => {
  const account = newAccount();
  account.aws.seedRole({ name: 'elsewhere', managedPolicyArns: [POWER_USER] });
  account.aws.seedRole({ name: 'elsewhere-2', path: '/identity-pools/app/', inlinePolicies: { p: DOCUMENT } });
  return account;
};

/** Somebody grants the created roles something, as other stacks do, and puts them into instance profiles. @returns their ids. */
const hangThingsOnCreatedRoles = (stack: Stack): string[] =>
  [...stack.aws.roles.values()]
    .filter(({ tags }) => tags['identity-pool-with-roles:part'] !== undefined)
    .map((role) => {
      const inlinePolicies = { theirs: JSON.stringify(DOCUMENT) };
      return Object.assign(role, { managedPolicyArns: [POWER_USER], inlinePolicies, instanceProfiles: ['theirs'] }).id;
    });

describe.each(DOORS)('a default role, through %s', (_door, open) => {
  describe.each(Object.entries(PARTS))('of the %s', (part, name) => {
    const templateOf = (kind: Kind): object => (KINDS[kind] === undefined ? {} : { [name]: KINDS[kind] });

    /** What AWS has when the role was never anything else. */
    const ends: Partial<Record<Kind, object>> = {};
    beforeAll(async () => {
      for (const kind of kinds) {
        const stack = open(withTheirs());
        await stack.create(templateOf(kind));
        ends[kind] = comparable(stack.aws);
      }
    });

    it.each(kinds)('a role that is %s becomes anything else, and back, without a trace', async (from) => {
      const stack = open(withTheirs());
      const { id } = await stack.create(templateOf(from));
      for (const to of kinds) {
        expect(await stack.update(templateOf(to))).toMatchObject({ ok: true, id });
        expect({ to, account: comparable(stack.aws) }).toEqual({ to, account: ends[to] });
        expect(await stack.update(templateOf(from))).toMatchObject({ ok: true, id });
        expect({ from, account: comparable(stack.aws) }).toEqual({ from, account: ends[from] });
      }
      expect(await stack.delete()).toMatchObject({ ok: true });
      expect(stack.aws.snapshot()).toEqual(withTheirs().aws.snapshot());
    });

    it.each(kinds.filter((kind) => !['not named', 'named without settings'].includes(kind)))(
      'a created role that becomes %s is deleted with all that others attached to it',
      async (to) => {
        const account = withTheirs();
        account.aws.quotas.pageSize = 1;
        const stack = open(account);
        await stack.create({});
        const old = new Set(hangThingsOnCreatedRoles(stack));
        expect(await stack.update(templateOf(to))).toMatchObject({ ok: true });
        const [kept, ...others] = [...stack.aws.roles.values()].filter((role) => old.has(role.id));
        expect(others).toEqual([]);
        expect(kept?.tags['identity-pool-with-roles:part']).not.toBe(part);
        expect(kept).toMatchObject({ managedPolicyArns: [POWER_USER], instanceProfiles: ['theirs'] });
      },
    );
  });
});
