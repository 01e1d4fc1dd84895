import { defined } from '../defined';
import type { IdentityProvider, MappingRuleProperty, Properties, RoleMappingProperty } from '../properties';
import type { MappingRule, RoleArn, RoleAssignments, RoleMapping } from '../state';
import { fromProviderName, toProviderName, writtenForms, type Spelling } from './identity-provider';
import type { WrittenForm } from './ownership';
import { AUTHENTICATED_TOKEN } from './parts';
import { userPoolProviderName, type Use } from './provider-name';

export type RoleMappings = RoleAssignments['mappings'];

/** The ARN of a role that a rule names: one of MappedRoles, or the default role of signed-in identities. */
export type ArnOfRole = (name: string) => RoleArn | undefined;

/** All roles that a pool hands out: its default roles, and those of the rules. */
export function roleArnsIn({ roles, mappings }: RoleAssignments): RoleArn[] {
  const inRules = Object.values(mappings).flatMap(({ rules = [] }) => rules.map(({ roleArn }) => roleArn));
  return [...new Set([...Object.values(roles), ...inRules])];
}

/** Validation has refused a provider or a role that cannot be determined. */
export const toRoleMappings = (
  list: readonly RoleMappingProperty[],
  { configuration, isWritten }: Pick<Spelling, 'configuration' | 'isWritten'>,
  arnOfRole: ArnOfRole,
): RoleMappings =>
  Object.fromEntries(
    list.flatMap((mapping) => {
      const name = toProviderName(mapping.IdentityProvider, configuration, 'mapping', isWritten);
      return name === undefined ? [] : [[name, toRoleMapping(mapping, arnOfRole)]];
    }),
  );

const toRoleMapping = (
  { Type = 'Rules', AmbiguousRoleResolution = 'Deny', Rules = [] }: RoleMappingProperty,
  arnOfRole: ArnOfRole,
): RoleMapping => ({
  type: Type,
  ambiguousRoleResolution: AmbiguousRoleResolution,
  ...(Type === 'Rules' ? { rules: Rules.map((rule) => toRule(rule, arnOfRole)) } : {}),
});

const toRule = (
  { Claim, MatchType = DEFAULT_MATCH_TYPE, Value, Role, RoleArn }: MappingRuleProperty,
  arnOfRole: ArnOfRole,
): MappingRule => ({
  claim: Claim,
  matchType: MatchType,
  value: Value,
  roleArn: RoleArn ?? (Role === undefined ? '' : (arnOfRole(Role) ?? '')),
});

/** Sorted by provider, so that two reads of the same mappings are equal; the order of rules is theirs. */
export function fromRoleMappings(mappings: RoleMappings, spelling: Spelling, written: RoleSpelling): RoleMappingProperty[] {
  return Object.entries(mappings)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([providerName, { type, ambiguousRoleResolution, rules = [] }]) =>
      defined({
        IdentityProvider: fromProviderName(providerName, 'mapping', spelling),
        Type: type === 'Rules' && spelling.isWritten({ providerName, use: 'mapping', form: 'typeless' }) ? undefined : type,
        AmbiguousRoleResolution: ambiguousRoleResolution,
        Rules: type === 'Rules' ? fromRules(rules, providerName, written) : undefined,
      }),
    );
}

export interface RoleSpelling {
  readonly nameOfRole: (arn: RoleArn) => string | undefined;
  /** The rules of a provider's mapping that give an ARN although the role has a name. */
  readonly rulesWithArn: (providerName: string) => ReadonlySet<number>;
  /** The rules of a provider's mapping that leave out their match type. */
  readonly rulesWithoutMatchType: (providerName: string) => ReadonlySet<number>;
}

function fromRules(
  rules: readonly MappingRule[],
  providerName: string,
  { nameOfRole, rulesWithArn, rulesWithoutMatchType }: RoleSpelling,
): MappingRuleProperty[] {
  const [withArn, withoutMatchType] = [rulesWithArn(providerName), rulesWithoutMatchType(providerName)];
  return rules.map(({ claim, matchType, value, roleArn }, index) => {
    const name = withArn.has(index) ? undefined : nameOfRole(roleArn);
    return defined({
      Claim: claim,
      MatchType: matchType === DEFAULT_MATCH_TYPE && withoutMatchType.has(index) ? undefined : matchType,
      Value: value,
      ...(name === undefined ? { RoleArn: roleArn } : { Role: name }),
    });
  });
}

const DEFAULT_MATCH_TYPE = 'Equals';

/** undefined: the name is neither a mapped role's nor the default one's. */
export const roleNaming =
  (authenticatedArn: RoleArn | undefined, mapped: ReadonlyMap<string, RoleArn>): ArnOfRole =>
  (name) =>
    name === AUTHENTICATED_TOKEN ? authenticatedArn : mapped.get(name);

export const sameMappings = (one: RoleMappings, other: RoleMappings): boolean => canonical(one) === canonical(other);

const canonical = (mappings: RoleMappings): string =>
  JSON.stringify(
    Object.entries(mappings)
      .map(([name, { type, ambiguousRoleResolution, rules = [] }]) => [
        name,
        type,
        ambiguousRoleResolution,
        rules.map(({ claim, matchType, value, roleArn }) => [claim, matchType, value, roleArn]),
      ])
      .sort(),
  );

/**
 * The forms in which a template writes its providers and the roles of its rules, and that nothing in Cognito shows.
 * @param arnsWithName ARNs of the roles that a rule could name.
 */
export const formsIn = (
  { AuthenticationProviders, RoleMappings = [], PrincipalTags = [] }: Properties,
  spelling: Spelling,
  arnsWithName: readonly (RoleArn | undefined)[] = [],
): WrittenForm[] => [
  ...RoleMappings.flatMap(({ IdentityProvider }) => formOf(IdentityProvider, spelling, 'mapping')),
  ...RoleMappings.flatMap((mapping) => roleFormOf(mapping, spelling, arnsWithName)),
  ...RoleMappings.flatMap((mapping) => leftOutIn(mapping, spelling)),
  ...PrincipalTags.flatMap(({ IdentityProvider }) => formOf(IdentityProvider, spelling, 'principalTags')),
  ...(AuthenticationProviders?.UserPools ?? []).flatMap(({ UserPoolId, SupportedIdentityProviders }): WrittenForm[] =>
    SupportedIdentityProviders === undefined
      ? []
      : [{ providerName: userPoolProviderName(UserPoolId), use: 'mapping', form: 'providersNamed' }],
  ),
];

function roleFormOf(
  { IdentityProvider, Rules = [] }: RoleMappingProperty,
  { configuration, isWritten }: Spelling,
  arnsWithName: readonly (RoleArn | undefined)[],
): WrittenForm[] {
  const providerName = toProviderName(IdentityProvider, configuration, 'mapping', isWritten);
  const rules = Rules.flatMap(({ RoleArn }, index) => (RoleArn !== undefined && arnsWithName.includes(RoleArn) ? [index] : []));
  return providerName === undefined || rules.length === 0 ? [] : [{ providerName, use: 'mapping', form: 'roleArn', rules }];
}

/** What a mapping leaves to its defaults: READ leaves it out too. */
function leftOutIn({ IdentityProvider, Type, Rules = [] }: RoleMappingProperty, { configuration, isWritten }: Spelling): WrittenForm[] {
  const providerName = toProviderName(IdentityProvider, configuration, 'mapping', isWritten);
  if (providerName === undefined) return [];
  const rules = Rules.flatMap(({ MatchType }, index) => (MatchType === undefined ? [index] : []));
  return [
    ...(Type === undefined ? [{ providerName, use: 'mapping' as const, form: 'typeless' as const }] : []),
    ...(rules.length === 0 ? [] : [{ providerName, use: 'mapping' as const, form: 'matchTypeless' as const, rules }]),
  ];
}

const formOf = (provider: IdentityProvider, spelling: Spelling, use: Use): WrittenForm[] => {
  const providerName = toProviderName(provider, spelling.configuration, use, spelling.isWritten);
  return providerName === undefined ? [] : writtenForms(provider, providerName, use, spelling);
};
