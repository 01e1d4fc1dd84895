/** Owns reading all that the checks ask of a pool; the only file of the doctor that calls AWS. */
import type { Session } from '../../aws/session';
import { roleNameOf } from '../../core/rules/arn';
import { providerNamesOf } from '../../core/rules/identity-provider';
import { userPoolIdOf } from '../../core/rules/provider-name';
import type { ObservedPool, PrincipalTags, RoleArn, RoleAssignments } from '../../core/state';
import { clientKey, type AppClientFacts, type PermissionStatement, type PoolFacts, type RoleFacts } from './facts';
import { statementsOf } from './statements';

type Readers = Pick<Session, 'aws' | 'reads'>;

/** undefined: there is no such pool. */
export const gather = async (readers: Readers, poolId: string): Promise<PoolFacts | undefined> => {
  const { pools } = readers.aws;
  const [pool, assignments] = await Promise.all([pools.find(poolId), pools.roleAssignments(poolId)]);
  if (pool === undefined || assignments === undefined) return undefined;
  const [principalTags, roles, appClients] = await Promise.all([
    gatherTags(readers, pool),
    gatherRoles(readers, assignments),
    gatherAppClients(readers, pool),
  ]);
  return { pool, assignments, principalTags, roles, appClients };
};

const gatherTags = async ({ aws }: Readers, pool: ObservedPool): Promise<Record<string, PrincipalTags>> => {
  const names = providerNamesOf(pool, 'principalTags');
  const found = await Promise.all(names.map(async (name) => [name, await aws.pools.principalTags(pool.id, name)] as const));
  return Object.fromEntries(found.flatMap(([name, tags]) => (tags === undefined ? [] : [[name, tags]])));
};

const gatherRoles = async (readers: Readers, { roles, mappings }: RoleAssignments): Promise<PoolFacts['roles']> => {
  const inRules = Object.values(mappings).flatMap(({ rules = [] }) => rules.map(({ roleArn }) => roleArn));
  const arns = new Set([...Object.values(roles), ...inRules]);
  const found = await Promise.all(
    [...arns].map(async (arn) => [arn, await gatherRole(readers, arn, arn === roles.unauthenticated)] as const),
  );
  return Object.fromEntries(found);
};

/** A role of the same name in another path, or of another account, is another role. */
const gatherRole = async (readers: Readers, arn: RoleArn, isOfGuests: boolean): Promise<RoleFacts | undefined> => {
  const role = await readers.aws.roles.find(roleNameOf(arn));
  if (role?.arn !== arn) return undefined;
  return { trust: statementsOf(role.trustPolicy), permissions: isOfGuests ? await gatherPermissions(readers, role.name) : [] };
};

const gatherPermissions = async ({ aws: { roles }, reads }: Readers, name: string): Promise<PermissionStatement[]> => {
  const [inline = [], managed = []] = await Promise.all([roles.inlinePolicyNames(name), roles.managedPolicyArns(name)]);
  const documents = await Promise.all([
    ...inline.map(async (policy) => [policy, await roles.inlinePolicy(name, policy)] as const),
    ...managed.map(async (policy) => [policy, await reads.managedPolicy(policy)] as const),
  ]);
  return documents.flatMap(([policy, document]) => statementsOf(document ?? {}).map((statement) => ({ ...statement, policy })));
};

const gatherAppClients = async ({ reads }: Readers, { userPoolClients }: ObservedPool): Promise<Record<string, AppClientFacts>> => {
  const found = await Promise.all(
    userPoolClients.map(
      async (client) => [clientKey(client), await reads.appClient(userPoolIdOf(client.providerName), client.clientId)] as const,
    ),
  );
  return Object.fromEntries(found.flatMap(([key, client]) => (client === undefined ? [] : [[key, client]])));
};
