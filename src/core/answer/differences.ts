import type { DesiredPool } from '../desire/desired-state';
import { planChange, wholeOf } from '../plan/plan';
import { stepsOf, type Step } from '../plan/steps';
import type { Issue } from '../request/issue';
import { partOf } from '../rules/ownership';
import { mappedNameOf } from '../rules/parts';
import { PRINCIPAL_TAGS_OFF, samePrincipalTags } from '../rules/principal-tags';
import { LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS } from '../rules/provider-name';
import { sameMappings } from '../rules/role-mapping';
import { fromTags, isTemplateTag, pickTags } from '../rules/tags';
import { IDENTITY_TYPES } from '../state';
import type { ObservedRole, ObservedState, PoolConfiguration, PrincipalTags, RoleAssignments, RoleMapping } from '../state';

/**
 * Where the template does not describe the pool as it is, by property. The plan decides: what it would not change is no difference, whatever the
 * form in which the template has it. Marks do not count.
 */
export function differencesOf(desired: DesiredPool, observed: ObservedState): Issue[] {
  const steps = stepsOf(wholeOf(planChange(desired, observed)));
  const does = (...names: Step['do'][]): boolean => steps.some((step) => names.includes(step.do));
  return [
    ...(does('updatePool') ? configurationDifferences(desired.configuration, observed.pool) : []),
    ...tagDifferences(desired, observed),
    ...(does('assignRoles') ? assignmentDifferences(desired, observed) : []),
    ...(does('setPrincipalTags') ? principalTagDifferences(desired, observed) : []),
    ...steps.flatMap((step) => createdDifferences(step, desired, observed)),
  ];
}

function configurationDifferences(desired: PoolConfiguration, observed: PoolConfiguration): Issue[] {
  const clients = ({ userPoolClients }: PoolConfiguration): unknown =>
    userPoolClients.map(
      ({ providerName, clientId, serverSideTokenCheck }) =>
        `${providerName}:${clientId}${serverSideTokenCheck ? '' : ' without token check'}`,
    );
  const rows: readonly (readonly [path: string, desired: unknown, observed: unknown])[] = [
    ['IdentityPoolName', desired.name, observed.name],
    ['AllowUnauthenticatedIdentities', desired.allowUnauthenticatedIdentities, observed.allowUnauthenticatedIdentities],
    ['AllowClassicFlow', desired.allowClassicFlow, observed.allowClassicFlow],
    ['AuthenticationProviders.UserPools', clients(desired), clients(observed)],
    ['AuthenticationProviders.OpenIdConnectProviderArns', desired.openIdConnectProviderArns, observed.openIdConnectProviderArns],
    ['AuthenticationProviders.SamlProviderArns', desired.samlProviderArns, observed.samlProviderArns],
    ['AuthenticationProviders.DeveloperProviderName', desired.developerProviderName, observed.developerProviderName],
  ];
  const loginProviders = LOGIN_PROVIDER_NAMES.flatMap((provider) => {
    const [inTemplate, onPool] = [desired, observed].map(({ loginProviders: all }) => all[LOGIN_PROVIDERS[provider]]);
    if (inTemplate === onPool) return [];
    const path = `AuthenticationProviders.${provider}`;
    // Twitter's text has a secret in it.
    return provider === 'Twitter'
      ? [{ path, problem: 'differs from what the pool has (not shown).' }]
      : [differing(path, inTemplate, onPool)];
  });
  return [
    ...rows.flatMap(([path, inTemplate, onPool]) => (isSame(inTemplate, onPool) ? [] : [differing(path, inTemplate, onPool)])),
    ...loginProviders,
  ];
}

function isSame(one: unknown, other: unknown): boolean {
  const canonical = (value: unknown): string => JSON.stringify(Array.isArray(value) ? [...(value as unknown[])].sort() : (value ?? null));
  return canonical(one) === canonical(other);
}

function differing(path: string, desired: unknown, observed: unknown): Issue {
  const shown = (value: unknown): string => (value === undefined ? 'not set' : JSON.stringify(value));
  return { path, problem: `is ${shown(desired)} in the template, and ${shown(observed)} on the pool.` };
}

function tagDifferences({ tags }: DesiredPool, { pool }: ObservedState): Issue[] {
  const [desired, observed] = [tags, pool.tags].map((all) => fromTags(pickTags(all, isTemplateTag)));
  return isSame(JSON.stringify(desired), JSON.stringify(observed)) ? [] : [differing('Tags', desired, observed)];
}

function assignmentDifferences(
  { assignments: desired, roles }: DesiredPool,
  { assignments: observed, createdRoles }: ObservedState,
): Issue[] {
  const toCreate = new Set(roles.map(({ arn }) => arn).filter((arn) => !createdRoles.some((role) => role.arn === arn)));
  const defaults = IDENTITY_TYPES.flatMap((type) => {
    const path = type === 'authenticated' ? 'AuthenticatedRole' : 'UnauthenticatedRole';
    const arn = desired.roles[type];
    return arn === observed.roles[type] || (arn !== undefined && toCreate.has(arn)) ? [] : [differing(path, arn, observed.roles[type])];
  });
  const providers = [...new Set([...Object.keys(desired.mappings), ...Object.keys(observed.mappings)])];
  const mappings = providers.flatMap((provider) => {
    const [inTemplate, onPool] = [desired.mappings[provider], observed.mappings[provider]];
    const isSameMapping = inTemplate && onPool && sameMappings({ [provider]: inTemplate }, { [provider]: onPool });
    return isSameMapping ? [] : [differing(`RoleMappings (${provider})`, asWritten(inTemplate), asWritten(onPool))];
  });
  return [...defaults, ...mappings];
}

function principalTagDifferences({ principalTags: desired }: DesiredPool, { principalTags: observed }: ObservedState): Issue[] {
  return Object.entries(desired).flatMap(([provider, inTemplate]) => {
    const onPool = observed[provider] ?? PRINCIPAL_TAGS_OFF;
    return samePrincipalTags(onPool, inTemplate)
      ? []
      : [differing(`PrincipalTags (${provider})`, tagsAsWritten(inTemplate), tagsAsWritten(onPool))];
  });
}

/** In the words of a template. */
function asWritten(mapping: RoleMapping | undefined): object | undefined {
  return (
    mapping && {
      Type: mapping.type,
      AmbiguousRoleResolution: mapping.ambiguousRoleResolution,
      Rules: mapping.rules?.map(({ claim, matchType, value, roleArn }) => ({
        Claim: claim,
        MatchType: matchType,
        Value: value,
        RoleArn: roleArn,
      })),
    }
  );
}

function tagsAsWritten({ useDefaults, tags }: PrincipalTags): object {
  return { UseDefaults: useDefaults, Tags: tags };
}

/** What the template wants to be created or changed beside the pool: an adopted pool brings what it has. */
function createdDifferences(step: Step, { roles, retiredRoles }: DesiredPool, { pool, assignments, createdRoles }: ObservedState): Issue[] {
  const observedRole = (roleName: string): ObservedRole | undefined => createdRoles.find(({ name }) => name === roleName);
  const partOfRole = (roleName: string): string | undefined => {
    const observed = observedRole(roleName);
    return roles.find(({ role }) => role.name === roleName)?.part ?? (observed && partOf(observed, pool.id));
  };
  const pathOf = (roleName: string): string => propertyOf(partOfRole(roleName));
  const change = changeOfRole(step);
  if (change !== undefined) {
    const { roleName, does } = change;
    // The policies of a role that comes or goes as a whole go without saying.
    const stays = observedRole(roleName) !== undefined && !retiredRoles.some(({ name }) => name === roleName);
    return stays ? [{ path: pathOf(roleName), problem: `would ${does} the role ${roleName}.` }] : [];
  }
  const ofClients = (problem: string): Issue[] => [{ path: 'AuthenticationProviders.UserPools', problem }];
  switch (step.do) {
    case 'createRole': {
      const { name } = step.role;
      return [{ path: pathOf(name), problem: `would create the role ${name}. ${insteadOf(partOfRole(name), assignments)}` }];
    }
    case 'deleteRole':
      return [{ path: pathOf(step.roleName), problem: `would delete the role ${step.roleName}. Describe it in the template.` }];
    case 'tagRole':
      return Object.keys(step.tags).some(isTemplateTag) ? [wouldTag(step.roleName, pathOf)] : [];
    case 'untagRole':
      return step.keys.some(isTemplateTag) ? [wouldTag(step.roleName, pathOf)] : [];
    case 'createClient':
      return ofClients(`would create an app client in ${step.userPoolId}. Give UserPoolClientId, the client that the pool has.`);
    case 'updateClient':
      return ofClients(`would change the app client ${step.clientId} of ${step.userPoolId}.`);
    case 'deleteClient':
      return ofClients(`would delete the app client ${step.clientId} of ${step.userPoolId}. Describe it in the template.`);
    default:
      return [];
  }
}

/** In words, what a step does to a role that is there; undefined for any other step. */
function changeOfRole(step: Step): { readonly roleName: string; readonly does: string } | undefined {
  switch (step.do) {
    case 'setTrustPolicy':
      return { roleName: step.roleName, does: 'change the trust policy of' };
    case 'setDescriptionAndDuration':
      return { roleName: step.roleName, does: 'change the description or the session duration of' };
    case 'setPermissionsBoundary':
      return { roleName: step.roleName, does: `set the permissions boundary ${step.policyArn} on` };
    case 'removePermissionsBoundary':
      return { roleName: step.roleName, does: 'take the permissions boundary from' };
    case 'attachPolicy':
      return { roleName: step.roleName, does: `attach ${step.policyArn} to` };
    case 'detachPolicy':
      return { roleName: step.roleName, does: `detach ${step.policyArn} from` };
    case 'putInlinePolicy':
      return { roleName: step.roleName, does: `write the inline policy ${step.policy.name} of` };
    case 'deleteInlinePolicy':
      return { roleName: step.roleName, does: `delete the inline policy ${step.policyName} of` };
    default:
      return undefined;
  }
}

function insteadOf(part: string | undefined, { roles }: RoleAssignments): string {
  if (part !== 'authenticated' && part !== 'unauthenticated') return 'The pool has no such role: add it with the next update.';
  const arn = roles[part];
  return arn === undefined ? 'The pool has none: give Create: false.' : `The pool has another: give Arn: ${arn}.`;
}

function wouldTag(roleName: string, pathOf: (roleName: string) => string): Issue {
  return { path: `${pathOf(roleName)}.Tags`, problem: `would change the tags of the role ${roleName}.` };
}

function propertyOf(part: string | undefined): string {
  if (part === 'authenticated') return 'AuthenticatedRole';
  if (part === 'unauthenticated') return 'UnauthenticatedRole';
  const name = part === undefined ? undefined : mappedNameOf(part);
  return name === undefined ? 'MappedRoles' : `MappedRoles (${name})`;
}
