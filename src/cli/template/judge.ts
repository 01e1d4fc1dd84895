/** Which problems of a resource are problems whatever the unknown values turn out to be. */
import type { Issue } from '../../core/request/issue';
import { escapedKey, type UnknownValue } from './place-unknown';
import { keysOfPath } from './lines';
import type { Placeholders } from './placeholders';
import { itemNode, memberNode, ROOT, type SchemaNode } from './schema-node';

interface Resolved {
  readonly unknown: ReadonlyMap<string, UnknownValue>;
  readonly misplaced: ReadonlySet<string>;
}

/** The issues that do not depend on a value that only a deployment knows. */
export function judgeable(issues: readonly Issue[], { unknown, misplaced }: Resolved, { isOpen }: Pick<Placeholders, 'isOpen'>): Issue[] {
  const pointers = [...unknown.keys()];
  return issues.filter(({ path, problem }) => {
    const pointer = pointerOf(path);
    if (SEVERAL_CLIENTS.test(problem)) return true;
    if (misplaced.has(pointer)) return OF_FORM.test(problem);
    if (OF_TYPE.test(problem)) return !pointers.some((each) => isWithin(pointer, each));
    if (isAboutPresence(pointer)) return !pointers.some((each) => each !== pointer && isWithin(pointer, each));
    return !isOpen(problem) && !isOpenAt(pointer, pointers);
  });
}

/** Two app clients of one user pool are two whatever their ids turn out to be: one id twice is refused by itself (core/desire/problems.ts). */
const SEVERAL_CLIENTS = /^names user pool .*, of which this identity pool has \d+ app clients: give UserPoolClientId/;

/** What the schema says of a value by itself (core/request/schema-validation.ts), except for its length. */
const OF_FORM = / is not allowed: it has to (be|match) /;
const OF_TYPE = / is not allowed: it has to be an? (list|object)/;

function isWithin(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`);
}

/** Whether it is wrong that the property is there at all, whatever its value. */
function isAboutPresence(pointer: string): boolean {
  const keys = keysOf(pointer);
  const parent = keys.slice(0, -1).reduce<SchemaNode | undefined>((node, key) => itemNode(node) ?? memberNode(node, key), ROOT);
  const isUnknownProperty = parent?.properties !== undefined && !Object.hasOwn(parent.properties, keys.at(-1) ?? '');
  return isUnknownProperty || /^\/PrincipalTags\/\d+\/IdentityProvider\/UserPool\/UserPoolClientId$/.test(pointer);
}

function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function isOpenAt(pointer: string, unknown: readonly string[]): boolean {
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
  return keysOfPath(path)
    .map((key) => `/${escapedKey(key)}`)
    .join('');
}
