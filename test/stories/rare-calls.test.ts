/** Calls that only something unusual in the account makes necessary. The shipped policies allow them, so a test has to make them. */
import { DOORS, type Stack } from './cloudformation';
import { USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

const withClient = (settings: object): object => ({ AuthenticationProviders: { UserPools: [{ UserPoolId: USER_POOL, ...settings }] } });
const operationsOf = (stack: Stack): string[] => stack.aws.calls.map(({ operation }) => operation);

describe.each(DOORS)('what a handler rarely asks, through %s', (_door, open) => {
  it('the refusal of an unknown identity provider names those that the user pool has', async () => {
    const account = accountWithUserPools(USER_POOL);
    account.aws.userPools.get(USER_POOL)?.identityProviders.push('Okta');
    const stack = open(account);
    const unknown = withClient({ SupportedIdentityProviders: ['Octa'] });
    const named = /The provider Octa does not exist .* The identity providers of user pool us-east-1_EXAMPLE01: COGNITO, Okta\./;
    const refused = await stack.create(unknown);
    expect(refused).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(refused.message).toMatch(named);
    await stack.create(withClient({}));
    expect((await stack.update(unknown)).message).toMatch(named);
  });

  it('an update changes the settings of a created app client', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    await stack.create(withClient({ SupportedIdentityProviders: ['COGNITO'] }));
    stack.aws.resetCalls();
    const changed = { SupportedIdentityProviders: ['COGNITO'], CallbackURLs: ['https://app.example.com/'] };
    expect(await stack.update(withClient(changed))).toMatchObject({ ok: true });
    expect(operationsOf(stack).filter((operation) => operation === 'UpdateUserPoolClient')).toHaveLength(1);
    expect(Object.values(stack.aws.snapshot().userPools[USER_POOL]?.clients ?? {})).toMatchObject([
      { CallbackURLs: ['https://app.example.com/'] },
    ]);
  });

  it('a created app client that somebody took out of the pool is still found by its name', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    const { model } = await stack.create(withClient({}));
    for (const pool of stack.aws.pools.values()) Object.assign(pool.configuration, { CognitoIdentityProviders: [] });
    stack.aws.resetCalls();
    await stack.read();
    expect(operationsOf(stack)).toContain('ListUserPoolClients');
    expect((await stack.update(withClient({}))).model).toMatchObject({ UserPoolClientIds: model['UserPoolClientIds'] });
  });

  it('a repeated create deletes a second pool that another delivery of the request made', async () => {
    const stack = open(accountWithUserPools(USER_POOL));
    const create = () => stack.create({}, { token: 'one', noRollback: true });
    stack.aws.killAt(4);
    await create().catch(() => undefined);
    expect(stack.aws.killed).toBe(true);
    stack.aws.revive();
    const [[id, pool] = []] = stack.aws.pools;
    if (id === undefined || pool === undefined) throw new Error('no pool');
    const twin = `${id.slice(0, -1)}f`;
    stack.aws.pools.set(twin, { ...pool, configuration: { ...pool.configuration, IdentityPoolId: twin }, tags: { ...pool.tags } });
    expect(await create()).toMatchObject({ ok: true, id });
    expect([...stack.aws.pools.keys()]).toEqual([id]);
  });
});
