/** Policies that the new resource has inside of its roles: those of the native roles, and those that stand beside them. */
import type * as Yaml from 'yaml';
import { isCircular } from './circles';
import { withCommentsAbove } from './comments';
import type { Conversion } from './conversion';
import { choiceIn, NOTHING, referenceOf, referencesIn, toNode, type Value } from './expressions';
import { propertyOf, type Resource, type RoleOfPool } from './native';
import { at, type Report } from './report';
import { copyOf, isPlainList, plain, type Source } from './source';

/** Types of policies that are part of a role and stand beside it. */
export const BESIDE_ROLES: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'];

type Undecided = Omit<Conversion, 'folded'>;

/** Policies beside native roles that the new resource can have inside. */
export function foldedPolicies(conversion: Undecided): Resource[] {
  return conversion.native.all.filter(
    (policy) =>
      BESIDE_ROLES.includes(policy.type) &&
      isOfHandedOverRolesAlone(conversion, policy) &&
      !isReferredTo(conversion, policy) &&
      hasPlainLists(conversion, policy) &&
      canBeInside(conversion, policy),
  );
}

function isOfHandedOverRolesAlone({ replaced }: Undecided, policy: Resource): boolean {
  const { Users, Groups } = policy.properties;
  const ids = roleIdsOf(policy);
  return Users === undefined && Groups === undefined && ids.length > 0 && ids.every((id) => id !== undefined && replaced.roles.has(id));
}

function isReferredTo({ source, native }: Undecided, { id }: Resource): boolean {
  return native.all.some(({ map }) => referencesIn(plain(source.yaml, map)).some(({ logicalId }) => logicalId === id));
}

/** Whether every role of the policy has a list of policies that another one can be added to, or none. */
function hasPlainLists({ source, handedOver }: Undecided, policy: Resource): boolean {
  const ids = roleIdsOf(policy);
  return handedOver.every(({ resource }) => {
    const policies = propertyOf(source, resource, 'Policies');
    return !ids.includes(resource.id) || policies === undefined || isPlainList(source, policies);
  });
}

function canBeInside(conversion: Undecided, policy: Resource): boolean {
  const document = propertyOf(conversion.source, policy, 'PolicyDocument');
  return document !== undefined && !isCircular(conversion, document);
}

/** The roles of a policy beside roles; undefined for what is no native role of this template. */
function roleIdsOf({ type, properties }: Resource): (string | undefined)[] {
  const written = type === 'AWS::IAM::RolePolicy' ? [properties['RoleName']] : properties['Roles'];
  if (!Array.isArray(written)) return written === undefined ? [] : [undefined];
  return written.map((each) => {
    const reference = referenceOf(each);
    return reference?.attribute === undefined ? reference?.logicalId : undefined;
  });
}

/** Whether a policy beside roles stays, because one of its roles stays and still needs it. */
export function isOfStayingRole({ replaced }: Conversion, policy: Resource): boolean {
  return roleIdsOf(policy).some((id) => replaced.roles.get(id ?? '')?.stays !== undefined);
}

/** `Policies` of the created role. Those that refer to the pool are left to separatePolicies. */
export function policiesInside(conversion: Conversion, { resource }: RoleOfPool, report: Report): Value {
  const { source } = conversion;
  const node = copyOf(propertyOf(source, resource, 'Policies'));
  const folded = conversion.folded
    .filter((policy) => roleIdsOf(policy).includes(resource.id))
    .map((policy) => entryOf(conversion, policy, resource));
  if (node === undefined) return folded.length === 0 ? undefined : folded;
  if (!isPlainList(source, node)) {
    if (!isCircular(conversion, node)) return node;
    report.leftOut.push(`${at(resource)}: Policies, which a function makes and which refer to the pool: write them as AWS::IAM::Policy.`);
    return undefined;
  }
  const circular = node.items.filter((item) => isCircular(conversion, item as Yaml.Node));
  if (circular.some((item) => !isWrittenOut(source, item)))
    report.leftOut.push(`${at(resource)}: a policy that a function makes and that refers to the pool: write it as AWS::IAM::Policy.`);
  // The comment above the first policy is that of the list, and goes with the policy.
  if (circular.includes(node.items[0])) delete node.commentBefore;
  node.items = [...node.items.filter((item) => !circular.includes(item)), ...folded.map((entry) => toNode(source, entry))];
  return node.items.length === 0 ? undefined : node;
}

function entryOf(conversion: Conversion, policy: Resource, role: Resource): Value {
  const { source, native } = conversion;
  const copy = (name: string): Yaml.Node | undefined => copyOf(propertyOf(source, policy, name));
  const properties = toNode(source, { PolicyName: copy('PolicyName'), PolicyDocument: copy('PolicyDocument') });
  const entry = withCommentsAbove(conversion, policy, properties);
  const isImplied = [undefined, role.condition, native.pool.condition].includes(policy.condition);
  return isImplied ? entry : { 'Fn::If': [policy.condition, entry, NOTHING] };
}

/** Whether a policy of a role can be a resource of its own: no function makes it. */
export function isWrittenOut(source: Source, policy: unknown): policy is Yaml.YAMLMap {
  return source.yaml.isMap(policy) && choiceIn(source, policy) === undefined;
}
