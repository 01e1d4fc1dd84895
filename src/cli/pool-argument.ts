import { asPoolId } from '../core/rules/pool-id';
import type { IdentityPoolId } from '../core/state';
import { UsageError } from './context';

/** @param text an id, or the ARN of a pool. */
export function poolIdIn(text: string, region: string | undefined): IdentityPoolId {
  const id = asPoolId(text.replace(/^arn:[\w-]+:cognito-identity:[\w-]+:\d{12}:identitypool\//, ''));
  if (id === undefined) throw new UsageError(`${text} is not the id of an identity pool: REGION:GUID.`);
  const [ofPool] = id.split(':');
  if (region !== undefined && region !== ofPool)
    throw new UsageError(
      `Identity pool ${id} is in ${ofPool}, and --region is ${region}. Leave --region out, or give the pool of that region.`,
    );
  return id;
}
