/** A plain view of all that the fake account holds. Two accounts that mean the same are equal in it. */
import type { FakePool, FakeRole, FakeUserPool, FakeUserPoolClient, World } from './world';

export interface PoolView {
  readonly configuration: object;
  readonly tags: object;
  readonly roles: object;
  readonly roleMappings: object;
  readonly principalTags: object;
}

export interface RoleView extends Omit<FakeRole, 'createDate' | 'trustPolicy' | 'inlinePolicies'> {
  readonly createDate: string;
  readonly trustPolicy: unknown;
  readonly inlinePolicies: Readonly<Record<string, unknown>>;
}

export interface AppClientView extends Omit<FakeUserPoolClient, 'CreationDate' | 'LastModifiedDate'> {
  readonly CreationDate: string | undefined;
}

export interface UserPoolView {
  readonly clients: Readonly<Record<string, AppClientView>>;
}

export interface AccountView {
  readonly pools: Readonly<Record<string, PoolView>>;
  readonly roles: Readonly<Record<string, RoleView>>;
  readonly userPools: Readonly<Record<string, UserPoolView>>;
}

export const viewOf = ({ pools, roles, userPools }: World): AccountView =>
  sorted({
    pools: Object.fromEntries([...pools].map(([id, pool]) => [id, poolView(pool)])),
    roles: Object.fromEntries([...roles].map(([name, role]) => [name, roleView(role)])),
    userPools: Object.fromEntries([...userPools].map(([id, userPool]) => [id, userPoolView(userPool)])),
  }) as AccountView;

const poolView = ({ configuration, tags, roles, roleMappings, principalTags }: FakePool): PoolView => ({
  configuration: {
    ...configuration,
    CognitoIdentityProviders: asSet(configuration.CognitoIdentityProviders ?? []),
    OpenIdConnectProviderARNs: asSet(configuration.OpenIdConnectProviderARNs ?? []),
    SamlProviderARNs: asSet(configuration.SamlProviderARNs ?? []),
  },
  tags,
  roles,
  roleMappings,
  // There is no call that removes a map: one that is off is as good as none.
  principalTags: Object.fromEntries(
    Object.entries(principalTags).filter(([, { UseDefaults, PrincipalTags }]) => UseDefaults || Object.keys(PrincipalTags).length > 0),
  ),
});

const roleView = (role: FakeRole): RoleView => ({
  ...role,
  createDate: role.createDate.toISOString(),
  trustPolicy: decoded(role.trustPolicy),
  inlinePolicies: Object.fromEntries(Object.entries(role.inlinePolicies).map(([name, document]) => [name, decoded(document)])),
  managedPolicyArns: asSet(role.managedPolicyArns),
  instanceProfiles: asSet(role.instanceProfiles),
});

const userPoolView = ({ clients }: FakeUserPool): UserPoolView => ({
  clients: Object.fromEntries([...clients].map(([id, client]) => [id, appClientView(client)])),
});

const appClientView = ({ CreationDate, LastModifiedDate: _LastModifiedDate, ...client }: FakeUserPoolClient): AppClientView => ({
  ...client,
  CreationDate: CreationDate?.toISOString(),
});

const decoded = (document: string): unknown => JSON.parse(document) as unknown;

const asSet = <Member>(members: readonly Member[]): Member[] =>
  [...members].sort((one, other) => (JSON.stringify(sorted(one)) < JSON.stringify(sorted(other)) ? -1 : 1));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
};
