/** Owns an AWS without any state: it records each call and answers what a test gives it, for what no service need be told to do. */
import type { Workplace } from '../../src/core/ports';
import type { Aws, IdentityPools, Roles, UserPoolClients } from '../../src/core/ports';

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

/** What is not answered is nothing: undefined, an empty list or an empty page. */
export const stubAws = (answers: Answers = {}, now = 0, signal?: AbortSignal): Stub => {
  const calls: Call[] = [];
  const lines: string[] = [];
  const aws: Aws = {
    pools: recording('pools', { page: () => Promise.resolve({ pools: [] }), ...answers.pools }, calls),
    roles: recording('roles', { under: () => Promise.resolve([]), ...answers.roles }, calls),
    clients: recording('clients', { named: () => Promise.resolve([]), ...answers.clients }, calls),
  };
  const workplace: Workplace = {
    aws,
    clock: { now: () => now },
    log: (line) => lines.push(line),
    ...(signal && { signal }),
  };
  return { aws, calls, lines, workplace };
};

const recording = <Port extends object>(name: string, answers: Partial<Port>, calls: Call[]): Port =>
  new Proxy<Port>({} as Port, {
    get:
      (_port, method) =>
      async (...args: unknown[]): Promise<unknown> => {
        calls.push([`${name}.${String(method)}`, ...args]);
        const answer: unknown = Reflect.get(answers, method);
        return typeof answer === 'function' ? ((await Reflect.apply(answer, undefined, args)) as unknown) : undefined;
      },
  });
