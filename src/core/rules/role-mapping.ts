import type { IdentityProvider, MappingRuleProperty, Properties, RoleMappingProperty } from '../properties';
import type { MappingRule, PoolConfiguration, RoleArn, RoleAssignments, RoleMapping } from '../state';
import { fromProviderName, toProviderName, writtenForms, type Spelling } from './identity-provider';
import type { WrittenForm } from './ownership';
import { AUTHENTICATED_TOKEN } from './parts';
import type { Use } from './provider-name';

export type RoleMappings = RoleAssignments['mappings'];

/** The ARN of a role that a rule names: one of MappedRoles, or the default role of signed-in identities. */
export type ArnOfRole = (name: string) => RoleArn | undefined;

/** Validation has refused a provider or a role that cannot be determined. */
export const toRoleMappings = (
  list: readonly RoleMappingProperty[],
  configuration: PoolConfiguration,
  arnOfRole: ArnOfRole,
): RoleMappings =>
  Object.fromEntries(
    list.flatMap((mapping) => {
      const name = toProviderName(mapping.IdentityProvider, configuration, 'mapping');
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

const toRule = ({ Claim, MatchType = 'Equals', Value, Role, RoleArn }: MappingRuleProperty, arnOfRole: ArnOfRole): MappingRule => ({
  claim: Claim,
  matchType: MatchType,
  value: Value,
  roleArn: RoleArn ?? (Role === undefined ? '' : (arnOfRole(Role) ?? '')),
});

/** Sorted by provider, so that two reads of the same mappings are equal; the order of rules is theirs. */
export const fromRoleMappings = (
  mappings: RoleMappings,
  spelling: Spelling,
  nameOfRole: (arn: RoleArn) => string | undefined,
): RoleMappingProperty[] =>
  Object.entries(mappings)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([providerName, { type, ambiguousRoleResolution, rules = [] }]) => ({
      IdentityProvider: fromProviderName(providerName, 'mapping', spelling),
      Type: type,
      ...(ambiguousRoleResolution === undefined ? {} : { AmbiguousRoleResolution: ambiguousRoleResolution }),
      ...(type === 'Rules' ? { Rules: rules.map((rule) => fromRule(rule, nameOfRole)) } : {}),
    }));

const fromRule = (
  { claim, matchType, value, roleArn }: MappingRule,
  nameOfRole: (arn: RoleArn) => string | undefined,
): MappingRuleProperty => {
  const name = nameOfRole(roleArn);
  return { Claim: claim, MatchType: matchType, Value: value, ...(name === undefined ? { RoleArn: roleArn } : { Role: name }) };
};

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

/** The forms in which a template writes its providers and that nothing in Cognito shows. */
export const formsIn = ({ RoleMappings = [], PrincipalTags = [] }: Properties, spelling: Omit<Spelling, 'isWritten'>): WrittenForm[] => [
  ...RoleMappings.flatMap(({ IdentityProvider }) => formOf(IdentityProvider, spelling, 'mapping')),
  ...PrincipalTags.flatMap(({ IdentityProvider }) => formOf(IdentityProvider, spelling, 'principalTags')),
];

const formOf = (provider: IdentityProvider, spelling: Omit<Spelling, 'isWritten'>, use: Use): WrittenForm[] => {
  const providerName = toProviderName(provider, spelling.configuration, use);
  return providerName === undefined ? [] : writtenForms(provider, providerName, use, spelling);
};
