/** Owns which of a pool's providers a token is of, by its issuer and its audience or by the name that was given. */
import { isAwaitedClientId } from '../../core/desire/desired-state';
import { providerNamesOf } from '../../core/rules/identity-provider';
import { LOGIN_PROVIDER_NAMES, LOGIN_PROVIDERS } from '../../core/rules/provider-name';
import type { PoolConfiguration } from '../../core/state';
import type { Claims } from './comparison';

export type FoundProvider = { readonly provider: string; readonly notes: readonly string[] } | { readonly problem: string };

/** How a name is shown to people: as it is, or, where only a deployment knows a part of it, as the template has it. */
export type Show = (text: string) => string;

/** As Cognito spells it, as it is shown, or as a template does (`Google`); a user pool without a client where the pool has one client of it. */
export const namedProvider = (name: string, pool: PoolConfiguration, show: Show): FoundProvider => {
  const loginProvider = LOGIN_PROVIDER_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
  if (loginProvider !== undefined) return { provider: LOGIN_PROVIDERS[loginProvider], notes: [] };
  const known = providerNamesOf(pool, 'mapping');
  const spelled = known.find((provider) => provider === name || show(provider) === name);
  if (spelled !== undefined) return { provider: spelled, notes: [] };
  const ofUserPool = known.filter((provider) =>
    [provider, show(provider)].some((text) => text.startsWith(`${name}:`) || text.includes(`/${name}:`)),
  );
  const [only, ...others] = ofUserPool;
  if (only !== undefined && others.length === 0) return { provider: only, notes: [] };
  if (only !== undefined)
    return { problem: `The pool has several app clients of that user pool. Give one of: ${ofUserPool.map(show).join(', ')}` };
  return { problem: `The pool has no provider of that name. ${list(known, show)}` };
};

/** Where the issuer is not one of the pool's, its name as Cognito would spell it, for the answer to be that the pool lacks it. */
export const providerOf = (claims: Claims, pool: PoolConfiguration, show: Show): FoundProvider => {
  const { iss } = claims;
  if (typeof iss !== 'string' || iss === '') {
    const known = providerNamesOf(pool, 'mapping');
    const [only, ...others] = known;
    if (only !== undefined && others.length === 0)
      return { provider: only, notes: ["No issuer is told: taken for the pool's only provider."] };
    return { problem: `Nothing says who issued the claims. Give --provider NAME. ${list(known, show)}` };
  }
  const issuer = iss.replace(/^https:\/\//, '').replace(/\/$/, '');
  const loginProvider = LOGIN_ISSUERS.get(issuer);
  if (loginProvider !== undefined && Object.hasOwn(pool.loginProviders, loginProvider))
    return { provider: loginProvider, notes: audienceNotes(claims, pool.loginProviders[loginProvider]) };
  const audiences = audiencesOf(claims);
  const ofUserPool = pool.userPoolClients.filter(({ providerName }) => providerName === issuer);
  const client =
    ofUserPool.find(({ clientId }) => audiences.includes(clientId)) ?? ofUserPool.find(({ clientId }) => isAwaitedClientId(clientId));
  if (client !== undefined) return { provider: `${issuer}:${client.clientId}`, notes: [] };
  const arn = pool.openIdConnectProviderArns.find((candidate) => candidate.slice(candidate.indexOf(OIDC) + OIDC.length) === issuer);
  if (arn !== undefined) return { provider: arn, notes: [] };
  return { provider: loginProvider ?? (issuer.startsWith('cognito-idp.') ? `${issuer}:${audiences[0] ?? '?'}` : issuer), notes: [] };
};

const OIDC = ':oidc-provider/';

const LOGIN_ISSUERS = new Map<string, string>(
  Object.entries({
    'accounts.google.com': LOGIN_PROVIDERS.Google,
    'appleid.apple.com': LOGIN_PROVIDERS.Apple,
    'www.facebook.com': LOGIN_PROVIDERS.Facebook,
    'facebook.com': LOGIN_PROVIDERS.Facebook,
    'www.amazon.com': LOGIN_PROVIDERS.Amazon,
  }),
);

/** An ID token has `aud`; a user pool's access token has `client_id`. */
const audiencesOf = ({ aud, client_id: clientId }: Claims): string[] =>
  [aud, clientId].flat().filter((audience): audience is string => typeof audience === 'string');

const audienceNotes = (claims: Claims, applicationId: string | undefined): string[] =>
  applicationId === undefined || audiencesOf(claims).includes(applicationId)
    ? []
    : ['The token is for another application id than the pool has for this provider: Cognito may refuse it.'];

const list = (names: readonly string[], show: Show): string =>
  names.length === 0 ? 'The pool has none at all.' : `The pool has: ${names.map(show).join(', ')}`;
