/** Roles that those for whom they are cannot take, and why. */
import { isOn } from '../../../core/rules/principal-tags';
import type { WeighedCondition } from '../../policies/conditions';
import { because, explainCondition, type WeighedStatement } from '../../policies/trust';
import type { FindingId } from '../catalogue';
import { aboutRole, found, roleUses, tagProviderOf, type PoolFacts, type RoleFacts, type RoleUse } from '../facts';
import type { Finding } from '../finding';
import { trustStatement, withStatement } from '../statement';
import { anchorOf, ask, GUEST, takersOf, TAG, type Asked } from '../takers';

export function nobodyCanTake(facts: PoolFacts): Finding[] {
  return roleUses(facts).flatMap((use) => {
    const role = found(facts.roles[use.arn]);
    return role === undefined ? [] : findingsFor(facts, use, role);
  });
}

function findingsFor(facts: PoolFacts, use: RoleUse, role: RoleFacts): Finding[] {
  // Guests that the pool does not let in cannot be kept out by a role.
  if (use.identityType === 'unauthenticated' && !facts.pool.allowUnauthenticatedIdentities) return [];
  const asked = takersOf(facts, use).map((taker) => ask(facts, role.trust, taker));
  const refused = asked.filter(({ allowed }) => allowed === false);
  const open = asked.find(({ allowed }) => allowed === 'unknown');
  if (refused.length === asked.length && refused[0] !== undefined) return [refusal(facts, use, refused[0])];
  if (refused.length > 0) return [someProviders(facts, use, refused)];
  if (open !== undefined) return [unsettled(facts, use, open)];
  return tagging(facts, use, role);
}

interface Reason {
  readonly id: FindingId;
  readonly evidence: string;
  readonly fix: string;
}

function refusal(facts: PoolFacts, use: RoleUse, asked: Asked): Finding {
  const { id, evidence, fix } = reasonFor(facts, use, asked);
  return {
    id,
    severity: 'high',
    about: aboutRole(use),
    evidence,
    who: use.identityType === 'authenticated' ? 'Nobody can sign in with this role.' : 'No guest can take this role.',
    fix,
    ...withStatement(trustStatement(facts, use.identityType)),
  };
}

function reasonFor(facts: PoolFacts, use: RoleUse, { statements, request }: Asked): Reason {
  const denying = statements.find(({ statement, applies }) => statement.isDeny && applies === true);
  if (denying !== undefined)
    return {
      id: 'trust-denied',
      evidence: `Statement ${denying.statement.number} of its trust policy denies it.`,
      fix: 'Remove the Deny, or give it a condition that spares the identities of this pool.',
    };
  const near = nearest(statements);
  if (near?.obstacle?.kind !== 'conditions') {
    const principals = statements.flatMap(({ statement }) =>
      statement.isDeny ? [] : statement.principals.members.map(({ name }) => name),
    );
    const isAction = near?.obstacle?.kind === 'action' && principals.includes(request.principal);
    return {
      id: 'trust-principal-wrong',
      evidence: isAction
        ? `Its trust policy allows ${near.statement.actions.patterns.join(', ') || 'nothing'} to Cognito, and not ${request.action}.`
        : principals.length === 0
          ? `No statement of its trust policy allows ${request.action} to a federated principal.`
          : `It trusts ${[...new Set(principals)].join(', ')}, and Cognito comes as ${request.principal} in this region.`,
      fix: `Trust the federated principal ${anchorOf(facts)?.principal ?? 'of Cognito in this region'} with ${request.action}.`,
    };
  }
  return conditionReason(facts, use, near.obstacle.conditions, request.keys);
}

/** The statement that lacks least: one of which only conditions fail, and the fewest of them. */
function nearest(statements: readonly WeighedStatement[]): WeighedStatement | undefined {
  const allows = statements.filter(({ statement }) => !statement.isDeny);
  const rank = ({ obstacle }: WeighedStatement): number =>
    obstacle?.kind === 'conditions' ? obstacle.conditions.length : obstacle?.kind === 'principal' ? 1000 : 2000;
  return [...allows].sort((one, other) => rank(one) - rank(other))[0];
}

function conditionReason(
  facts: PoolFacts,
  { identityType }: RoleUse,
  conditions: readonly WeighedCondition[],
  keys: Asked['request']['keys'],
): Reason {
  const prefix = anchorOf(facts)?.conditionPrefix ?? '(Cognito in this region)';
  const explained = `In its trust policy ${conditions.map((condition) => explainCondition(condition, keys)).join(', and ')}.`;
  const of = (problem: WeighedCondition['problem']) => conditions.find((each) => each.problem === problem);
  const about = (name: string) => conditions.find(({ condition }) => condition.key.toLowerCase().endsWith(`:${name}`));
  const absent = of('absent key')?.condition;
  if (absent !== undefined) {
    const isAud = /^cognito-identity.*:aud$/i.test(absent.key);
    return {
      id: isAud ? 'trust-aud-key' : 'trust-key-unknown',
      evidence: `${explained} Tokens of Cognito in this region have the keys ${prefix}:aud, :amr and :sub.`,
      fix: `Correct the key ${absent.key}${isAud ? ` to ${prefix}:aud, with the value ${facts.poolId}` : ''}.`,
    };
  }
  if (of('plain wildcard') !== undefined)
    return {
      id: 'trust-wildcard-plain',
      evidence: explained,
      fix: `Write the value out: ${prefix}:aud ${facts.poolId}, ${prefix}:amr ${identityType}.`,
    };
  if (of('several values') !== undefined || of('other values too') !== undefined)
    return {
      id: 'trust-amr-operator',
      evidence: `${explained} amr has several values: the type of the identity, and for signed-in ones how they signed in.`,
      fix: `Use ForAnyValue:StringLike for ${prefix}:amr.`,
    };
  if (about('aud') !== undefined)
    return { id: 'trust-other-pool', evidence: explained, fix: `Set ${prefix}:aud to ${facts.poolId}, or give the pool another role.` };
  if (about('amr') !== undefined)
    return {
      id: identityType === 'authenticated' ? 'trust-amr-wrong' : 'guest-role-for-signed-in',
      evidence: explained,
      fix: `Set ${prefix}:amr to ${identityType}.`,
    };
  if (about('sub') !== undefined)
    return {
      id: 'trust-sub',
      evidence: `${explained} sub is the id of an identity, REGION:GUID, and not the id of a user.`,
      fix: `Remove the condition on ${prefix}:sub.`,
    };
  return { id: 'trust-condition-fails', evidence: explained, fix: 'Remove the condition, or correct it.' };
}

/** The role is kept to some providers, and others lead to it too. */
function someProviders(facts: PoolFacts, use: RoleUse, refused: readonly Asked[]): Finding {
  const names = refused.map(({ taker }) => taker.provider ?? 'guests');
  const [first] = refused;
  return {
    id: 'trust-provider-excluded',
    severity: 'medium',
    about: aboutRole(use),
    evidence: first === undefined ? '' : reasonFor(facts, use, first).evidence,
    who: `Nobody who signs in by ${names.join(', ')} can take it, and the pool hands it out to them.`,
    fix: 'Give those providers a role mapping with another role, or let the trust policy name them too.',
  };
}

function unsettled(facts: PoolFacts, use: RoleUse, { statements, request }: Asked): Finding {
  const open = statements.filter(({ applies }) => applies === 'unknown');
  const isSub = open.every(
    ({ obstacle, statement }) =>
      !statement.isDeny && obstacle?.kind === 'conditions' && obstacle.conditions.every(({ condition }) => /:sub$/i.test(condition.key)),
  );
  const evidence = `Statement ${open[0]?.statement.number ?? 1} of its trust policy depends on ${open.map((each) => because(each, request)).join('; ')}.`;
  if (!isSub)
    return {
      id: 'trust-unsettled',
      severity: 'low',
      about: aboutRole(use),
      evidence,
      who: 'Whether identities of this pool can take the role cannot be known from the account.',
      fix: 'Try a sign-in; a condition on the address is one on Cognito, not on the user, in the enhanced flow.',
    };
  const values = open.flatMap(({ statement }) =>
    statement.conditions.filter(({ key }) => /:sub$/i.test(key)).flatMap((each) => each.values),
  );
  return {
    id: 'trust-sub',
    severity: 'high',
    about: aboutRole(use),
    evidence: `Its trust policy has a condition on sub, the id of one identity: ${values.join(', ')}.`,
    who: `Nobody but ${values.length === 1 ? 'that identity' : 'those identities'} can take the role, and the pool hands it out to others too.`,
    fix: 'Remove the condition, or keep the role out of the pool.',
    ...withStatement(trustStatement(facts, use.identityType)),
  };
}

/** Every sign-in with tags fails without it (aws-cdk#30919). */
function tagging(facts: PoolFacts, use: RoleUse, role: RoleFacts): Finding[] {
  const failing = takersOf(facts, use).filter(
    (taker) => taker !== GUEST && isTagged(facts, taker.provider) && ask(facts, role.trust, taker, { action: TAG }).allowed === false,
  );
  if (failing.length === 0) return [];
  const tagged = [...new Set(failing.map(({ provider = '' }) => tagProviderOf(facts, provider)))].join(', ');
  return [
    {
      id: 'trust-tag-session-missing',
      severity: 'high',
      about: aboutRole(use),
      evidence: `Principal tags are on for ${tagged}, and the trust policy does not allow ${TAG}.`,
      who: `Nobody who signs in by ${tagged} can take this role.`,
      fix: `Allow ${TAG} beside sts:AssumeRoleWithWebIdentity, or turn the principal tags off.`,
      ...withStatement(trustStatement(facts, use.identityType)),
    },
  ];
}

function isTagged(facts: PoolFacts, provider: string | undefined): boolean {
  const tags = provider === undefined ? undefined : facts.principalTags[tagProviderOf(facts, provider)];
  return tags !== undefined && isOn(tags);
}
