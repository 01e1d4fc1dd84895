/** The statement that a role of a pool should have in its trust policy, to be pasted. */
import { isOn } from '../../core/rules/principal-tags';
import type { IdentityType } from '../../core/state';
import type { PoolFacts } from './facts';
import { anchorOf, ASSUME, TAG } from './takers';

/** undefined: AWS's pages do not say how Cognito is named in the region. */
export function trustStatement(facts: PoolFacts, identityType: IdentityType): object | undefined {
  const anchor = anchorOf(facts);
  if (anchor === undefined) return undefined;
  const isTagged = identityType === 'authenticated' && Object.values(facts.principalTags).some(isOn);
  return {
    Effect: 'Allow',
    Principal: { Federated: anchor.principal },
    Action: isTagged ? [ASSUME, TAG] : ASSUME,
    Condition: {
      StringEquals: { [`${anchor.conditionPrefix}:aud`]: facts.poolId },
      'ForAnyValue:StringLike': { [`${anchor.conditionPrefix}:amr`]: identityType },
    },
  };
}

export function withStatement(statement: object | undefined): { readonly statement?: object } {
  return statement === undefined ? {} : { statement };
}
