/** Whom role mappings are for, and rules that have no say. */
import { providerNamesOf } from '../../../core/rules/identity-provider';
import type { MappingRule } from '../../../core/state';
import { describeRule, ruleName } from '../facts';
import type { Check, Finding } from '../finding';

export const mappingProviderMissing: Check = ({ pool, assignments }) => {
  const present = providerNamesOf(pool, 'mapping');
  return Object.keys(assignments.mappings)
    .filter((provider) => !present.includes(provider))
    .map((provider) => ({
      id: 'mapping-provider-missing',
      severity: 'medium',
      about: provider,
      evidence: `There is a role mapping for it, and the pool has ${present.length === 0 ? 'no provider at all' : `only ${present.join(', ')}`}.`,
      who: 'Nobody gets a role by it, and Cognito refuses the next change of roles.',
      fix: 'Remove the mapping, or add the provider. A user pool is named cognito-idp.REGION.amazonaws.com/USER_POOL_ID:CLIENT_ID.',
    }));
};

/** Only a user pool's tokens name roles, by its groups, and SAML assertions. */
export const tokenMappingWithoutRoles: Check = ({ pool, assignments }) => {
  const without = [...Object.keys(pool.loginProviders), ...pool.openIdConnectProviderArns, pool.developerProviderName];
  return Object.entries(assignments.mappings)
    .filter(([provider, { type }]) => type === 'Token' && without.includes(provider))
    .map(([provider, { ambiguousRoleResolution }]) => ({
      id: 'token-mapping-without-roles',
      severity: 'medium',
      about: provider,
      evidence: 'The mapping is of type Token, and tokens of this provider name no role.',
      who: `Everybody gets ${ambiguousRoleResolution === 'AuthenticatedRole' ? 'the default role' : 'nothing: nobody can sign in by it'}.`,
      fix: 'Use rules on claims that the tokens have, or remove the mapping.',
    }));
};

/** An app may still ask for the role of a later rule that matches, by CustomRoleArn. */
export const ruleUnreachable: Check = ({ assignments }) =>
  Object.entries(assignments.mappings).flatMap(([provider, { rules = [] }]) =>
    rules.flatMap((rule, index): Finding[] => {
      const earlier = rules.slice(0, index);
      const hiding = hidingRules(rule, earlier);
      if (hiding.length === 0) return [];
      return [
        {
          id: 'rule-unreachable',
          severity: 'medium',
          about: `${ruleName(provider, index)}: ${describeRule(rule)}`,
          evidence: `Whenever it matches, ${hiding
            .map((other) => `${describeRule(other)} (rule ${rules.indexOf(other) + 1})`)
            .join(' or ')} has matched already, and the first match decides.`,
          who: 'Nobody gets the role of this rule, unless the app asks for it by CustomRoleArn.',
          fix: 'Move it up, or remove it.',
        },
      ];
    }),
  );

/** The earlier rules of which one always matches when this one does; none: it has a say. */
const hidingRules = (rule: MappingRule, earlier: readonly MappingRule[]): MappingRule[] => {
  const onClaim = earlier.filter(({ claim }) => claim === rule.claim);
  const same = onClaim.find(({ matchType, value }) => matchType === rule.matchType && value === rule.value);
  if (same !== undefined) return [same];
  // How a list is compared is not documented.
  if (LISTS.has(rule.claim)) return [];
  const covering = onClaim.find((other) => covers(other, rule));
  if (covering !== undefined) return [covering];
  for (const not of onClaim.filter(({ matchType }) => matchType === 'NotEqual')) {
    const rest = onClaim.find((other) => other !== not && isMatched(other, not.value));
    if (rest !== undefined) return onClaim.filter((other) => other === not || other === rest);
  }
  return [];
};

const LISTS = new Set(['cognito:groups', 'cognito:roles']);

const isMatched = ({ matchType, value }: MappingRule, text: string): boolean => {
  switch (matchType) {
    case 'Equals':
      return text === value;
    case 'NotEqual':
      return text !== value;
    case 'StartsWith':
      return text.startsWith(value);
    case 'Contains':
      return text.includes(value);
  }
};

/** Whether every text that matches the later rule matches the earlier one. */
const covers = (earlier: MappingRule, later: MappingRule): boolean => {
  switch (later.matchType) {
    case 'Equals':
      return isMatched(earlier, later.value);
    case 'StartsWith':
      if (earlier.matchType === 'NotEqual') return !earlier.value.startsWith(later.value);
      return earlier.matchType !== 'Equals' && isMatched(earlier, later.value);
    case 'Contains':
      if (earlier.matchType === 'NotEqual') return !earlier.value.includes(later.value);
      return earlier.matchType === 'Contains' && isMatched(earlier, later.value);
    case 'NotEqual':
      return false;
  }
};
