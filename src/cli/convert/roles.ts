/** Roles that the new resource creates in place of native ones, and roles that it only names. */
import type * as Yaml from 'yaml';
import { commentsAbove, withCommentsAbove } from './comments';
import { underCondition, type Conversion } from './conversion';
import { eachWay, memberOf, NOTHING, toNode, waysOf, type Value } from './expressions';
import { propertyOf, roleIn, type Place, type RoleOfPool } from './native';
import { distinct, type Report } from './report';
import { settingsOf } from './role-settings';

type Kind = 'authenticated' | 'unauthenticated';

/** `AuthenticatedRole` or `UnauthenticatedRole`; undefined: a role without anything. */
export function defaultRole(conversion: Conversion, kind: Kind, report: Report): Value {
  const { source, native, handedOver } = conversion;
  const { attachment, pool } = native;
  if (attachment === undefined) return { Create: 'false' };
  const value = eachWay(source, nativeDefaultRole(conversion, kind), (node) => {
    if (node === undefined) return { Create: 'false' };
    const role = roleIn(source, node, handedOver);
    if (role === undefined) return { Arn: node };
    const settings = settingsOf(conversion, { role, place: kind }, report);
    return Object.values(settings).every((setting) => setting === undefined) ? undefined : settings;
  });
  // The attachment may come without the pool's condition, never the other way round.
  if (attachment.condition === undefined || attachment.condition === pool.condition) return value;
  return { 'Fn::If': [attachment.condition, value ?? NOTHING, { Create: 'false' }] };
}

function nativeDefaultRole({ source, native: { attachment } }: Conversion, kind: Kind): Yaml.Node | undefined {
  return attachment && memberOf(source, propertyOf(source, attachment, 'Roles'), kind);
}

/** The comments above the one native role in this place. */
export function commentsOfDefaultRole(conversion: Conversion, kind: Kind): string | undefined {
  const [role, ...others] = conversion.handedOver.filter(({ places }) => places.includes(kind));
  return role === undefined || others.length > 0 ? undefined : commentsAbove(conversion, role.resource);
}

export function mappedRoles(conversion: Conversion, report: Report): Value {
  const { mapped } = conversion.replaced;
  if (mapped.length === 0) return undefined;
  return mapped.map((role) => {
    const name = nameOfMapped(role) ?? '';
    const settings = settingsOf(conversion, { role, place: { mapped: name } }, report);
    const entry = toNode(conversion.source, { Name: name, ...settings });
    return underCondition(conversion, role.resource, withCommentsAbove(conversion, role.resource, entry));
  });
}

export function nameOfMapped({ places }: RoleOfPool): string | undefined {
  const place = places.find((each): each is Exclude<Place, Kind> => typeof each === 'object');
  return place?.mapped;
}

/** The native roles in whose place a role with their settings is created, in the order in which the new resource has them. */
export function createdRoles(conversion: Conversion): RoleOfPool[] {
  const { source, handedOver, replaced } = conversion;
  const defaults = (['authenticated', 'unauthenticated'] as const).flatMap((kind) =>
    waysOf(source, nativeDefaultRole(conversion, kind)).flatMap((node) => roleIn(source, node, handedOver) ?? []),
  );
  return distinct([...defaults, ...replaced.mapped]);
}
