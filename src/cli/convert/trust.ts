import { isMap } from '../template/template';
import { referenceOf, referencesIn } from './expressions';

/** What the trust policy of a native role says about Cognito and about others. */
export interface Trust {
  /** undefined: it cannot be read here, because a function makes it. */
  readonly statements: readonly CognitoStatement[] | undefined;
  /** Statements that let others in, as they stand in the policy: 0 for the first. */
  readonly others: readonly number[];
  /** Statements that refuse. */
  readonly denies: number;
}

export interface CognitoStatement {
  readonly index: number;
  readonly principal: string;
  readonly actions: readonly string[];
  readonly audiences: readonly unknown[];
  readonly kinds: readonly unknown[];
  readonly kindOperator: string | undefined;
  /** Keys of other conditions, such as aws:SourceIp. */
  readonly otherKeys: readonly string[];
  /** Whether the statement lets others in beside Cognito. */
  readonly hasOthers: boolean;
}

export function readTrust(document: unknown): Trust {
  const parsed = typeof document === 'string' ? parse(document) : document;
  const written = isMap(parsed) ? parsed['Statement'] : undefined;
  const statements = Array.isArray(written) ? (written as unknown[]) : [written];
  if (written === undefined || statements.some((statement) => !isMap(statement) || typeof statement['Effect'] !== 'string'))
    return { statements: undefined, others: [], denies: 0 };
  const allowing = statements.flatMap((statement, index) =>
    isMap(statement) && statement['Effect'] === 'Allow' ? [{ statement, index, principals: principalsOf(statement['Principal']) }] : [],
  );
  return {
    statements: allowing
      .filter(({ principals }) => principals.some(isOfCognito))
      .map(({ statement, index, principals }) => ({
        index,
        principal: principals.find(isOfCognito) ?? '',
        hasOthers: principals.some((principal) => !isOfCognito(principal)),
        actions: listOf(statement['Action']).map(String),
        ...conditionsOf(statement['Condition']),
      })),
    others: allowing.filter(({ principals }) => principals.some((principal) => !isOfCognito(principal))).map(({ index }) => index),
    denies: statements.length - allowing.length,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function principalsOf(principal: unknown): string[] {
  if (!isMap(principal)) return [shown(principal ?? '*')];
  return Object.entries(principal).flatMap(([kind, members]) => listOf(members).map((member) => `${kind} ${shown(member)}`));
}

/** Federated, in every partition; a function may make the end. */
const IDENTITY_POOLS = /^Federated (.*[^\w.-])?cognito-identity[.-](?!.*\*)/;

/** Also one that is wrong, such as that of user pools or of a service: it is meant for this. */
function isOfCognito(principal: string): boolean {
  return /cognito/.test(principal);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function conditionsOf(condition: unknown): Pick<CognitoStatement, 'audiences' | 'kinds' | 'kindOperator' | 'otherKeys'> {
  const entries = Object.entries(isMap(condition) ? condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isMap(keys) ? keys : { [operator]: keys }).map(([key, value]) => ({ operator, key, values: listOf(value) })),
  );
  const of = (end: string) => entries.filter(({ key }) => key.toLowerCase().endsWith(end));
  return {
    audiences: of(':aud').flatMap(({ values }) => values),
    kinds: of(':amr').flatMap(({ values }) => values),
    kindOperator: of(':amr')[0]?.operator,
    otherKeys: entries.filter(({ key }) => !/:(aud|amr)$/i.test(key)).map(({ key }) => key),
  };
}

export function isPool(value: unknown, pool: string): boolean {
  const reference = referenceOf(value);
  return reference?.logicalId === pool && (reference.attribute === undefined || reference.attribute === 'Id');
}

interface Expected {
  readonly pool: string;
  readonly kind: 'authenticated' | 'unauthenticated';
  readonly hasPrincipalTags: boolean;
}

export interface TrustReport {
  /** Faults that this type does not make. */
  readonly faults: readonly string[];
  /** What the new trust policy does not have, and was no fault. */
  readonly lost: readonly string[];
}

/** How the trust policy that this type writes differs from the native one. */
export function compareTrust({ statements, denies }: Trust, { pool, kind, hasPrincipalTags }: Expected): TrustReport {
  if (statements === undefined)
    return {
      faults: [],
      lost: ['its trust policy, which a function makes and which is not read here: the new one trusts this pool alone'],
    };
  return {
    faults: faultsOf(statements, { pool, kind, hasPrincipalTags }),
    lost: lostOf(statements, { denies, needsTags: hasPrincipalTags && kind === 'authenticated' }),
  };
}

function faultsOf(statements: readonly CognitoStatement[], { pool, kind, hasPrincipalTags }: Expected): string[] {
  if (statements.length === 0) return ['it does not trust Cognito, so that nobody gets it'];
  const faults: string[] = [];
  const audiences = statements.flatMap((statement) => statement.audiences);
  const strangers = audiences.filter((value) => !isPool(value, pool));
  if (statements.some((statement) => statement.audiences.length === 0))
    faults.push('no condition on aud: the identities of any pool can take it');
  if (strangers.length > 0)
    faults.push(
      `aud names ${strangers.map(named).join(', ')}${strangers.length === audiences.length ? ' instead of' : ' beside'} this pool`,
    );
  const kinds = statements.flatMap((statement) => statement.kinds);
  if (statements.some((statement) => statement.kinds.length === 0))
    faults.push(`no condition on amr: ${kind === 'authenticated' ? 'guests can take it too' : 'signed-in identities can take it too'}`);
  if (kinds.some((value) => value !== kind)) faults.push(`amr is ${[...new Set(kinds)].map(shown).join(', ')}, not ${kind}`);
  const operators = statements.flatMap(({ kindOperator }) => kindOperator ?? []);
  if (operators.some((operator) => !/^ForAnyValue:String(Like|Equals)$/.test(operator)))
    faults.push(`amr has several values, and ${operators.join(', ')} does not compare them one by one`);
  const wrong = statements.flatMap(({ principal }) => (IDENTITY_POOLS.test(principal) ? [] : [principal]));
  if (wrong.length > 0) faults.push(`its principal is ${wrong.join(', ')}, which is not that of identity pools, so that nobody gets it`);
  if (hasPrincipalTags && kind === 'authenticated' && !hasTagSession(statements))
    faults.push('no sts:TagSession, although the pool has principal tags: sign-in fails');
  return faults;
}

function lostOf(
  statements: readonly CognitoStatement[],
  { denies, needsTags }: { readonly denies: number; readonly needsTags: boolean },
): string[] {
  const lost = [...new Set(statements.flatMap(({ otherKeys }) => otherKeys))].map(
    (key) => `the condition on ${key} in its trust policy, which this type cannot write: decide whether you can do without it`,
  );
  if (denies > 0) lost.push('a Deny statement of its trust policy, which this type cannot write: decide whether you can do without it');
  if (!needsTags && hasTagSession(statements))
    lost.push(
      'sts:TagSession in its trust policy: this type grants it while the pool has principal tags, and this one has none for these identities',
    );
  return lost;
}

function hasTagSession(statements: readonly CognitoStatement[]): boolean {
  return statements.some(({ actions }) => actions.some((action) => /^(\*|sts:\*|sts:TagSession)$/i.test(action)));
}

function named(value: unknown): string {
  const [reference] = referencesIn(value);
  return reference === undefined ? shown(value) : reference.logicalId;
}
