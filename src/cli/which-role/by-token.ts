/** Mappings of type Token: the roles that a token itself names, and the one that the caller asked for. */
import type { RoleArn } from '../../core/state';
import type { Claims } from './comparison';
import { role, type Finding, type Outcome, type Step } from './outcome';
import { isRoleArn, rolesIn, SAML_ROLE_CLAIM, samlRolesIn } from './provider-kind';
import { printable, quoted } from './quoted';
import { notAnArn, roleNotIn, severalSamlRoles } from './refusals';

const ROLES = 'cognito:roles';
const PREFERRED = 'cognito:preferred_role';

/** Source: Cognito developer guide, "Using tokens to assign roles to users". */
export function byToken(claims: Claims, ambiguous: readonly Outcome[], customRole: RoleArn | undefined): Finding {
  if (customRole !== undefined) return asked(rolesIn(claims[ROLES] ?? []), ROLES, customRole);
  const preferred = claims[PREFERRED];
  const has = Object.hasOwn(claims, ROLES);
  const roles: Step = { what: ROLES, result: 'not used', why: has ? is(claims[ROLES]) : ABSENT };
  if (preferred === undefined)
    return {
      possible: ambiguous,
      why: has ? 'the token has roles and none is preferred' : namesGroups(claims) ? GROUPS_WITHOUT_ROLES : 'the token names no role',
      trail: [{ what: PREFERRED, result: 'not used', why: ABSENT }, roles],
      isAmbiguous: 'always',
    };
  if (typeof preferred === 'string' && isRoleArn(preferred))
    return {
      possible: [role(preferred)],
      why: `it is the token's ${PREFERRED}`,
      trail: [{ what: PREFERRED, result: 'used', why: is(preferred) }, roles],
    };
  return {
    possible: [notAnArn(PREFERRED), ...ambiguous],
    why: `${PREFERRED} is not the ARN of a role, which the documentation does not foresee`,
    trail: [{ what: PREFERRED, result: 'unsettled', why: is(preferred) }, roles],
    isAmbiguous: 'maybe',
  };
}

/** Source: Cognito developer guide, "Adding groups to a user pool". */
const GROUPS_WITHOUT_ROLES =
  'the token names groups and no role; beside them Cognito writes cognito:roles and cognito:preferred_role for groups that have a RoleArn';

function namesGroups(claims: Claims): boolean {
  const groups = claims['cognito:groups'];
  return Array.isArray(groups) ? groups.length > 0 : typeof groups === 'string' && groups !== '';
}

/** Roles are shown whole. */
function is(value: unknown): string {
  const roles = rolesIn(value);
  const areRoles = roles !== undefined && roles.length > 0 && roles.every(isRoleArn);
  return `the claim is ${areRoles ? printable(roles.join(', ')) : quoted(value)}`;
}

const ABSENT = 'the token does not have it';

/**
 * Source: Cognito developer guide, "SAML identity providers", "Customizing your user role": the assertion names the roles, and of several the
 * caller should ask for one. Neither page says whether they come before what the pool says otherwise.
 * @param otherwise what the pool says without the roles of the assertion.
 */
export function bySamlRoles(claims: Claims, otherwise: Finding, customRole: RoleArn | undefined): Finding {
  const roles = samlRolesIn(claims[SAML_ROLE_CLAIM]);
  const [only, ...others] = roles;
  if (only === undefined) return otherwise;
  if (customRole !== undefined) return asked(roles, SAML_ROLE_CLAIM, customRole);
  const trail: Step[] = [{ what: SAML_ROLE_CLAIM, result: 'unsettled', why: `the assertion has ${printable(roles.join(', '))}` }];
  const why =
    others.length === 0
      ? 'it is the one role of the assertion'
      : 'the assertion has several roles, none was asked for, and the documentation says no more than that one should be';
  return {
    possible: [...roles.map(role), ...(others.length === 0 ? [] : [severalSamlRoles]), ...otherwise.possible],
    why: `${why}, and whether the assertion comes before ${otherwise.isAmbiguous === undefined ? 'the authenticated role' : 'AmbiguousRoleResolution'} is not documented`,
    trail,
    ...(otherwise.isAmbiguous === undefined ? {} : { isAmbiguous: 'maybe' }),
  };
}

/** "You do not need to specify an authenticated or unauthenticated role for the identity pool to use a SAML-based identity provider." */
export function bySamlRolesAlone(claims: Claims, otherwise: Finding, customRole: RoleArn | undefined): Finding {
  const roles = samlRolesIn(claims[SAML_ROLE_CLAIM]);
  const [only, ...others] = roles;
  const found = bySamlRoles(claims, otherwise, customRole);
  if (only === undefined || customRole !== undefined) return found;
  if (others.length > 0) return { ...found, possible: [...roles.map(role), severalSamlRoles] };
  return {
    possible: [role(only)],
    why: 'it is the one role of the assertion',
    trail: found.trail.map((step) => ({ ...step, result: 'used' })),
  };
}

function asked(roles: readonly RoleArn[] | undefined, claim: string, customRole: RoleArn): Finding {
  const step = (result: Step['result'], why: string): Step[] => [{ what: claim, result, why }];
  const refusal = roleNotIn(claim);
  if (roles === undefined)
    return {
      possible: [role(customRole), refusal],
      why: `${claim} is neither a list nor a text, which the documentation does not foresee`,
      trail: step('unsettled', 'the claim is no list of roles'),
    };
  if (roles.includes(customRole))
    return {
      possible: [role(customRole)],
      why: `it was asked for and is in ${claim}`,
      trail: step('used', `the claim has ${printable(customRole)}`),
    };
  if (roles.some((name) => name.toLowerCase() === customRole.toLowerCase()))
    return {
      possible: [role(customRole), refusal],
      why: `${claim} has the role that was asked for in another case, and whether Cognito distinguishes upper and lower case is not documented`,
      trail: step('unsettled', is(roles)),
    };
  return {
    possible: [refusal],
    why: `the role that was asked for is not in ${claim}`,
    trail: step('no match', is(roles)),
  };
}
