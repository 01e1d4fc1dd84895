/** Who can become one of the signed-in identities that get a role: what a role allows is weighed by that. */
import { LOGIN_PROVIDERS, userPoolIdOf } from '../../core/rules/provider-name';
import type { RoleArn } from '../../core/state';
import { writersOf } from './claims';
import { clientKey, found, type PoolFacts, type RoleUse } from './facts';
import { takersOf } from './takers';

export interface Audience {
  /** Nobody has to let them in. */
  readonly isAnybody: boolean;
  /** The subject of a sentence. */
  readonly who: string;
}

export const ANY_GUEST: Audience = { isAnybody: true, who: 'Anybody on the internet, as a guest,' };

export function audienceOf(facts: PoolFacts, use: RoleUse): Audience {
  if (use.identityType === 'unauthenticated') return ANY_GUEST;
  const isDefault = use.providers.includes(undefined);
  const providers = takersOf(facts, use).flatMap(({ provider }) => (provider === undefined ? [] : [provider]));
  const reached = isDefault ? providers : providers.filter((provider) => canChoose(facts, provider, use.arn));
  const open = reached.map((provider) => openTo(facts, provider)).find((who) => who !== undefined);
  if (open !== undefined) return { isAnybody: true, who: open };
  return { isAnybody: false, who: isDefault ? 'Every signed-in user' : 'Every user whom its rules match' };
}

/** Whether a user can bring about that a rule with the role matches. */
function canChoose(facts: PoolFacts, provider: string, arn: RoleArn): boolean {
  const userPool = facts.pool.userPoolClients.find((client) => clientKey(client) === provider)?.providerName;
  return (facts.assignments.mappings[provider]?.rules ?? []).some(
    ({ roleArn, claim, matchType }) =>
      roleArn === arn &&
      (matchType === 'NotEqual' ||
        ['aud', 'iss', 'cognito:username'].includes(claim) ||
        (userPool !== undefined && writersOf(facts, userPool, claim).length > 0)),
  );
}

const SOCIAL: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LOGIN_PROVIDERS).map(([name, provider]) => [provider, name]),
);

/** Names of identity providers within a user pool. */
const SOCIAL_IN_USER_POOLS = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

/** undefined: somebody has to let people in, or it is not known. */
function openTo(facts: PoolFacts, provider: string): string | undefined {
  const social = Object.hasOwn(SOCIAL, provider) ? SOCIAL[provider] : undefined;
  if (social !== undefined) return `Anybody with an account at ${social}`;
  const client = facts.pool.userPoolClients.find((each) => clientKey(each) === provider);
  if (client === undefined) return undefined;
  const userPool = found(facts.userPools[client.providerName]);
  if (userPool === undefined) return undefined;
  if (!userPool.isAdminOnly) return `Anybody who signs up in user pool ${userPoolIdOf(client.providerName)}`;
  const inside = found(facts.appClients[provider])?.identityProviders.find((name) => SOCIAL_IN_USER_POOLS.includes(name));
  return inside === undefined ? undefined : `Anybody who signs in to user pool ${userPoolIdOf(client.providerName)} with ${inside}`;
}
