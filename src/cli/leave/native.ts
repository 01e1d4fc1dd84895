import { isMark } from '../../core/rules/ownership';
import { secretsIn } from '../../core/rules/provider-name';
import type { IdentityType, ObservedRole, ObservedState, RoleMapping, Tags } from '../../core/state';
import { DEFAULT_MAX_SESSION_DURATION, IDENTITY_TYPES } from '../../core/state';

export interface ImportedResource {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Readonly<Record<string, string>>;
}

export interface Native {
  readonly template: Template;
  /** What `--resources-to-import` of an import takes, in the order of the template. */
  readonly resourcesToImport: readonly ImportedResource[];
}

export interface Template {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type: string;
  /** An import refuses a resource without this. */
  readonly DeletionPolicy: 'Retain';
  readonly UpdateReplacePolicy: 'Retain';
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Part {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly identifier: Readonly<Record<string, string>>;
}

/** The pool and what this type created for it, as resources of CloudFormation itself. Roles that others supply stay theirs, and are named by ARN. */
export function nativeOf(observed: ObservedState): Native {
  const { pool, createdRoles } = observed;
  const names = roleNames(observed);
  const parts: Part[] = [
    { logicalId: POOL, type: 'AWS::Cognito::IdentityPool', properties: poolProperties(observed), identifier: { Id: pool.id } },
    ...createdRoles.map((role) => ({
      logicalId: names.get(role.arn) ?? '',
      type: 'AWS::IAM::Role',
      properties: roleProperties(role, pool.id),
      identifier: { RoleName: role.name },
    })),
    ...attachment(observed, names),
    ...principalTags(observed),
  ];
  const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;
  const secret = hasSecret(observed);
  return {
    template: {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Identity pool ${pool.id} in resources of CloudFormation itself.`,
      ...(secret ? { Parameters: { TwitterConsumerSecret: { Type: 'String', NoEcho: true } } } : {}),
      Resources: Object.fromEntries(
        parts.map(({ logicalId, type, properties }) => [logicalId, { Type: type, ...retained, Properties: properties }]),
      ),
    },
    resourcesToImport: parts.map(({ logicalId, type, identifier }) => ({
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceIdentifier: identifier,
    })),
  };
}

const POOL = 'IdentityPool';
const DEFAULT_ROLES: Readonly<Record<IdentityType, string>> = {
  authenticated: 'AuthenticatedRole',
  unauthenticated: 'UnauthenticatedRole',
};

function poolProperties({ pool }: ObservedState): Record<string, unknown> {
  return filled({
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: pool.allowUnauthenticatedIdentities,
    AllowClassicFlow: pool.allowClassicFlow,
    SupportedLoginProviders: loginProviders(pool.loginProviders),
    CognitoIdentityProviders: pool.userPoolClients.map(({ providerName, clientId, serverSideTokenCheck }) => ({
      ProviderName: providerName,
      ClientId: clientId,
      ServerSideTokenCheck: serverSideTokenCheck,
    })),
    OpenIdConnectProviderARNs: pool.openIdConnectProviderArns,
    SamlProviderARNs: pool.samlProviderArns,
    DeveloperProviderName: pool.developerProviderName,
    IdentityPoolTags: tagList(pool.tags),
  });
}

/** Twitter's is `key;secret`, and a secret is never printed. */
function loginProviders(providers: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(providers).map(([name, applicationId]) => [
      name,
      secretsIn({ [name]: applicationId }).length === 0
        ? applicationId
        : { 'Fn::Join': [';', [applicationId.split(';')[0] ?? '', { Ref: 'TwitterConsumerSecret' }]] },
    ]),
  );
}

const hasSecret = ({ pool }: ObservedState): boolean => secretsIn(pool.loginProviders).length > 0;

function roleProperties(role: ObservedRole, poolId: string): Record<string, unknown> {
  return filled({
    RoleName: role.name,
    Path: role.path,
    Description: role.description,
    AssumeRolePolicyDocument: referring(role.trustPolicy, poolId),
    MaxSessionDuration: role.maxSessionDuration === DEFAULT_MAX_SESSION_DURATION ? undefined : role.maxSessionDuration,
    PermissionsBoundary: role.permissionsBoundary,
    ManagedPolicyArns: role.managedPolicyArns,
    Policies: role.inlinePolicies.map(({ name, document }) => ({ PolicyName: name, PolicyDocument: document })),
    Tags: tagList(role.tags),
  });
}

/** With a reference to the pool wherever a value is its id. */
function referring(value: unknown, poolId: string): unknown {
  if (value === poolId) return { Ref: POOL };
  if (Array.isArray(value)) return value.map((each) => referring(each, poolId));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, referring(inner, poolId)]));
}

/** Default roles by what they are for, all others by their number. */
function roleNames({ createdRoles, assignments }: ObservedState): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const type of IDENTITY_TYPES) {
    const arn = assignments.roles[type];
    if (arn !== undefined && createdRoles.some((role) => role.arn === arn) && !names.has(arn)) names.set(arn, DEFAULT_ROLES[type]);
  }
  let count = 0;
  for (const { arn } of createdRoles) if (!names.has(arn)) names.set(arn, `MappedRole${String((count += 1))}`);
  return names;
}

function attachment({ pool, assignments }: ObservedState, names: ReadonlyMap<string, string>): Part[] {
  const arnOf = (arn: string): unknown => {
    const logicalId = names.get(arn);
    return logicalId === undefined ? arn : { 'Fn::GetAtt': [logicalId, 'Arn'] };
  };
  const roles = Object.fromEntries(Object.entries(assignments.roles).map(([type, arn]) => [type, arnOf(arn)]));
  const mappings = Object.fromEntries(Object.entries(assignments.mappings).map(([name, mapping]) => [name, roleMapping(mapping, arnOf)]));
  if (Object.keys(roles).length + Object.keys(mappings).length === 0) return [];
  return [
    {
      logicalId: 'RoleAttachment',
      type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      properties: filled({ IdentityPoolId: { Ref: POOL }, Roles: roles, RoleMappings: mappings }),
      identifier: { Id: pool.id },
    },
  ];
}

function roleMapping({ type, ambiguousRoleResolution, rules = [] }: RoleMapping, arnOf: (arn: string) => unknown): Record<string, unknown> {
  const Rules = rules.map(({ claim, matchType, value, roleArn }) => ({
    Claim: claim,
    MatchType: matchType,
    Value: value,
    RoleARN: arnOf(roleArn),
  }));
  return filled({
    Type: type,
    AmbiguousRoleResolution: ambiguousRoleResolution,
    RulesConfiguration: Rules.length === 0 ? undefined : { Rules },
  });
}

function principalTags({ pool, principalTags: byProvider }: ObservedState): Part[] {
  return Object.entries(byProvider)
    .filter(([, { useDefaults, tags }]) => useDefaults || Object.keys(tags).length > 0)
    .map(([provider, { useDefaults, tags }], index) => ({
      logicalId: `PrincipalTags${String(index + 1)}`,
      type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      properties: filled({
        IdentityPoolId: { Ref: POOL },
        IdentityProviderName: provider,
        UseDefaults: useDefaults,
        PrincipalTags: useDefaults ? undefined : tags,
      }),
      identifier: { IdentityPoolId: pool.id, IdentityProviderName: provider },
    }));
}

/** Without the marks, and without what CloudFormation writes itself. */
const tagList = (tags: Tags): object[] =>
  Object.entries(tags)
    .filter(([key]) => !isMark(key) && !key.toLowerCase().startsWith('aws:'))
    .map(([Key, Value]) => ({ Key, Value }));

/** Without what is empty: a native resource takes it as left out. */
function filled(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([, value]) =>
        value !== undefined && value !== '' && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
    ),
  );
}
