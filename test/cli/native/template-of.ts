import { DescribeUserPoolCommand, ListGroupsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import type { FakeAws } from '../../fakes';

export interface NativeTemplate {
  readonly template: object;
  /** What a deployment would have chosen, as the tool is told. */
  readonly parameters: readonly string[];
}

interface Role {
  readonly arn: string;
  readonly path: string;
  readonly inlinePolicies: Readonly<Record<string, unknown>>;
  readonly managedPolicyArns: readonly string[];
  readonly permissionsBoundary?: string | undefined;
}

const id = (text: string): string => text.replace(/\W/g, 'X').replace(/_/g, 'U');

/** The native resources that would make what the account has. */
export async function nativeTemplateOf(aws: FakeAws, poolId: string): Promise<NativeTemplate> {
  const { pools, roles, userPools } = aws.snapshot();
  const pool = pools[poolId];
  if (pool === undefined) throw new Error(`the account has no pool ${poolId}`);
  const parameters = [`Pool=${poolId}`];
  const Resources: Record<string, object> = {
    Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: without(pool.configuration, ['IdentityPoolId', 'IdentityPoolTags']) },
    Attachment: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: { IdentityPoolId: { Ref: 'Pool' }, Roles: pool.roles, RoleMappings: pool.roleMappings },
    },
  };
  for (const [provider, { UseDefaults, PrincipalTags }] of Object.entries(
    pool.principalTags as Record<string, { UseDefaults: boolean; PrincipalTags: object }>,
  ))
    Resources[`Tags${id(provider)}`] = {
      Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      Properties: { IdentityPoolId: { Ref: 'Pool' }, IdentityProviderName: provider, UseDefaults, PrincipalTags },
    };
  for (const [name, role] of Object.entries(roles as unknown as Record<string, Role>)) {
    const logicalId = `Role${id(name)}`;
    parameters.push(`${logicalId}.Arn=${role.arn}`);
    Resources[logicalId] = {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: name,
        Path: role.path,
        AssumeRolePolicyDocument: await trustPolicyOf(aws, name),
        Policies: Object.entries(role.inlinePolicies).map(([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument })),
        ManagedPolicyArns: role.managedPolicyArns,
        ...(role.permissionsBoundary === undefined ? {} : { PermissionsBoundary: role.permissionsBoundary }),
      },
    };
  }
  for (const [arn, PolicyDocument] of aws.managedPolicies) {
    const logicalId = `Policy${id(arn)}`;
    parameters.push(`${logicalId}=${arn}`);
    Resources[logicalId] = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } };
  }
  for (const [userPoolId, { clients }] of Object.entries(userPools)) {
    const logicalId = `UserPool${id(userPoolId)}`;
    parameters.push(`${logicalId}=${userPoolId}`);
    Resources[logicalId] = { Type: 'AWS::Cognito::UserPool', Properties: await userPoolProperties(aws, userPoolId) };
    const { Groups = [] } = await aws.clients.userPools.send(new ListGroupsCommand({ UserPoolId: userPoolId }));
    for (const { GroupName = '', RoleArn } of Groups)
      Resources[`Group${id(GroupName)}`] = {
        Type: 'AWS::Cognito::UserPoolGroup',
        Properties: { UserPoolId: { Ref: logicalId }, GroupName, ...(RoleArn === undefined ? {} : { RoleArn }) },
      };
    for (const [clientId, client] of Object.entries(clients)) {
      const ofClient = `Client${id(clientId)}`;
      parameters.push(`${ofClient}=${clientId}`);
      const { WriteAttributes, ReadAttributes, SupportedIdentityProviders } = client as unknown as Record<string, unknown>;
      Resources[ofClient] = {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: JSON.parse(
          JSON.stringify({ UserPoolId: { Ref: logicalId }, WriteAttributes, ReadAttributes, SupportedIdentityProviders }),
        ) as object,
      };
    }
  }
  return { template: { Resources }, parameters: parameters.flatMap((pair) => ['--parameter', pair]) };
}

/** As it was written: the order of conditions is told. */
async function trustPolicyOf(aws: FakeAws, RoleName: string): Promise<unknown> {
  const { Role } = await aws.clients.iam.send(new GetRoleCommand({ RoleName }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? 'null'));
}

async function userPoolProperties(aws: FakeAws, userPoolId: string): Promise<object> {
  const { UserPool = {} } = await aws.clients.userPools.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  const { AdminCreateUserConfig, LambdaConfig, SchemaAttributes = [] } = UserPool;
  return JSON.parse(
    JSON.stringify({
      AdminCreateUserConfig,
      LambdaConfig,
      Schema: SchemaAttributes.map((attribute) => ({ ...attribute, Name: attribute.Name?.replace(/^custom:/, '') })),
    }),
  ) as object;
}

function without(object: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
