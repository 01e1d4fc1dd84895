/** Owns claims that decide what a user may do, and that the user can write: whoever can write the claim picks the role. */
import { clientKey, describeClient, describeRule, ruleName, type AppClientFacts, type PoolFacts } from '../facts';
import type { Check, Finding } from '../finding';
import type { UserPoolClient } from '../../../core/state';

export const claimUserWritable: Check = (facts) => [...inRules(facts), ...inPrincipalTags(facts)];

const inRules = (facts: PoolFacts): Finding[] =>
  facts.pool.userPoolClients.flatMap((client) => {
    const key = clientKey(client);
    return (facts.assignments.mappings[key]?.rules ?? []).flatMap((rule, index) =>
      findings(facts, client.providerName, rule.claim, `${ruleName(key, index)}: ${describeRule(rule)}`),
    );
  });

const inPrincipalTags = (facts: PoolFacts): Finding[] =>
  Object.entries(facts.principalTags).flatMap(([provider, { tags }]) =>
    Object.entries(tags).flatMap(([tag, claim]) => findings(facts, provider, claim, `principal tag ${tag} of ${provider}`)),
  );

/** A user may write through any app client of the user pool, and then sign in through another. */
const findings = (facts: PoolFacts, providerName: string, claim: string, about: string): Finding[] => {
  const open = facts.pool.userPoolClients.filter(
    (client) => client.providerName === providerName && isWritable(claim, facts.appClients[clientKey(client)]),
  );
  if (open.length === 0) return [];
  return [
    {
      id: 'claim-user-writable',
      severity: 'high',
      about,
      evidence: `Signed-in users can write ${claim} themselves, through ${describe(open)}.`,
      mend: `Take ${claim} out of the client's WriteAttributes, decide by a custom attribute that no client can write, or give roles by group with a Token mapping.`,
    },
  ];
};

const describe = (clients: readonly UserPoolClient[]): string => clients.map(describeClient).join(' and ');

const isWritable = (claim: string, client: AppClientFacts | undefined): boolean =>
  client !== undefined && (client.writeAttributes ?? STANDARD_ATTRIBUTES).includes(claim);

/** What an app client without WriteAttributes may write (DescribeUserPoolClient, API reference). */
const STANDARD_ATTRIBUTES = [
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
];
