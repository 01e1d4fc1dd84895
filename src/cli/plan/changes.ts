/** Old and new values, as lines of a plan. */
import { diffArrays } from 'diff';
import { isMark } from '../../core/rules/ownership';
import type { Tags } from '../../core/state';

/** Both lists have each line once. */
export function lineChanges(former: readonly string[], lines: readonly string[]): string[] {
  return [
    ...former.filter((line) => !lines.includes(line)).map((line) => `- ${line}`),
    ...lines.filter((line) => !former.includes(line)).map((line) => `+ ${line}`),
  ];
}

/** Of lines whose order counts: all of them, unless nothing differs. */
export function orderedChanges(former: readonly string[], lines: readonly string[]): string[] {
  const parts = diffArrays([...former], [...lines]);
  if (!parts.some(({ added, removed }) => added || removed)) return [];
  return parts.flatMap(({ value, added, removed }) => value.map((line) => `${added ? '+' : removed ? '-' : ' '} ${line}`));
}

export function change(former: string | undefined, now: string | undefined): string {
  return `${former || 'none'} → ${now || 'none'}`;
}

export function withoutMarks(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !isMark(key)));
}

export function describeTags(tags: Tags): string[] {
  return Object.keys(tags).length === 0 ? [] : [`tags: ${describeMap(tags)}`];
}

export function tagChanges(former: Tags, tags: Tags, isWhole: boolean): string[] {
  return withMarksNamed(Object.keys(tags), isWhole, (key) => `${key}: ${change(former[key], tags[key])}`);
}

export function removals(former: Tags, keys: readonly string[], isWhole: boolean): string[] {
  return withMarksNamed(keys, isWhole, (key) => `${key}: ${change(former[key], undefined)}`);
}

/** What a mark says is for this type to read; which marks are written is for people. */
function withMarksNamed(keys: readonly string[], isWhole: boolean, lineOf: (key: string) => string): string[] {
  if (isWhole) return keys.map(lineOf);
  const marks = keys.filter(isMark).map((key) => key.slice(key.indexOf(':') + 1));
  return [
    ...keys.filter((key) => !isMark(key)).map(lineOf),
    ...(marks.length === 0 ? [] : [`marks of this type, which --documents shows: ${marks.join(', ')}`]),
  ];
}

export function describeMap(map: Readonly<Record<string, string>>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key} = ${value}`)
    .join(', ');
}
