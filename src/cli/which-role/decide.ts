/** Which role Cognito chooses for somebody who signs in at an identity pool, or comes as a guest, by what it documents of the enhanced flow. */
import type { RoleAssignments, RoleMapping } from '../../core/state';
import { providerNamesOf } from '../../core/rules/identity-provider';
import { byRules } from './by-rules';
import { bySamlRoles, bySamlRolesAlone, byToken } from './by-token';
import type { Claims } from './comparison';
import { role, toDecision, type Decision, type Finding, type Outcome } from './outcome';
import { comparableClaims, kindOf, SAML_ROLE_CLAIM } from './provider-kind';
import type { Question, SignedIn } from './question';
import { quoted } from './quoted';
import { askedWithoutChoice, guestsAreOff, noAuthenticatedRole, noGuestRole, providerNotInPool, resolutionIsDeny } from './refusals';

export function decide(question: Question): Decision {
  return toDecision(question.who.kind === 'guest' ? guest(question) : signedIn(question, question.who));
}

function guest({ pool, assignments, customRole }: Question): Finding {
  if (!pool.allowUnauthenticatedIdentities) return settled(guestsAreOff, 'AllowUnauthenticatedIdentities is off');
  const { unauthenticated } = assignments.roles;
  if (unauthenticated === undefined) return settled(noGuestRole, 'the pool has no unauthenticated role');
  const byDefault = settled(role(unauthenticated), 'guests get the unauthenticated role');
  return customRole === undefined ? byDefault : withUnforeseenRequest(byDefault);
}

function allKnown(text: string): readonly string[] {
  return [text];
}

function signedIn(question: Question, { provider, claims }: SignedIn): Finding {
  const { pool, assignments, customRole, knownParts = allKnown } = question;
  if (!isOfPool(question, provider)) return settled(providerNotInPool(provider), `${quoted(provider)} is not among the pool's providers`);
  const mapping = Object.hasOwn(assignments.mappings, provider) ? assignments.mappings[provider] : undefined;
  if (mapping === undefined) return withoutMapping(question, provider, claims);
  const ambiguous = whereAmbiguous(mapping, assignments);
  if (mapping.type === 'Rules') {
    const known = kindOf(provider) === 'undocumented' ? undefined : comparableClaims(provider, claims, pool.loginProviders[provider]);
    const { rules = [] } = mapping;
    const lack = lackOf(provider);
    const openClaims = Object.keys(known ?? {}).filter((name) => name === 'aud' && knownParts(String(known?.[name])).length > 1);
    return withResolution(byRules({ rules, claims: known, openClaims, ifNoneMatches: ambiguous, customRole, lack, knownParts }), mapping);
  }
  const found = byToken(claims, ambiguous, customRole);
  switch (kindOf(provider)) {
    case 'user pool':
      return withResolution(found, mapping);
    case 'SAML':
      return withResolution(bySamlRoles(claims, found, customRole), mapping);
    default:
      return withResolution(namesRoles(claims) ? onlyIfUsed(found, ambiguous) : found, mapping);
  }
}

function lackOf(provider: string): string {
  return kindOf(provider) === 'narrow' ? 'of this provider Cognito offers iss, aud and sub alone, and no claim' : 'the token has no claim';
}

function isOfPool({ pool }: Question, provider: string): boolean {
  return providerNamesOf({ name: '', ...pool }, 'mapping').includes(provider);
}

function withoutMapping({ assignments, customRole }: Question, provider: string, claims: Claims): Finding {
  const byDefault: Finding = {
    possible: [defaultRole(assignments)],
    why: 'the provider has no mapping, so that the authenticated role is used',
    trail: [],
  };
  if (kindOf(provider) === 'SAML' && Object.hasOwn(claims, SAML_ROLE_CLAIM)) {
    if (assignments.roles.authenticated === undefined) return bySamlRolesAlone(claims, byDefault, customRole);
    const found = bySamlRoles(claims, byDefault, customRole);
    if (found !== byDefault) return customRole === undefined ? found : orByDefault(found, byDefault);
  }
  return customRole === undefined ? byDefault : withUnforeseenRequest(byDefault);
}

function orByDefault(found: Finding, byDefault: Finding): Finding {
  return {
    ...found,
    possible: [...found.possible, ...byDefault.possible],
    why: `${found.why}, and whether it comes before the authenticated role is not documented`,
  };
}

function defaultRole({ roles }: RoleAssignments): Outcome {
  return roles.authenticated === undefined ? noAuthenticatedRole : role(roles.authenticated);
}

/** "Optional for identity providers that do not support role customization" is all that is said. */
function withUnforeseenRequest(finding: Finding): Finding {
  return {
    ...finding,
    possible: [...finding.possible, askedWithoutChoice],
    why: `${finding.why}; a role was asked for, and whether Cognito ignores or refuses that here is not documented`,
  };
}

/** AmbiguousRoleResolution is required by its documentation, not by the API: an observed mapping may lack it. */
function whereAmbiguous({ ambiguousRoleResolution }: RoleMapping, assignments: RoleAssignments): readonly Outcome[] {
  switch (ambiguousRoleResolution) {
    case 'Deny':
      return [resolutionIsDeny];
    case 'AuthenticatedRole':
      return [defaultRole(assignments)];
    default:
      return [defaultRole(assignments), resolutionIsDeny];
  }
}

function withResolution(finding: Finding, { ambiguousRoleResolution }: RoleMapping): Finding {
  return {
    ...finding,
    trail: [
      ...finding.trail,
      {
        what: 'AmbiguousRoleResolution',
        result: finding.isAmbiguous === undefined ? 'not used' : finding.isAmbiguous === 'always' ? 'used' : 'unsettled',
        why:
          ambiguousRoleResolution === undefined
            ? 'it is not set, which the documentation does not allow'
            : `it is ${ambiguousRoleResolution}`,
      },
    ],
  };
}

function namesRoles(claims: Claims): boolean {
  return Object.hasOwn(claims, 'cognito:preferred_role') || Object.hasOwn(claims, 'cognito:roles');
}

/** Only a user pool's token is documented to carry roles; another issuer may write the same claims. */
function onlyIfUsed(found: Finding, ambiguous: readonly Outcome[]): Finding {
  return {
    ...found,
    possible: [...found.possible, ...ambiguous],
    why: `${found.why}, but whether Cognito uses this claim of a provider that is not a user pool is not documented`,
    isAmbiguous: found.isAmbiguous ?? 'maybe',
  };
}

function settled(outcome: Outcome, why: string): Finding {
  return { possible: [outcome], why, trail: [] };
}
