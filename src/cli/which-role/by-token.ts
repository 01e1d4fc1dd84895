/** Owns mappings of type Token: the roles that a token itself names, and the one that the caller asked for. */
import type { RoleArn } from '../../core/state';
import type { Claims } from './comparison';
import { denied, role, type Finding, type Outcome, type Step } from './outcome';
import { rolesIn, SAML_ROLE_CLAIM, samlRolesIn } from './provider-kind';
import { printable, quoted } from './quoted';

const ROLES = 'cognito:roles';
const PREFERRED = 'cognito:preferred_role';

/** Source: Cognito developer guide, "Using tokens to assign roles to users". */
export const byToken = (claims: Claims, ambiguous: readonly Outcome[], customRole: RoleArn | undefined): Finding => {
  if (customRole !== undefined) return asked(rolesIn(claims[ROLES] ?? []), ROLES, customRole);
  const preferred = claims[PREFERRED];
  const has = Object.hasOwn(claims, ROLES);
  const roles: Step = { what: ROLES, result: 'not used', why: has ? is(claims[ROLES]) : ABSENT };
  if (preferred === undefined)
    return {
      possible: ambiguous,
      why: has ? 'the token has roles and none is preferred' : 'the token names no role',
      trail: [{ what: PREFERRED, result: 'not used', why: ABSENT }, roles],
      isAmbiguous: true,
    };
  if (typeof preferred === 'string' && preferred !== '')
    return {
      possible: [role(preferred)],
      why: `it is the token's ${PREFERRED}`,
      trail: [{ what: PREFERRED, result: 'used', why: is(preferred) }, roles],
    };
  return {
    possible: [denied(`${PREFERRED} is no role`), ...ambiguous],
    why: `${PREFERRED} is no role, which the documentation does not foresee`,
    trail: [{ what: PREFERRED, result: 'unsettled', why: is(preferred) }, roles],
  };
};

/** Roles are told whole. */
const is = (value: unknown): string => {
  const roles = rolesIn(value);
  return `the claim is ${roles === undefined || roles.length === 0 ? quoted(value) : printable(roles.join(', '))}`;
};

const ABSENT = 'the token does not have it';

/** Source: Cognito developer guide, "SAML identity providers", "Customizing your user role". */
export const bySamlRoles = (claims: Claims, otherwise: Finding, customRole: RoleArn | undefined): Finding => {
  if (!Object.hasOwn(claims, SAML_ROLE_CLAIM)) return otherwise;
  const roles = samlRolesIn(claims[SAML_ROLE_CLAIM]);
  if (customRole !== undefined) return asked(roles, SAML_ROLE_CLAIM, customRole);
  const trail: Step[] = [{ what: SAML_ROLE_CLAIM, result: 'used', why: `the assertion has ${printable(roles.join(', '))}` }];
  const [only, ...others] = roles;
  if (only === undefined) return otherwise;
  if (others.length === 0) return { possible: [role(only)], why: 'it is the one role of the assertion', trail };
  return {
    possible: [...roles.map(role), denied('the assertion has several roles and none was asked for')],
    why: 'the assertion has several roles, none was asked for, and the documentation says no more than that one should be',
    trail: trail.map((step) => ({ ...step, result: 'unsettled' })),
  };
};

const asked = (roles: readonly RoleArn[] | undefined, claim: string, customRole: RoleArn): Finding => {
  const step = (result: Step['result'], why: string): Step[] => [{ what: claim, result, why }];
  const refusal = denied(`the role that was asked for is not in ${claim}`);
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
      why: `${claim} has the role that was asked for in another case, and whether Cognito regards case is not documented`,
      trail: step('unsettled', is(roles)),
    };
  return {
    possible: [refusal],
    why: `the role that was asked for is not in ${claim}`,
    trail: step('no match', is(roles)),
  };
};
