import type { Resource } from './native';
import { plain, type Source } from './source';

/** What the author of the template has to know. The steps of a conversion add to it in the order in which they find it. */
export interface Report {
  /** Faults of the native resources that the new resource does not have. */
  readonly fixed: string[];
  /** What the new resource does not have, and why. */
  readonly leftOut: string[];
  readonly notes: string[];
}

/** A native resource, as messages name it. */
export function at({ id, line }: Resource): string {
  return `${id} (line ${line})`;
}

/** A value, as messages show it. */
export function shown({ yaml }: Source, node: unknown): string {
  const value = node === undefined ? '' : plain(yaml, node);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
