/** Where a property of a resource stands in its template. */
import type { Issue } from '../../core/request/issue';
import { isMap } from './template';
import { lineOf } from './yaml';

/** The issues with the line of each behind its path, for people. */
export function withLines(issues: readonly Issue[], lineOf: (path: string) => number | undefined): Issue[] {
  return issues.map(({ path, problem }) => {
    const line = path === '' ? undefined : lineOf(path);
    return { path: line === undefined ? path : `${path} (line ${String(line)})`, problem };
  });
}

/** `A.B[0].C` as A, B, 0 and C. */
export function keysOfPath(path: string): string[] {
  return path.split(/[.[\]]+/).filter((part) => part !== '');
}

/**
 * The line of the property, or of what it is missing in.
 * @param path such as `RoleMappings[0].IdentityProvider`.
 */
export function lineOfProperty(properties: unknown, path: string): number | undefined {
  let place: unknown = properties;
  let line: number | undefined;
  for (const key of keysOfPath(path)) {
    if (!isMap(place) && !Array.isArray(place)) break;
    line = lineOf(place, key) ?? line;
    place = (place as Readonly<Record<string, unknown>>)[key];
  }
  return line;
}
