import { isRead } from '../fakes/operation';
import { tally, trying } from '../run/tally';
import { comparable } from './comparable';
import { DOORS, newAccount, type Stack } from './cloudformation';
import { BOUNDARY, DOCUMENT, OTHER_DOCUMENT, POWER_USER, READ_ONLY } from './fixtures';

const exchanges = tally('name exchanges with rollback', 'wrong permissions');

const SETTINGS = {
  Description: 'shop',
  MaxSessionDuration: 7200,
  PermissionsBoundary: BOUNDARY,
  Tags: [{ Key: 'clearance', Value: 'high' }],
};
const RICH = { ManagedPolicyArns: [READ_ONLY], Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] };
const OTHERWISE = {
  ManagedPolicyArns: [POWER_USER],
  Policies: [
    { PolicyName: 'p', PolicyDocument: OTHER_DOCUMENT },
    { PolicyName: 'q', PolicyDocument: DOCUMENT },
  ],
};

/** Names that pass from one part to another, with permissions on some of them. */
const EXCHANGES: readonly (readonly [name: string, before: object, after: object])[] = [
  [
    'the two defaults',
    { AuthenticatedRole: { RoleName: 'one', ...RICH }, UnauthenticatedRole: { RoleName: 'two' } },
    { AuthenticatedRole: { RoleName: 'two', ...RICH }, UnauthenticatedRole: { RoleName: 'one' } },
  ],
  [
    'the two defaults, each with its own permissions',
    { AuthenticatedRole: { RoleName: 'one', ...RICH }, UnauthenticatedRole: { RoleName: 'two', ...OTHERWISE } },
    { AuthenticatedRole: { RoleName: 'two', ...RICH }, UnauthenticatedRole: { RoleName: 'one', ...OTHERWISE } },
  ],
  [
    'the two defaults, in another case',
    { AuthenticatedRole: { RoleName: 'one', ...RICH }, UnauthenticatedRole: { RoleName: 'two' } },
    { AuthenticatedRole: { RoleName: 'Two', ...RICH }, UnauthenticatedRole: { RoleName: 'One' } },
  ],
  [
    'the guests’ name to a mapped role with permissions',
    { UnauthenticatedRole: { RoleName: 'one' }, MappedRoles: [{ Name: 'Admin', RoleName: 'two', ...RICH }] },
    { UnauthenticatedRole: { RoleName: 'two' }, MappedRoles: [{ Name: 'Admin', RoleName: 'one', ...RICH }] },
  ],
  [
    'settings and tags of one of two roles',
    { AuthenticatedRole: { RoleName: 'one', ...RICH, ...SETTINGS }, UnauthenticatedRole: { RoleName: 'two' } },
    { AuthenticatedRole: { RoleName: 'two', ...RICH, ...SETTINGS }, UnauthenticatedRole: { RoleName: 'one' } },
  ],
  [
    'three mapped roles in a ring',
    {
      MappedRoles: [
        { Name: 'A', RoleName: 'one', ...RICH },
        { Name: 'B', RoleName: 'two' },
        { Name: 'C', RoleName: 'three', ...OTHERWISE },
      ],
    },
    {
      MappedRoles: [
        { Name: 'A', RoleName: 'two', ...RICH },
        { Name: 'B', RoleName: 'three' },
        { Name: 'C', RoleName: 'one', ...OTHERWISE },
      ],
    },
  ],
  [
    'a name that goes over to a new part',
    { AuthenticatedRole: { RoleName: 'one', ...RICH } },
    { UnauthenticatedRole: { RoleName: 'one' }, AuthenticatedRole: RICH },
  ],
  [
    'a name that goes over to a new part in another path',
    { AuthenticatedRole: { RoleName: 'one', ...RICH } },
    { UnauthenticatedRole: { RoleName: 'one', Path: '/identity-pools/app/' }, AuthenticatedRole: RICH },
  ],
];

const REFUSED = { name: 'AccessDeniedException', message: 'refused once' };

/** Permissions, trust and part of every role, and the whole pool. */
const expectAsBefore = (stack: Stack, before: unknown, at: object): Promise<void> =>
  trying({ tally: exchanges, check: () => expect({ at, account: comparable(stack.aws) }).toEqual({ at, account: before }) });

describe.each(DOORS)('role names that pass from one part to another, through %s', (_door, open) => {
  const deployed = async (template: object): Promise<Stack> => {
    const stack = open(newAccount());
    expect(await stack.create(template)).toMatchObject({ ok: true });
    stack.aws.resetCalls();
    return stack;
  };
  /** The numbers of the calls that write, among all. */
  const writesOf = ({ aws }: Stack): number[] => aws.calls.flatMap(({ operation }, index) => (isRead(operation) ? [] : [index + 1]));

  describe.each([
    ['before it takes effect', false],
    ['after it has taken effect', true],
  ])('where one write is refused %s', (_when, after) => {
    it.each(EXCHANGES)('the rollback gives back exactly what was, whichever write it is: %s', async (_name, v1, v2) => {
      const probe = await deployed(v1);
      const before = comparable(probe.aws);
      expect(await probe.update(v2)).toMatchObject({ ok: true });
      const writes = writesOf(probe);
      const end = comparable(probe.aws);
      expect(writes.length).toBeGreaterThan(3);
      for (const call of writes) {
        const stack = await deployed(v1);
        let toGo = call;
        const planned = stack.aws.fail({ when: () => --toGo === 0, after, error: REFUSED });
        const at = { call, operation: probe.aws.calls[call - 1]?.operation };
        const reply = await stack.update(v2);
        // IAM denies what is done to a role that is not there, so a denied delete of a role that is gone counts as done.
        const isDone = after && at.operation === 'DeleteRole';
        expect({ at, fired: planned.fired, ok: reply.ok }).toEqual({ at, fired: 1, ok: isDone });
        await expectAsBefore(stack, isDone ? end : before, at);
        expect({ at, ...(await stack.update(v2)) }).toMatchObject({ at, ok: true });
        await expectAsBefore(stack, end, at);
      }
    });
  });

  it.each(EXCHANGES)('both ways end as if the template had always said so: %s', async (_name, v1, v2) => {
    const stack = await deployed(v1);
    const before = comparable(stack.aws);
    expect(await stack.update(v2)).toMatchObject({ ok: true });
    expect(await stack.update(v1)).toMatchObject({ ok: true });
    await expectAsBefore(stack, before, { way: 'back' });
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });
});
