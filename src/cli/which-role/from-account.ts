/** A pool of the account, and the trust policies of its roles. */
import type { Session } from '../../aws/session';
import { Failure } from '../../core/failure';
import { roleNameOf } from '../../core/rules/arn';
import { poolRegionOf } from '../../core/rules/pool-id';
import { isOn } from '../../core/rules/principal-tags';
import type { ObservedPool, RoleArn } from '../../core/state';
import { UsageError, type Context } from '../context';
import type { HandedOut, HandOut, Taker } from './hand-out';
import { isRoleArn, kindOf } from './provider-kind';
import type { NamedPool, WhichRoleOptions } from './question';
import { notARole, notHandedOut, roleMissing } from './refusals';
import { weighRole } from './weigh-role';

export async function fromAccount(poolId: string, options: WhichRoleOptions, context: Context): Promise<NamedPool> {
  const session = await context.openSession({ ...options, region: options.region ?? poolRegionOf(poolId) });
  const { pools } = session.aws;
  const [pool, assignments] = await Promise.all([pools.find(poolId), pools.roleAssignments(poolId)]);
  if (pool === undefined || assignments === undefined) throw new UsageError(`There is no identity pool ${poolId} in this account.`);
  return {
    name: poolId,
    pool,
    assignments,
    show: (text) => text,
    knownParts: (text) => [text],
    handOut: handOutOfAccount(session, pool),
    dependsOn: [],
    notes: [],
  };
}

interface Readers extends Pick<Session, 'accountId'> {
  readonly aws: {
    readonly pools: Pick<Session['aws']['pools'], 'principalTags'>;
    readonly roles: Pick<Session['aws']['roles'], 'find'>;
  };
}

/** Reads what a sign-in needs and no more: the roles that it may lead to, and principal tags if a role does not allow them. */
export function handOutOfAccount(readers: Readers, pool: ObservedPool): HandOut {
  const roles = new Map<RoleArn, Promise<HandedOut>>();
  return (arn, taker) => {
    const known = roles.get(arn) ?? handOut(readers, pool, arn, taker);
    roles.set(arn, known);
    return known;
  };
}

async function handOut(readers: Readers, pool: ObservedPool, arn: RoleArn, taker: Taker): Promise<HandedOut> {
  if (!isRoleArn(arn)) return { kind: 'no', refusal: notARole(arn) };
  const role = await readable(() => readers.aws.roles.find(roleNameOf(arn)));
  if (role instanceof Failure) return unread(arn, role);
  // A role of the same name in another path, or of another account, is another role.
  if (role?.arn !== arn) return ofNobody(readers, arn);
  const taking = weighRole(role, pool.id, taker, 'sts:AssumeRoleWithWebIdentity');
  if (taking.kind === 'no' && pool.allowClassicFlow === true)
    return { ...taking, refusal: { ...taking.refusal, fix: `${taking.refusal.fix} ${IN_THE_CLASSIC_FLOW}` } };
  if (taking.kind !== 'yes') return taking;
  const tagging = weighRole(role, pool.id, taker, 'sts:TagSession');
  if (tagging.kind === 'yes') return tagging;
  const areTagged = await readable(() => carriesTags(readers, pool, taker));
  if (areTagged instanceof Failure) return unread(arn, areTagged);
  return areTagged ? tagging : taking;
}

const IN_THE_CLASSIC_FLOW = 'In the classic flow the app shows AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity.';

/** The role or the tags, or the failure if these credentials may not read them; what else fails ends the command. */
async function readable<Value>(read: () => Promise<Value>): Promise<Value | Failure> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && error.code === 'AccessDenied') return error;
    throw error;
  }
}

function unread(arn: RoleArn, { message }: Failure): HandedOut {
  return {
    kind: 'unknown',
    why: `whether STS hands out ${arn} could not be read: ${message.replace(/\.$/, '')}`,
    refusal: notHandedOut(arn, 'its trust policy may not let this sign-in take it', 'Grant what could not be read, and ask again.'),
  };
}

async function ofNobody({ accountId }: Readers, arn: RoleArn): Promise<HandedOut> {
  const account = await accountId();
  if (arn.split(':')[4] === account) return { kind: 'no', refusal: roleMissing(arn) };
  return {
    kind: 'unknown',
    why: `role ${arn} is of another account than ${account}, where these credentials cannot read it`,
    refusal: notHandedOut(arn, 'it is of another account', 'Name a role of the account of the pool.'),
  };
}

/**
 * Principal tags are for the whole user pool, and a name of more than 128 characters cannot have any. The developer provider's are in its own
 * call (GetOpenIdTokenForDeveloperIdentity) and not among the pool's settings.
 */
async function carriesTags({ aws }: Readers, pool: ObservedPool, { provider }: Taker): Promise<boolean> {
  if (provider === undefined || provider === pool.developerProviderName) return false;
  const name = kindOf(provider) === 'user pool' ? provider.slice(0, provider.lastIndexOf(':')) : provider;
  if (name.length > LONGEST_PROVIDER_NAME) return false;
  const tags = await aws.pools.principalTags(pool.id, name);
  return tags !== undefined && isOn(tags);
}

const LONGEST_PROVIDER_NAME = 128;
