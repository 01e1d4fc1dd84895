/**
 * Tries mapped roles, rules and principal tags on a local AWS emulator, made, moved and removed by CloudFormation together with a user pool and a group.
 * MiniStack takes any mapping and any order of calls, so that a pass proves the wiring; the order is tried on the strict AWS of test/stories.
 */
import { GetIdentityPoolRolesCommand, GetPrincipalTagAttributeMapCommand } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient, GetGroupCommand, paginateListUserPools } from '@aws-sdk/client-cognito-identity-provider';
import { clientsFor, type Clients } from '../../scripts/local-aws/clients';
import { takeInventory, trustPolicyOf, type Inventory } from '../../scripts/local-aws/inventory';
import { deployProvider } from '../../scripts/local-aws/provider';
import { CREDENTIALS, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { createStack, deleteStack, updateStack, type Outputs } from '../../scripts/local-aws/stacks';

jest.setTimeout(120_000);

const ref = (Ref: string): object => ({ Ref });
const attribute = (...path: [string, string]): object => ({ 'Fn::GetAtt': path });

const template = (properties: object): string =>
  JSON.stringify({
    Resources: {
      UserPool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      OtherUserPool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Identities: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, ...properties },
      },
      Group: {
        Type: 'AWS::Cognito::UserPoolGroup',
        Properties: {
          UserPoolId: ref('UserPool'),
          GroupName: 'admins',
          RoleArn: { 'Fn::Select': [0, attribute('Identities', 'MappedRoleArns')] },
        },
      },
    },
    Outputs: {
      IdentityPoolId: { Value: ref('Identities') },
      UserPoolId: { Value: ref('UserPool') },
      OtherUserPoolId: { Value: ref('OtherUserPool') },
      ClientId: { Value: { 'Fn::Select': [0, attribute('Identities', 'UserPoolClientIds')] } },
      Roles: { Value: { 'Fn::Join': [' ', attribute('Identities', 'MappedRoleArns')] } },
      Authenticated: { Value: attribute('Identities', 'AuthenticatedRoleArn') },
    },
  });

const rule = (Value: string, Role: string): object => ({ Claim: 'custom:group', MatchType: 'Equals', Value, Role });
const setUp = (userPool: string, names: readonly string[], rules: readonly object[]): object => {
  const UserPool = { UserPoolId: ref(userPool) };
  return {
    AuthenticationProviders: { UserPools: [{ ...UserPool, ServerSideTokenCheck: 'true' }] },
    MappedRoles: names.map((Name) => ({ Name })),
    RoleMappings: [{ IdentityProvider: { UserPool }, Type: 'Rules', AmbiguousRoleResolution: 'Deny', Rules: rules }],
    PrincipalTags: [{ IdentityProvider: { UserPool }, UseDefaults: 'false', Tags: { tenant: 'custom:tenant' } }],
  };
};

let aws: LocalAws;
let clients: Clients;
let userPools: CognitoIdentityProviderClient;
let before: Inventory;

beforeAll(async () => {
  aws = await startLocalAws();
  clients = clientsFor(aws);
  userPools = new CognitoIdentityProviderClient({ endpoint: aws.endpoint, region: aws.region, credentials: { ...CREDENTIALS } });
  await deployProvider(aws);
  before = await takeInventory(clients);
});

afterAll(() => stopLocalAws(aws));

const nameOf = (userPoolId = ''): string => `cognito-idp.${aws.region}.amazonaws.com/${userPoolId}`;

/** What Cognito holds, told by the names that the stack gives. */
const mappings = async ({ IdentityPoolId }: Outputs): Promise<unknown> => {
  const { RoleMappings } = await clients.cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
  return RoleMappings;
};

const rulesOf = (...rules: [string, string | undefined][]): object => ({
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  RulesConfiguration: { Rules: rules.map(([Value, RoleARN]) => ({ Claim: 'custom:group', MatchType: 'Equals', Value, RoleARN })) },
});

const principalTags = async ({ IdentityPoolId }: Outputs, userPoolId = ''): Promise<object> => {
  const command = new GetPrincipalTagAttributeMapCommand({ IdentityPoolId, IdentityProviderName: nameOf(userPoolId) });
  const { UseDefaults, PrincipalTags } = await clients.cognitoIdentity.send(command);
  return { UseDefaults, PrincipalTags };
};

test('one stack makes user pool, group, client, mapped roles, rules and tags; one update moves them all; one deletion leaves nothing', async () => {
  const first = await createStack(clients.cloudFormation, {
    name: 'mapped',
    template: template(setUp('UserPool', ['Admin', 'Buyer'], [rule('a', 'Admin'), rule('b', 'Buyer'), rule('c', 'Authenticated')])),
  });
  const [admin = '', buyer = ''] = first['Roles']?.split(' ') ?? [];
  expect(await mappings(first)).toEqual({
    [`${nameOf(first['UserPoolId'])}:${String(first['ClientId'])}`]: rulesOf(['a', admin], ['b', buyer], ['c', first['Authenticated']]),
  });
  expect(await principalTags(first, first['UserPoolId'])).toEqual({ UseDefaults: false, PrincipalTags: { tenant: 'custom:tenant' } });
  const { Group } = await userPools.send(new GetGroupCommand({ UserPoolId: first['UserPoolId'], GroupName: 'admins' }));
  expect(Group?.RoleArn).toBe(admin);
  expect(await trustPolicyOf(clients, admin.split('/').at(-1) ?? '')).toMatchObject({
    Statement: [{ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }],
  });

  // A rule moves, a mapped role goes, another provider takes the first one's place.
  const second = await updateStack(clients.cloudFormation, {
    name: 'mapped',
    template: template(setUp('OtherUserPool', ['Buyer'], [rule('c', 'Authenticated'), rule('b', 'Buyer')])),
  });
  expect(second['IdentityPoolId']).toBe(first['IdentityPoolId']);
  expect(second['Roles']).toBe(buyer);
  expect(await mappings(second)).toEqual({
    [`${nameOf(second['OtherUserPoolId'])}:${String(second['ClientId'])}`]: rulesOf(['c', second['Authenticated']], ['b', buyer]),
  });
  expect(await principalTags(second, first['UserPoolId'])).toEqual({ UseDefaults: false, PrincipalTags: {} });
  expect((await takeInventory(clients)).roles).not.toContain(admin.split('/').at(-1));

  await deleteStack(clients.cloudFormation, 'mapped');
  expect(await takeInventory(clients)).toEqual(before);
  for await (const { UserPools = [] } of paginateListUserPools({ client: userPools }, { MaxResults: 60 })) expect(UserPools).toEqual([]);
});
