/** Who can take a role beside those for whom it is. */
import type { IdentityType, PolicyDocument } from '../../../core/state';
import { weighConditions } from '../../policies/conditions';
import { namesAction, statementsOf, type Principal, type Statement } from '../../policies/document';
import { all } from '../../policies/truth';
import { describeCondition } from '../../policies/trust';
import { ANY_GUEST } from '../audience';
import type { FindingId } from '../catalogue';
import { aboutRole, found, isClassicFlowOpen, roleUses, type PoolFacts, type RoleFacts, type RoleUse } from '../facts';
import type { Finding, Severity } from '../finding';
import { trustStatement, withStatement } from '../statement';
import { anchorOf, ask, GUEST, principalIn, strangePools, takersOf } from '../takers';
import { worstOf } from '../weigh';

export function othersCanTake(facts: PoolFacts): Finding[] {
  return roleUses(facts).flatMap((use) => {
    const role = found(facts.roles[use.arn]);
    if (role === undefined) return [];
    const others = otherPrincipals(facts, use, role);
    // Whoever trusts everybody trusts other pools and guests too: that only follows.
    if (others.some(({ id, severity }) => id === 'trust-everybody' && severity === 'critical')) return others;
    return [...audMissing(facts, use, role), ...amrMissing(facts, use, role), ...others];
  });
}

/** Anybody can make a pool of their own, and it hands out any role that trusts it. */
function audMissing(facts: PoolFacts, use: RoleUse, role: RoleFacts): Finding[] {
  const takers = [...takersOf(facts, use), GUEST];
  const admits = (poolId: string): boolean => takers.some((taker) => ask(facts, role.trust, taker, { poolId }).allowed === true);
  const [anyPool = '', ...near] = strangePools(facts.poolId);
  const isAny = admits(anyPool);
  if (!isAny && !near.some(admits)) return [];
  const conditions = statementsOf(role.trust).flatMap(({ conditions: of }) => of.filter(({ key }) => /:aud$/i.test(key)));
  const prefix = anchorOf(facts)?.conditionPrefix ?? '(Cognito in this region)';
  return [
    {
      id: 'trust-aud-missing',
      severity: worstOf(facts, use.arn, ANY_GUEST) === 'critical' ? 'critical' : 'high',
      about: aboutRole(use),
      evidence:
        conditions.length === 0
          ? 'A statement of its trust policy has no condition on aud.'
          : `Its trust policy says ${conditions.map(describeCondition).join(' and ')}.`,
      who: isAny
        ? 'Every identity pool, of any AWS account, can hand out this role, so anybody with an AWS account can take it.'
        : 'Other identity pools than this one can hand out this role, whosever they are.',
      fix: `Add the condition StringEquals ${prefix}:aud ${facts.poolId}.`,
      ...withStatement(trustStatement(facts, use.identityType)),
    },
  ];
}

/** Guests of a pool get the same `aud` as its signed-in identities (amplify-backend#625). */
function amrMissing(facts: PoolFacts, use: RoleUse, { trust }: RoleFacts): Finding[] {
  const admits = (identityType: IdentityType): boolean =>
    (identityType === 'unauthenticated' ? [GUEST] : takersOf(facts, { ...use, identityType, providers: [undefined] })).some(
      (taker) => ask(facts, trust, taker).allowed === true,
    );
  if (!admits('authenticated') || !admits('unauthenticated')) return [];
  const isExposed = facts.pool.allowUnauthenticatedIdentities && isClassicFlowOpen(facts);
  const ifExposed = worstOf(facts, use.arn, ANY_GUEST) === 'critical' ? 'critical' : 'high';
  const conditions = statementsOf(trust).flatMap(({ conditions: of }) => of.filter(({ key }) => /:amr$/i.test(key)));
  return [
    {
      id: 'trust-amr-missing',
      severity: use.identityType === 'unauthenticated' ? 'low' : isExposed ? ifExposed : 'medium',
      about: aboutRole(use),
      evidence:
        conditions.length === 0
          ? 'A statement of its trust policy has no condition on amr.'
          : `Its trust policy says ${conditions.map(describeCondition).join(' and ')}.`,
      who:
        use.identityType === 'unauthenticated'
          ? 'Signed-in identities can take the role of guests too.'
          : isExposed
            ? 'Guests can take the role of signed-in identities through the classic flow.'
            : 'Guests can take the role of signed-in identities as soon as the pool has guests and the classic flow is open.',
      fix: `Add the condition ForAnyValue:StringLike ${anchorOf(facts)?.conditionPrefix ?? '(Cognito in this region)'}:amr ${use.identityType}.`,
      ...withStatement(trustStatement(facts, use.identityType)),
    },
  ];
}

interface Other {
  readonly id: FindingId;
  readonly severity: Severity;
  readonly who: string;
  readonly fix: string;
}

function otherPrincipals(facts: PoolFacts, use: RoleUse, { trust }: RoleFacts): Finding[] {
  const found = statementsOf(trust)
    .filter(({ isDeny }) => !isDeny)
    .flatMap((statement) =>
      membersOf(statement).flatMap((principal) => {
        const other = otherTaker({ facts, use, trust }, statement, principal);
        return other === undefined ? [] : [{ statement, principal, other }];
      }),
    );
  return found.map(({ statement, principal, other: { id, severity, who, fix } }) => ({
    id,
    severity,
    about: aboutRole(use),
    evidence: `Statement ${statement.number} of its trust policy trusts ${statement.principals.isNot ? 'everybody but ' : ''}${principal.name}${
      statement.conditions.length === 0 ? '' : `, if ${statement.conditions.map(describeCondition).join(' and ')}`
    }.`,
    who,
    fix,
  }));
}

function membersOf({ principals: { isNot, members } }: Statement): readonly Principal[] {
  return isNot ? [{ kind: 'everybody', name: members.map(({ name }) => name).join(', ') }] : members;
}

interface Trusting {
  readonly facts: PoolFacts;
  readonly use: RoleUse;
  readonly trust: PolicyDocument;
}

function otherTaker({ facts, use, trust }: Trusting, statement: Statement, principal: Principal): Other | undefined {
  const isFederatedOnly = !namesAction(statement.actions, 'sts:AssumeRole');
  const byCognitoOnly = statement.conditions.some(
    ({ key, operator }) => /^cognito-identity/i.test(key) && !/not|ifexists|null|forall/i.test(operator),
  );
  // No other request has keys of Cognito.
  if (byCognitoOnly) return undefined;
  const isCritical = worstOf(facts, use.arn, ANY_GUEST) === 'critical';
  switch (principal.name === '*' ? 'everybody' : principal.kind) {
    case 'everybody': {
      if (isFederatedOnly && !namesAction(statement.actions, 'sts:AssumeRoleWithWebIdentity')) return undefined;
      const isOpen = all(weighConditions(statement, () => ({ kind: 'unknown' })).map(({ holds }) => holds)) === true;
      return {
        id: 'trust-everybody',
        severity: isOpen ? 'critical' : 'medium',
        who: isOpen
          ? 'Anybody with an AWS account can take the role.'
          : 'Anybody with an AWS account who meets the condition can take the role.',
        fix: 'Remove the statement, or name the principals that need the role.',
      };
    }
    case 'aws': {
      if (isFederatedOnly || isLeftOver(principal.name)) return undefined;
      const account = /^\d{12}$/.test(principal.name) ? principal.name : principal.name.split(':')[4];
      const isOwn = account === use.arn.split(':')[4];
      const isWhole = /^\d{12}$|:root$|[*]$/.test(principal.name);
      return {
        id: 'trust-other-account',
        severity: isOwn ? 'low' : statement.conditions.length > 0 || !isWhole ? 'medium' : 'high',
        who: isOwn
          ? `${isWhole ? 'Everybody in this account whose own policies allow it' : principal.name} can take the role without signing in.`
          : `${isWhole ? `Whoever account ${String(account)} lets` : principal.name} can take the role.`,
        fix: isOwn
          ? 'Remove the principal if only identities of the pool need the role.'
          : 'Remove the statement, unless you know the account.',
      };
    }
    case 'federated': {
      if (principal.name === principalIn(facts, trust) || /^cognito-identity/.test(principal.name)) return undefined;
      return otherProvider(statement, principal.name, isCritical);
    }
    case 'service':
      return {
        id: 'trust-service',
        severity: 'low',
        who: `${principal.name} can take the role for whoever may pass the role to it.`,
        fix: 'Remove the statement, and give the service a role of its own.',
      };
    default:
      return undefined;
  }
}

/** An OIDC or SAML provider, or one of the web identity providers that IAM knows by name. */
function otherProvider({ conditions }: Statement, name: string, isCritical: boolean): Other {
  const issuer = name.split(':oidc-provider/')[1] ?? name;
  const isSaml = name.includes(':saml-provider/');
  const isNarrowed = conditions.some(
    ({ key, operator }) => key.toLowerCase().startsWith(`${issuer.toLowerCase()}:`) && !/not|ifexists|null/i.test(operator),
  );
  const isOpen = !isSaml && !isNarrowed;
  return {
    id: 'trust-other-provider',
    severity: isOpen ? (isCritical ? 'critical' : 'high') : 'low',
    who: isOpen
      ? `Anybody with an account at ${issuer} can take the role, through any app of theirs.`
      : `Users of ${issuer} can take the role without the pool.`,
    fix: isOpen
      ? `Remove the statement, or add a condition on ${issuer}:aud (and :sub where jobs or repositories sign in).`
      : 'Remove the statement, if only the pool hands out the role.',
  };
}

/** IAM puts its id in place of a user or role that was deleted; nobody can become it again. */
function isLeftOver(name: string): boolean {
  return /^A(ID|RO)A[A-Z0-9]{12,}$/.test(name);
}
