/** Tries adoption through CloudFormation: a pool and roles made by plain API calls are taken over, changed and let go. */
import {
  CreateIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { takeInventory } from '../../scripts/local-aws/inventory';
import { deployProvider } from '../../scripts/local-aws/provider';
import { startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, deleteStack, updateStack } from '../../scripts/local-aws/stacks';
import { trust } from '../cli/which-role/terminal';

jest.setTimeout(120_000);

let aws: LocalAws;
let clients: Clients;
beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  await deployProvider(aws);
});
afterAll(() => stopLocalAws(aws));

interface Theirs {
  readonly poolId: string;
  readonly authenticated: string;
  readonly unauthenticated: string;
}

const makeByHand = async (name: string): Promise<Theirs> => {
  const { cognitoIdentity, iam } = clients;
  const { IdentityPoolId: poolId = '' } = await cognitoIdentity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: name,
      AllowUnauthenticatedIdentities: true,
      SupportedLoginProviders: { 'accounts.google.com': 'app.apps.googleusercontent.com' },
      IdentityPoolTags: { owner: 'them' },
    }),
  );
  const makeRole = async (identityType: 'authenticated' | 'unauthenticated'): Promise<string> => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: `${name}-${identityType}`,
        AssumeRolePolicyDocument: JSON.stringify(trust(identityType, false, poolId)),
      }),
    );
    return Role?.Arn ?? '';
  };
  const authenticated = await makeRole('authenticated');
  const unauthenticated = await makeRole('unauthenticated');
  await cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: poolId, Roles: { authenticated, unauthenticated } }));
  return { poolId, authenticated, unauthenticated };
};

const describing = ({ poolId, authenticated, unauthenticated }: Theirs, changes: object = {}) => ({
  AdoptIdentityPoolId: poolId,
  AllowUnauthenticatedIdentities: true,
  AuthenticationProviders: { Google: { ClientId: 'app.apps.googleusercontent.com' } },
  AuthenticatedRole: { Arn: authenticated },
  UnauthenticatedRole: { Arn: unauthenticated },
  ...changes,
});

const templateOf = (properties: object, others: object = {}): string =>
  JSON.stringify({
    Resources: {
      Identities: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, ...properties },
      },
      ...others,
    },
    Outputs: { IdentityPoolId: { Value: { Ref: 'Identities' } } },
  });

const poolOf = async ({ poolId }: Theirs) => {
  const { $metadata: _ofThePool, ...pool } = await clients.cognitoIdentity.send(
    new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }),
  );
  const { Roles } = await clients.cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: poolId }));
  return { ...pool, Roles };
};

test('a pool and roles made by plain API calls are adopted by a stack, changed by an update, and released by the stack’s delete', async () => {
  const theirs = await makeByHand('by-hand');
  const before = await poolOf(theirs);
  const inventory = await takeInventory(clients);

  const { IdentityPoolId } = await createStack(clients.cloudFormation, { name: 'adopting', template: templateOf(describing(theirs)) });
  expect(IdentityPoolId).toBe(theirs.poolId);
  const { IdentityPoolTags, ...settings } = await poolOf(theirs);
  expect({ ...settings, IdentityPoolTags: before.IdentityPoolTags }).toEqual(before);
  expect(IdentityPoolTags).toMatchObject({ owner: 'them', 'identity-pool-with-roles:logical-id': 'Identities' });

  await updateStack(clients.cloudFormation, {
    name: 'adopting',
    template: templateOf(describing(theirs, { AuthenticationProviders: { Google: { ClientId: 'other.apps.googleusercontent.com' } } })),
  });
  const changed = { ...before, SupportedLoginProviders: { 'accounts.google.com': 'other.apps.googleusercontent.com' } };
  expect({ ...(await poolOf(theirs)), IdentityPoolTags: before.IdentityPoolTags }).toEqual(changed);

  await deleteStack(clients.cloudFormation, 'adopting');
  expect(await poolOf(theirs)).toEqual(changed);
  expect(await takeInventory(clients)).toEqual(inventory);
});

test('a stack whose other resource fails releases the pool as it was', async () => {
  const theirs = await makeByHand('rolled-back');
  const before = await poolOf(theirs);
  const inventory = await takeInventory(clients);
  const failing = {
    AnotherResource: {
      Type: 'Custom::IdentityPoolWithRoles',
      DependsOn: 'Identities',
      Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, IdentityPoolName: 'no/slashes' },
    },
  };
  await expect(createStack(clients.cloudFormation, { name: 'failing', template: templateOf(describing(theirs), failing) })).rejects.toThrow(
    'no/slashes',
  );
  expect(await poolOf(theirs)).toEqual(before);
  expect(await takeInventory(clients)).toEqual(inventory);
});
