/** SDK shapes, paging and the fields that the API calls otherwise end here. */
import {
  CreateIdentityPoolCommand,
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  GetPrincipalTagAttributeMapCommand,
  ListIdentityPoolsCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateIdentityPoolCommand,
  type IdentityPool,
  type RoleMapping as SdkRoleMapping,
} from '@aws-sdk/client-cognito-identity';
import { defined } from '../core/defined';
import type { IdentityPools } from '../core/ports';
import { secretsIn } from '../core/rules/provider-name';
import { roleArnsIn } from '../core/rules/role-mapping';
import type { ObservedPool, PoolConfiguration, RoleAssignments, RoleMapping } from '../core/state';
import { orUndefinedIfAbsent, type MakeCall } from './calls';
import type { AwsClients } from './clients';
import type { CallContext } from './failures';

const PAGE_SIZE = 60;

export const identityPools = (client: AwsClients['cognitoIdentity'], call: MakeCall): IdentityPools => ({
  create: async (configuration, tags, findMade) => {
    const send = async (): Promise<string> => {
      const created = await client.send(new CreateIdentityPoolCommand({ ...toSdk(configuration), IdentityPoolTags: { ...tags } }));
      return created.IdentityPoolId ?? '';
    };
    return call(withSecrets(configuration, `Creating identity pool ${configuration.name}`, 'CreateIdentityPool'), send, findMade);
  },

  find: async (id) => {
    const found = await orUndefinedIfAbsent(
      call(context(`Reading identity pool ${id}`, 'DescribeIdentityPool'), () =>
        client.send(new DescribeIdentityPoolCommand({ IdentityPoolId: id })),
      ),
    );
    return found && fromSdk(found);
  },

  update: async (id, configuration, tags) => {
    await call(withSecrets(configuration, `Updating identity pool ${id}`, 'UpdateIdentityPool'), () =>
      client.send(new UpdateIdentityPoolCommand({ IdentityPoolId: id, ...toSdk(configuration), IdentityPoolTags: { ...tags } })),
    );
  },

  delete: async (id) => {
    const deleted = await orUndefinedIfAbsent(
      call(context(`Deleting identity pool ${id}`, 'DeleteIdentityPool'), () =>
        client.send(new DeleteIdentityPoolCommand({ IdentityPoolId: id })),
      ),
    );
    return deleted !== undefined;
  },

  roleAssignments: async (id) => {
    const found = await orUndefinedIfAbsent(
      call(context(`Reading the roles of identity pool ${id}`, 'GetIdentityPoolRoles'), () =>
        client.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: id })),
      ),
    );
    return found && { roles: fromSdkRoles(found.Roles), mappings: mapValues(found.RoleMappings ?? {}, fromSdkMapping) };
  },

  assignRoles: async (id, assignments) => {
    const { roles, mappings } = assignments;
    const arns = roleArnsIn(assignments);
    await call(context(`Setting the roles of identity pool ${id} to ${arns.join(' and ') || 'none'}`, 'SetIdentityPoolRoles'), () =>
      client.send(
        new SetIdentityPoolRolesCommand({ IdentityPoolId: id, Roles: { ...roles }, RoleMappings: mapValues(mappings, toSdkMapping) }),
      ),
    );
  },

  principalTags: async (id, providerName) => {
    const found = await orUndefinedIfAbsent(
      call(context(`Reading the principal tags of ${providerName} on identity pool ${id}`, 'GetPrincipalTagAttributeMap'), () =>
        client.send(new GetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName: providerName })),
      ),
    );
    return found && { useDefaults: found.UseDefaults ?? false, tags: found.PrincipalTags ?? {} };
  },

  setPrincipalTags: async (id, providerName, { useDefaults, tags }) => {
    await call(context(`Setting the principal tags of ${providerName} on identity pool ${id}`, 'SetPrincipalTagAttributeMap'), () =>
      client.send(
        new SetPrincipalTagAttributeMapCommand({
          IdentityPoolId: id,
          IdentityProviderName: providerName,
          UseDefaults: useDefaults,
          PrincipalTags: { ...tags },
        }),
      ),
    );
  },

  tag: async (poolArn, tags) => {
    await call(context(`Tagging ${poolArn}`, 'TagResource'), () =>
      client.send(new TagResourceCommand({ ResourceArn: poolArn, Tags: { ...tags } })),
    );
  },

  untag: async (poolArn, keys) => {
    await call(context(`Removing tags from ${poolArn}`, 'UntagResource'), () =>
      client.send(new UntagResourceCommand({ ResourceArn: poolArn, TagKeys: [...keys] })),
    );
  },

  page: async (nextToken) => {
    const page = await call(context('Listing identity pools', 'ListIdentityPools'), () =>
      client.send(new ListIdentityPoolsCommand(defined({ MaxResults: PAGE_SIZE, NextToken: nextToken }))),
    );
    const pools = (page.IdentityPools ?? []).map(({ IdentityPoolId = '', IdentityPoolName = '' }) => ({
      id: IdentityPoolId,
      name: IdentityPoolName,
    }));
    return defined({ pools, nextToken: page.NextToken });
  },
});

const context = (doing: string, operation: string): CallContext => ({ doing, permission: `cognito-identity:${operation}` });

const withSecrets = ({ loginProviders }: PoolConfiguration, doing: string, operation: string): CallContext => ({
  ...context(doing, operation),
  secrets: secretsIn(loginProviders),
});

/** Every list and every switch, also when empty or off: UpdateIdentityPool clears lists that are left out and keeps a switch that is. */
const toSdk = (configuration: PoolConfiguration) =>
  defined({
    IdentityPoolName: configuration.name,
    AllowUnauthenticatedIdentities: configuration.allowUnauthenticatedIdentities,
    AllowClassicFlow: configuration.allowClassicFlow,
    SupportedLoginProviders: { ...configuration.loginProviders },
    CognitoIdentityProviders: configuration.userPoolClients.map(({ providerName, clientId, serverSideTokenCheck }) => ({
      ProviderName: providerName,
      ClientId: clientId,
      ServerSideTokenCheck: serverSideTokenCheck,
    })),
    OpenIdConnectProviderARNs: [...configuration.openIdConnectProviderArns],
    SamlProviderARNs: [...configuration.samlProviderArns],
    DeveloperProviderName: configuration.developerProviderName,
  });

const fromSdk = (pool: IdentityPool): ObservedPool =>
  defined({
    id: pool.IdentityPoolId ?? '',
    name: pool.IdentityPoolName ?? '',
    allowUnauthenticatedIdentities: pool.AllowUnauthenticatedIdentities ?? false,
    allowClassicFlow: pool.AllowClassicFlow,
    loginProviders: pool.SupportedLoginProviders ?? {},
    userPoolClients: (pool.CognitoIdentityProviders ?? []).map(({ ProviderName = '', ClientId = '', ServerSideTokenCheck = false }) => ({
      providerName: ProviderName,
      clientId: ClientId,
      serverSideTokenCheck: ServerSideTokenCheck,
    })),
    openIdConnectProviderArns: pool.OpenIdConnectProviderARNs ?? [],
    samlProviderArns: pool.SamlProviderARNs ?? [],
    developerProviderName: unlessEmpty(pool.DeveloperProviderName),
    tags: pool.IdentityPoolTags ?? {},
  });

const fromSdkRoles = (roles: Record<string, string> = {}): RoleAssignments['roles'] =>
  defined({ authenticated: unlessEmpty(roles['authenticated']), unauthenticated: unlessEmpty(roles['unauthenticated']) });

/** Cognito may answer an empty text for a name or a role that is not set. */
const unlessEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const toSdkMapping = ({ type, ambiguousRoleResolution, rules }: RoleMapping): SdkRoleMapping =>
  defined({
    Type: type,
    AmbiguousRoleResolution: ambiguousRoleResolution,
    RulesConfiguration: rules && {
      Rules: rules.map(({ claim, matchType, value, roleArn }) => ({ Claim: claim, MatchType: matchType, Value: value, RoleARN: roleArn })),
    },
  });

const fromSdkMapping = ({ Type, AmbiguousRoleResolution, RulesConfiguration }: SdkRoleMapping): RoleMapping =>
  defined({
    type: Type ?? 'Token',
    ambiguousRoleResolution: AmbiguousRoleResolution,
    rules: RulesConfiguration?.Rules?.map(({ Claim = '', MatchType = 'Equals', Value = '', RoleARN = '' }) => ({
      claim: Claim,
      matchType: MatchType,
      value: Value,
      roleArn: RoleARN,
    })),
  });

const mapValues = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
