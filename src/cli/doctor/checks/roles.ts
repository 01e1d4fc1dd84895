/** Roles that are not there, or that nobody was given. */
import { aboutRole, roleUses, type PoolFacts } from '../facts';
import type { Check, Finding } from '../finding';
import { providersOf } from '../takers';

export const roleMissing: Check = (facts) =>
  roleUses(facts)
    .filter(({ arn }) => facts.roles[arn] === 'absent')
    .map((use) => ({
      id: 'role-missing',
      severity: 'high',
      about: aboutRole(use),
      evidence: 'IAM has no role of this ARN in this account.',
      who: `${use.identityType === 'authenticated' ? 'Nobody who would get it' : 'No guest'} can sign in.`,
      fix: 'Create the role, or give the pool one that exists.',
    }));

/** SAML assertions name roles themselves, so a pool with nothing but SAML providers needs none. */
export const noAuthenticatedRole: Check = (facts) => {
  const { assignments } = facts;
  if (assignments.roles.authenticated !== undefined) return [];
  const without = providersOf(facts).filter(
    (provider) => assignments.mappings[provider] === undefined && !provider.includes(':saml-provider/'),
  );
  if (without.length === 0) return [];
  return [
    {
      id: 'no-authenticated-role',
      severity: 'high',
      about: 'the default role of signed-in identities',
      evidence: `The pool has none, and ${without.join(', ')} ${without.length === 1 ? 'has' : 'have'} no role mapping.`,
      who: `Nobody who signs in by ${without.length === 1 ? 'it' : 'them'} gets credentials: Cognito answers InvalidIdentityPoolConfigurationException.`,
      fix: 'Set the authenticated role of the pool.',
    },
  ];
};

export const noGuestRole: Check = ({ pool, assignments }) =>
  pool.allowUnauthenticatedIdentities && assignments.roles.unauthenticated === undefined
    ? [
        {
          id: 'no-guest-role',
          severity: 'high',
          about: 'the role of guests',
          evidence: 'AllowUnauthenticatedIdentities is true, and the pool has no role for guests.',
          who: 'No guest gets credentials: Cognito answers InvalidIdentityPoolConfigurationException.',
          fix: 'Set the unauthenticated role of the pool, or AllowUnauthenticatedIdentities to false.',
        },
      ]
    : [];

export const noWayIn: Check = (facts) =>
  !facts.pool.allowUnauthenticatedIdentities && providersOf(facts).length === 0
    ? [
        {
          id: 'no-way-in',
          severity: 'low',
          about: 'the pool',
          evidence: 'It has no provider, and AllowUnauthenticatedIdentities is false.',
          who: 'Nobody can sign in, and nobody can be a guest.',
          fix: 'Add a provider, or delete the pool if nothing uses it.',
        },
      ]
    : [];

/** As good as Deny. */
export const ambiguousRoleMissing: Check = ({ assignments }: PoolFacts): Finding[] =>
  assignments.roles.authenticated !== undefined
    ? []
    : Object.entries(assignments.mappings)
        .filter(([, { ambiguousRoleResolution }]) => ambiguousRoleResolution === 'AuthenticatedRole')
        .map(([provider, { type }]) => ({
          id: 'ambiguous-role-missing',
          severity: 'high',
          about: provider,
          evidence: 'AmbiguousRoleResolution is AuthenticatedRole, and the pool has no authenticated role.',
          who: `Nobody ${type === 'Rules' ? 'whom no rule matches' : 'whose token prefers no role'} can sign in.`,
          fix: 'Set the authenticated role of the pool, or AmbiguousRoleResolution to Deny.',
        }));
