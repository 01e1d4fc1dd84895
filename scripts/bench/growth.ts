import { costOf, costOfList, openStack } from './lives';
import { withMappedRoles, withMappings, withRules } from '../../test/stories/sized-templates';

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
  /** Calls of one LIST beside so many pools. */
  readonly list: readonly { readonly count: number; readonly calls: number }[];
}

export const measureGrowth = async (): Promise<Growth> => {
  // As many as Cognito allows: 25 rules in a mapping, 10 mappings in a pool.
  const [rules, mappings, mappedRoles] = [
    await grow([1, 10, 25], withRules),
    await grow([1, 5, 10], withMappings),
    await grow([1, 5, 20], withMappedRoles),
  ];
  const list = [];
  for (const count of [60, 1000]) list.push({ count, calls: (await costOfList(count)).calls });
  return { rules, mappings, mappedRoles, list };
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
