/** What changes in native resources that stay. */
import { partsOf, type Conversion } from './conversion';
import { memberOf, referencesIn, toNode } from './expressions';
import { propertyOf, type Native, type RoleOfPool } from './native';
import { at } from './report';
import type { Source } from './source';

/** CloudFormation keeps them when they leave the template. */
export function retainNative(source: Source, native: Native): void {
  for (const { map } of partsOf(native))
    for (const key of ['DeletionPolicy', 'UpdateReplacePolicy']) map.set(key, toNode(source, 'Retain'));
}

/**
 * Nothing has the generated name of the pool while the pool is in between; old roles lose a description that shows it.
 * @returns a note for each.
 */
export function forgetPoolName({ source, native, replaced }: Conversion): string[] {
  if (replaced.poolName !== undefined) return [];
  return native.roles.flatMap(({ resource }) => {
    const shows = referencesIn(resource.properties['Description']).some(
      ({ logicalId, attribute }) => logicalId === native.pool.id && attribute === 'Name',
    );
    const properties: unknown = resource.map.get('Properties', true);
    if (!shows || !source.yaml.isMap(properties)) return [];
    properties.delete('Description');
    return [`${at(resource)}: its Description is left out meanwhile, because it shows the name that CloudFormation gave to the pool.`];
  });
}

/** Whether it stays, and goes on to let in whom it lets in through Cognito: nobody would be left, or others stand in the same statement. */
export function keepsTrust({ trust, stays }: RoleOfPool): boolean {
  return stays !== undefined && (trust.others.length === 0 || (trust.statements ?? []).some(({ hasOthers }) => hasOthers));
}

/** A role that stays for others no longer lets the pool in, which has a role of its own. */
export function removePoolFromTrust({ source, handedOver }: Conversion): void {
  for (const { resource, trust, stays } of handedOver) {
    if (stays === undefined || trust.others.length === 0) continue;
    const statements = memberOf(source, propertyOf(source, resource, 'AssumeRolePolicyDocument'), 'Statement');
    const removed = (trust.statements ?? []).filter(({ hasOthers }) => !hasOthers).map(({ index }) => index);
    if (source.yaml.isSeq(statements) && removed.length < statements.items.length)
      statements.items = statements.items.filter((_, index) => !removed.includes(index));
  }
}
