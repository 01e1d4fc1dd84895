/** Keys of role tags that differ only in case are one key. */
import type { ListRoleTagsRequest, Tag, TagRoleRequest, UntagRoleRequest } from '@aws-sdk/client-iam';
import { list, needed, structure, text } from '../constraints';
import { operation, type Operations } from '../operation';
import type { World } from '../world';
import { changeableRole, iamPage, invalidInput, limitExceeded, pagingMembers, roleNamed, roleNameShape } from './role';

const keyShape = text({ max: 128, pattern: String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]+` });

export const tagsShape = list(
  structure<Tag>({
    Key: needed(keyShape),
    Value: needed(text({ min: 0, max: 256, pattern: String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*` })),
  }),
  { max: 50 },
);

export const tagOperations = (world: World): Operations => ({
  TagRole: operation<TagRoleRequest>({ RoleName: roleNameShape, Tags: needed(tagsShape) }, ({ RoleName, Tags }) => {
    const role = changeableRole(world, RoleName);
    role.tags = tagsFrom(world, Tags, role.tags);
    return {};
  }),

  UntagRole: operation<UntagRoleRequest>(
    { RoleName: roleNameShape, TagKeys: needed(list(keyShape, { max: 50 })) },
    ({ RoleName, TagKeys }) => {
      const role = changeableRole(world, RoleName);
      checkReserved(TagKeys);
      role.tags = without(role.tags, TagKeys);
      return {};
    },
  ),

  ListRoleTags: operation<ListRoleTagsRequest>({ RoleName: roleNameShape, ...pagingMembers }, (input) => {
    // Sorted by key (IAM API reference, ListRoleTags).
    const tags = toTagList(roleNamed(world, input.RoleName).tags).sort((one, other) => (one.Key < other.Key ? -1 : 1));
    const { items, rest } = iamPage(world, tags, input);
    return { Tags: items, ...rest };
  }),
});

export const toTagList = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** A key that differs from one there by its case alone takes its place, spelling and all (aws-cdk#26253); in one call IAM refuses the two. */
export const tagsFrom = (world: World, given: readonly Tag[], present: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const keys = given.map(({ Key = '' }) => Key);
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  checkReserved(keys);
  const tags = { ...without(present, keys), ...Object.fromEntries(given.map(({ Key = '', Value = '' }) => [Key, Value])) };
  // Tags of AWS's own do not count (IAM user guide, Rules for tagging).
  if (Object.keys(tags).filter((key) => !isReserved(key)).length > world.quotas.tags)
    throw limitExceeded(`Cannot exceed quota for TagsPerRole: ${String(world.quotas.tags)}`);
  return tags;
};

const isReserved = (key: string): boolean => /^aws:/i.test(key);

const checkReserved = (keys: readonly string[]): void => {
  const reserved = keys.find(isReserved);
  if (reserved !== undefined) throw invalidInput(`Tag key ${reserved} is invalid: keys that start with aws: are reserved`);
};

const without = (tags: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> => {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key.toLowerCase())));
};
