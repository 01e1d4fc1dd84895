import type { DesiredPool } from '../desire/desired-state';
import { Failure } from '../failure';
import type { Failed } from '../operation';
import type { Log } from '../ports';
import { describeIssues, type Issue } from '../request/issue';
import { poolArnOf, type Account } from '../rules/arn';
import { isMark, ownerOn } from '../rules/ownership';
import type { IdentityPoolId, ObservedState } from '../state';

export function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Failure('InvalidRequest', describeIssues(issues));
}

export function noSuchPool(text: string | undefined): Failure {
  return new Failure(
    'NotFound',
    text === undefined || text === ''
      ? 'No IdentityPoolId was given, so there is no such identity pool.'
      : `There is no identity pool ${JSON.stringify(text.slice(0, 80))}.`,
  );
}

export function inAnotherRegion(poolId: IdentityPoolId, region: string): Failure {
  return new Failure(
    'NotFound',
    `Identity pool ${poolId} is not in ${region}: its id begins with its region. Nothing was changed. Send the request to that region.`,
  );
}

export function notOwned({ id, tags }: ObservedState['pool']): Failure {
  const owner = ownerOn(tags);
  const whose =
    owner === undefined
      ? 'it carries no mark of this type'
      : `its marks say that it belongs to ${String(owner.logicalId)} in ${String(owner.stackId)}`;
  return new Failure(
    'InvalidRequest',
    `Identity pool ${id} was not created by this resource: ${whose}. Nothing was changed. Name the resource's own pool, or remove the resource from the template with DeletionPolicy: Retain.`,
  );
}

export function nothingToAdopt(poolId: IdentityPoolId): Failure {
  return new Failure(
    'InvalidRequest',
    `AdoptIdentityPoolId: there is no identity pool ${poolId} in this account. Nothing was changed. Correct the id, or remove the property to create a pool.`,
  );
}

/** All differences at once: each round costs the author a deployment. The advice comes first, because a long answer is cut at its end. */
export function notAsDescribed(poolId: IdentityPoolId, issues: readonly Issue[]): Failure {
  const places = issues.length === 1 ? 'one place' : `${String(issues.length)} places`;
  const list = issues.map(({ path, problem }, index) => `(${String(index + 1)}) ${path}: ${problem}`).join(' ');
  return new Failure(
    'InvalidRequest',
    `AdoptIdentityPoolId: the template differs from identity pool ${poolId} in ${places}. Nothing was changed. ` +
      `Describe the pool as it is, and change it with the next update. ${list}`,
  );
}

/** A pool that a former stack retained carries its marks still; from here the two cannot be distinguished. */
export function ownedByAnother(account: Account, { pool: { id, tags } }: ObservedState): Failure {
  const owner = ownerOn(tags);
  const whose = owner === undefined ? 'a resource without a stack' : `${String(owner.logicalId)} in ${String(owner.stackId)}`;
  const keys = Object.keys(tags).filter(isMark).join(' ');
  return new Failure(
    'AlreadyExists',
    `AdoptIdentityPoolId: identity pool ${id} belongs to ${whose}, by its marks. Nothing was changed. If that resource no longer exists because its stack retained the pool, ` +
      `take the marks off and try again: aws cognito-identity untag-resource --region ${account.region} --resource-arn ${poolArnOf(account, id)} --tag-keys ${keys}`,
  );
}

export function poolIsGone(poolId: IdentityPoolId): Failure {
  return new Failure('NotStabilized', `Identity pool ${poolId} was deleted by somebody else while its roles were being created.`);
}

export function notUpdatable({ configuration }: Pick<DesiredPool, 'configuration'>, { pool }: Pick<ObservedState, 'pool'>): Failure {
  return new Failure(
    'NotUpdatable',
    `AuthenticationProviders.DeveloperProviderName of identity pool ${pool.id} is ${JSON.stringify(pool.developerProviderName)} and cannot become ` +
      `${JSON.stringify(configuration.developerProviderName ?? null)}: once set, Cognito neither changes nor removes it. Another pool has to take its place.`,
  );
}

/** What CloudFormation is answered with after any error. */
export function toFailed(error: unknown, log: Log): Failed {
  if (error instanceof Failure) return { status: 'failed', code: error.code, message: error.message };
  log('an unexpected error', { level: 'ERROR', error });
  return { status: 'failed', code: 'InternalFailure', message: 'The handler met an error that it does not know. Its log names the place.' };
}
