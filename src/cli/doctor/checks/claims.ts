/** Claims that decide what a user may do: those that no token has, and those that the user can write. */
import { LOGIN_PROVIDERS } from '../../../core/rules/provider-name';
import type { MappingRule } from '../../../core/state';
import { attributeOf, whyAbsent, writersOf } from '../claims';
import { clientKey, describeClient, describeRule, found, ruleName, type PoolFacts } from '../facts';
import type { Check, Finding } from '../finding';

interface PlacedRule {
  readonly provider: string;
  /** Of a user pool, without the client. */
  readonly userPool: string | undefined;
  readonly rule: MappingRule;
  readonly about: string;
}

function rulesOf({ pool, assignments }: PoolFacts): PlacedRule[] {
  return Object.entries(assignments.mappings).flatMap(([provider, { rules = [] }]) => {
    const userPool = pool.userPoolClients.find((client) => clientKey(client) === provider)?.providerName;
    return rules.map((rule, index) => ({ provider, userPool, rule, about: `${ruleName(provider, index)}: ${describeRule(rule)}` }));
  });
}

export const claimUserWritable: Check = (facts) => [
  ...rulesOf(facts).flatMap(({ userPool, rule, about }) => (userPool === undefined ? [] : writable(facts, userPool, rule.claim, about))),
  ...Object.entries(facts.principalTags).flatMap(([provider, { tags }]) =>
    Object.entries(tags).flatMap(([tag, claim]) => writable(facts, provider, claim, `principal tag ${tag} of ${provider}`)),
  ),
];

function writable(facts: PoolFacts, providerName: string, claim: string, about: string): Finding[] {
  const writers = writersOf(facts, providerName, claim);
  if (writers.length === 0) return [];
  const isAtSignUp = attributeOf(facts, providerName, claim)?.isMutable === false;
  const through = writers.map((client) => `${describeClient(client)}${client.isOfPool ? '' : ', which is not in the pool'}`).join(' and ');
  return [
    {
      id: 'claim-user-writable',
      severity: 'high',
      about,
      evidence: `Users can write ${claim}${isAtSignUp ? ' when they sign up' : ''}, through ${through}.`,
      who: isAtSignUp
        ? 'Anybody who signs up can choose the value, and with it the role or the tag.'
        : 'Every user can change the value, and with it the role or the tag.',
      fix: `Take ${claim} out of the client's WriteAttributes, decide by a custom attribute that no client can write, or give roles by group with a Token mapping.`,
    },
  ];
}

const THREE_CLAIMS: readonly string[] = [LOGIN_PROVIDERS.Facebook, LOGIN_PROVIDERS.Amazon];
const SOCIAL: readonly string[] = Object.values(LOGIN_PROVIDERS);

export const ruleClaimMissing: Check = (facts) =>
  rulesOf(facts).flatMap(({ provider, userPool, rule, about }) => {
    const why = userPool === undefined ? absentElsewhere(provider, rule.claim) : absentInUserPool(facts, provider, userPool, rule.claim);
    if (why === undefined) return [];
    return [
      {
        id: 'rule-claim-missing',
        severity: 'medium',
        about,
        evidence: `No token has the claim ${rule.claim}: ${why}.`,
        who: 'Nobody ever gets the role of this rule.',
        fix: 'Correct the name of the claim, or remove the rule.',
      },
    ];
  });

function absentInUserPool(facts: PoolFacts, provider: string, userPool: string, claim: string): string | undefined {
  const read = found(facts.userPools[userPool]);
  return read && whyAbsent(read, found(facts.appClients[provider]), claim);
}

function absentElsewhere(provider: string, claim: string): string | undefined {
  if (THREE_CLAIMS.includes(provider) && !['iss', 'aud', 'sub'].includes(claim))
    return 'of Facebook and Login with Amazon Cognito has iss, aud and sub';
  return SOCIAL.includes(provider) && /^(custom|cognito):/.test(claim) ? 'only tokens of user pools have claims of that name' : undefined;
}

const LISTS = ['cognito:groups', 'cognito:roles'];

/** What contains it and is not meant; of a domain, one that somebody else can have. */
function unmeant(value: string): string {
  if (value.startsWith('@')) return `someone${value}.example`;
  return value.includes('.') ? `${value}.example` : `non${value}`;
}

export const ruleContains: Check = (facts) =>
  rulesOf(facts)
    .filter(({ rule }) => rule.matchType === 'Contains' && !LISTS.includes(rule.claim))
    .map(({ rule, about }) => ({
      id: 'rule-contains',
      severity: 'medium',
      about,
      evidence: `Contains matches every value with ${JSON.stringify(rule.value)} anywhere in it, such as ${JSON.stringify(unmeant(rule.value))}.`,
      who: 'Users whose value only happens to contain it get the role.',
      fix: 'Use Equals, with a rule for each value.',
    }));

export const ruleOnList: Check = (facts) =>
  rulesOf(facts)
    .filter(({ rule }) => LISTS.includes(rule.claim))
    .map(({ rule, about }) => ({
      id: 'rule-on-list',
      severity: rule.matchType === 'Contains' || rule.matchType === 'NotEqual' ? 'medium' : 'low',
      about,
      evidence: `${rule.claim} is a list, and AWS's pages do not say how ${rule.matchType} compares a list: with the list as one text, or with each member.`,
      who:
        rule.matchType === 'Contains'
          ? `Members of a group such as ${JSON.stringify(`non${rule.value}`)} may get the role.`
          : rule.matchType === 'NotEqual'
            ? 'Members of the group that is to be left out may get the role, if they are in another group too.'
            : 'Members of several groups may not get the role.',
      fix: 'Give each group its role in the user pool, and use a Token mapping.',
      disputed: true as const,
    }));

/** Whoever signs up chooses the name, and keeps it. */
export const ruleOnUsername: Check = (facts) =>
  rulesOf(facts)
    .filter(({ rule, userPool }) => rule.claim === 'cognito:username' && userPool !== undefined)
    .map(({ rule, userPool = '', about }) => {
      const isAdminOnly = found(facts.userPools[userPool])?.isAdminOnly === true;
      return {
        id: 'rule-on-username',
        severity: isAdminOnly ? 'low' : rule.matchType === 'Equals' ? 'medium' : 'high',
        about,
        evidence: isAdminOnly
          ? 'Administrators choose the names of users in this user pool.'
          : 'Users choose their name when they sign up.',
        who: isAdminOnly
          ? 'Whoever may create users decides by the name who gets the role.'
          : rule.matchType === 'Equals'
            ? 'Whoever signs up first under that name gets the role; after the user is deleted, the next one does.'
            : 'Anybody who signs up can choose a name that matches, and gets the role.',
        fix: 'Decide by a group, or by a custom attribute that no app client can write.',
      };
    });

/** By the user's choice of app client the rules do or do not apply. */
export const clientWithoutMapping: Check = (facts) => {
  const { pool, assignments } = facts;
  const isMapped = (key: string): boolean => assignments.mappings[key] !== undefined;
  return pool.userPoolClients
    .filter((client) => !isMapped(clientKey(client)))
    .flatMap((client): Finding[] => {
      const beside = pool.userPoolClients.filter(
        (other) => other.providerName === client.providerName && (assignments.mappings[clientKey(other)]?.rules ?? []).length > 0,
      );
      if (beside.length === 0) return [];
      return [
        {
          id: 'client-without-mapping',
          severity: 'medium',
          about: clientKey(client),
          evidence: `It has no role mapping, and ${beside.map(describeClient).join(' and ')} has rules.`,
          who:
            assignments.roles.authenticated === undefined
              ? 'Nobody who signs in through it gets credentials.'
              : 'Users who sign in through it get the default role, whatever the rules say.',
          fix: 'Give it the same mapping, or remove the app client from the pool.',
        },
      ];
    });
};
