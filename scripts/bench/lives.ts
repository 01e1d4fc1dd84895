import { setTimeout as sleep } from 'node:timers/promises';
import { CustomResourceStack, newAccount, RegistryStack, type Account, type Reply, type Stack } from '../../test/stories/cloudformation';
import { USER_POOL } from '../../test/stories/fixtures';

export interface Cost {
  /** Calls one after another: those that are under way at the same time are one. */
  readonly roundTrips: number;
  readonly calls: number;
  readonly writes: number;
}

/** @param latency milliseconds that each answer takes, however many are under way; rounds are counted right without it only. */
export const openStack = (latency = 0): CustomResourceStack => {
  const account = newAccount();
  account.aws.seedUserPool({ id: USER_POOL });
  if (latency > 0) moveAway(account, latency);
  return new CustomResourceStack(account);
};

/** Through the registry, whose delete gives the pool's id and no more. */
export const openRegistryStack = (): RegistryStack => {
  const account = newAccount();
  account.aws.seedUserPool({ id: USER_POOL });
  return new RegistryStack(account);
};

type Send = (...parameters: unknown[]) => Promise<unknown>;

const moveAway = ({ aws }: Account, latency: number): void => {
  for (const client of Object.values(aws.clients) as { send: Send }[]) {
    const { send } = client;
    client.send = async (...parameters) => {
      const [answer] = await Promise.allSettled([send(...parameters), sleep(latency)]);
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    };
  }
};

export const costOf = async (stack: Stack, act: () => Promise<Reply>): Promise<Cost> => {
  stack.aws.resetCalls();
  const { ok, message } = await act();
  if (!ok) throw new Error(`An act of the benchmark failed: ${message}`);
  const { rounds, calls, writes } = stack.costUntilAnswer();
  return { roundTrips: rounds, calls, writes };
};

/** What one LIST costs beside so many pools. */
export const costOfList = async (pools: number): Promise<Cost> => {
  const account = newAccount();
  for (let index = 0; index < pools; index += 1) account.aws.seedPool({ IdentityPoolName: `p${index}` });
  const registry = new RegistryStack(account);
  registry.aws.resetCalls();
  const { ok, message } = await registry.invoke('LIST', {}, undefined, {});
  if (!ok) throw new Error(`LIST failed: ${message}`);
  const { rounds, calls, writes } = registry.aws;
  return { roundTrips: rounds, calls: calls.length, writes: writes.length };
};
