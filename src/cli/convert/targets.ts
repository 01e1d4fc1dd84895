/** What takes the place of a reference to a native resource that goes. */
import type * as Yaml from 'yaml';
import type { Reference, Value } from './expressions';
import type { Place, RoleOfPool } from './native';

/** undefined: the reference stays as it is. null: nothing can take its place. */
export type Target = Value | undefined | null;

export interface Replaced {
  /** The logical id of the new resource. */
  readonly id: string;
  readonly pool: string;
  /** The pool's own id, where the new resource must not be referred to. */
  readonly poolId: string | undefined;
  /** As the native pool has it; undefined: CloudFormation chose one. */
  readonly poolName: Yaml.Node | undefined;
  /** Whether others can refer to the new resource at this stage. */
  readonly isReferable: boolean;
  /** What has no attributes that others could want: the attachment, principal tags, policies. */
  readonly others: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, RoleOfPool>;
  /** The roles of MappedRoles, in their order. */
  readonly mapped: readonly RoleOfPool[];
}

export function targetOf({ logicalId, attribute }: Reference, replaced: Replaced): Target {
  if (logicalId === replaced.pool) return targetOfPool(attribute, replaced);
  if (replaced.others.has(logicalId)) return null;
  const role = replaced.roles.get(logicalId);
  if (role === undefined || role.stays !== undefined) return undefined;
  const [place] = role.places;
  return place === undefined ? undefined : attributeOfRole(place, role, { attribute, replaced });
}

function targetOfPool(attribute: string | undefined, { id, poolId, poolName, isReferable }: Replaced): Target {
  switch (attribute) {
    case undefined:
    case 'Id':
      return poolId ?? { Ref: id };
    case 'Name':
      if (poolName !== undefined) return poolName.clone() as Yaml.Node;
      return isReferable && poolId === undefined ? { 'Fn::GetAtt': [id, 'Name'] } : null;
    default:
      return null;
  }
}

const OF_ROLE: Readonly<Record<string, string>> = { Arn: 'Arn', Ref: 'Name', RoleId: 'Id' };

/** @param attribute of the native role; undefined: its name. */
export function attributeOfRole(
  place: Place,
  role: RoleOfPool,
  { attribute, replaced }: { readonly attribute: string | undefined; readonly replaced: Replaced },
): Target {
  const end = OF_ROLE[attribute ?? 'Ref'];
  if (end === undefined) return null;
  if (place === 'authenticated') return { 'Fn::GetAtt': [replaced.id, `AuthenticatedRole${end}`] };
  if (place === 'unauthenticated') return { 'Fn::GetAtt': [replaced.id, `UnauthenticatedRole${end}`] };
  if (end === 'Id') return null;
  return ofMapped(role, `MappedRole${end}s`, replaced);
}

/** Roles that a condition may leave out move the numbers of those after them. */
function ofMapped(role: RoleOfPool, list: string, { id, mapped }: Replaced): Value {
  const before = mapped.slice(0, mapped.indexOf(role));
  const own = role.resource.condition;
  const open = before.flatMap(({ resource: { condition } }) => (condition === undefined || condition === own ? [] : [condition]));
  const select = (index: number, [condition, ...rest]: readonly string[]): Value =>
    condition === undefined
      ? { 'Fn::Select': [String(index), { 'Fn::GetAtt': [id, list] }] }
      : { 'Fn::If': [condition, select(index + 1, rest), select(index, rest)] };
  return select(before.length - open.length, open);
}
