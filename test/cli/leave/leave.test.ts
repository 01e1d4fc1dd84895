/** A pool of this type as native resources: whole documents, and what the tool itself answers about them. */
import { newAccount, CustomResourceStack } from '../../stories/cloudformation';
import { BOUNDARY, DOCUMENT, ELSEWHERE, READ_ONLY, USER_POOL, USER_POOL_CLIENT, USER_POOL_PROVIDER } from '../../stories/fixtures';
import { yamlParse } from '../../yaml';
import { runTool } from '../terminal';

const SECRET = 'twitter-secret-0123456789';
const PROVIDER = `${USER_POOL_PROVIDER}:${USER_POOL_CLIENT}`;
const USER_POOL_REFERENCE = { UserPool: { UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT } };

const poolOf = async (properties: object) => {
  const account = newAccount();
  account.aws.seedRole({ name: 'elsewhere' });
  const stack = new CustomResourceStack(account);
  const reply = await stack.create(properties);
  expect(reply).toEqual(expect.objectContaining({ ok: true }));
  return { account, id: reply.id ?? '' };
};

const RICH = {
  IdentityPoolName: 'app',
  AllowUnauthenticatedIdentities: true,
  AuthenticationProviders: {
    Twitter: { ConsumerKey: 'twitter-key', ConsumerSecret: SECRET },
    UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true }],
  },
  AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY], PermissionsBoundary: BOUNDARY },
  UnauthenticatedRole: { Policies: [{ PolicyName: 'read', PolicyDocument: DOCUMENT }], MaxSessionDuration: 7200 },
  MappedRoles: [{ Name: 'Support', Path: '/identity-pools/people/', Tags: [{ Key: 'desk', Value: '1' }] }],
  RoleMappings: [
    {
      IdentityProvider: USER_POOL_REFERENCE,
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      Rules: [
        { Claim: 'team', MatchType: 'Equals', Value: 'support', Role: 'Support' },
        { Claim: 'team', MatchType: 'Equals', Value: 'other', RoleArn: ELSEWHERE },
      ],
    },
  ],
  PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, Tags: { tenant: 'custom:tenant' } }],
  Tags: [{ Key: 'team', Value: 'a' }],
};

const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

it('prints the pool, its created roles, their assignment and principal tags, without marks and secrets', async () => {
  const { account, id } = await poolOf(RICH);
  const guid = id.split(':')[1] ?? '';
  const { code, out, err } = await runTool(['leave', id], { aws: account.aws });
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toContain(SECRET);
  const roles = account.aws.snapshot().roles;
  const named = (part: RegExp) => Object.keys(roles).find((name) => part.test(name)) ?? '';
  const [authenticated, guests, support] = [named(/-Authenticated-/), named(/-Unauthenticated-/), named(/-Support-/)];
  const role = (name: string, path: string, properties: object) => ({
    Type: 'AWS::IAM::Role',
    ...KEPT,
    Properties: {
      RoleName: name,
      Path: `${path}${guid}/`,
      Description: expect.any(String) as unknown,
      AssumeRolePolicyDocument: JSON.parse(
        JSON.stringify(roles[name]?.trustPolicy).replaceAll(`"${id}"`, '{"Ref":"IdentityPool"}'),
      ) as unknown,
      ...properties,
    },
  });
  const team = { Key: 'team', Value: 'a' };
  expect(yamlParse(out)).toEqual({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Identity pool ${id} in resources of CloudFormation itself.`,
    Parameters: { TwitterConsumerSecret: { Type: 'String', NoEcho: true } },
    Resources: {
      IdentityPool: {
        Type: 'AWS::Cognito::IdentityPool',
        ...KEPT,
        Properties: {
          IdentityPoolName: 'app',
          AllowUnauthenticatedIdentities: true,
          AllowClassicFlow: false,
          SupportedLoginProviders: { 'api.twitter.com': { 'Fn::Join': [';', ['twitter-key', { Ref: 'TwitterConsumerSecret' }]] } },
          CognitoIdentityProviders: [{ ProviderName: USER_POOL_PROVIDER, ClientId: USER_POOL_CLIENT, ServerSideTokenCheck: true }],
          IdentityPoolTags: [team],
        },
      },
      AuthenticatedRole: role(authenticated, '/identity-pools/', {
        PermissionsBoundary: BOUNDARY,
        ManagedPolicyArns: [READ_ONLY],
        Tags: [team],
      }),
      UnauthenticatedRole: role(guests, '/identity-pools/', {
        MaxSessionDuration: 7200,
        Policies: [{ PolicyName: 'read', PolicyDocument: DOCUMENT }],
        Tags: [team],
      }),
      MappedRole1: role(support, '/identity-pools/people/', {
        Tags: expect.arrayContaining([team, { Key: 'desk', Value: '1' }]) as unknown,
      }),
      RoleAttachment: {
        Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
        ...KEPT,
        Properties: {
          IdentityPoolId: { Ref: 'IdentityPool' },
          Roles: {
            authenticated: { 'Fn::GetAtt': ['AuthenticatedRole', 'Arn'] },
            unauthenticated: { 'Fn::GetAtt': ['UnauthenticatedRole', 'Arn'] },
          },
          RoleMappings: {
            [PROVIDER]: {
              Type: 'Rules',
              AmbiguousRoleResolution: 'Deny',
              RulesConfiguration: {
                Rules: [
                  { Claim: 'team', MatchType: 'Equals', Value: 'support', RoleARN: { 'Fn::GetAtt': ['MappedRole1', 'Arn'] } },
                  { Claim: 'team', MatchType: 'Equals', Value: 'other', RoleARN: ELSEWHERE },
                ],
              },
            },
          },
        },
      },
      PrincipalTags1: {
        Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
        ...KEPT,
        Properties: {
          IdentityPoolId: { Ref: 'IdentityPool' },
          IdentityProviderName: USER_POOL_PROVIDER,
          UseDefaults: false,
          PrincipalTags: { tenant: 'custom:tenant' },
        },
      },
    },
  });

  const { out: list } = await runTool(['leave', id, '--resources'], { aws: account.aws });
  expect(JSON.parse(list)).toEqual([
    { ResourceType: 'AWS::Cognito::IdentityPool', LogicalResourceId: 'IdentityPool', ResourceIdentifier: { Id: id } },
    ...[
      ['AuthenticatedRole', authenticated],
      ['UnauthenticatedRole', guests],
      ['MappedRole1', support],
    ].map(([LogicalResourceId, RoleName]) => ({ ResourceType: 'AWS::IAM::Role', LogicalResourceId, ResourceIdentifier: { RoleName } })),
    { ResourceType: 'AWS::Cognito::IdentityPoolRoleAttachment', LogicalResourceId: 'RoleAttachment', ResourceIdentifier: { Id: id } },
    {
      ResourceType: 'AWS::Cognito::IdentityPoolPrincipalTag',
      LogicalResourceId: 'PrincipalTags1',
      ResourceIdentifier: { IdentityPoolId: id, IdentityProviderName: USER_POOL_PROVIDER },
    },
  ]);
});

it('says which marks to take off which role, and in JSON the same', async () => {
  const { account, id } = await poolOf({ UnauthenticatedRole: { Create: false } });
  const { out } = await runTool(['leave', id, '--json'], { aws: account.aws });
  const { notes, template } = JSON.parse(out) as { readonly notes: readonly string[]; readonly template: object };
  const [name = ''] = Object.keys(account.aws.snapshot().roles).filter((each) => /-Authenticated-/.test(each));
  expect(notes).toEqual([
    `Once the pool is released, take the marks off role ${name}: aws iam untag-role --role-name ${name} ` +
      '--tag-keys identity-pool-with-roles:pool identity-pool-with-roles:part',
  ]);
  const { out: text } = await runTool(['leave', id], { aws: account.aws });
  expect(text.startsWith(`# ${notes[0]}\n`)).toBe(true);
  expect(yamlParse(text)).toEqual(template);
});

it('leaves roles that others supply to them, and names them by ARN', async () => {
  const { account, id } = await poolOf({ AuthenticatedRole: { Arn: ELSEWHERE }, UnauthenticatedRole: { Create: false } });
  const { out } = await runTool(['leave', id], { aws: account.aws });
  expect(yamlParse(out)).toMatchObject({
    Resources: { RoleAttachment: { Properties: { Roles: { authenticated: ELSEWHERE } } } },
  });
  expect(Object.keys((yamlParse(out) as { readonly Resources: object }).Resources)).toEqual(['IdentityPool', 'RoleAttachment']);
});

it('hands out the same role as the pool does, says which-role of the template that it prints', async () => {
  const { account, id } = await poolOf(RICH);
  const { out } = await runTool(['leave', id], { aws: account.aws });
  const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  const claims = { iss: `https://${USER_POOL_PROVIDER}`, aud: USER_POOL_CLIENT, token_use: 'id', team: 'support' };
  const files = { 'native.yml': out, token: `${part({ alg: 'RS256' })}.${part(claims)}.signature` };
  const answer = async (...args: readonly string[]): Promise<unknown> => {
    const ran = await runTool(['which-role', '--token-file', 'token', '--json', ...args], { aws: account.aws, files });
    const { outcome, role } = JSON.parse(ran.out) as { readonly outcome: unknown; readonly role: unknown };
    return { code: ran.code, outcome, role };
  };
  const ofPool = await answer('--pool', id);
  expect(ofPool).toEqual({ code: 0, outcome: 'role', role: expect.stringMatching(/-Support-/) as unknown });
  expect(
    await answer(
      '--template',
      'native.yml',
      '--region',
      'us-east-1',
      '--parameter',
      'TwitterConsumerSecret=not-used',
      '--parameter',
      'AWS::AccountId=123456789012',
    ),
  ).toEqual(ofPool);
});

it.each([
  [['leave', 'pool'], 'error: pool is not the id of an identity pool: REGION:GUID.'],
  [
    ['leave', 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab'],
    'error: There is no identity pool us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab in this account.',
  ],
])('%j ends with one line', async (args, line) => {
  const { code, out, err } = await runTool(args, { aws: newAccount().aws });
  expect([code, out, err]).toEqual([2, '', line]);
});
