/** Policies that refer to the pool, or to what depends on it. They cannot be inside of it, and are attached from their own side. */
import type * as Yaml from 'yaml';
import { isCircular } from './circles';
import type { Conversion } from './conversion';
import { NOTHING, referenceOf, referencesIn, toNode, type Value } from './expressions';
import { propertyOf, type Resource, type RoleOfPool } from './native';
import { BESIDE_ROLES, isWrittenOut } from './policies';
import { at, type Report } from './report';
import { copyOf, isPlainList, keyOf, plain, type Source } from './source';
import { attributeOfRole } from './targets';

/** @returns those of the created roles, each as a resource of its own. */
export function separatePolicies(conversion: Conversion, created: readonly RoleOfPool[], report: Report): Yaml.Pair[] {
  const pairs: Yaml.Pair[] = [];
  for (const role of created)
    for (const policy of circularPoliciesOf(conversion, role)) {
      const logicalId = freeName(conversion, `${role.resource.id}${policy.name.replace(/[^A-Za-z0-9]/g, '')}Policy`, pairs);
      pairs.push(resourceOf(conversion, role, { ...policy, logicalId }));
      report.notes.push(
        `${at(role.resource)}: ${policy.name === '' ? 'a policy' : `the policy ${policy.name}`} refers to the pool, or to what depends on it, and so is a resource of its own, ${logicalId}.`,
      );
    }
  return pairs;
}

interface PolicyOfRole {
  /** Empty: a function makes it. */
  readonly name: string;
  readonly map: Yaml.YAMLMap;
  readonly comment: string | undefined;
}

function circularPoliciesOf(conversion: Conversion, { resource }: RoleOfPool): PolicyOfRole[] {
  const { source } = conversion;
  const list = propertyOf(source, resource, 'Policies');
  if (!isPlainList(source, list)) return [];
  return list.items.flatMap((item, index) => {
    if (!isWrittenOut(source, item) || !isCircular(conversion, item)) return [];
    const name = plain(source.yaml, item.get('PolicyName', true));
    // The comment above the first policy is that of the list.
    const comment = (index === 0 ? list.commentBefore : undefined) ?? item.commentBefore ?? undefined;
    return [{ name: typeof name === 'string' ? name : '', map: item, comment }];
  });
}

function freeName({ native, replaced }: Conversion, stem: string, pairs: readonly Yaml.Pair[]): string {
  const taken = new Set([replaced.id, ...native.all.map(({ id }) => id), ...pairs.map(keyOf)]);
  let name = stem;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}${number}`;
  return name;
}

function resourceOf(
  conversion: Conversion,
  role: RoleOfPool,
  { logicalId, map, comment }: PolicyOfRole & { readonly logicalId: string },
): Yaml.Pair {
  const { source, native } = conversion;
  const properties = copyOf(map);
  properties.items.push(new source.yaml.Pair(toNode(source, 'Roles'), toNode(source, namesOf(conversion, role))));
  delete properties.commentBefore;
  const key = toNode(source, logicalId);
  if (comment !== undefined) key.commentBefore = comment;
  const condition = role.resource.condition ?? native.pool.condition;
  return new source.yaml.Pair(key, toNode(source, { Type: 'AWS::IAM::Policy', Condition: condition, Properties: properties }));
}

/** The names of the roles that are created in place of one: one for each place that it has. */
function namesOf({ replaced }: Conversion, role: RoleOfPool): Value[] {
  return role.places.map((place) => attributeOfRole(place, role, { attribute: undefined, replaced }) ?? NOTHING);
}

/** Policies that stay and name native roles from their own side name the created ones. */
export function attachPolicies(conversion: Conversion, removed: readonly Resource[]): void {
  const { source, native, handedOver } = conversion;
  const staying = native.all.filter(
    (resource) => ['AWS::IAM::ManagedPolicy', ...BESIDE_ROLES].includes(resource.type) && !removed.includes(resource),
  );
  for (const policy of staying) {
    const detached = handedOver.filter((role) => isDetachedFrom(conversion, role, policy));
    const names = detached.flatMap((role) => namesOf(conversion, role));
    const roles = propertyOf(source, policy, 'Roles');
    if (roles === undefined) addRoles(source, policy, names);
    else if (isPlainList(source, roles) && !conversion.folded.includes(policy)) replaceRoles(conversion, roles, names);
  }
}

/** Whether a role names a managed policy that the created role cannot name, because the policy depends on the pool. */
function isDetachedFrom({ source, dependents }: Conversion, { resource: role }: RoleOfPool, { id, type }: Resource): boolean {
  const attached = referencesIn(plain(source.yaml, propertyOf(source, role, 'ManagedPolicyArns')));
  return type === 'AWS::IAM::ManagedPolicy' && dependents.has(id) && attached.some(({ logicalId }) => logicalId === id);
}

function addRoles(source: Source, { map }: Resource, names: readonly Value[]): void {
  const properties: unknown = map.get('Properties', true);
  if (names.length === 0 || !source.yaml.isMap(properties)) return;
  properties.items.push(new source.yaml.Pair(toNode(source, 'Roles'), toNode(source, names)));
}

function replaceRoles(conversion: Conversion, roles: Yaml.YAMLSeq, more: readonly Value[]): void {
  const { source, replaced } = conversion;
  const textOf = (item: unknown): string => JSON.stringify(plain(source.yaml, item));
  roles.items = roles.items.flatMap((item) => {
    const reference = referenceOf(plain(source.yaml, item));
    const role = reference?.attribute === undefined ? replaced.roles.get(reference?.logicalId ?? '') : undefined;
    if (role === undefined) return [item];
    const names = namesOf(conversion, role).map((name) => toNode(source, name));
    return role.stays === undefined ? names : [item, ...names];
  });
  const present = new Set(roles.items.map(textOf));
  roles.items.push(...more.map((name) => toNode(source, name)).filter((node) => !present.has(textOf(node))));
}
