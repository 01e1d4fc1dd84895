/** What a pool has, and what changes of it, in words. */
import type { ClientSettings, ObservedState, PoolConfiguration, PrincipalTags, Role, RoleAssignments, RoleMapping } from '../../core/state';
import { change, describeMap, orderedChanges } from './changes';

/** What the steps find: what changes is described as old and new. */
export interface Before {
  readonly observed: ObservedState | undefined;
  /** By this plan, or for this pool before. */
  readonly ownRoles: readonly Pick<Role, 'path' | 'name'>[];
  /** With all marks and default values. */
  readonly isWhole: boolean;
}

export function principalTagsInWords(tags: PrincipalTags | undefined): string {
  if (tags === undefined) return 'off';
  return tags.useDefaults ? 'the defaults' : describeMap(tags.tags) || 'off';
}

export function settingsInWords(settings: ClientSettings | undefined): string[] {
  if (settings === undefined) return [];
  const { supportedIdentityProviders, callbackUrls, logoutUrls } = settings;
  return [
    `signs in users of: ${supportedIdentityProviders.join(', ')}`,
    ...(callbackUrls.length === 0 ? [] : [`callbacks: ${callbackUrls.join(', ')}`]),
    ...(logoutUrls.length === 0 ? [] : [`after sign-out: ${logoutUrls.join(', ')}`]),
  ];
}

function isOf(role: Pick<Role, 'path' | 'name'>, arn: string): boolean {
  return arn.endsWith(`:role${role.path}${role.name}`);
}

/** A pool that hands out nothing yet has nothing to compare with. */
export function assignmentChanges({ observed, ownRoles }: Before, assignments: RoleAssignments): string[] {
  const name = (arn: string | undefined): string => (arn === undefined ? 'none' : (ownRoles.find((role) => isOf(role, arn))?.name ?? arn));
  const former = observed?.assignments;
  const isFirst = former === undefined || (Object.keys(former.roles).length === 0 && Object.keys(former.mappings).length === 0);
  const roleOf = (whose: string, before: string | undefined, now: string | undefined): string[] => {
    if (isFirst) return [`${whose}: ${name(now)}`];
    return before === now ? [] : [`${whose}: ${change(name(before), name(now))}`];
  };
  const providers = [...new Set([...Object.keys(former?.mappings ?? {}), ...Object.keys(assignments.mappings)])];
  return [
    ...roleOf('signed-in users', former?.roles.authenticated, assignments.roles.authenticated),
    ...roleOf('guests', former?.roles.unauthenticated, assignments.roles.unauthenticated),
    ...providers.flatMap((provider) => {
      const lines = mappingInWords(assignments.mappings[provider], name);
      if (isFirst) return [`${provider}: ${lines[0] ?? ''}`, ...lines.slice(1).map((line) => `  ${line}`)];
      const changes = orderedChanges(mappingInWords(former.mappings[provider], name), lines);
      return changes.length === 0 ? [] : [`${provider}:`, ...changes.map((line) => `  ${line}`)];
    }),
  ];
}

function mappingInWords(mapping: RoleMapping | undefined, name: (arn: string) => string): string[] {
  if (mapping === undefined) return [];
  const { type, ambiguousRoleResolution, rules = [] } = mapping;
  return [
    `${type === 'Token' ? 'the role in the token' : 'the first rule that matches'}, otherwise ${ambiguousRoleResolution ?? 'Deny'}`,
    ...rules.map(
      ({ claim, matchType, value, roleArn }) =>
        `${claim} ${matchType} ${JSON.stringify(value)}: ${roleArn === '' ? '(a role that is not known here)' : name(roleArn)}`,
    ),
  ];
}

/** What each part of a configuration says, by the name under which it is shown. */
function partsOf(configuration: PoolConfiguration): Readonly<Record<string, string>> {
  return {
    name: configuration.name,
    guests: configuration.allowUnauthenticatedIdentities ? 'on' : 'off',
    'classic flow': configuration.allowClassicFlow === undefined ? 'not set' : configuration.allowClassicFlow ? 'on' : 'off',
    'login providers': describeMap(configuration.loginProviders),
    'user pools': configuration.userPoolClients
      .map(
        ({ providerName, clientId, serverSideTokenCheck }) =>
          `${providerName} app client ${clientId}${serverSideTokenCheck ? '' : ' without token check'}`,
      )
      .join(', '),
    'OpenID Connect': configuration.openIdConnectProviderArns.join(', '),
    SAML: configuration.samlProviderArns.join(', '),
    'developer provider': configuration.developerProviderName ?? '',
  };
}

export function describeConfiguration(configuration: PoolConfiguration): string[] {
  return Object.entries(partsOf(configuration))
    .filter(([part, value]) => part !== 'name' && value !== '')
    .map(([part, value]) => `${part}: ${value}`);
}

export function configurationChanges(before: PoolConfiguration, after: PoolConfiguration): string[] {
  const now = partsOf(before);
  return Object.entries(partsOf(after))
    .filter(([part, value]) => now[part] !== value)
    .map(([part, value]) => `${part}: ${change(now[part], value)}`);
}
