import { DOORS, type Account, type Stack } from './cloudformation';
import { arnOfPolicy, BOUNDARY, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

/** Accounts have automations that see to every new role and pool, and people who do: they may come between two tries of one create. */
const WANTED = {
  IdentityPoolName: 'mine',
  AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL }] },
  AuthenticatedRole: { RoleName: 'members', Description: 'Members', PermissionsBoundary: BOUNDARY },
  Tags: [{ Key: 'a', Value: '1' }],
};

const account = (): Account => accountWithUserPools(USER_POOL);

/** Where the roles, the pool and the client are made, and nothing is handed out yet. */
const cutShort = async (stack: Stack, call: number): Promise<void> => {
  stack.aws.killAt(call);
  await stack.create(WANTED, { token: 'one', noRollback: true }).catch(() => undefined);
  expect(stack.aws.killed).toBe(true);
  stack.aws.revive();
};

const MEANWHILE: readonly (readonly [string, (stack: Stack) => void])[] = [
  ['the pool was tagged', ({ aws }) => aws.pools.forEach(({ tags }) => void (tags['seen-by'] = 'an automation'))],
  ['a role was tagged', ({ aws }) => aws.roles.forEach(({ tags }) => void (tags['seen-by'] = 'an automation'))],
  ['a role was described otherwise', ({ aws }) => aws.roles.forEach((role) => void (role.description = 'somebody else’s words'))],
  ['a role got another boundary', ({ aws }) => aws.roles.forEach((role) => void (role.permissionsBoundary &&= arnOfPolicy('another')))],
  [
    'a trust policy was edited',
    ({ aws }) => aws.roles.forEach((role) => void (role.trustPolicy = role.trustPolicy.replace('StringEquals', 'StringLike'))),
  ],
  [
    'the app client was made once more by a try whose answer was lost',
    ({ aws }) => {
      const clients = aws.userPools.get(USER_POOL)?.clients;
      clients?.forEach((client) => clients.set('twin', { ...client, ClientId: 'twin' }));
    },
  ],
];

describe.each(DOORS)('a create that was cut short, through %s', (_door, open) => {
  it.each(MEANWHILE)('a repeated create ends as the template says although %s', async (_what, change) => {
    const whole = open(account());
    await whole.create(WANTED, { token: 'one' });
    const call = whole.aws.calls.findIndex(({ operation }) => operation === 'SetIdentityPoolRoles') + 1;
    const stack = open(account());
    await cutShort(stack, call);
    const untouched = stack.aws.snapshot();
    change(stack);
    expect(stack.aws.snapshot()).not.toEqual(untouched);
    expect(await stack.create(WANTED, { token: 'one', noRollback: true })).toMatchObject({ ok: true });
    const { UserPoolClientIds: _twins, ...model } = (await stack.read()).model;
    const { UserPoolClientIds: _ids, ...expected } = (await whole.read()).model;
    expect(model).toEqual(expected);
    expect(Object.keys(stack.aws.snapshot().userPools[USER_POOL]?.clients ?? {})).toHaveLength(1);
  });
});
