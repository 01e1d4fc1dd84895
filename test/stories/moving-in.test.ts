/** Walks the way of guide/adopt-and-import.md's "Moving in": from the four native resources to one, with the pool's id kept. */
import { trustPolicyFor } from '../../src/core/rules/trust-policy';
import { newAccount, RegistryStack } from './cloudformation';
import { arnOfRole } from './fixtures';

const ANCHOR = { principal: 'cognito-identity.amazonaws.com', conditionPrefix: 'cognito-identity.amazonaws.com' };
const ROLES = { authenticated: arnOfRole('app-signed-in'), unauthenticated: arnOfRole('app-guests') };
const READ_ALOUD = 'arn:aws:iam::aws:policy/AmazonPollyReadOnlyAccess';

/** What the native stack leaves behind once its resources are retained and taken out of its template. */
const leftByNativeStack = () => {
  const account = newAccount();
  for (const name of ['app-signed-in', 'app-guests']) account.aws.seedRole({ name });
  const pool = account.aws.seedPool({
    IdentityPoolName: 'app',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: false,
    SupportedLoginProviders: { 'accounts.google.com': 'google-client' },
    roles: ROLES,
  });
  return { account, poolId: pool.configuration.IdentityPoolId };
};

const poolIn = (stack: RegistryStack) => Object.values(stack.aws.snapshot().pools)[0];

it('an import takes the pool by its id and its roles by their ARN, and writes nothing', async () => {
  const { account, poolId } = leftByNativeStack();
  const before = account.aws.snapshot();
  const stack = new RegistryStack(account);
  expect(await stack.import(poolId)).toEqual({
    IdentityPoolName: 'app',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: false,
    AuthenticationProviders: { Google: { ClientId: 'google-client' } },
    AuthenticatedRole: { Arn: ROLES.authenticated },
    UnauthenticatedRole: { Arn: ROLES.unauthenticated },
  });
  expect(stack.id).toBe(poolId);
  expect(stack.aws.snapshot()).toEqual(before);
});

describe('an update that hands a role over to the resource', () => {
  const moveRole = async () => {
    const { account, poolId } = leftByNativeStack();
    const before = account.aws.snapshot();
    const stack = new RegistryStack(account);
    const template = await stack.import(poolId);
    const reply = await stack.update({ ...template, AuthenticatedRole: { ManagedPolicyArns: [READ_ALOUD] } });
    return { stack, template, poolId, reply, before };
  };

  it('the update replaces the old role by a created one, and keeps the pool', async () => {
    const { stack, poolId, reply } = await moveRole();
    expect(reply).toMatchObject({ ok: true });
    expect(stack.id).toBe(poolId);
    const arn = String(reply.model['AuthenticatedRoleArn']);
    expect(poolIn(stack)?.roles).toEqual({ authenticated: arn, unauthenticated: ROLES.unauthenticated });
    const created = stack.aws.snapshot().roles[arn.split('/').at(-1) ?? ''];
    expect(created?.trustPolicy).toEqual(trustPolicyFor(poolId, 'authenticated', ANCHOR));
    expect(created?.managedPolicyArns).toEqual([READ_ALOUD]);
  });

  it('the update leaves the old roles unchanged for their own stack to delete', async () => {
    const { stack, before } = await moveRole();
    const { roles } = stack.aws.snapshot();
    expect({ 'app-signed-in': roles['app-signed-in'], 'app-guests': roles['app-guests'] }).toEqual(before.roles);
  });

  it('a rollback hands out the old role again and deletes the created one', async () => {
    const { stack, template, before } = await moveRole();
    expect(await stack.update(template)).toMatchObject({ ok: true });
    expect(poolIn(stack)?.roles).toEqual(ROLES);
    expect(stack.aws.snapshot().roles).toEqual(before.roles);
  });

  it('the update is refused if its RoleName exists, and the pool stays as it was', async () => {
    const { account, poolId } = leftByNativeStack();
    const stack = new RegistryStack(account);
    const template = await stack.import(poolId);
    const before = account.aws.snapshot();
    expect(await stack.update({ ...template, AuthenticatedRole: { RoleName: 'app-signed-in' } })).toMatchObject({
      ok: false,
      code: 'AlreadyExists',
    });
    expect(stack.aws.snapshot()).toEqual(before);
  });
});
