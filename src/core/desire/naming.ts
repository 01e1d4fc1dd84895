import type { Request } from '../operation';
import type { IdentityRole, MappedRole, Properties } from '../properties';
import { mappedPart, type RolePart } from '../rules/parts';
import { DEFAULT_PATH } from '../rules/role-path';
import type { IdentityType } from '../state';

/**
 * The one rule about whose a property is. If the template names it, it is managed whole. If only the previous template named it, it goes back to
 * the default. If neither names it, it is left as observed, whoever set it: OpenSearch adds its own app client to a pool's providers, and people
 * set things by hand.
 */
export function named<Value>(desired: Value | undefined, previous: unknown, observed: Value, fallback: Value): Value {
  if (desired !== undefined) return desired;
  return previous !== undefined ? fallback : observed;
}

/** The user pools in which the template wants an app client of this pool's own. */
export function clientPoolsIn(properties: Properties | undefined): string[] {
  return (properties?.AuthenticationProviders?.UserPools ?? [])
    .filter(({ UserPoolClientId }) => UserPoolClientId === undefined)
    .map(({ UserPoolId }) => UserPoolId);
}

/** The settings of a created role, as a template names them. */
export type RoleProperty = Omit<IdentityRole, 'Arn' | 'Create'> | Omit<MappedRole, 'Name'>;

export function roleProperty(properties: Properties | undefined, identityType: IdentityType): IdentityRole | undefined {
  return identityType === 'authenticated' ? properties?.AuthenticatedRole : properties?.UnauthenticatedRole;
}

/** Every role's settings, by part: the two defaults, also where a template does not name them, then MappedRoles. */
export function rolePropertiesIn(properties: Properties | undefined): readonly (readonly [RolePart, RoleProperty])[] {
  return [
    ...(['authenticated', 'unauthenticated'] as const).map((part) => [part, roleProperty(properties, part) ?? {}] as const),
    ...(properties?.MappedRoles ?? []).map(({ Name, ...settings }) => [mappedPart(Name), settings] as const),
  ];
}

/** The base paths of the roles that a template creates, and the one for roles whose template gives none. */
export function basePathsIn({ desired, settings }: { readonly desired: Properties | undefined } & Pick<Request, 'settings'>): string[] {
  const given = rolePropertiesIn(desired).flatMap(([, { Path }]) => (Path === undefined ? [] : [Path]));
  return [...new Set([settings.path ?? DEFAULT_PATH, ...given])];
}
