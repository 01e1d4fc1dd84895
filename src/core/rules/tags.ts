/** Owns tags as a map: how a template's list becomes one, which tags are a template's business, and the difference between two. */
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

/** aws: tags are AWS's and cannot be written; marks are this type's own. */
export const isTemplateTag = (key: string): boolean => !key.toLowerCase().startsWith('aws:') && !isMark(key);

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
 * The tags that something should have, less marks and aws: tags, given those that it has.
 * Once Tags is named it is managed whole; until then only what the stack's own tags bring or brought is changed. A resource's tag wins over its stack's.
 */
export const wantedTags = ({ desired, previous, stackTags, previousStackTags, settings }: TagIntent, found: Tags): Tags => {
  const isNamed = desired.Tags !== undefined || previous?.Tags !== undefined;
  const kept = isNamed ? {} : pickTags(found, (key) => isTemplateTag(key) && !(key in previousStackTags));
  return { ...kept, ...settings.tags, ...stackTags, ...toTags(desired.Tags ?? []) };
};

/** What to write and what to remove so that `found` becomes `wanted`, marks included; aws: tags stay. */
export const tagChanges = (found: Tags, wanted: Tags): { readonly set: Tags; readonly remove: readonly string[] } => ({
  set: pickTags(wanted, (key) => found[key] !== wanted[key]),
  remove: Object.keys(found).filter((key) => (isTemplateTag(key) || isMark(key)) && !(key in wanted)),
});
