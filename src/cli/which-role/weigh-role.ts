/** Whether a role's trust policy lets an identity of a pool take the role, and tag its session. */
import { trustAnchorOf } from '../../core/rules/partition';
import { poolRegionOf } from '../../core/rules/pool-id';
import { NO_SETTINGS } from '../../core/settings';
import type { IdentityPoolId, Role } from '../../core/state';
import type { HandedOut, Taker } from './hand-out';
import { notHandedOut, trustAnchorUnknown } from './refusals';
import type { KeyValue } from '../policies/request-keys';
import { weighTrust } from '../policies/trust';

export type TrustedAction = 'sts:AssumeRoleWithWebIdentity' | 'sts:TagSession';

export function weighRole({ arn, trustPolicy }: Role, poolId: IdentityPoolId, taker: Taker, action: TrustedAction): HandedOut {
  const anchor = trustAnchorOf(poolRegionOf(poolId), NO_SETTINGS);
  if (anchor === undefined)
    return {
      kind: 'unknown',
      why: `whether STS hands out ${arn} cannot be known, because AWS's pages do not agree under which name roles trust Cognito in this region`,
      refusal: trustAnchorUnknown(arn),
    };
  const { allowed, reasons } = weighTrust(trustPolicy, {
    principal: anchor.principal,
    action,
    keys: (key) => keyOf(key, anchor.conditionPrefix, poolId, taker),
  });
  if (allowed === true) return { kind: 'yes' };
  const refusal = notHandedOut(arn, reasons.join('; '), fixFor(action, poolId, taker));
  return allowed === false ? { kind: 'no', refusal } : { kind: 'unknown', why: reasons.join('; '), refusal };
}

/** What Cognito's own token says of the identity; of the request as such nothing is known. */
function keyOf(key: string, prefix: string, poolId: IdentityPoolId, { identityType, amr }: Taker): KeyValue {
  switch (key) {
    case `${prefix}:aud`:
      return { kind: 'single', value: poolId };
    case `${prefix}:amr`:
      return { kind: 'multi', values: [identityType, ...amr] };
    // The identity's id, which is not asked for.
    case `${prefix}:sub`:
      return { kind: 'unknown' };
    default:
      return { kind: /^(aws|sts):/.test(key) ? 'unknown' : 'absent' };
  }
}

function fixFor(action: TrustedAction, poolId: IdentityPoolId, { identityType }: Taker): string {
  return action === 'sts:TagSession'
    ? 'Add sts:TagSession to the actions of the trust policy, because principal tags are on for the provider.'
    : `Let the trust policy allow sts:AssumeRoleWithWebIdentity to Cognito with aud ${poolId} (StringEquals) and amr ${identityType} (ForAnyValue:StringLike).`;
}
