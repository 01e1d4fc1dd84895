/** Keeps circles out: nothing of the new resource may refer to what depends on it. */
import type * as Yaml from 'yaml';
import { isMap } from '../template/template';
import type { Conversion } from './conversion';
import { referencesIn, type Reference } from './expressions';
import { resourcesOf, type Native, type Resource } from './native';
import { distinct } from './report';
import { plain, type Source } from './source';
import { targetOf, type Replaced } from './targets';

/** The new resource, and the resources that stay and depend on it. */
export function dependentsOf(source: Source, native: Native, replaced: Replaced): ReadonlySet<string> {
  // What SAM writes into each of its resources.
  const globals = plain(source.yaml, source.root.get('Globals', true));
  const edges = native.all
    .filter(({ id }) => !isGone(id, replaced))
    .map(({ id, type, map }) => {
      const value = plain(source.yaml, map);
      const references = referencesIn(type.startsWith('AWS::Serverless::') ? [value, globals] : value);
      const dependsOn = isMap(value) ? [value['DependsOn'] ?? []].flat().map(String) : [];
      return {
        id,
        targets: [
          ...references.map((reference) => leadsTo(reference, replaced)),
          ...dependsOn.map((name) => (isGone(name, replaced) ? replaced.id : name)),
        ],
      };
    });
  const dependents = new Set([replaced.id]);
  for (let size = 0; size !== dependents.size;) {
    size = dependents.size;
    for (const { id, targets } of edges) if (targets.some((target) => target !== undefined && dependents.has(target))) dependents.add(id);
  }
  return dependents;
}

/** Whether the new resource takes the place of this one. */
function isGone(id: string, { pool, others, roles }: Replaced): boolean {
  const role = roles.get(id);
  return id === pool || others.has(id) || (role !== undefined && role.stays === undefined);
}

/** The resource to which a reference goes once it is rewritten; undefined: to none. */
function leadsTo(reference: Reference, replaced: Replaced): string | undefined {
  const target = targetOf(reference, replaced);
  if (target === undefined || target === null) return reference.logicalId;
  if (reference.attribute === 'Name' && replaced.poolName !== undefined) return undefined;
  return typeof target === 'string' ? undefined : replaced.id;
}

/** Whether the new resource would depend on itself if it had this inside. */
export function isCircular(
  { source, replaced, dependents }: Pick<Conversion, 'source' | 'replaced' | 'dependents'>,
  node: Yaml.Node | undefined,
): boolean {
  return referencesIn(plain(source.yaml, node)).some((reference) => dependents.has(leadsTo(reference, replaced) ?? ''));
}

/** The DependsOn of what the new resource replaces, as far as it can have them. */
export function dependsOnOf({ source, replaced, dependents, folded }: Conversion, from: readonly Resource[]): readonly string[] {
  const names = from.flatMap(({ map }) => {
    const written = plain(source.yaml, map.get('DependsOn', true));
    return (Array.isArray(written) ? written : [written]).filter((name): name is string => typeof name === 'string' && name !== '');
  });
  return distinct(names).filter((name) => !isGone(name, replaced) && !folded.some(({ id }) => id === name) && !dependents.has(name));
}

/** Whether a resource of the changed template depends on itself. */
export function dependsOnItself(source: Source, id: string): boolean {
  const edges = new Map(
    resourcesOf(source).map((resource) => [resource.id, referencesIn(plain(source.yaml, resource.map)).map(({ logicalId }) => logicalId)]),
  );
  const seen = new Set<string>();
  const queue = [...(edges.get(id) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === id) return true;
    if (!seen.has(next)) queue.push(...(edges.get(next) ?? []));
    seen.add(next);
  }
  return false;
}
