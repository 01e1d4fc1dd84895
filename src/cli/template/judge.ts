/** Which problems of a resource are problems whatever the unknown values turn out to be. */
import type { Issue } from '../../core/request/issue';
import { escapedKey, type Placeholders, type UnknownValue } from './placeholders';

interface Resolved {
  readonly unknown: ReadonlyMap<string, UnknownValue>;
}

/** The issues that do not depend on a value that only a deployment knows. */
export function judgeable(issues: readonly Issue[], { unknown }: Resolved, { isOpen }: Pick<Placeholders, 'isOpen'>): Issue[] {
  return issues.filter(({ path, problem }) => !isOpen(problem) && !isOpenAt(pointerOf(path), [...unknown.keys()]));
}

function isOpenAt(pointer: string, unknown: readonly string[]): boolean {
  const isWithin = (one: string, other: string): boolean => one === other || one.startsWith(`${other}/`);
  if (unknown.some((each) => isWithin(pointer, each))) return true;
  return DEPENDENCIES.some(
    ({ issue, on }) => issue.test(pointer) && unknown.some((each) => (on === 'itself' ? isWithin(each, pointer) : on.test(each))),
  );
}

/** Rules about several values: an issue at the one place depends on what stands at the other, or on any part of itself. */
const DEPENDENCIES: readonly { readonly issue: RegExp; readonly on: RegExp | 'itself' }[] = [
  { issue: /\/IdentityProvider(\/|$)/, on: 'itself' },
  { issue: /\/IdentityProvider(\/|$)/, on: /^\/AuthenticationProviders(\/|$)/ },
  { issue: /^\/RoleMappings\/\d+\/Rules\/\d+\/Role$/, on: /^\/MappedRoles(\/\d+(\/Name)?)?$/ },
  { issue: /^\/RoleMappings\/\d+\/Rules\/\d+\/Role$/, on: /^\/AuthenticatedRole(\/Create)?$/ },
  { issue: /^\/RoleMappings\/\d+\/Rules$/, on: /^\/RoleMappings\/\d+\/Type$/ },
  { issue: /^\/PrincipalTags\/\d+$/, on: 'itself' },
  { issue: /^\/AuthenticationProviders\/Twitter$/, on: 'itself' },
];

/** `A.B[0].C` as `/A/B/0/C`. */
function pointerOf(path: string): string {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => `/${escapedKey(part)}`)
    .join('');
}
