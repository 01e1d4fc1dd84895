import { withClientDefaults } from '../stories/templates';
import { ok, strictEqual } from 'node:assert/strict';
import schema from '../../schema.json';
import type { Attributes, IdentityRole, Properties } from '../../src/core/properties';
import type { FakeAws } from '../fakes';

/** A template as Read reports it, lists without an order sorted: with the defaults that it always says, without what is empty or secret. */
export const readable = (template: Properties): object => {
  const { AuthenticationProviders, AuthenticatedRole = {}, UnauthenticatedRole = {}, MappedRoles = [], RoleMappings = [] } = template;
  return comparableModel({
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: false,
    ...template,
    ...(AuthenticationProviders && { AuthenticationProviders: readableProviders(AuthenticationProviders) }),
    AuthenticatedRole: readableRole(AuthenticatedRole),
    UnauthenticatedRole: readableRole(UnauthenticatedRole),
    MappedRoles: MappedRoles.map((role) => ({ ...ROLE_DEFAULTS, ...role })),
    RoleMappings: RoleMappings.map(({ Rules = [], ...mapping }) => ({
      AmbiguousRoleResolution: 'Deny',
      ...mapping,
      // A rule that gives the default role reads back as one that names it.
      Rules: Rules.map(({ RoleArn, ...rule }) => ({
        ...rule,
        ...(RoleArn !== undefined && (RoleArn === AuthenticatedRole.Arn ? { Role: 'Authenticated' } : { RoleArn })),
      })),
    })),
    PrincipalTags: (template.PrincipalTags ?? []).map((entry) => ({ UseDefaults: false, ...entry })),
  });
};

const readableProviders = ({ UserPools = [], Twitter, ...rest }: NonNullable<Properties['AuthenticationProviders']>): object => ({
  ...rest,
  UserPools: UserPools.map(withClientDefaults),
  ...(Twitter && { Twitter: { ConsumerKey: Twitter.ConsumerKey } }),
});

const ROLE_DEFAULTS = { Path: '/identity-pools/', MaxSessionDuration: 3600 };

const readableRole = (role: IdentityRole): object =>
  role.Arn !== undefined || role.Create === false ? role : { ...ROLE_DEFAULTS, ...role };

/** What Read says, less the attributes, in the form of `readable`. */
export const propertiesIn = (model: Readonly<Record<string, unknown>>): object =>
  comparableModel(Object.fromEntries(Object.entries(model).filter(([name]) => !isAttribute(name))));

export const attributesIn = (model: Readonly<Record<string, unknown>>): Attributes =>
  Object.fromEntries(Object.entries(model).filter(([name]) => isAttribute(name)));

const isAttribute = (name: string): boolean => schema.readOnlyProperties.includes(`/properties/${name}`);

const ORDERED = ['MappedRoles', 'Rules'];

const comparableModel = (model: object): object => comparableValue('', model) as object;

/** Sorted keys, lists as sets unless their order counts, policy documents as IAM takes them, and nothing empty. */
const comparableValue = (name: string, value: unknown): unknown => {
  if (name === 'PolicyDocument') return canonicalPolicy(typeof value === 'string' ? (JSON.parse(value) as unknown) : value);
  if (Array.isArray(value)) {
    const members = value.map((member) => comparableValue('', member));
    return ORDERED.includes(name) ? members : members.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, comparableValue(key, member)] as const)
      .filter(([, member]) => typeof member !== 'object' || member === null || Object.keys(member).length > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
};

/** A list of one is its member, and CloudFormation turns booleans and numbers into text. */
const canonicalPolicy = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const members = value.map(canonicalPolicy).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    return members.length === 1 ? members[0] : members;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, canonicalPolicy(member)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
};

/** What AWS holds of the pool, as attributes; on the way, that AWS holds what no attribute tells. */
export const expectedAttributes = (aws: FakeAws, poolId: string, template: Properties): Attributes => {
  const pool = aws.pools.get(poolId);
  ok(pool !== undefined, `there is no pool ${poolId}`);
  const { authenticated, unauthenticated } = pool.roles;
  const { MappedRoles = [], AuthenticationProviders: { UserPools = [], Twitter } = {} } = template;
  const created = [...aws.roles.values()].filter(({ tags }) => tags[`${MARK}pool`] === poolId);
  const arnOf = (part: string): string => created.find(({ tags }) => tags[`${MARK}part`] === part)?.arn ?? `no role for ${part}`;
  const parts = created.map(({ tags }) => tags[`${MARK}part`] ?? '').sort();
  strictEqual(parts.join(), partsOf(template).sort().join(), 'other roles are created than the template wants');
  for (const [part, arn, role] of [
    ['authenticated', authenticated, template.AuthenticatedRole],
    ['unauthenticated', unauthenticated, template.UnauthenticatedRole],
  ] as const)
    strictEqual(arn, role?.Create === false ? undefined : (role?.Arn ?? arnOf(part)), `another role is assigned for ${part}`);
  strictEqual(
    pool.configuration.SupportedLoginProviders?.['api.twitter.com'],
    Twitter && `${Twitter.ConsumerKey};${Twitter.ConsumerSecret}`,
    'Twitter has another key or secret',
  );
  const mapped = MappedRoles.map(({ Name }) => arnOf(`mapped/${Name}`));
  return {
    IdentityPoolId: poolId,
    Arn: aws.poolArn(poolId),
    Name: template.IdentityPoolName ?? pool.configuration.IdentityPoolName,
    ...(authenticated && {
      AuthenticatedRoleArn: authenticated,
      AuthenticatedRoleName: lastOf(authenticated),
      ...idOf(aws, 'AuthenticatedRoleId', authenticated),
    }),
    ...(unauthenticated && {
      UnauthenticatedRoleArn: unauthenticated,
      UnauthenticatedRoleName: lastOf(unauthenticated),
      ...idOf(aws, 'UnauthenticatedRoleId', unauthenticated),
    }),
    ...(mapped.length === 0 ? {} : { MappedRoleArns: mapped, MappedRoleNames: mapped.map(lastOf) }),
    ...(UserPools.length === 0
      ? {}
      : { UserPoolClientIds: UserPools.map(({ UserPoolId, UserPoolClientId }) => UserPoolClientId ?? createdClient(aws, UserPoolId)) }),
  };
};

/** A supplied role that is not there has no id. */
const idOf = (aws: FakeAws, name: string, arn: string): object => {
  const role = [...aws.roles.values()].find((each) => each.arn === arn);
  return role === undefined ? {} : { [name]: role.id };
};

const MARK = 'identity-pool-with-roles:';

const partsOf = ({ AuthenticatedRole, UnauthenticatedRole, MappedRoles = [] }: Properties): string[] => [
  ...(isCreated(AuthenticatedRole) ? ['authenticated'] : []),
  ...(isCreated(UnauthenticatedRole) ? ['unauthenticated'] : []),
  ...MappedRoles.map(({ Name }) => `mapped/${Name}`),
];

const isCreated = (role: IdentityRole = {}): boolean => role.Arn === undefined && role.Create !== false;

/** The account has no other clients. */
const createdClient = (aws: FakeAws, userPoolId: string): string => {
  const ids = [...(aws.userPools.get(userPoolId)?.clients.keys() ?? [])];
  strictEqual(ids.length, 1, `${userPoolId} has ${ids.length} app clients`);
  return ids[0] ?? '';
};

const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
