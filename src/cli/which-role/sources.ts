/** Where a question comes from: the pool, and who signs in. */
import { restoreTypes } from '../../core/request/restore-types';
import { UsageError, type Context } from '../context';
import { poolIdIn } from '../pool-argument';
import { readText } from '../read-text';
import { fromAccount } from './from-account';
import { validPool } from './from-properties';
import { fromTemplate } from './from-template';
import { handOutOfCreated } from './hand-out';
import type { NamedPool, WhichRoleOptions } from './question';
import { readClaims, readToken, type ReadToken } from './token';

/** @returns several if a template leaves open which one it describes. */
export async function readPools(options: WhichRoleOptions, context: Context): Promise<readonly NamedPool[]> {
  const { pool, properties, template } = options;
  const given = [pool, properties, template].filter((option) => option !== undefined);
  if (given.length !== 1) throw new UsageError('Give one of --pool POOL_ID, --template FILE and --properties FILE.');
  if (template !== undefined) return fromTemplate(template, options, context);
  if (pool === undefined) return [await fromFile(properties ?? '', options.region, context)];
  return [await fromAccount(poolIdIn(pool, options.region), options, context)];
}

async function fromFile(file: string, region: string | undefined, context: Context): Promise<NamedPool> {
  const properties = restoreTypes(parsed(await readText(file, context), file));
  return {
    name: file,
    ...validPool(properties, { name: file, region: region ?? regionIn(properties) }),
    show: (text) => text,
    knownParts: (text) => [text],
    handOut: handOutOfCreated,
    dependsOn: [],
    notes: [],
  };
}

/** Ids of pools and user pools begin with their region. */
function regionIn(properties: unknown): string {
  const text = JSON.stringify(properties);
  return /"(?:AdoptIdentityPoolId":"|UserPoolId":")([a-z]+(?:-[a-z]+)+-\d+)[:_]/.exec(text)?.[1] ?? 'us-east-1';
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UsageError(`${file} is not JSON. It has to hold the Properties of the resource, with every value resolved.`);
  }
}

/** undefined: a guest. */
export async function readWho(
  { tokenFile, claims, guest }: WhichRoleOptions,
  context: Context,
): Promise<Exclude<ReadToken, { readonly kind: 'unreadable' }> | undefined> {
  const given = [tokenFile, claims, guest].filter((option) => option !== undefined);
  if (given.length !== 1) throw new UsageError('Give one of --token-file FILE, --claims FILE and --guest.');
  if (guest === true) return undefined;
  const text = await readText(tokenFile ?? claims ?? '', context);
  const read = tokenFile === undefined ? readClaims(text) : readToken(text);
  if (read.kind === 'unreadable') throw new UsageError(read.problem);
  return read;
}
