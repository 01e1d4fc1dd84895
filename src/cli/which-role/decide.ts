/** Owns which role somebody gets who signs in at an identity pool, or comes as a guest, by what Cognito documents of the enhanced flow; pure. */
import type { PoolConfiguration, RoleArn, RoleAssignments, RoleMapping } from '../../core/state';
import { providerNamesOf } from '../../core/rules/identity-provider';
import { byRules } from './by-rules';
import { bySamlRoles, byToken } from './by-token';
import type { Claims } from './comparison';
import { denied, role, toDecision, type Decision, type Finding, type Outcome } from './outcome';
import { comparableClaims, kindOf, SAML_ROLE_CLAIM } from './provider-kind';
import { quoted } from './quoted';

export interface Question {
  readonly pool: Pick<
    PoolConfiguration,
    | 'allowUnauthenticatedIdentities'
    | 'loginProviders'
    | 'userPoolClients'
    | 'openIdConnectProviderArns'
    | 'samlProviderArns'
    | 'developerProviderName'
  >;
  readonly assignments: RoleAssignments;
  readonly who: Guest | SignedIn;
  /** CustomRoleArn of GetCredentialsForIdentity. */
  readonly customRole?: RoleArn;
}

export interface Guest {
  readonly kind: 'guest';
}

export interface SignedIn {
  readonly kind: 'signed in';
  /** As Cognito spells it, and as the key of a mapping: a user pool's ends in `:CLIENT`. */
  readonly provider: string;
  readonly claims: Claims;
}

export const decide = (question: Question): Decision =>
  toDecision(question.who.kind === 'guest' ? guest(question) : signedIn(question, question.who));

const guest = ({ pool, assignments, customRole }: Question): Finding => {
  if (!pool.allowUnauthenticatedIdentities)
    return settled(denied('the pool does not let guests in'), 'AllowUnauthenticatedIdentities is off');
  const { unauthenticated } = assignments.roles;
  if (unauthenticated === undefined) return settled(denied('the pool has no role for guests'), 'the pool has no unauthenticated role');
  const byDefault = settled(role(unauthenticated), 'guests get the unauthenticated role');
  return customRole === undefined ? byDefault : withUnforeseenRequest(byDefault);
};

const signedIn = (question: Question, { provider, claims }: SignedIn): Finding => {
  const { pool, assignments, customRole } = question;
  if (!isOfPool(question, provider))
    return settled(denied(`the pool has no provider ${quoted(provider)}`), `${quoted(provider)} is not among the pool's providers`);
  const mapping = Object.hasOwn(assignments.mappings, provider) ? assignments.mappings[provider] : undefined;
  if (mapping === undefined) return withoutMapping(question, provider, claims);
  const ambiguous = whereAmbiguous(mapping, assignments);
  if (mapping.type === 'Rules') {
    const known = kindOf(provider) === 'undocumented' ? undefined : comparableClaims(provider, claims, pool.loginProviders[provider]);
    return withResolution(byRules(mapping.rules ?? [], known, ambiguous, customRole, lackOf(provider)), mapping);
  }
  const found = byToken(claims, ambiguous, customRole);
  switch (kindOf(provider)) {
    case 'user pool':
      return withResolution(found, mapping);
    case 'SAML':
      return withResolution(bySamlRoles(claims, found, customRole), mapping);
    default:
      return withResolution(namesRoles(claims) ? onlyIfHeeded(found, ambiguous) : found, mapping);
  }
};

const lackOf = (provider: string): string =>
  kindOf(provider) === 'narrow' ? 'of this provider Cognito offers iss, aud and sub alone, and no claim' : 'the token has no claim';

const isOfPool = ({ pool }: Question, provider: string): boolean => providerNamesOf({ name: '', ...pool }, 'mapping').includes(provider);

const withoutMapping = ({ assignments, customRole }: Question, provider: string, claims: Claims): Finding => {
  const byDefault: Finding = {
    possible: [defaultRole(assignments)],
    why: 'the provider has no mapping, so that the authenticated role is used',
    trail: [],
  };
  if (kindOf(provider) === 'SAML' && Object.hasOwn(claims, SAML_ROLE_CLAIM)) {
    const found = bySamlRoles(claims, byDefault, customRole);
    // A pool for SAML alone needs no role of its own, says the documentation; which comes first where it has one, it does not.
    return assignments.roles.authenticated === undefined || found === byDefault
      ? found
      : {
          ...found,
          possible: [...found.possible, ...byDefault.possible],
          why: `${found.why}, and whether it comes before the authenticated role is not documented`,
        };
  }
  return customRole === undefined ? byDefault : withUnforeseenRequest(byDefault);
};

const defaultRole = ({ roles }: RoleAssignments): Outcome =>
  roles.authenticated === undefined ? denied('the pool has no authenticated role') : role(roles.authenticated);

/** "Optional for identity providers that do not support role customization" is all that is said. */
const withUnforeseenRequest = (finding: Finding): Finding => ({
  ...finding,
  possible: [...finding.possible, denied('a role was asked for where there is no choice')],
  why: `${finding.why}; a role was asked for, and whether Cognito heeds or refuses that here is not documented`,
});

/** AmbiguousRoleResolution is required by its documentation, not by the API: an observed mapping may lack it. */
const whereAmbiguous = ({ ambiguousRoleResolution }: RoleMapping, assignments: RoleAssignments): readonly Outcome[] => {
  const refusal = denied('AmbiguousRoleResolution is Deny');
  switch (ambiguousRoleResolution) {
    case 'Deny':
      return [refusal];
    case 'AuthenticatedRole':
      return [defaultRole(assignments)];
    default:
      return [defaultRole(assignments), refusal];
  }
};

const withResolution = (finding: Finding, { ambiguousRoleResolution }: RoleMapping): Finding => ({
  ...finding,
  trail: [
    ...finding.trail,
    {
      what: 'AmbiguousRoleResolution',
      result: finding.isAmbiguous === true ? 'used' : 'not used',
      why:
        ambiguousRoleResolution === undefined
          ? 'it is not set, which the documentation does not allow'
          : `it is ${ambiguousRoleResolution}`,
    },
  ],
});

const namesRoles = (claims: Claims): boolean => Object.hasOwn(claims, 'cognito:preferred_role') || Object.hasOwn(claims, 'cognito:roles');

/** Only a user pool's token is documented to carry roles; another issuer may write the same claims. */
const onlyIfHeeded = (found: Finding, ambiguous: readonly Outcome[]): Finding => ({
  ...found,
  possible: [...found.possible, ...ambiguous],
  why: `${found.why}, but whether Cognito heeds this claim of a provider that is no user pool is not documented`,
});

const settled = (outcome: Outcome, why: string): Finding => ({ possible: [outcome], why, trail: [] });
