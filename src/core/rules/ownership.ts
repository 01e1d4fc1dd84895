/** Owns the marks by which what this type made is known again: they are written in AWS, for Read and Delete get nothing but a pool id. */
import type { IdentityPoolId, Role, Tags } from '../state';
import { fingerprint } from './fingerprint';
import type { RolePart } from './parts';
import type { Use } from './provider-name';

/** Reserved: no template may set a tag under it. */
export const MARK_PREFIX = 'identity-pool-with-roles:';

const REQUEST = `${MARK_PREFIX}request`;
const FORMS = `${MARK_PREFIX}forms`;
const CLIENTS = `${MARK_PREFIX}clients-in`;
const POOL = `${MARK_PREFIX}pool`;
const PART = `${MARK_PREFIX}part`;
const ORDER = `${MARK_PREFIX}order`;

/** Cognito has no idempotency token and pool names are not unique: the pool carries the request that made it. */
export const requestMarkOf = (requestToken: string): string => fingerprint(32, requestToken);

export const poolMarks = (requestMark: string): Tags => ({ [REQUEST]: requestMark });

/** undefined: this type did not make the pool, or somebody removed the mark. */
export const requestMarkOn = (poolTags: Tags): string | undefined => poolTags[REQUEST];

/** A way of writing a provider that Cognito does not keep: its raw name where another form exists, or a user pool without its one client. */
export interface WrittenForm {
  readonly providerName: string;
  /** A template may write one provider in two forms, for a mapping and for principal tags. */
  readonly use: Use;
  readonly form: 'raw' | 'clientless';
}

/** Read gives each provider back in the form that the template used. */
export const formMarks = (forms: readonly WrittenForm[]): Tags => spread(FORMS, [...new Set(forms.map(shortened))].sort());

export const isWritten = (poolTags: Tags, form: WrittenForm): boolean => gathered(FORMS, poolTags).includes(shortened(form));

const shortened = ({ providerName, use, form }: WrittenForm): string => fingerprint(8, use, form, providerName);

/** The user pools in which app clients are, or are about to be, created for this pool: without them a client of a create that was cut short could not be found. */
export const clientMarks = (userPoolIds: readonly string[]): Tags => spread(CLIENTS, [...new Set(userPoolIds)].sort());

export const userPoolsWithClients = (poolTags: Tags): readonly string[] => gathered(CLIENTS, poolTags);

/** @param order where the role stands among MappedRoles, which nothing in AWS would otherwise tell. */
export const roleMarks = (poolId: IdentityPoolId, part: RolePart, order?: number): Tags => ({
  [POOL]: poolId,
  [PART]: part,
  ...(order === undefined ? {} : { [ORDER]: String(order).padStart(2, '0') }),
});

export const isCreatedFor = (role: Role, poolId: IdentityPoolId): boolean => role.tags[POOL] === poolId;

export const isCreatedAs = (role: Role, poolId: IdentityPoolId, part: RolePart): boolean =>
  isCreatedFor(role, poolId) && role.tags[PART] === part;

export const partOf = (role: Role): string => role.tags[PART] ?? '';

export const orderOf = (role: Role): string => role.tags[ORDER] ?? '';

export const areOfOnePool = (one: Tags, other: Tags): boolean => one[POOL] === other[POOL];

export const isMark = (key: string): boolean => key.startsWith(MARK_PREFIX);

/** Marks on a created role: they count toward its 50 tags. */
export const roleMarkCount = (part: RolePart): number =>
  Object.keys(roleMarks('', part, part.startsWith('mapped/') ? 0 : undefined)).length;

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
