/** Owns what can be wrong with the trust policy of a role that the pool hands out. */
import { isOn } from '../../../core/rules/principal-tags';
import { roleUses, tagProviderOf, type PoolFacts, type RoleFacts, type RoleUse } from '../facts';
import type { Check, Finding } from '../finding';
import type { Condition } from '../statements';
import { allowsTags, trustOf, usableBy, type Trust } from '../trust';

/** Tries a role with its trust policy; a role that does not exist has none. */
const checkRoles =
  (check: (use: RoleUse, trust: Trust, role: RoleFacts, facts: PoolFacts) => Omit<Finding, 'about'> | undefined): Check =>
  (facts) =>
    roleUses(facts).flatMap((use) => {
      const role = facts.roles[use.arn];
      const finding = role && check(use, trustOf(facts, role), role, facts);
      return finding === undefined ? [] : [{ ...finding, about: `${use.arn}, ${use.as.join(', ')}` }];
    });

export const trustPrincipalWrong = checkRoles((_use, { principals, anchor, statements }) =>
  statements.length > 0
    ? undefined
    : {
        id: 'trust-principal-wrong',
        severity: 'high',
        evidence:
          principals.length === 0
            ? 'No statement of its trust policy allows sts:AssumeRoleWithWebIdentity to a federated principal.'
            : `It trusts ${principals.join(', ')}, which is not Cognito in this region. Nobody can sign in with this role.`,
        mend: `Trust the federated principal ${anchor?.principal ?? 'of Cognito in this region'} with sts:AssumeRoleWithWebIdentity.`,
      },
);

export const trustAudMissing = checkRoles((_use, { anchor, statements }, _role, { pool }) => {
  const open = statements.find(({ audience }) => audience === 'anyPool');
  return (
    open && {
      id: 'trust-aud-missing',
      severity: 'high',
      evidence: `${
        open.audConditions.length === 0 ? 'A statement of its trust policy has no condition on aud' : described(open.audConditions)
      }: every identity pool, of any account, can hand out this role.`,
      mend: `Add the condition StringEquals ${keyOf(anchor, 'aud')}: ${pool.id}.`,
    }
  );
});

/** Copied from another pool, or of a pool that was made anew. */
export const trustOtherPool = checkRoles((_use, trust, _role, { pool }) => {
  const other = trust.statements.find(({ audience }) => audience === 'otherPools');
  if (usableBy(trust).length > 0 || other === undefined) return undefined;
  return {
    id: 'trust-other-pool',
    severity: 'high',
    evidence: `Its trust policy lets in ${other.audConditions.flatMap(({ values }) => values).join(', ')} and not this pool.`,
    mend: `Set ${keyOf(trust.anchor, 'aud')} to ${pool.id}, or give the pool another role.`,
  };
});

export const trustAudKey = checkRoles((_use, trust, _role, { pool }) => {
  const stray = trust.statements.find(({ audience }) => audience === 'otherKey');
  if (usableBy(trust).length > 0 || stray === undefined || trust.statements.some(({ audience }) => audience === 'otherPools'))
    return undefined;
  return {
    id: 'trust-aud-key',
    severity: 'high',
    evidence: `${described(stray.audConditions)}: tokens of this region have no such key, so nobody can sign in with this role.`,
    mend: `Call the key ${keyOf(trust.anchor, 'aud')}, with the value ${pool.id}.`,
  };
});

/** Guests of a pool get the same `aud` as its signed-in identities (amplify-backend#625). */
export const trustAmrMissing = checkRoles(({ identityType }, trust) => {
  const usable = usableBy(trust);
  // A role of the signed-in that lets in nobody but guests is told of by trustAmrWrong.
  const open =
    identityType === 'authenticated'
      ? usable.some(({ admits }) => admits.includes('authenticated')) && usable.find(({ admits }) => admits.includes('unauthenticated'))
      : usable.find(({ amrConditions }) => amrConditions.length === 0);
  if (open === undefined || open === false) return undefined;
  return {
    id: 'trust-amr-missing',
    severity: identityType === 'authenticated' ? 'high' : 'low',
    evidence:
      open.amrConditions.length === 0
        ? 'A statement of its trust policy has no condition on amr, so guests and signed-in identities can take the role alike.'
        : `${described(open.amrConditions)}: guests can take the role too.`,
    mend: `Add the condition ForAnyValue:StringLike ${keyOf(trust.anchor, 'amr')}: ${identityType}.`,
  };
});

export const trustAmrWrong = checkRoles(({ identityType }, trust) => {
  const usable = usableBy(trust);
  if (identityType !== 'authenticated' || usable.length === 0 || usable.some(({ admits }) => admits.includes('authenticated')))
    return undefined;
  const conditions = usable.flatMap(({ amrConditions }) => amrConditions);
  return {
    id: 'trust-amr-wrong',
    severity: 'high',
    evidence: `${described(conditions)}: signed-in identities cannot take the role.`,
    mend: `Set ${keyOf(trust.anchor, 'amr')} to authenticated.`,
  };
});

/** As copy and paste from the other role leaves it. */
export const guestRoleForSignedIn = checkRoles(({ identityType }, trust) => {
  const usable = usableBy(trust);
  if (identityType !== 'unauthenticated' || usable.length === 0 || usable.some(({ admits }) => admits.includes('unauthenticated')))
    return undefined;
  return {
    id: 'guest-role-for-signed-in',
    severity: 'high',
    evidence: `${described(usable.flatMap(({ amrConditions }) => amrConditions))}: guests cannot take the role.`,
    mend: `Set ${keyOf(trust.anchor, 'amr')} to unauthenticated.`,
  };
});

/** Every sign-in with tags fails without it (aws-cdk#30919). */
export const tagSessionMissing = checkRoles(({ identityType, providers }, trust, role, facts) => {
  if (identityType !== 'authenticated' || usableBy(trust).length === 0 || allowsTags(facts, role)) return undefined;
  const tagged = Object.keys(facts.principalTags).filter((name) => isOn(facts.principalTags[name] ?? { useDefaults: false, tags: {} }));
  const concerned = tagged.filter((name) =>
    providers.some((provider) => provider === undefined || tagProviderOf(facts, provider) === name),
  );
  if (concerned.length === 0) return undefined;
  return {
    id: 'trust-tag-session-missing',
    severity: 'high',
    evidence: `Principal tags are on for ${concerned.join(', ')}, and the trust policy does not allow sts:TagSession: signing in with this role fails.`,
    mend: 'Allow sts:TagSession beside sts:AssumeRoleWithWebIdentity, or turn the principal tags off.',
  };
});

const described = (conditions: readonly Condition[]): string =>
  `Its trust policy says ${conditions.map(({ operator, key, values }) => `${operator} ${key}: ${values.join(', ')}`).join(' and ')}`;

const keyOf = (anchor: Trust['anchor'], name: string): string => `${anchor?.conditionPrefix ?? '(Cognito in this region)'}:${name}`;
