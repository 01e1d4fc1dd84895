import { UsageError, type Context } from '../context';
import type { Session } from '../../aws/session';
import { Failure } from '../../core/failure';
import { poolRegionOf } from '../../core/rules/pool-id';
import { checkedRegion } from '../template/options';
import { findingsOf } from './checks';
import type { Account } from './account';
import { gather } from './gather';
import { Reader, type NotChecked } from './reader';
import { remembered } from './remembered';
import type { Report } from './report';

export interface AccountOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly allRoles?: boolean;
}

/** One pool of an account. @throws UsageError if there is no such pool, or nothing of it could be read. */
export async function examinePool(poolId: string, options: AccountOptions, context: Context): Promise<Report> {
  const session = await open(options.region ?? poolRegionOf(poolId), options, context);
  try {
    const report = await reportOn(poolId, session, { ...options, context, doing: `Reading ${poolId}` });
    if (report === 'absent') throw new UsageError(`There is no identity pool ${poolId} in this account.`);
    if ('unread' in report) throw new UsageError(report.unread.map(({ why }) => why).join(' '));
    return report;
  } finally {
    context.showProgress?.('');
  }
}

/** All pools of an account, region by region; what could not be read is among what was not checked. */
export interface Fleet {
  readonly reports: readonly Report[];
  readonly notChecked: readonly NotChecked[];
}

/** @param regions left out: that of the profile or the environment. */
export async function examineAll(regions: readonly (string | undefined)[], options: AccountOptions, context: Context): Promise<Fleet> {
  const reports: Report[] = [];
  const notChecked: NotChecked[] = [];
  try {
    for (const region of regions) {
      const session = await open(region, options, context);
      const pools = await poolsOf(session);
      if (pools instanceof Failure) {
        const why = pools.message;
        notChecked.push({ what: `the identity pools of ${session.region}`, permission: 'cognito-identity:ListIdentityPools', why });
        continue;
      }
      const account = remembered(session);
      for (const [index, { id, name }] of pools.entries()) {
        const doing = `Reading pool ${String(index + 1)} of ${String(pools.length)} in ${session.region}`;
        const report = await reportOn(id, account, { ...options, context, doing });
        if (report === 'absent') notChecked.push({ what: `identity pool ${id} ${name}`, why: 'It was deleted meanwhile.' });
        else if ('unread' in report) notChecked.push(...report.unread);
        else reports.push(report);
      }
    }
    return { reports, notChecked };
  } finally {
    context.showProgress?.('');
  }
}

/** In the order of their names, so that two runs can be compared. */
async function poolsOf({ aws }: Session): Promise<readonly { readonly id: string; readonly name: string }[] | Failure> {
  const pools: { readonly id: string; readonly name: string }[] = [];
  let nextToken: string | undefined;
  try {
    do {
      const page = await aws.pools.page(nextToken);
      pools.push(...page.pools);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  } catch (error) {
    if (error instanceof Failure && error.code === 'AccessDenied') return error;
    throw error;
  }
  return pools.sort((one, other) => (one.name === other.name ? one.id.localeCompare(other.id) : one.name.localeCompare(other.name)));
}

function open(region: string | undefined, { profile }: AccountOptions, { openSession }: Context): Promise<Session> {
  return openSession({
    ...(region === undefined ? {} : { region: checkedRegion(region) }),
    ...(profile === undefined ? {} : { profile }),
  });
}

interface Manner extends AccountOptions {
  readonly context: Context;
  /** For the line of progress. */
  readonly doing: string;
}

async function reportOn(
  poolId: string,
  account: Account,
  { context: { showProgress, now = Date.now }, doing, allRoles = false }: Manner,
): Promise<Report | 'absent' | { readonly unread: readonly NotChecked[] }> {
  const reader = new Reader(({ done, known }) => showProgress?.(`${doing}: ${String(done)} of ${String(known)}`));
  const gathered = await gather({ ...account, reader }, poolId, { now: now(), allRoles });
  if (gathered === 'absent') return 'absent';
  if (gathered === 'unread') return { unread: reader.notChecked };
  const { facts, unread, notChecked } = gathered;
  return { poolId, poolName: facts.pool.name, findings: findingsOf(facts, unread), notChecked };
}
