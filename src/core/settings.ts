import type { Tags } from './state';

export interface Settings {
  /** A template may give another boundary unless this one is enforced, but cannot do without one. */
  readonly permissionsBoundary?: string | undefined;
  /** The shipped policies enforce it too, where the same is set for them. */
  readonly enforcePermissionsBoundary?: boolean | undefined;
  readonly path?: string | undefined;
  readonly roleNamePrefix?: string | undefined;
  readonly tags: Tags;
  readonly trustPrincipal?: string | undefined;
  readonly trustConditionPrefix?: string | undefined;
}

export const NO_SETTINGS: Settings = { tags: {} };

/** From the form in which schema.json describes them. An empty text counts as none, because a template's parameter cannot be left out. */
export const readSettings = (raw: Readonly<Record<string, unknown>>): Settings => ({
  permissionsBoundary: textOf(raw['PermissionsBoundary']),
  // A stack's parameter is text, the registry's configuration has a boolean.
  enforcePermissionsBoundary: [true, 'true'].includes(raw['EnforcePermissionsBoundary'] as boolean | string),
  path: textOf(raw['Path']),
  roleNamePrefix: textOf(raw['RoleNamePrefix']),
  tags: tagsOf(raw['Tags']),
  trustPrincipal: textOf(raw['TrustPrincipal']),
  trustConditionPrefix: textOf(raw['TrustConditionPrefix']),
});

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const tagsOf = (value: unknown): Tags =>
  Object.fromEntries(
    (Array.isArray(value) ? value : []).flatMap((tag: { Key?: unknown; Value?: unknown }) =>
      typeof tag.Key === 'string' ? [[tag.Key, typeof tag.Value === 'string' ? tag.Value : '']] : [],
    ),
  );
