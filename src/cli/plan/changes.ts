/** Old and new values, as lines of a plan. */
import { isMark } from '../../core/rules/ownership';
import type { Tags } from '../../core/state';

/** Both lists have each line once. */
export function lineChanges(former: readonly string[], lines: readonly string[]): string[] {
  return [
    ...former.filter((line) => !lines.includes(line)).map((line) => `- ${line}`),
    ...lines.filter((line) => !former.includes(line)).map((line) => `+ ${line}`),
  ];
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

export function tagChanges(former: Tags, tags: Tags): string[] {
  return Object.entries(tags).map(([key, value]) => `${key}: ${change(former[key], value)}`);
}

export function removals(former: Tags, keys: readonly string[]): string[] {
  return keys.map((key) => `${key}: ${change(former[key], undefined)}`);
}

export function describeMap(map: Readonly<Record<string, string>>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key} = ${value}`)
    .join(', ');
}
