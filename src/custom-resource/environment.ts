import { readSettings, type Settings } from '../core/settings';

/**
 * TAGS is `key=value,key=value`, because a parameter of a stack is text.
 * @throws nothing: what does not fit is left for AWS to refuse by name.
 */
export const settingsFrom = (environment: Readonly<Record<string, string | undefined>>): Settings =>
  readSettings({
    PermissionsBoundary: environment['PERMISSIONS_BOUNDARY'],
    EnforcePermissionsBoundary: environment['ENFORCE_PERMISSIONS_BOUNDARY'],
    Path: environment['ROLE_PATH'],
    RoleNamePrefix: environment['ROLE_NAME_PREFIX'],
    Tags: tagsFrom(environment['TAGS'] ?? ''),
    TrustPrincipal: environment['TRUST_PRINCIPAL'],
    TrustConditionPrefix: environment['TRUST_CONDITION_PREFIX'],
  });

const tagsFrom = (text: string): { Key: string; Value: string }[] =>
  text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return { Key: key.trim(), Value: value.join('=').trim() };
    });
