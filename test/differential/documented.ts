/**
 * The sign-in as AWS documents it, written a second time: straight from the pages, in the shapes of the API, and without a line of the tool.
 * What the pages leave open is tried in every way, one way at a time; a sign-in has every outcome that one of the ways leads to.
 *
 * Pages: Cognito developer guide, "Role-based access control", "SAML identity providers (identity pools)", "Identity pools authentication flow";
 * API reference, GetCredentialsForIdentity; RFC 7519 on exp and nbf.
 */
import type { IdentityPool, RoleMapping } from '@aws-sdk/client-cognito-identity';

export interface Pool {
  readonly configuration: IdentityPool;
  readonly roles: Readonly<Record<string, string>>;
  readonly mappings: Readonly<Record<string, RoleMapping>>;
}

export interface SignIn {
  /** undefined: a guest. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** The key of the mapping under which it signs in, if the pool knows it; undefined: the pool does not take the token. */
  readonly provider: string | undefined;
  readonly customRoleArn: string | undefined;
  /** Seconds since the epoch. */
  readonly now: number;
}

export const REFUSED = 'refused';

/** Every role that Cognito may choose, and `refused` if it may refuse. */
export function documentedOutcomes(pool: Pool, signIn: SignIn): Set<string> {
  const { claims, provider, customRoleArn, now } = signIn;
  if (claims === undefined) {
    if (pool.configuration.AllowUnauthenticatedIdentities !== true) return new Set([REFUSED]);
    const guest = pool.roles['unauthenticated'];
    if (guest === undefined) return new Set([REFUSED]);
    // "Optional for identity providers that do not support role customization": no word on what becomes of it.
    return new Set(customRoleArn === undefined ? [guest] : [guest, REFUSED]);
  }
  if (provider === undefined || claims['token_use'] === 'access' || Number(claims['exp']) <= now) return new Set([REFUSED]);
  const chosen = chooseSignedIn(pool, provider, claims, customRoleArn);
  if (Number(claims['nbf']) > now) chosen.add(REFUSED);
  return chosen;
}

function chooseSignedIn(pool: Pool, provider: string, claims: Readonly<Record<string, unknown>>, custom: string | undefined): Set<string> {
  const byDefault = pool.roles['authenticated'] ?? REFUSED;
  const mapping = Object.hasOwn(pool.mappings, provider) ? pool.mappings[provider] : undefined;
  const isSaml = provider.includes(':saml-provider/');
  const samlRoles = isSaml ? rolesOfAssertion(claims) : [];
  if (mapping === undefined) {
    if (samlRoles.length > 0) {
      const own = pool.roles['authenticated'] === undefined ? [] : [byDefault];
      return new Set([...assertionOutcomes(samlRoles, custom), ...own]);
    }
    return new Set(custom === undefined ? [byDefault] : [byDefault, REFUSED]);
  }
  const ambiguous = {
    AuthenticatedRole: [byDefault],
    Deny: [REFUSED],
    unset: [byDefault, REFUSED],
  }[mapping.AmbiguousRoleResolution ?? 'unset'];
  if (mapping.Type === 'Rules')
    return byRules(mapping.RulesConfiguration?.Rules ?? [], seenClaims(pool, provider, claims), ambiguous, custom);
  const byToken = tokenOutcomes(claims, ambiguous, custom);
  if (samlRoles.length > 0) return new Set([...assertionOutcomes(samlRoles, custom), ...(custom === undefined ? byToken : [])]);
  if (provider.startsWith('cognito-idp.') || isSaml) return byToken;
  // Roles in the token are documented of user pools alone.
  const hasRoleClaims = 'cognito:preferred_role' in claims || 'cognito:roles' in claims;
  return new Set(hasRoleClaims ? [...byToken, ...ambiguous] : byToken);
}

/** "Token claims to use in rule-based mapping": of two providers, three claims each; undefined: the page is silent on the provider. */
function seenClaims(
  pool: Pool,
  provider: string,
  claims: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  if (provider === 'www.amazon.com' || provider === 'graph.facebook.com')
    return {
      iss: provider,
      aud: pool.configuration.SupportedLoginProviders?.[provider],
      ...('sub' in claims ? { sub: claims['sub'] } : {}),
    };
  const isKnown =
    provider.startsWith('cognito-idp.') || provider.startsWith('arn:') || ['accounts.google.com', 'appleid.apple.com'].includes(provider);
  return isKnown ? claims : undefined;
}

function rolesOfAssertion(claims: Readonly<Record<string, unknown>>): string[] {
  return [claims['https://aws.amazon.com/SAML/Attributes/Role']]
    .flat()
    .filter((pair): pair is string => typeof pair === 'string')
    .flatMap((pair) => pair.split(','))
    .filter((part) => part.includes(':role/'));
}

/** "If multiple roles are received in the SAML assertion, the optional customRoleArn parameter should be populated." */
function assertionOutcomes(roles: readonly string[], custom: string | undefined): string[] {
  if (custom !== undefined) return [roles.includes(custom) ? custom : REFUSED];
  return roles.length === 1 ? [...roles] : [...roles, REFUSED];
}

/** "Using tokens to assign roles to users". */
function tokenOutcomes(claims: Readonly<Record<string, unknown>>, ambiguous: readonly string[], custom: string | undefined): Set<string> {
  const roles = claims['cognito:roles'];
  if (custom !== undefined) {
    const allowed = roles === undefined ? [] : typeof roles === 'string' ? roles.split(',') : roles;
    if (!Array.isArray(allowed)) return new Set([custom, REFUSED]);
    if (allowed.includes(custom)) return new Set([custom]);
    // Whether the names of roles are compared with regard to case is not said.
    const isAlike = allowed.some((role) => String(role).toLowerCase() === custom.toLowerCase());
    return new Set(isAlike ? [custom, REFUSED] : [REFUSED]);
  }
  const preferred = claims['cognito:preferred_role'];
  if (preferred === undefined) return new Set(ambiguous);
  const isRole = typeof preferred === 'string' && /^arn:[^:]+:iam::\d{12}:role\/./.test(preferred);
  return isRole ? new Set([preferred]) : new Set([REFUSED, ...ambiguous]);
}

type Rule = NonNullable<NonNullable<RoleMapping['RulesConfiguration']>['Rules']>[number];

/** "Rules are evaluated in order, and the IAM role for the first matching rule is used, unless CustomRoleArn is specified to override the order." */
function byRules(
  rules: readonly Rule[],
  claims: Readonly<Record<string, unknown>> | undefined,
  ambiguous: readonly string[],
  custom: string | undefined,
): Set<string> {
  const outcomes = new Set<string>();
  const add = (match: (rule: Rule) => boolean): void => {
    if (custom !== undefined && rules.some((rule) => rule.RoleARN === custom && match(rule))) {
      outcomes.add(custom);
      return;
    }
    if (custom !== undefined) outcomes.add(REFUSED);
    const first = rules.find(match);
    for (const outcome of first === undefined ? ambiguous : [String(first.RoleARN)]) outcomes.add(outcome);
  };
  if (claims === undefined) {
    for (let chosen = 0; chosen < 2 ** rules.length; chosen += 1) add((rule) => (chosen & (2 ** rules.indexOf(rule))) !== 0);
    return outcomes;
  }
  for (const machine of MACHINES) add((rule) => doesMatch(rule, claims, machine));
  return outcomes;
}

/** One way in which Cognito may be built. */
interface Machine {
  readonly fold: (text: string) => string;
  readonly foldName: (name: string) => string;
  readonly list: (entries: readonly string[], value: (entry: string) => boolean, isNegated: boolean) => boolean;
  readonly number: (number: number) => string | undefined;
  readonly boolean: (boolean: boolean) => string | undefined;
  readonly object: (object: unknown) => string | undefined;
}

const same = (text: string): string => text;
const lower = (text: string): string => text.toLowerCase();
const joined =
  (join: (entries: readonly string[]) => string): Machine['list'] =>
  (entries, test) =>
    test(join(entries));
const LISTS: readonly Machine['list'][] = [
  () => false,
  (entries, test, isNegated) => (isNegated ? entries.every(test) : entries.some(test)),
  (entries, test) => entries.some(test),
  (entries, test) => entries.slice(0, 1).some(test),
  (entries, test) => entries.slice(-1).some(test),
  joined((entries) => entries.join(',')),
  joined((entries) => entries.join(', ')),
  joined((entries) => entries.join(' ')),
  joined((entries) => `[${entries.join(', ')}]`),
  joined((entries) => `[${entries.join(',')}]`),
  joined((entries) => JSON.stringify(entries)),
];

const MACHINES: readonly Machine[] = [same, lower].flatMap((fold) =>
  [same, lower].flatMap((foldName) =>
    LISTS.flatMap((list) =>
      [() => undefined, String, (number: number) => (Number.isInteger(number) ? `${String(number)}.0` : String(number))].flatMap((number) =>
        [() => undefined, String].flatMap((boolean) =>
          [() => undefined, (object: unknown) => JSON.stringify(object)].map((object) => ({
            fold,
            foldName,
            list,
            number,
            boolean,
            object,
          })),
        ),
      ),
    ),
  ),
);

function doesMatch({ Claim = '', MatchType, Value = '' }: Rule, claims: Readonly<Record<string, unknown>>, machine: Machine): boolean {
  const name = Claim in claims ? Claim : Object.keys(claims).find((other) => machine.foldName(other) === machine.foldName(Claim));
  // "If the match type is NotEqual and the claim doesn't exist, the rule is not evaluated."
  if (name === undefined) return false;
  const [value, isNegated] = [machine.fold(Value), MatchType === 'NotEqual'];
  const test = (raw: string): boolean => {
    const text = machine.fold(raw);
    if (MatchType === 'Equals') return text === value;
    if (MatchType === 'NotEqual') return text !== value;
    return MatchType === 'Contains' ? text.includes(value) : text.startsWith(value);
  };
  const claim = claims[name];
  if (typeof claim === 'string') return test(claim);
  if (Array.isArray(claim)) return machine.list(claim.map(String), test, isNegated);
  const text =
    typeof claim === 'number' ? machine.number(claim) : typeof claim === 'boolean' ? machine.boolean(claim) : machine.object(claim);
  return text !== undefined && test(text);
}
