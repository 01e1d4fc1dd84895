/** Reads all that the checks ask of a pool, each thing once. Only this file and gather-roles.ts call AWS. */
import { providerNamesOf } from '../../core/rules/identity-provider';
import { isOn } from '../../core/rules/principal-tags';
import { userPoolIdOf } from '../../core/rules/provider-name';
import type { ObservedPool, PrincipalTags } from '../../core/state';
import { namesIn, ownOnly, readEach, type Known, type Readers } from './account';
import { isAttribute } from './claims';
import { clientKey, type PoolFacts } from './facts';
import { gatherOtherRoles, gatherRoles } from './gather-roles';
import type { NotChecked } from './reader';

export interface Gathered {
  readonly facts: PoolFacts;
  /** What of the pool itself could not be read. */
  readonly unread: readonly ('pool' | 'assignments')[];
  readonly notChecked: readonly NotChecked[];
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

/** A provider of a longer name cannot have any. */
const LONGEST_PROVIDER_NAME = 128;

async function gatherTags({ aws, reader }: Readers, pool: ObservedPool): Promise<Record<string, PrincipalTags>> {
  const names = providerNamesOf(pool, 'principalTags').filter((name) => name.length <= LONGEST_PROVIDER_NAME);
  const found = await readEach(names, (name) =>
    reader.read({ what: `the principal tags of ${name}`, permission: 'cognito-identity:GetPrincipalTagAttributeMap' }, () =>
      aws.pools.principalTags(pool.id, name),
    ),
  );
  return ownOnly(Object.fromEntries(Object.entries(found).flatMap(([name, tags]) => (typeof tags === 'object' ? [[name, tags]] : []))));
}

/** A token names the role of a group of its user. */
async function gatherGroups({ reads, reader }: Readers, { pool, assignments }: Known): Promise<PoolFacts['groups']> {
  const asked = pool.userPoolClients.filter((client) => assignments.mappings[clientKey(client)]?.type === 'Token');
  return readEach(
    asked.map(({ providerName }) => providerName),
    (providerName) => {
      const id = userPoolIdOf(providerName);
      return reader.read({ what: `the groups of user pool ${id}, and their roles`, permission: 'cognito-idp:ListGroups' }, () =>
        reads.groups(id),
      );
    },
  );
}

async function gatherUserPools({ reads, reader }: Readers, { userPoolClients }: ObservedPool): Promise<PoolFacts['userPools']> {
  return readEach(
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
    readEach(ofPool, read),
    tags.then((keys) =>
      readEach(
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
  const ids = await readEach(decisive, (providerName) => {
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
    ...(await readEach(openIdConnectProviderArns, (arn) =>
      reader.read({ what: `OIDC provider ${arn}`, permission: 'iam:GetOpenIDConnectProvider' }, () => reads.openIdConnectProvider(arn)),
    )),
    ...(await readEach(samlProviderArns, (arn) =>
      reader.read({ what: `SAML provider ${arn}`, permission: 'iam:GetSAMLProvider' }, () => reads.samlProvider(arn)),
    )),
  };
}
