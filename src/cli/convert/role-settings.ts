import type * as Yaml from 'yaml';
import { isCircular } from './circles';
import type { Conversion } from './conversion';
import type { Value } from './expressions';
import { propertyOf, type Place, type Resource, type RoleOfPool } from './native';
import { policiesInside } from './policies';
import { at, shown, type Report } from './report';
import { copyOf, isPlainList, type Source } from './source';
import { keepsTrust } from './staying';
import { compareTrust } from './trust';

/** The settings of a created role, as the native role has them. A setting that is undefined is not written. */
export function settingsOf(
  conversion: Conversion,
  { role, place }: { readonly role: RoleOfPool; readonly place: Place },
  report: Report,
): { readonly [key: string]: Value } {
  const { source, requested } = conversion;
  const { resource } = role;
  reportTrust(conversion, { role, place }, report);
  reportLeftOut(conversion, resource, report);
  const property = (name: string): Yaml.Node | undefined => copyOf(propertyOf(source, resource, name));
  const path = property('Path');
  // In this order, because each may add to the report.
  return {
    RoleName: requested.keepsRoleNames ? property('RoleName') : undefined,
    Path: isKeptPath(source, path) ? path : undefined,
    Description: unlessCircular(conversion, { resource, name: 'Description' }, report),
    MaxSessionDuration: property('MaxSessionDuration'),
    ManagedPolicyArns: managedPolicyArns(conversion, resource, report),
    Policies: policiesInside(conversion, role, report),
    PermissionsBoundary: unlessCircular(conversion, { resource, name: 'PermissionsBoundary' }, report),
    Tags: unlessCircular(conversion, { resource, name: 'Tags' }, report),
  };
}

function reportTrust(
  { native }: Conversion,
  { role, place }: { readonly role: RoleOfPool; readonly place: Place },
  { fixed, leftOut }: Report,
): void {
  const { faults, lost } = compareTrust(role.trust, {
    pool: native.pool.id,
    kind: place === 'unauthenticated' ? 'unauthenticated' : 'authenticated',
    hasPrincipalTags: native.principalTags.length > 0,
  });
  const still = keepsTrust(role) ? ` The pool gets a role without this; ${role.resource.id} stays, with its trust policy as it is.` : '';
  fixed.push(...faults.map((fault) => `${at(role.resource)}: ${fault}.${still}`));
  leftOut.push(...lost.map((text) => `${at(role.resource)}: ${text}.`));
}

/** Reports settings that the created role does not have, whatever they are. */
function reportLeftOut({ source, requested }: Conversion, role: Resource, { leftOut }: Report): void {
  const name = propertyOf(source, role, 'RoleName');
  if (name !== undefined && !requested.keepsRoleNames)
    leftOut.push(
      `${at(role)}: RoleName ${shown(source, name)}, because IAM has a name once and the old role has it until it is deleted. For a stack of its own: --keep-role-names.`,
    );
  const path = propertyOf(source, role, 'Path');
  if (path !== undefined && !isKeptPath(source, path) && shown(source, path) !== '/')
    leftOut.push(
      `${at(role)}: Path ${shown(source, path)}: created roles are under the account's path, /identity-pools/ unless an administrator set another.`,
    );
  if (role.map.has('DeletionPolicy') && shown(source, role.map.get('DeletionPolicy', true)) !== 'Delete')
    leftOut.push(`${at(role)}: DeletionPolicy: created roles are deleted with the resource, unless it is retained as a whole.`);
}

/** Whether a path is below the one that created roles have. */
function isKeptPath(source: Source, path: Yaml.Node | undefined): boolean {
  return /^\/identity-pools\/./.test(shown(source, path));
}

function unlessCircular(
  conversion: Conversion,
  { resource, name }: { readonly resource: Resource; readonly name: string },
  { leftOut }: Report,
): Yaml.Node | undefined {
  const node = copyOf(propertyOf(conversion.source, resource, name));
  if (!isCircular(conversion, node)) return node;
  leftOut.push(`${at(resource)}: ${name} refers to the pool, or to what depends on it, and a resource cannot refer to itself.`);
  return undefined;
}

/** A managed policy that itself depends on the pool is attached from its own side: attachPolicies. */
function managedPolicyArns(conversion: Conversion, role: Resource, { leftOut }: Report): Value {
  const { source } = conversion;
  const node = copyOf(propertyOf(source, role, 'ManagedPolicyArns'));
  if (!isCircular(conversion, node)) return node;
  if (!isPlainList(source, node)) {
    leftOut.push(`${at(role)}: ManagedPolicyArns, which depend on the pool: attach them with Roles of each AWS::IAM::ManagedPolicy.`);
    return undefined;
  }
  node.items = node.items.filter((item) => !isCircular(conversion, item as Yaml.Node));
  return node.items.length === 0 ? undefined : node;
}
