import type { Properties, Tag } from '../properties';
import type { Settings } from '../settings';
import type { Tags } from '../state';
import { isMark } from './ownership';

export const toTags = (list: readonly Tag[]): Tags => Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

/** Sorted by key, so that two reads of the same tags are equal. */
export const fromTags = (tags: Tags): Tag[] =>
  Object.keys(tags)
    .sort()
    .map((key) => ({ Key: key, Value: tags[key] ?? '' }));

/** Tags on one thing, marks included (IAM and Cognito, quotas). AWS's own do not count. */
export const TAG_LIMIT = 50;

/** aws: tags are AWS's and cannot be written. */
export const isSystemTag = (key: string): boolean => /^aws:/i.test(key);

/** Marks are this type's own. */
export const isTemplateTag = (key: string): boolean => !isSystemTag(key) && !isMark(key);

export const pickTags = (tags: Tags, keep: (key: string) => boolean): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => keep(key)));

export interface TagIntent {
  readonly desired: Properties;
  readonly previous?: Properties;
  readonly stackTags: Tags;
  readonly previousStackTags: Tags;
  readonly settings: Settings;
}

/**
 * The tags that something should have, without marks and aws: tags, given those that it has.
 * Once Tags is named it is managed whole; until then only what the stack's own tags bring or brought is changed. A resource's tag wins over its stack's.
 */
export function desiredTags({ desired, previous, stackTags, previousStackTags, settings }: TagIntent, observed: Tags): Tags {
  const isNamed = desired.Tags !== undefined || previous?.Tags !== undefined;
  const kept = isNamed ? {} : pickTags(observed, (key) => isTemplateTag(key) && !Object.hasOwn(previousStackTags, key));
  return { ...kept, ...settings.tags, ...stackTags, ...toTags(desired.Tags ?? []) };
}

/** IAM takes two keys that differ in case only for one, Cognito for two: on a role the later one wins. */
export function forRole(tags: Tags): Tags {
  const spelling = new Map(Object.keys(tags).map((key) => [key.toLowerCase(), key]));
  return pickTags(tags, (key) => spelling.get(key.toLowerCase()) === key);
}

export interface TagChanges {
  readonly remove: readonly string[];
  readonly set: Tags;
}

/** What to remove and then to write so that the tags become the desired ones, marks included; aws: tags stay. */
export function tagChanges(observed: Tags, desired: Tags): TagChanges {
  return {
    remove: Object.keys(observed).filter((key) => (isTemplateTag(key) || isMark(key)) && !Object.hasOwn(desired, key)),
    set: pickTags(desired, (key) => !Object.hasOwn(observed, key) || observed[key] !== desired[key]),
  };
}
