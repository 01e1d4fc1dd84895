/** Which of a pool's providers a token is of, by its issuer and its audience, and what about the two the pool does not take. */
import { isAwaitedClientId } from '../../core/desire/desired-state';
import { providerNamesOf } from '../../core/rules/identity-provider';
import { LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS } from '../../core/rules/provider-name';
import type { PoolConfiguration } from '../../core/state';
import type { Claims } from './comparison';
import { canBe } from './open-values';
import type { Refusal } from './outcome';
import { kindOf } from './provider-kind';
import type { NamedPool } from './question';
import { quoted } from './quoted';
import { audienceMissing, noProviders, providerNotInPool, wrongAudience, wrongIssuer } from './refusals';
import type { TokenClaims } from './token';

export type FoundProvider = OneProvider | SeveralProviders | { readonly kind: 'problem'; readonly problem: string };

export interface OneProvider {
  readonly kind: 'one';
  readonly provider: string;
  /** Why Cognito refuses the token, though it is clear whose it is. */
  readonly refusal?: Refusal;
  readonly notes: readonly string[];
}

/** Only a deployment knows which of them the token is of. */
export interface SeveralProviders {
  readonly kind: 'several';
  readonly providers: readonly string[];
}

type Asked = Pick<NamedPool, 'pool' | 'show' | 'knownParts'>;

/** @param name what --provider names: the key of Logins under which the app sends the token. */
export function findProvider(token: Pick<TokenClaims, 'claims' | 'isToken'>, asked: Asked, name: string | undefined): FoundProvider {
  const byToken = providerOf(token, asked);
  if (name === undefined) return byToken;
  const named = namedProvider(name, asked);
  if (named.kind !== 'one') return named;
  const verdict = judge(named.provider, token, asked);
  if (verdict.is !== 'not') return verdict.is === 'it' ? named : { ...named, notes: [takenFor(named.provider, asked)] };
  const { show } = asked;
  // The key of Logins names the user pool and no app client: which client it is, the token says.
  if (byToken.kind === 'one' && byToken.refusal === undefined && userPoolOf(byToken.provider) === userPoolOf(named.provider))
    return {
      ...byToken,
      notes: [
        ...byToken.notes,
        `--provider names ${show(named.provider)}, and the token is for ${show(byToken.provider)}: Cognito goes by the token.`,
      ],
    };
  const isOfAnother = byToken.kind === 'one' && byToken.provider !== named.provider;
  return {
    ...named,
    refusal: verdict.refusal,
    notes: isOfAnother
      ? [`--provider names ${show(named.provider)}, and the token is of ${show(byToken.provider)}: the two do not belong together.`]
      : [],
  };
}

function userPoolOf(provider: string): string {
  return kindOf(provider) === 'user pool' ? provider.slice(0, provider.lastIndexOf(':')) : provider;
}

/** As Cognito spells it, as it is shown, or as a template does (`Google`); a user pool without a client if the pool has one client of it. */
function namedProvider(name: string, { pool, show }: Asked): FoundProvider {
  const loginProvider = LOGIN_PROVIDER_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
  if (loginProvider !== undefined) return one(LOGIN_PROVIDERS[loginProvider]);
  const known = providerNamesOf(pool, 'mapping');
  const spelled = known.find((provider) => provider === name || show(provider) === name);
  if (spelled !== undefined) return one(spelled);
  const ofUserPool = known.filter((provider) =>
    [provider, show(provider)].some((text) => text.startsWith(`${name}:`) || text.includes(`/${name}:`)),
  );
  const [only, ...others] = ofUserPool;
  if (only !== undefined && others.length === 0) return one(only);
  if (only !== undefined) return problem(`The pool has several app clients of that user pool. ${oneOf(ofUserPool, show)}`);
  return problem(`The pool has no provider of that name. ${oneOf(known, show)}`);
}

function one(provider: string, notes: readonly string[] = []): OneProvider {
  return { kind: 'one', provider, notes };
}

function problem(text: string): FoundProvider {
  return { kind: 'problem', problem: text };
}

function providerOf(token: Pick<TokenClaims, 'claims' | 'isToken'>, asked: Asked): FoundProvider {
  const { pool, show } = asked;
  const known = providerNamesOf(pool, 'mapping');
  const issuer = issuerOf(token.claims);
  if (known.length === 0) return { ...one(issuer ?? 'none'), refusal: noProviders };
  if (issuer === undefined) {
    const [only, ...others] = known;
    if (only !== undefined && others.length === 0)
      return one(only, ["The claims do not say who issued them: taken for the pool's only provider."]);
    return problem(`The claims do not say who issued them: "iss" is missing or not a text. ${oneOf(known, show)}`);
  }
  const verdicts = known
    .filter((provider) => !['SAML', 'undocumented'].includes(kindOf(provider)))
    .map((provider) => ({ provider, verdict: judge(provider, token, asked) }));
  const certain = verdicts.find(({ verdict }) => verdict.is === 'it');
  if (certain !== undefined) return one(certain.provider, audienceNotes(certain.provider));
  const maybe = verdicts.filter(({ verdict }) => verdict.is === 'maybe');
  const [first, ...others] = mostLikely(maybe, token.claims, asked);
  if (first !== undefined && others.length === 0) return one(first.provider, [takenFor(first.provider, asked)]);
  if (first !== undefined) return { kind: 'several', providers: [first, ...others].map(({ provider }) => provider) };
  return refusedBy(verdicts, token.claims, issuer);
}

/**
 * App clients have ids of their own, so a client whose id is known to be the audience is the one, whatever its user pool turns out to be.
 * An OpenID Connect provider that nothing is known of is thought of last: tokens of user pools and of Google have providers of their own.
 */
function mostLikely<Candidate extends { readonly provider: string }>(
  candidates: readonly Candidate[],
  claims: Claims,
  { pool }: Asked,
): readonly Candidate[] {
  const audiences = audiencesOf(claims);
  const byAudience = candidates.filter(({ provider }) => audiences.includes(expectationOf(provider, pool)?.audience ?? ''));
  const ofOwnKind = candidates.filter(({ provider }) => !provider.includes(OIDC));
  return [byAudience, ofOwnKind].find(({ length }) => length > 0) ?? candidates;
}

function issuerOf({ iss }: Claims): string | undefined {
  return typeof iss === 'string' && iss !== '' ? iss : undefined;
}

/** The refusal of the provider that comes closest; the provider is named as Cognito would spell it. */
function refusedBy(
  verdicts: readonly { readonly provider: string; readonly verdict: Verdict }[],
  claims: Claims,
  issuer: string,
): OneProvider {
  const refusals = verdicts.flatMap(({ provider, verdict }) => (verdict.is === 'not' ? [{ provider, ...verdict }] : []));
  const audience = refusals.find(({ differs }) => differs === 'audience');
  const near = audience ?? refusals.find(({ differs }) => differs === 'slash');
  const host = issuer.replace(/^https:\/\//, '');
  const aud = audiencesOf(claims)[0] ?? '?';
  const provider =
    near === undefined || kindOf(near.provider) === 'user pool'
      ? (LOGIN_ISSUERS.get(issuer) ?? (host.startsWith('cognito-idp.') ? `${host}:${aud}` : host))
      : near.provider;
  return { ...one(provider), refusal: near?.refusal ?? providerNotInPool(provider) };
}

type Verdict =
  { readonly is: 'it' | 'maybe' } | { readonly is: 'not'; readonly differs: 'issuer' | 'slash' | 'audience'; readonly refusal: Refusal };

/** Whether a token is of one provider, as far as its claims say who issued it and for whom. */
function judge(provider: string, { claims, isToken }: Pick<TokenClaims, 'claims' | 'isToken'>, asked: Asked): Verdict {
  const issuer = issuerOf(claims);
  const expected = expectationOf(provider, asked.pool);
  if (expected === undefined) return { is: 'it' };
  const isUrlOpen = isOpenUrl(provider, asked);
  if (issuer !== undefined && !isIssuer(issuer, expected, isUrlOpen, provider))
    return {
      is: 'not',
      differs: `${expected.url}/` === issuer || expected.url === `${issuer}/` ? 'slash' : 'issuer',
      refusal: wrongIssuer(issuer, asked.show(expected.url)),
    };
  const audiences = audiencesOf(claims);
  if (claims['aud'] === undefined && isToken && expected.isOpenId) return { is: 'not', differs: 'audience', refusal: audienceMissing };
  const isAudienceOpen = expected.audience !== undefined && isOpen(expected.audience, asked);
  if (expected.audience !== undefined && audiences.length > 0 && !isAudience(expected.audience, audiences, asked))
    return { is: 'not', differs: 'audience', refusal: audienceRefusal(provider, audiences, asked) };
  return { is: isUrlOpen || isAudienceOpen ? 'maybe' : 'it' };
}

interface Expectation {
  readonly url: string;
  readonly issuers: readonly string[];
  /** Left out: it is not the pool that knows the audience. */
  readonly audience?: string;
  /** Whether the provider issues ID tokens, which have to name their audience. */
  readonly isOpenId: boolean;
}

/** undefined: Cognito does not know the provider by an issuer. */
function expectationOf(provider: string, pool: PoolConfiguration): Expectation | undefined {
  const client = pool.userPoolClients.find(({ providerName, clientId }) => `${providerName}:${clientId}` === provider);
  if (client !== undefined) {
    const url = `https://${client.providerName}`;
    return { url, issuers: [url], audience: client.clientId, isOpenId: true };
  }
  if (provider.includes(OIDC)) {
    const url = `https://${provider.slice(provider.indexOf(OIDC) + OIDC.length)}`;
    return { url, issuers: [url], isOpenId: true };
  }
  const issuers = [...LOGIN_ISSUERS].filter(([, name]) => name === provider).map(([issuer]) => issuer);
  const [url] = issuers;
  if (url === undefined) return undefined;
  const audience = pool.loginProviders[provider];
  return { url, issuers, ...(audience === undefined ? {} : { audience }), isOpenId: kindOf(provider) === 'open' };
}

const OIDC = ':oidc-provider/';

/** As the tokens have them, letter by letter, the most usual one first. */
const LOGIN_ISSUERS: ReadonlyMap<string, string> = new Map([
  ['https://accounts.google.com', LOGIN_PROVIDERS.Google],
  ['accounts.google.com', LOGIN_PROVIDERS.Google],
  ['https://appleid.apple.com', LOGIN_PROVIDERS.Apple],
  ['https://www.facebook.com', LOGIN_PROVIDERS.Facebook],
  ['https://facebook.com', LOGIN_PROVIDERS.Facebook],
  ['graph.facebook.com', LOGIN_PROVIDERS.Facebook],
  ['https://www.amazon.com', LOGIN_PROVIDERS.Amazon],
  ['www.amazon.com', LOGIN_PROVIDERS.Amazon],
]);

function isIssuer(issuer: string, { issuers }: Expectation, isUrlOpen: boolean, provider: string): boolean {
  if (!isUrlOpen) return issuers.includes(issuer);
  // A user pool that is not known yet may be of any region.
  return issuer.startsWith(kindOf(provider) === 'user pool' ? 'https://cognito-idp.' : 'https://');
}

/** An ARN may have an unknown account and a known URL. */
function isOpenUrl(provider: string, { knownParts }: Asked): boolean {
  const parts = knownParts(kindOf(provider) === 'user pool' ? userPoolOf(provider) : provider);
  return parts.length > 1 && parts.at(-1)?.includes(OIDC) !== true;
}

function isOpen(text: string, { knownParts }: Pick<Asked, 'knownParts'>): boolean {
  return isAwaitedClientId(text) || knownParts(text).length > 1;
}

function isAudience(expected: string, audiences: readonly string[], { knownParts }: Asked): boolean {
  return isAwaitedClientId(expected) || audiences.some((audience) => canBe(knownParts(expected), audience));
}

function audienceRefusal(provider: string, audiences: readonly string[], { pool, show }: Asked): Refusal {
  const found = audiences.map(quoted).join(', ');
  if (kindOf(provider) !== 'user pool')
    return wrongAudience(
      kindOf(provider) === 'narrow' ? 'access' : 'application',
      `application ${found}`,
      `application ${quoted(show(pool.loginProviders[provider] ?? ''))} for this provider`,
    );
  const clients = pool.userPoolClients.filter(({ providerName }) => providerName === userPoolOf(provider));
  return wrongAudience(
    'client',
    `app client ${found}`,
    `of this user pool ${clients.length === 1 ? 'app client' : 'app clients'} ${clients.map(({ clientId }) => quoted(show(clientId))).join(', ')}`,
  );
}

/** An ID token has `aud`; a user pool's access token has `client_id`. */
function audiencesOf({ aud, client_id: clientId }: Claims): string[] {
  return [aud, clientId].flat().filter((audience): audience is string => typeof audience === 'string');
}

function audienceNotes(provider: string): string[] {
  return provider.includes(OIDC)
    ? [
        'The audience was not checked: the client ids are on the IAM OIDC provider, which is not read here. Cognito refuses another audience.',
      ]
    : [];
}

function takenFor(provider: string, { show }: Asked): string {
  return `Only a deployment knows all of ${show(provider)}: the token is taken to be of this provider.`;
}

/** A shell would take `${Client}` of a template for a variable of its own. */
function oneOf(names: readonly string[], show: NamedPool['show']): string {
  return names.length === 0
    ? 'It has none.'
    : `Fix: Give --provider with one of these names, whole and in single quotes: ${names.map(show).join(', ')}`;
}
