/** Comments above native resources, which move to what takes their place. */
import type * as Yaml from 'yaml';
import type { Resource } from './native';
import type { Layout } from './print';

interface WithLayout {
  readonly layout: Layout | undefined;
}

export function commentsAbove(conversion: WithLayout, resource: Resource): string | undefined {
  const comments = linesAbove(conversion, resource).flatMap((line) => (line.trim().startsWith('#') ? [line.trim().slice(1)] : []));
  return comments.length === 0 ? undefined : comments.join('\n');
}

export function hasSpaceAbove(conversion: WithLayout, resource: Resource): boolean {
  return linesAbove(conversion, resource).some((line) => line.trim() === '');
}

/** @param node a new node, which gets the comments. */
export function withCommentsAbove(conversion: WithLayout, resource: Resource, node: Yaml.Node): Yaml.Node {
  const comments = commentsAbove(conversion, resource);
  if (comments !== undefined) node.commentBefore = comments;
  return node;
}

function linesAbove({ layout }: WithLayout, resource: Resource): readonly string[] {
  for (const { members } of layout?.sections.values() ?? []) {
    const unit = members?.get(resource.pair);
    if (unit !== undefined) return unit.above;
  }
  return [];
}
