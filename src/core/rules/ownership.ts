import { IDENTITY_TYPES } from '../state';
import type { IdentityPoolId, Role, Tags } from '../state';
import { fingerprint } from './fingerprint';
import { isGeneratedRoleName } from './names';
import { mappedNameOf, type RolePart } from './parts';
import type { Use } from './provider-name';
import { basePathOf, DEFAULT_PATH } from './role-path';

/**
 * Marks are tags that identify what this type created: READ and DELETE get nothing but a pool id.
 * Reserved: no template may set a tag under this prefix.
 */
export const MARK_PREFIX = 'identity-pool-with-roles:';

const REQUEST = `${MARK_PREFIX}request`;
const STACK = `${MARK_PREFIX}stack`;
const LOGICAL_ID = `${MARK_PREFIX}logical-id`;
const UNANSWERED = `${MARK_PREFIX}unanswered`;
const PATHS = `${MARK_PREFIX}paths`;
const FORMS = `${MARK_PREFIX}forms`;
const CLIENTS = `${MARK_PREFIX}clients-in`;
const POOL = `${MARK_PREFIX}pool`;
const PART = `${MARK_PREFIX}part`;
const ORDER = `${MARK_PREFIX}order`;
const OWN_TAGS = `${MARK_PREFIX}own-tags`;
const ADOPTED = `${MARK_PREFIX}adopted`;

/**
 * Cognito has no idempotency token and pool names are not unique: the pool carries the request that made it. Two resources of one stack may send
 * one token.
 */
export const requestMarkOf = (requestToken: string, { stackId = '', logicalId = '' }: Owner): string =>
  fingerprint(32, requestToken, stackId, logicalId);

export const poolMarks = (requestMark: string): Tags => ({ [REQUEST]: requestMark });

/** undefined: this type did not make the pool, or somebody removed the mark. */
export const requestMarkOn = (poolTags: Tags): string | undefined => poolTags[REQUEST];

/** Whose resource a pool is. Both are absent with Cloud Control, which has no stack. */
export interface Owner {
  readonly stackId?: string | undefined;
  readonly logicalId?: string | undefined;
}

export function ownerMarks({ stackId, logicalId }: Owner): Tags {
  return stackId === undefined || logicalId === undefined ? {} : { [STACK]: stackId, [LOGICAL_ID]: logicalId };
}

export function ownerOn(poolTags: Tags): Owner | undefined {
  return Object.hasOwn(poolTags, STACK) ? { stackId: poolTags[STACK], logicalId: poolTags[LOGICAL_ID] } : undefined;
}

/** Whether this type made the pool for this very resource, or made it before owners were marked. */
export function isOwnedBy(poolTags: Tags, { stackId, logicalId }: Owner): boolean {
  const owner = ownerOn(poolTags);
  if (owner === undefined) return requestMarkOn(poolTags) !== undefined;
  return owner.stackId === stackId && owner.logicalId === logicalId;
}

/** Whether the pool is another resource's, or this type made it and no mark says for whom. */
export function isAnothers(poolTags: Tags, owner: Owner): boolean {
  const isMarked = ownerOn(poolTags) !== undefined || requestMarkOn(poolTags) !== undefined;
  return isMarked && !(ownerOn(poolTags) !== undefined && isOwnedBy(poolTags, owner));
}

/** On a pool until CloudFormation has taken the answer that names it: a delete under another id looks for this mark. */
export const UNANSWERED_MARK: Tags = { [UNANSWERED]: 'true' };

export function isUnanswered(poolTags: Tags): boolean {
  return Object.hasOwn(poolTags, UNANSWERED);
}

/** The base paths, other than the default one, under which roles of the pool are, or were. */
export function pathMarks(basePaths: readonly string[]): Tags {
  return spread(PATHS, [...new Set(basePaths)].filter((path) => path !== DEFAULT_PATH).sort());
}

export function basePathsOn(poolTags: Tags): readonly string[] {
  return gathered(PATHS, poolTags);
}

/**
 * A way of writing that Cognito does not keep: a provider's raw name where another form exists, a user pool without its one client, or the ARN of
 * a role that a rule could have named too.
 */
export interface WrittenForm {
  readonly providerName: string;
  /** A template may write one provider in two forms, for a mapping and for principal tags. */
  readonly use: Use;
  readonly form: 'raw' | 'clientless' | 'roleArn' | 'typeless' | 'matchTypeless' | 'providersNamed';
  /** Of the forms `roleArn` and `matchTypeless`: which rules of the mapping. */
  readonly rules?: readonly number[];
}

/** Read gives each provider, and the role of each rule, back in the form that the template used. */
export const formMarks = (forms: readonly WrittenForm[]): Tags => spread(FORMS, [...new Set(forms.map(shortened))].sort());

export const isWritten = (poolTags: Tags, form: WrittenForm): boolean => gathered(FORMS, poolTags).includes(shortened(form));

/** The rules of a provider's mapping whose role is written as an ARN although it has a name. */
export function rulesWithRoleArn(poolTags: Tags, providerName: string): ReadonlySet<number> {
  return rulesInForm(poolTags, providerName, 'roleArn');
}

/** The rules of a provider's mapping that leave out their match type. */
export function rulesWithoutMatchType(poolTags: Tags, providerName: string): ReadonlySet<number> {
  return rulesInForm(poolTags, providerName, 'matchTypeless');
}

function rulesInForm(poolTags: Tags, providerName: string, form: WrittenForm['form']): ReadonlySet<number> {
  const start = shortened({ providerName, use: 'mapping', form, rules: [] }).replace(/0$/, '');
  const bits = gathered(FORMS, poolTags).find((member) => member.startsWith(start)) ?? '';
  const mask = Number.parseInt(bits.slice(start.length), 16);
  return new Set(Array.from({ length: RULE_LIMIT }, (_, index) => index).filter((index) => ((mask >> index) & 1) === 1));
}

/** Of one mapping: as many bits fit a number. */
const RULE_LIMIT = 25;

function shortened({ providerName, use, form, rules }: WrittenForm): string {
  const digest = fingerprint(8, use, form, providerName);
  return rules === undefined ? digest : `${digest}:${rules.reduce((mask, index) => mask | (1 << index), 0).toString(16)}`;
}

/** The user pools in which app clients are, or are about to be, created for this pool: without them a client of a create that was cut short could not be found. */
export const clientMarks = (userPoolIds: readonly string[]): Tags => spread(CLIENTS, [...new Set(userPoolIds)].sort());

export const userPoolsWithClients = (poolTags: Tags): readonly string[] => gathered(CLIENTS, poolTags);

/** @param order where the role stands among MappedRoles, which nothing else in AWS shows. */
export const roleMarks = (poolId: IdentityPoolId, part: RolePart, order?: number): Tags => ({
  [POOL]: poolId,
  [PART]: part,
  ...(order === undefined ? {} : { [ORDER]: String(order).padStart(2, '0') }),
});

/** Which tags of a role its template gave to it alone: READ gives those back with the role. */
export function ownTagMarks(keys: readonly string[]): Tags {
  return spread(OWN_TAGS, [...new Set(keys.map((key) => fingerprint(8, key)))].sort());
}

export function isOwnTag(roleTags: Tags, key: string): boolean {
  return gathered(OWN_TAGS, roleTags).includes(fingerprint(8, key));
}

/** On a pool that a resource took over and that is released, not deleted, with it. */
export const ADOPTED_MARK: Tags = { [ADOPTED]: 'true' };

export function isAdopted(poolTags: Tags): boolean {
  return Object.hasOwn(poolTags, ADOPTED);
}

export function isCreatedFor({ path }: Pick<Role, 'path'>, poolId: IdentityPoolId): boolean {
  return basePathOf(path, poolId) !== undefined;
}

export function isCreatedAs(role: Role, poolId: IdentityPoolId, part: RolePart): boolean {
  return isCreatedFor(role, poolId) && partOf(role, poolId) === part;
}

/** A generated name shows the part of a default role. Whoever may tag roles could write another part into the mark. */
export function partOf(role: Role, poolId: IdentityPoolId): string {
  const shown = IDENTITY_TYPES.find((type) => isGeneratedRoleName(role.name, poolId, type, role.path));
  return shown ?? role.tags[PART] ?? '';
}

export const orderOf = (role: Role): string => role.tags[ORDER] ?? '';

/** In any case of letters: IAM would take another case for the same key, and overwrite the mark. */
export const isMark = (key: string): boolean => key.toLowerCase().startsWith(MARK_PREFIX);

/** Marks on a created role: they count toward its 50 tags. */
export const roleMarkCount = (part: RolePart): number =>
  Object.keys(roleMarks('', part, mappedNameOf(part) === undefined ? undefined : 0)).length;

/** The longest value of a tag. */
const VALUE_LIMIT = 256;

/** A list in as many tags as it needs: `key`, `key-2`, `key-3`; no member has a space in it. */
const spread = (key: string, members: readonly string[]): Tags => {
  const values: string[] = [];
  for (const member of members) {
    const last = values.at(-1);
    if (last !== undefined && last.length + 1 + member.length <= VALUE_LIMIT) values[values.length - 1] = `${last} ${member}`;
    else values.push(member);
  }
  return Object.fromEntries(values.map((value, index) => [index === 0 ? key : `${key}-${String(index + 1)}`, value]));
};

const gathered = (key: string, tags: Tags): readonly string[] =>
  Object.keys(tags)
    .filter((name) => name === key || name.startsWith(`${key}-`))
    .flatMap((name) => (tags[name] ?? '').split(' '))
    .filter((member) => member !== '');
