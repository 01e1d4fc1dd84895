/** Who comes for a role, and whether its trust policy lets them have it. */
import { trustAnchorOf, type TrustAnchor } from '../../core/rules/partition';
import { poolRegionOf } from '../../core/rules/pool-id';
import { NO_SETTINGS } from '../../core/settings';
import type { IdentityType, PolicyDocument } from '../../core/state';
import { statementsOf } from '../policies/document';
import type { KeyValue, RequestKeys } from '../policies/request-keys';
import { weighTrust, type TrustRequest, type WeighedTrust } from '../policies/trust';
import { regionOf, type PoolFacts, type RoleUse } from './facts';

export interface Taker {
  readonly identityType: IdentityType;
  /** As the key of its mapping; absent for a guest. */
  readonly provider?: string;
  /** What the identity's token says of how it signed in. */
  readonly amr: readonly string[];
}

export interface Asked extends WeighedTrust {
  readonly taker: Taker;
  readonly request: TrustRequest;
}

export const GUEST: Taker = { identityType: 'unauthenticated', amr: ['unauthenticated'] };

/** Every way to sign in that can lead to the role; one that stands for any if the providers are not known. */
export function takersOf(facts: PoolFacts, { identityType, providers }: RoleUse): Taker[] {
  if (identityType === 'unauthenticated') return [GUEST];
  const known = providersOf(facts);
  const byDefault = known.filter((provider) => facts.assignments.mappings[provider]?.ambiguousRoleResolution !== 'Deny');
  const named = providers.flatMap((provider) => (provider === undefined ? (byDefault.length > 0 ? byDefault : known) : [provider]));
  const takers = [...new Set(named)].map((provider) => signedInBy(provider));
  return takers.length > 0 ? takers : [signedInBy('any.provider')];
}

/** By their mapping keys. */
export function providersOf({ pool }: Pick<PoolFacts, 'pool'>): string[] {
  return [
    ...pool.userPoolClients.map(({ providerName, clientId }) => `${providerName}:${clientId}`),
    ...Object.keys(pool.loginProviders),
    ...pool.openIdConnectProviderArns,
    ...pool.samlProviderArns,
    ...(pool.developerProviderName === undefined ? [] : [pool.developerProviderName]),
  ];
}

/** In place of a user's own id, which `amr` has for user pools: findings show it. */
const SOMEBODY = 'USER_ID';

function signedInBy(provider: string): Taker {
  return { identityType: 'authenticated', provider, amr: ['authenticated', ...namesInToken(provider)] };
}

function namesInToken(provider: string): string[] {
  const userPool = /^(cognito-idp\.[^:]+):[^:]+$/.exec(provider)?.[1];
  if (userPool !== undefined) return [userPool, `${userPool}:CognitoSignIn:${SOMEBODY}`];
  const [, issuer] = /:oidc-provider\/(.+)$/.exec(provider) ?? [];
  return [issuer ?? provider];
}

export function anchorOf(facts: Pick<PoolFacts, 'poolId'>): TrustAnchor | undefined {
  return trustAnchorOf(regionOf(facts), NO_SETTINGS);
}

/** Where AWS's pages do not say how Cognito is named, the name that the policy itself has for it is taken. */
export function principalIn(facts: Pick<PoolFacts, 'poolId'>, trust: PolicyDocument): string {
  const anchor = anchorOf(facts);
  if (anchor !== undefined) return anchor.principal;
  const named = statementsOf(trust).flatMap(({ principals }) => principals.members);
  return named.find(({ kind, name }) => kind === 'federated' && ANY_COGNITO.test(name))?.name ?? 'cognito-identity';
}

const ANY_COGNITO = /^cognito-identity[\w.-]*$/;

/** @param poolId of the pool that the identity is of. */
export function ask(
  facts: Pick<PoolFacts, 'poolId' | 'now'>,
  trust: PolicyDocument,
  taker: Taker,
  { action = ASSUME, poolId = facts.poolId } = {},
): Asked {
  const request: TrustRequest = { principal: principalIn(facts, trust), action, keys: keysOf(facts, taker, poolId) };
  return { ...weighTrust(trust, request), taker, request };
}

/** Whether some identity of the pool can take a role that trusts so, or may be able to. */
export function mayTake(facts: Pick<PoolFacts, 'poolId' | 'now' | 'pool'>, trust: PolicyDocument, identityType: IdentityType): boolean {
  const known = identityType === 'unauthenticated' ? [GUEST] : providersOf(facts).map((provider) => signedInBy(provider));
  return known.some((taker) => ask(facts, trust, taker).allowed !== false);
}

export const ASSUME = 'sts:AssumeRoleWithWebIdentity';
export const TAG = 'sts:TagSession';

function keysOf(facts: Pick<PoolFacts, 'poolId' | 'now'>, { amr }: Taker, poolId: string): RequestKeys {
  const prefix = anchorOf(facts)?.conditionPrefix;
  return (key) => {
    const [, owner = '', name = ''] = /^(.*):([^:]*)$/.exec(key) ?? [];
    if (prefix === undefined ? ANY_COGNITO.test(owner) : owner === prefix) return cognitoKey(name, amr, poolId);
    if (key === 'aws:currenttime') return { kind: 'single', value: new Date(facts.now).toISOString() };
    if (key === 'aws:epochtime') return { kind: 'single', value: String(Math.floor(facts.now / 1000)) };
    return { kind: owner === 'aws' || owner === 'sts' || key.startsWith('aws:') ? 'unknown' : 'absent' };
  };
}

function cognitoKey(name: string, amr: readonly string[], poolId: string): KeyValue {
  switch (name) {
    case 'aud':
      return { kind: 'single', value: poolId };
    case 'amr':
      return { kind: 'multi', values: amr };
    case 'sub':
      return { kind: 'unknown', form: `${poolRegionOf(poolId)}:????????-????-????-????-????????????` };
    default:
      return { kind: 'absent' };
  }
}

/**
 * Pools that are not this one: one that is like no other, and those that differ from this one in one digit, which a pattern for this pool may match.
 */
export function strangePools(poolId: string): string[] {
  const start = poolId.indexOf(':') + 1;
  const near = Array.from(poolId).flatMap((digit, index) =>
    index < start || digit === '-' ? [] : [`${poolId.slice(0, index)}${digit === '0' ? '1' : '0'}${poolId.slice(index + 1)}`],
  );
  return [`${poolId.slice(0, start)}ffffffff-ffff-4fff-bfff-ffffffffffff`, ...near];
}
