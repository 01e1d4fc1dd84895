/** Owns where a question comes from: the pool, and who signs in. */
import { findIssues } from '../../core/validation';
import { describeIssues } from '../../core/issue';
import type { Properties } from '../../core/properties';
import { restoreTypes } from '../../core/restore-types';
import { asPoolId } from '../../core/rules/pool-id';
import { NO_SETTINGS } from '../../core/settings';
import { UsageError, type Context } from '../context';
import type { CommonOptions } from '../options';
import type { Guest, SignedIn } from './decide';
import { namedProvider, providerOf } from './find-provider';
import { poolOf, type PoolToAsk } from './from-properties';
import { readClaims, readToken } from './read-token';

export interface WhichRoleOptions extends CommonOptions {
  readonly pool?: string;
  readonly properties?: string;
  readonly tokenFile?: string;
  readonly claims?: string;
  readonly guest?: boolean;
  readonly provider?: string;
  readonly customRole?: string;
}

export interface NamedPool extends PoolToAsk {
  readonly name: string;
}

export const readPool = async (options: WhichRoleOptions, context: Context): Promise<NamedPool> => {
  const { pool: poolId, properties: file } = options;
  if ((poolId === undefined) === (file === undefined)) throw new UsageError('Give either --pool POOL_ID or --properties FILE.');
  return poolId === undefined ? fromFile(file ?? '', context) : fromAccount(poolId, options, context);
};

const fromAccount = async (poolId: string, options: WhichRoleOptions, context: Context): Promise<NamedPool> => {
  if (asPoolId(poolId) === undefined) throw new UsageError(`${poolId} is not the id of an identity pool: REGION:GUID.`);
  const session = await context.openSession({ ...options, region: options.region ?? poolId.slice(0, poolId.indexOf(':')) });
  const { pools } = session.aws;
  const [pool, assignments] = await Promise.all([pools.find(poolId), pools.roleAssignments(poolId)]);
  if (pool === undefined || assignments === undefined) throw new UsageError(`There is no identity pool ${poolId} in this account.`);
  return { name: poolId, pool, assignments };
};

const fromFile = async (file: string, context: Context): Promise<NamedPool> => {
  const properties = parsed(await textOf(file, context), file);
  const desired = restoreTypes(properties) as Properties;
  const issues = findIssues({ desired, region: ANY_REGION, stackTags: {}, settings: NO_SETTINGS });
  if (issues.length > 0) throw new UsageError(`${file}: ${describeIssues(issues)}`);
  return { name: file, ...poolOf(desired) };
};

/** Validation asks for a region only to know the name under which created roles trust Cognito, which decides nothing here. */
const ANY_REGION = 'us-east-1';

const parsed = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${file} is not JSON. It has to hold the Properties of the resource, with every value resolved.`);
  }
};

export const readWho = async (
  options: WhichRoleOptions,
  { pool }: PoolToAsk,
  context: Context,
  now: number,
): Promise<{ readonly who: Guest | SignedIn; readonly notes: readonly string[] }> => {
  const { tokenFile, claims: claimsFile, guest, provider: name } = options;
  const given = [tokenFile, claimsFile, guest].filter((option) => option !== undefined);
  if (given.length !== 1) throw new UsageError('Give one of --token-file FILE, --claims FILE and --guest.');
  if (guest === true) return { who: { kind: 'guest' }, notes: [] };
  const text = await textOf(tokenFile ?? claimsFile ?? '', context);
  const token = answerOf(tokenFile === undefined ? readClaims(text) : readToken(text, now));
  const found = answerOf(name === undefined ? providerOf(token.claims, pool) : namedProvider(name, pool));
  return { who: { kind: 'signed in', provider: found.provider, claims: token.claims }, notes: [...token.notes, ...found.notes] };
};

const textOf = async (file: string, context: Context): Promise<string> => {
  if (file === '-') return context.readStandardInput();
  try {
    return await context.readFile(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
};

const answerOf = <Answer extends object>(answer: Answer | { readonly problem: string }): Answer => {
  if ('problem' in answer) throw new UsageError(answer.problem);
  return answer;
};
