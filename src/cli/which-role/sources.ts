/** Owns where a question comes from: the pool, and who signs in. */
import { restoreTypes } from '../../core/request/restore-types';
import { asPoolId } from '../../core/rules/pool-id';
import { UsageError, type Context } from '../context';
import type { CommonOptions } from '../options';
import type { Guest, SignedIn } from './decide';
import { namedProvider, providerOf, type Show } from './find-provider';
import { validPool, type PoolToAsk } from './from-properties';
import { fromTemplate } from './from-template';
import { readClaims, readToken } from './read-token';
import { readText } from '../read-text';

export interface WhichRoleOptions extends CommonOptions {
  readonly pool?: string;
  readonly properties?: string;
  readonly template?: string;
  readonly resource?: string;
  readonly parameter: readonly string[];
  readonly tokenFile?: string;
  readonly claims?: string;
  readonly guest?: boolean;
  readonly provider?: string;
  readonly customRole?: string;
}

export interface NamedPool extends PoolToAsk {
  readonly name: string;
  /** What stands for a value that only a deployment knows is shown for what it is. */
  readonly show: Show;
  readonly notes: readonly string[];
}

export const readPool = async (options: WhichRoleOptions, context: Context): Promise<NamedPool> => {
  const { pool, properties, template } = options;
  const given = [pool, properties, template].filter((option) => option !== undefined);
  if (given.length !== 1) throw new UsageError('Give one of --pool POOL_ID, --template FILE and --properties FILE.');
  if (template !== undefined) return fromTemplate(template, options, context);
  return pool === undefined ? fromFile(properties ?? '', context) : fromAccount(pool, options, context);
};

const fromAccount = async (poolId: string, options: WhichRoleOptions, context: Context): Promise<NamedPool> => {
  if (asPoolId(poolId) === undefined) throw new UsageError(`${poolId} is not the id of an identity pool: REGION:GUID.`);
  const session = await context.openSession({ ...options, region: options.region ?? poolId.slice(0, poolId.indexOf(':')) });
  const { pools } = session.aws;
  const [pool, assignments] = await Promise.all([pools.find(poolId), pools.roleAssignments(poolId)]);
  if (pool === undefined || assignments === undefined) throw new UsageError(`There is no identity pool ${poolId} in this account.`);
  return { name: poolId, pool, assignments, show: asItIs, notes: [] };
};

const fromFile = async (file: string, context: Context): Promise<NamedPool> => {
  const properties = parsed(await readText(file, context), file);
  return { name: file, ...validPool(restoreTypes(properties), file), show: asItIs, notes: [] };
};

const asItIs = (text: string): string => text;

const parsed = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${file} is not JSON. It has to hold the Properties of the resource, with every value resolved.`);
  }
};

export const readWho = async (
  options: WhichRoleOptions,
  { pool, show }: Pick<NamedPool, 'pool' | 'show'>,
  context: Context,
  now: number,
): Promise<{ readonly who: Guest | SignedIn; readonly notes: readonly string[] }> => {
  const { tokenFile, claims: claimsFile, guest, provider: name } = options;
  const given = [tokenFile, claimsFile, guest].filter((option) => option !== undefined);
  if (given.length !== 1) throw new UsageError('Give one of --token-file FILE, --claims FILE and --guest.');
  if (guest === true) return { who: { kind: 'guest' }, notes: [] };
  const text = await readText(tokenFile ?? claimsFile ?? '', context);
  const token = answerOf(tokenFile === undefined ? readClaims(text) : readToken(text, now));
  const found = answerOf(name === undefined ? providerOf(token.claims, pool, show) : namedProvider(name, pool, show));
  return { who: { kind: 'signed in', provider: found.provider, claims: token.claims }, notes: [...token.notes, ...found.notes] };
};

const answerOf = <Answer extends object>(answer: Answer | { readonly problem: string }): Answer => {
  if ('problem' in answer) throw new UsageError(answer.problem);
  return answer;
};
