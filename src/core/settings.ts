import type { Tags } from './state';

export interface Settings {
  /** A template may give another boundary, but cannot do without one. */
  readonly permissionsBoundary?: string | undefined;
  readonly path?: string | undefined;
  readonly roleNamePrefix?: string | undefined;
  readonly tags: Tags;
  readonly trustPrincipal?: string | undefined;
  readonly trustConditionPrefix?: string | undefined;
}

export const NO_SETTINGS: Settings = { tags: {} };

/** From the form in which schema.json describes them; an empty text is as good as none, for a template's parameter cannot be left out. */
export const readSettings = (raw: Readonly<Record<string, unknown>>): Settings => ({
  permissionsBoundary: textOf(raw['PermissionsBoundary']),
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
