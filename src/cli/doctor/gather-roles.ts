/** Reads the roles that a pool hands out, and the other roles of the account that its identities can take. */
import { roleNameOf } from '../../core/rules/arn';
import { IDENTITY_TYPES, type PolicyDocument, type RoleArn } from '../../core/state';
import type { NamedPolicy } from '../policies/permissions';
import { namesIn, readEach, type Known, type Readers } from './account';
import { isClassicFlowOpen, roleUses, type PoolFacts, type Read, type RoleFacts } from './facts';
import type { Reader } from './reader';
import { mayTake } from './takers';

/** In the classic flow the caller names the role, and STS alone decides. */
export async function gatherOtherRoles(
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

export async function gatherRoles(readers: Readers, known: Known & Pick<PoolFacts, 'groups' | 'otherRoles'>): Promise<PoolFacts['roles']> {
  const policies = new Map<string, Promise<Read<PolicyDocument>>>();
  const uses = roleUses(known);
  // What a role allows whom nobody can become is not asked.
  const isUsed = (arn: RoleArn): boolean =>
    uses.some((use) => use.arn === arn && (use.identityType === 'authenticated' || known.pool.allowUnauthenticatedIdentities));
  return readEach(
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
