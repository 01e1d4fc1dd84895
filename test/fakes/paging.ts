/** Cuts answers into pages whose tokens say nothing to a caller. */

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** @returns undefined where the token is none of ours. */
export const pageOf = <Item>(items: readonly Item[], size: number, token: string | undefined): Page<Item> | undefined => {
  const start = token === undefined ? 0 : offsetIn(token);
  if (start === undefined || start > items.length) return undefined;
  const end = start + Math.max(1, size);
  return { items: items.slice(start, end), nextToken: end < items.length ? tokenFor(end) : undefined };
};

const tokenFor = (offset: number): string => Buffer.from(`page-from-${String(offset)}`).toString('base64url');

const offsetIn = (token: string): number | undefined => {
  const found = /^page-from-(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return found?.[1] === undefined ? undefined : Number(found[1]);
};
