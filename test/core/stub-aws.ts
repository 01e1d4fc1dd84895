/** An AWS without any state: it records each call and answers what a test gives it. */
import type { Aws, IdentityPools, NewRole, Roles, UserPoolClients, Workplace } from '../../src/core/ports';
import type { ObservedPool } from '../../src/core/state';
import { roleArn, roleId } from './fixtures';

/** Such as `['roles.find', 'signed-in']`. */
export type Call = readonly [method: string, ...args: unknown[]];

export interface Answers {
  readonly pools?: Partial<IdentityPools>;
  readonly roles?: Partial<Roles>;
  readonly clients?: Partial<UserPoolClients>;
}

export interface Stub {
  readonly aws: Aws;
  readonly calls: Call[];
  readonly lines: string[];
  readonly workplace: Workplace;
}

/** What is not answered is nothing: undefined, an empty list or an empty page. A role that is created has the ARN and the id of the fixtures. */
export function stubAws(answers: Answers = {}, now = 0, signal?: AbortSignal): Stub {
  const calls: Call[] = [];
  const lines: string[] = [];
  const aws: Aws = {
    pools: recording('pools', { page: () => Promise.resolve({ pools: [] }), ...answers.pools }, calls),
    roles: recording(
      'roles',
      {
        under: () => Promise.resolve([]),
        create: ({ name, path }: NewRole) => Promise.resolve({ arn: roleArn(name, path), id: roleId(name) }),
        ...answers.roles,
      },
      calls,
    ),
    clients: recording('clients', { named: () => Promise.resolve([]), ...answers.clients }, calls),
  };
  const workplace: Workplace = {
    aws,
    clock: { now: () => now },
    log: (line) => lines.push(line),
    ...(signal && { signal }),
  };
  return { aws, calls, lines, workplace };
}

function recording<Port extends object>(name: string, answers: Partial<Port>, calls: Call[]): Port {
  return new Proxy<Port>({} as Port, {
    get:
      (_port, method) =>
      async (...args: unknown[]): Promise<unknown> => {
        calls.push([`${name}.${String(method)}`, ...args]);
        const answer: unknown = Reflect.get(answers, method);
        return typeof answer === 'function' ? ((await Reflect.apply(answer, undefined, args)) as unknown) : undefined;
      },
  });
}

/** Pools by page; a pool that is listed and is not among `pools` is gone. */
export function pagesOf(
  pages: readonly (readonly (readonly [id: string, name: string])[])[],
  pools: readonly ObservedPool[],
): Pick<IdentityPools, 'page' | 'find'> {
  return {
    page: (nextToken) => {
      const index = nextToken === undefined ? 0 : Number(nextToken);
      return Promise.resolve({
        pools: (pages[index] ?? []).map(([id, name]) => ({ id, name })),
        ...(index + 1 < pages.length ? { nextToken: String(index + 1) } : {}),
      });
    },
    find: (id) => Promise.resolve(pools.find((pool) => pool.id === id)),
  };
}
