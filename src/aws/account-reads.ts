/** The reads that only the command-line tool makes. Each answers undefined if what it is about does not exist. */
import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  type SchemaAttributeType,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetSAMLProviderCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { defined } from '../core/defined';
import { userPoolRegionOf } from '../core/rules/provider-name';
import type { PolicyDocument } from '../core/state';
import { orUndefinedIfAbsent, type MakeCall } from './calls';
import type { AwsClients } from './clients';
import { decodeDocument } from './roles';

export interface AccountReads {
  /** Every role of the account, with whom it trusts. */
  allRoles(): Promise<readonly TrustingRole[]>;
  /** The default version. */
  managedPolicy(arn: string): Promise<PolicyDocument | undefined>;
  userPool(userPoolId: string): Promise<UserPool | undefined>;
  appClient(userPoolId: string, clientId: string): Promise<AppClient | undefined>;
  /** The ids of all app clients of the user pool. */
  appClientIds(userPoolId: string): Promise<readonly string[] | undefined>;
  /** With the roles that tokens of their members name. */
  groups(userPoolId: string): Promise<readonly UserPoolGroup[] | undefined>;
  openIdConnectProvider(arn: string): Promise<object | undefined>;
  samlProvider(arn: string): Promise<object | undefined>;
}

export interface TrustingRole {
  readonly arn: string;
  readonly trustPolicy: PolicyDocument;
}

export interface UserPool {
  /** AdminCreateUserConfig: nobody can sign up. */
  readonly isAdminOnly: boolean;
  /** A trigger before the generation of tokens may add, change and suppress claims. */
  readonly changesTokens: boolean;
  /** undefined: AWS gave no schema. */
  readonly attributes?: readonly { readonly name: string; readonly isMutable: boolean }[];
}

export interface UserPoolGroup {
  readonly name: string;
  readonly roleArn?: string;
}

export interface AppClient {
  /** undefined: never said, which stands for the standard attributes (DescribeUserPoolClient, API reference). */
  readonly writeAttributes?: readonly string[];
  /** undefined: never said. */
  readonly readAttributes?: readonly string[];
  /** Such as COGNITO and Google. */
  readonly identityProviders: readonly string[];
}

const LARGEST_PAGE = 60;
const LARGEST_PAGE_OF_ROLES = 1000;

export const accountReads = ({ iam, userPools }: AwsClients, call: MakeCall): AccountReads => ({
  allRoles: async () => {
    const roles: TrustingRole[] = [];
    let Marker: string | undefined;
    do {
      const input = defined({ MaxItems: LARGEST_PAGE_OF_ROLES, Marker });
      const page = await call({ doing: 'Listing all roles of the account', permission: 'iam:ListRoles' }, () =>
        iam.send(new ListRolesCommand(input)),
      );
      roles.push(
        ...(page.Roles ?? []).map(({ Arn = '', AssumeRolePolicyDocument }) => ({
          arn: Arn,
          trustPolicy: decodeDocument(AssumeRolePolicyDocument),
        })),
      );
      Marker = page.IsTruncated === true ? page.Marker : undefined;
    } while (Marker !== undefined);
    return roles;
  },

  managedPolicy: async (arn) => {
    const found = await orUndefinedIfAbsent(
      call({ doing: `Reading policy ${arn}`, permission: 'iam:GetPolicy' }, () => iam.send(new GetPolicyCommand({ PolicyArn: arn }))),
    );
    if (found === undefined) return undefined;
    const VersionId = found.Policy?.DefaultVersionId;
    const version = await orUndefinedIfAbsent(
      call({ doing: `Reading version ${String(VersionId)} of policy ${arn}`, permission: 'iam:GetPolicyVersion' }, () =>
        iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId })),
      ),
    );
    return version && decodeDocument(version.PolicyVersion?.Document);
  },

  userPool: async (userPoolId) => {
    const found = await orUndefinedIfAbsent(
      call({ doing: `Reading user pool ${userPoolId}`, permission: 'cognito-idp:DescribeUserPool' }, () =>
        userPools(userPoolRegionOf(userPoolId)).send(new DescribeUserPoolCommand({ UserPoolId: userPoolId })),
      ),
    );
    if (found === undefined) return undefined;
    const { AdminCreateUserConfig, LambdaConfig, SchemaAttributes } = found.UserPool ?? {};
    return defined({
      isAdminOnly: AdminCreateUserConfig?.AllowAdminCreateUserOnly === true,
      changesTokens: LambdaConfig?.PreTokenGeneration !== undefined || LambdaConfig?.PreTokenGenerationConfig !== undefined,
      attributes: SchemaAttributes?.map(toAttribute),
    });
  },

  appClient: async (userPoolId, clientId) => {
    const found = await orUndefinedIfAbsent(
      call({ doing: `Reading app client ${clientId} of user pool ${userPoolId}`, permission: 'cognito-idp:DescribeUserPoolClient' }, () =>
        userPools(userPoolRegionOf(userPoolId)).send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId })),
      ),
    );
    return found && toAppClient(found.UserPoolClient ?? {});
  },

  appClientIds: (userPoolId) =>
    orUndefinedIfAbsent(
      (async () => {
        const ids: string[] = [];
        let NextToken: string | undefined;
        do {
          const input = defined({ UserPoolId: userPoolId, MaxResults: LARGEST_PAGE, NextToken });
          const page = await call(
            { doing: `Listing the app clients of user pool ${userPoolId}`, permission: 'cognito-idp:ListUserPoolClients' },
            () => userPools(userPoolRegionOf(userPoolId)).send(new ListUserPoolClientsCommand(input)),
          );
          ids.push(...(page.UserPoolClients ?? []).map(({ ClientId = '' }) => ClientId));
          NextToken = page.NextToken;
        } while (NextToken !== undefined);
        return ids;
      })(),
    ),

  groups: (userPoolId) =>
    orUndefinedIfAbsent(
      (async () => {
        const groups: UserPoolGroup[] = [];
        let NextToken: string | undefined;
        do {
          const input = defined({ UserPoolId: userPoolId, Limit: LARGEST_PAGE, NextToken });
          const page = await call({ doing: `Listing the groups of user pool ${userPoolId}`, permission: 'cognito-idp:ListGroups' }, () =>
            userPools(userPoolRegionOf(userPoolId)).send(new ListGroupsCommand(input)),
          );
          groups.push(...(page.Groups ?? []).map(({ GroupName = '', RoleArn }) => defined({ name: GroupName, roleArn: RoleArn })));
          NextToken = page.NextToken;
        } while (NextToken !== undefined);
        return groups;
      })(),
    ),

  openIdConnectProvider: (arn) =>
    orUndefinedIfAbsent(
      call({ doing: `Reading OIDC provider ${arn}`, permission: 'iam:GetOpenIDConnectProvider' }, () =>
        iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
      ),
    ),

  samlProvider: (arn) =>
    orUndefinedIfAbsent(
      call({ doing: `Reading SAML provider ${arn}`, permission: 'iam:GetSAMLProvider' }, () =>
        iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: arn })),
      ),
    ),
});

function toAttribute({ Name = '', Mutable = true }: SchemaAttributeType): { readonly name: string; readonly isMutable: boolean } {
  return { name: Name, isMutable: Mutable };
}

function toAppClient({ WriteAttributes, ReadAttributes, SupportedIdentityProviders = [] }: UserPoolClientType): AppClient {
  return defined({
    writeAttributes: WriteAttributes?.length === 0 ? undefined : WriteAttributes,
    readAttributes: ReadAttributes?.length === 0 ? undefined : ReadAttributes,
    identityProviders: SupportedIdentityProviders,
  });
}
