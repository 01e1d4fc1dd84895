import type { PrincipalTags } from '../state';

export const PRINCIPAL_TAGS_OFF: PrincipalTags = { useDefaults: false, tags: {} };

export function isOn({ useDefaults, tags }: PrincipalTags): boolean {
  return useDefaults || Object.keys(tags).length > 0;
}

export function samePrincipalTags(one: PrincipalTags, other: PrincipalTags): boolean {
  return (
    one.useDefaults === other.useDefaults &&
    JSON.stringify(Object.entries(one.tags).sort()) === JSON.stringify(Object.entries(other.tags).sort())
  );
}
