import { costOf, costOfList, openStack, type Cost } from './lives';
import { RegistryStack } from '../../test/stories/cloudformation';
import { crowdedAccount, CROWDS } from '../../test/stories/crowded-accounts';
import { EVERYTHING, withMappedRoles, withMappings, withRules } from '../../test/stories/sized-templates';

export interface GrowthFigures {
  readonly count: number;
  readonly createCalls: number;
  readonly createRoundTrips: number;
  readonly readRoundTrips: number;
  readonly deleteRoundTrips: number;
}

export interface Growth {
  readonly rules: readonly GrowthFigures[];
  readonly mappings: readonly GrowthFigures[];
  readonly mappedRoles: readonly GrowthFigures[];
  /** What a life cycle costs in an account with many other things: calls and round trips. */
  readonly crowds: readonly CrowdFigures[];
  /** Calls of one LIST beside so many pools. */
  readonly list: readonly { readonly count: number; readonly calls: number }[];
}

export interface CrowdFigures {
  readonly crowd: string;
  readonly create: Cost;
  readonly read: Cost;
  readonly update: Cost;
  readonly delete: Cost;
}

const crowded = async (crowd: string): Promise<CrowdFigures> => {
  const stack = new RegistryStack(await crowdedAccount(crowd));
  return {
    crowd,
    create: await costOf(stack, () => stack.create(EVERYTHING)),
    read: await costOf(stack, () => stack.read()),
    update: await costOf(stack, () => stack.update(EVERYTHING)),
    delete: await costOf(stack, () => stack.delete()),
  };
};

export const measureGrowth = async (): Promise<Growth> => {
  // As many as Cognito allows: 25 rules in a mapping, 10 mappings in a pool.
  const [rules, mappings, mappedRoles] = [
    await grow([1, 10, 25], withRules),
    await grow([1, 5, 10], withMappings),
    await grow([1, 5, 20], withMappedRoles),
  ];
  const list = [];
  for (const count of [60, 1000]) list.push({ count, calls: (await costOfList(count)).calls });
  const crowds = [];
  for (const crowd of Object.keys(CROWDS)) crowds.push(await crowded(crowd));
  return { rules, mappings, mappedRoles, crowds, list };
};

const grow = async (counts: readonly number[], templateOf: (count: number) => object): Promise<GrowthFigures[]> => {
  const figures = [];
  for (const count of counts) {
    const stack = openStack();
    const create = await costOf(stack, () => stack.create(templateOf(count)));
    const read = await costOf(stack, () => stack.read());
    const deletion = await costOf(stack, () => stack.delete());
    figures.push({
      count,
      createCalls: create.calls,
      createRoundTrips: create.roundTrips,
      readRoundTrips: read.roundTrips,
      deleteRoundTrips: deletion.roundTrips,
    });
  }
  return figures;
};
