/** Reads all that the checks ask of a pool, each thing once; the only file of the doctor that calls AWS. */
import type { Session } from '../../aws/session';
import { roleNameOf } from '../../core/rules/arn';
import { providerNamesOf } from '../../core/rules/identity-provider';
import { isOn } from '../../core/rules/principal-tags';
import { userPoolIdOf } from '../../core/rules/provider-name';
import {
  IDENTITY_TYPES,
  type ObservedPool,
  type PolicyDocument,
  type PrincipalTags,
  type RoleArn,
  type RoleAssignments,
} from '../../core/state';
import type { NamedPolicy } from '../policies/permissions';
import { isAttribute } from './claims';
import { clientKey, isClassicFlowOpen, roleUses, type PoolFacts, type Read, type RoleFacts } from './facts';
import type { NotChecked, Reader } from './reader';
import { mayTake } from './takers';

export interface Gathered {
  readonly facts: PoolFacts;
  /** What of the pool itself could not be read. */
  readonly unread: readonly ('pool' | 'assignments')[];
  readonly notChecked: readonly NotChecked[];
}

/** As much of an account as the checks read. */
export interface Account {
  readonly aws: {
    readonly pools: Pick<Session['aws']['pools'], 'find' | 'roleAssignments' | 'principalTags'>;
    readonly roles: Pick<Session['aws']['roles'], 'find' | 'managedPolicyArns' | 'inlinePolicyNames' | 'inlinePolicy'>;
  };
  readonly reads: Session['reads'];
}

interface Readers extends Account {
  readonly reader: Reader;
}

/** undefined: there is no such pool, or nothing of it could be read. */
export async function gather(
  readers: Readers,
  poolId: string,
  { now, allRoles = false }: { readonly now: number; readonly allRoles?: boolean },
): Promise<Gathered | 'absent' | 'unread'> {
  const { aws, reader } = readers;
  const [pool, assignments] = await Promise.all([
    reader.read({ what: `identity pool ${poolId}: its providers and flows`, permission: 'cognito-identity:DescribeIdentityPool' }, () =>
      aws.pools.find(poolId),
    ),
    reader.read({ what: `identity pool ${poolId}: its roles and role mappings`, permission: 'cognito-identity:GetIdentityPoolRoles' }, () =>
      aws.pools.roleAssignments(poolId),
    ),
  ]);
  if (pool === 'absent' || assignments === 'absent') return 'absent';
  if (pool === 'unread' && assignments === 'unread') return 'unread';
  const known = {
    poolId,
    pool: pool === 'unread' ? nothingKnown(poolId) : { ...pool, loginProviders: ownOnly(pool.loginProviders) },
    assignments: assignments === 'unread' ? { roles: {}, mappings: {} } : { ...assignments, mappings: ownOnly(assignments.mappings) },
  };
  const principalTags = gatherTags(readers, known.pool);
  const groups = gatherGroups(readers, known);
  const otherRoles = allRoles ? await gatherOtherRoles(readers, { ...known, groups: await groups, now }) : [];
  const [tags, groupsByPool, roles, userPools, appClients, identityProviders] = await Promise.all([
    principalTags,
    groups,
    groups.then((read) => gatherRoles(readers, { ...known, groups: read, otherRoles })),
    gatherUserPools(readers, known.pool),
    gatherAppClients(readers, known, principalTags),
    gatherIdentityProviders(readers, known.pool),
  ]);
  return {
    facts: { ...known, principalTags: tags, groups: groupsByPool, otherRoles, roles, userPools, appClients, identityProviders, now },
    unread: [...(pool === 'unread' ? (['pool'] as const) : []), ...(assignments === 'unread' ? (['assignments'] as const) : [])],
    notChecked: reader.notChecked,
  };
}

function nothingKnown(id: string): ObservedPool {
  return {
    id,
    name: '',
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    loginProviders: {},
    userPoolClients: [],
    openIdConnectProviderArns: [],
    samlProviderArns: [],
    tags: {},
  };
}

/** A provider may be called `toString`: what every object inherits is no entry. */
function ownOnly<Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.setPrototypeOf({ ...entries }, null) as Record<string, Value>;
}

async function mapped<Value>(keys: readonly string[], read: (key: string) => Promise<Value>): Promise<Record<string, Value>> {
  return ownOnly(Object.fromEntries(await Promise.all([...new Set(keys)].map(async (key) => [key, await read(key)] as const))));
}

/** A provider of a longer name cannot have any. */
const LONGEST_PROVIDER_NAME = 128;

async function gatherTags({ aws, reader }: Readers, pool: ObservedPool): Promise<Record<string, PrincipalTags>> {
  const names = providerNamesOf(pool, 'principalTags').filter((name) => name.length <= LONGEST_PROVIDER_NAME);
  const found = await mapped(names, (name) =>
    reader.read({ what: `the principal tags of ${name}`, permission: 'cognito-identity:GetPrincipalTagAttributeMap' }, () =>
      aws.pools.principalTags(pool.id, name),
    ),
  );
  return ownOnly(Object.fromEntries(Object.entries(found).flatMap(([name, tags]) => (typeof tags === 'object' ? [[name, tags]] : []))));
}

/** A token names the role of a group of its user. */
async function gatherGroups({ reads, reader }: Readers, { pool, assignments }: Known): Promise<PoolFacts['groups']> {
  const asked = pool.userPoolClients.filter((client) => assignments.mappings[clientKey(client)]?.type === 'Token');
  return mapped(
    asked.map(({ providerName }) => providerName),
    (providerName) => {
      const id = userPoolIdOf(providerName);
      return reader.read({ what: `the groups of user pool ${id}, and their roles`, permission: 'cognito-idp:ListGroups' }, () =>
        reads.groups(id),
      );
    },
  );
}

interface Known {
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
}

/** In the classic flow the caller names the role, and STS alone decides. */
async function gatherOtherRoles(
  { reads, reader }: Readers,
  known: Known & Pick<PoolFacts, 'poolId' | 'groups' | 'now'>,
): Promise<PoolFacts['otherRoles']> {
  if (!isClassicFlowOpen(known)) return [];
  const all = await reader.read({ what: 'the other roles of the account', permission: 'iam:ListRoles' }, () => reads.allRoles());
  if (typeof all !== 'object') return [];
  const named = new Set(roleUses({ ...known, otherRoles: [] }).map(({ arn }) => arn));
  const kinds = known.pool.allowUnauthenticatedIdentities ? IDENTITY_TYPES : (['authenticated'] as const);
  return all
    .filter(({ arn }) => !named.has(arn))
    .flatMap(({ arn, trustPolicy }) =>
      kinds.filter((identityType) => mayTake(known, trustPolicy, identityType)).map((identityType) => ({ arn, identityType })),
    );
}

async function gatherRoles(readers: Readers, known: Known & Pick<PoolFacts, 'groups' | 'otherRoles'>): Promise<PoolFacts['roles']> {
  const policies = new Map<string, Promise<Read<PolicyDocument>>>();
  const uses = roleUses(known);
  // What a role allows whom nobody can become is not asked.
  const isUsed = (arn: RoleArn): boolean =>
    uses.some((use) => use.arn === arn && (use.identityType === 'authenticated' || known.pool.allowUnauthenticatedIdentities));
  return mapped(
    uses.map(({ arn }) => arn),
    (arn) => gatherRole(readers, arn, { policies, isUsed: isUsed(arn) }),
  );
}

interface RoleReading {
  /** By ARN: one that several roles have is read once. */
  readonly policies: Map<string, Promise<Read<PolicyDocument>>>;
  readonly isUsed: boolean;
}

/** A role of the same name in another path, or of another account, is another role. */
async function gatherRole(readers: Readers, arn: RoleArn, { policies, isUsed }: RoleReading): Promise<Read<RoleFacts>> {
  const { aws, reader } = readers;
  if (!/^arn:[\w-]+:iam::\d{12}:role\/./.test(arn)) return 'absent';
  const name = roleNameOf(arn);
  const role = await reader.read({ what: `role ${arn}: its trust policy`, permission: 'iam:GetRole' }, () => aws.roles.find(name));
  if (role === 'unread') return role;
  if (role === 'absent' || role.arn !== arn) return 'absent';
  const managedPolicy = (policy: string): Promise<Read<PolicyDocument>> => {
    const known = policies.get(policy) ?? readManagedPolicy(readers, policy, arn);
    policies.set(policy, known);
    return known;
  };
  const [own, boundary] = await Promise.all([
    isUsed ? gatherPolicies(readers, arn, managedPolicy) : [],
    isUsed && role.permissionsBoundary !== undefined ? managedPolicy(role.permissionsBoundary) : 'absent',
  ]);
  checkReadable(reader, role.trustPolicy, `role ${arn}: its trust policy`);
  return { trust: role.trustPolicy, policies: own, ...(typeof boundary === 'object' ? { boundary } : {}) };
}

async function gatherPolicies(
  { aws: { roles }, reader }: Readers,
  arn: RoleArn,
  managedPolicy: (policy: string) => Promise<Read<PolicyDocument>>,
): Promise<NamedPolicy[]> {
  const name = roleNameOf(arn);
  const [inline, managed] = await Promise.all([
    reader.read({ what: `role ${arn}: its inline policies`, permission: 'iam:ListRolePolicies' }, () => roles.inlinePolicyNames(name)),
    reader.read({ what: `role ${arn}: its managed policies`, permission: 'iam:ListAttachedRolePolicies' }, () =>
      roles.managedPolicyArns(name),
    ),
  ]);
  const documents = await Promise.all([
    ...namesIn(inline).map(async (policy) => {
      const what = `policy ${policy} of role ${arn}`;
      const document = await reader.read({ what, permission: 'iam:GetRolePolicy' }, () => roles.inlinePolicy(name, policy));
      if (typeof document === 'object') checkReadable(reader, document, what);
      return { name: policy, document };
    }),
    ...namesIn(managed).map(async (policy) => ({ name: policy, document: await managedPolicy(policy) })),
  ]);
  return documents.flatMap(({ name: policy, document }) => (typeof document === 'object' ? [{ name: policy, document }] : []));
}

function namesIn(read: Read<readonly string[]>): readonly string[] {
  return typeof read === 'object' ? read : [];
}

async function readManagedPolicy({ reads, reader }: Readers, policy: string, arn: RoleArn): Promise<Read<PolicyDocument>> {
  const what = `policy ${policy} of role ${arn}`;
  const document = await reader.read({ what, permission: 'iam:GetPolicy and iam:GetPolicyVersion' }, () => reads.managedPolicy(policy));
  if (document === 'absent') reader.skip({ what, why: 'IAM has no such policy any more.' });
  if (typeof document === 'object') checkReadable(reader, document, what);
  return document;
}

/** The gateway answers an empty document for what is no JSON. */
function checkReadable(reader: Reader, document: PolicyDocument, what: string): void {
  if (document['Statement'] === undefined) reader.skip({ what, why: 'It has no Statement, or is no JSON.' });
}

async function gatherUserPools({ reads, reader }: Readers, { userPoolClients }: ObservedPool): Promise<PoolFacts['userPools']> {
  return mapped(
    userPoolClients.map(({ providerName }) => providerName),
    (providerName) => {
      const id = userPoolIdOf(providerName);
      return reader.read(
        { what: `user pool ${id}: whether users can sign up, and its attributes`, permission: 'cognito-idp:DescribeUserPool' },
        () => reads.userPool(id),
      );
    },
  );
}

async function gatherAppClients(
  readers: Readers,
  known: Known,
  principalTags: Promise<Record<string, PrincipalTags>>,
): Promise<PoolFacts['appClients']> {
  const ofPool = known.pool.userPoolClients.map(clientKey);
  const read = (key: string) => readAppClient(readers, key);
  const tags = principalTags.then((found) => beside(readers, known, found));
  const [first, others] = await Promise.all([
    mapped(ofPool, read),
    tags.then((keys) =>
      mapped(
        keys.filter((key) => !ofPool.includes(key)),
        read,
      ),
    ),
  ]);
  return { ...first, ...others };
}

function readAppClient(
  { reads, reader }: Readers,
  key: string,
): ReturnType<typeof reader.read<NonNullable<Awaited<ReturnType<typeof reads.appClient>>>>> {
  const end = key.lastIndexOf(':');
  const [userPoolId, clientId] = [userPoolIdOf(key.slice(0, end)), key.slice(end + 1)];
  return reader.read(
    { what: `app client ${clientId} of user pool ${userPoolId}: what users can write`, permission: 'cognito-idp:DescribeUserPoolClient' },
    () => reads.appClient(userPoolId, clientId),
  );
}

/** The app clients of those user pools in which the value of an attribute decides something: users may write through any of them. */
async function beside(
  { reads, reader }: Readers,
  { pool, assignments }: Known,
  principalTags: Record<string, PrincipalTags>,
): Promise<string[]> {
  const decisive = pool.userPoolClients
    .filter((client) => {
      const rules = assignments.mappings[clientKey(client)]?.rules ?? [];
      const tags = principalTags[client.providerName];
      const claims = [...rules.map(({ claim }) => claim), ...(tags !== undefined && isOn(tags) ? Object.values(tags.tags) : [])];
      return claims.some(isAttribute);
    })
    .map(({ providerName }) => providerName);
  const ids = await mapped(decisive, (providerName) => {
    const id = userPoolIdOf(providerName);
    return reader.read({ what: `the other app clients of user pool ${id}`, permission: 'cognito-idp:ListUserPoolClients' }, () =>
      reads.appClientIds(id),
    );
  });
  return Object.entries(ids).flatMap(([providerName, clients]) =>
    namesIn(clients).map((clientId) => clientKey({ providerName, clientId })),
  );
}

async function gatherIdentityProviders(
  { reads, reader }: Readers,
  { openIdConnectProviderArns, samlProviderArns }: ObservedPool,
): Promise<PoolFacts['identityProviders']> {
  return {
    ...(await mapped(openIdConnectProviderArns, (arn) =>
      reader.read({ what: `OIDC provider ${arn}`, permission: 'iam:GetOpenIDConnectProvider' }, () => reads.openIdConnectProvider(arn)),
    )),
    ...(await mapped(samlProviderArns, (arn) =>
      reader.read({ what: `SAML provider ${arn}`, permission: 'iam:GetSAMLProvider' }, () => reads.samlProvider(arn)),
    )),
  };
}
