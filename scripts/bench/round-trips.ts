import type { CustomResourceStack, Reply } from '../../test/stories/cloudformation';
import { median, round } from './figures';
import { costOf, costOfList, openRegistryStack, openStack, type Cost } from './lives';
import { ACT_NAMES, LIFE_NAMES, type ActName, type LifeName } from './lower-bounds';
import { EVERYTHING, WITHOUT_CREATED_CLIENTS } from '../../test/stories/sized-templates';

export interface ActFigures extends Cost {
  /** With the latency of every call injected. */
  readonly ms: number;
}

export interface RoundTrips {
  readonly latencyMs: number;
  readonly lives: Readonly<Record<LifeName, Readonly<Record<ActName, ActFigures>>>>;
  /** With everything, through the registry. */
  readonly deleteById: Cost;
  readonly list: Cost;
}

const TEMPLATES: Readonly<Record<LifeName, object>> = {
  smallest: {},
  everything: EVERYTHING,
  withoutCreatedClients: WITHOUT_CREATED_CLIENTS,
};

/** The same life cycle again and again: one on an AWS that answers at once gives the counts, those on a distant AWS give the times. */
export const measureRoundTrips = async (repetitions: number, latencyMs: number): Promise<RoundTrips> => {
  const lives: [LifeName, Record<ActName, ActFigures>][] = [];
  for (const name of LIFE_NAMES) {
    const costs = await live(openStack(), TEMPLATES[name], costOf);
    const times: Record<ActName, number>[] = [];
    for (let count = 0; count < repetitions; count += 1) times.push(await live(openStack(latencyMs), TEMPLATES[name], timeOf));
    const figures = ACT_NAMES.map((act) => [act, { ...costs[act], ms: round(median(times.map((time) => time[act]))) }]);
    lives.push([name, Object.fromEntries(figures) as Record<ActName, ActFigures>]);
  }
  const registry = openRegistryStack();
  await costOf(registry, () => registry.create(EVERYTHING));
  const deleteById = await costOf(registry, () => registry.delete());
  return { latencyMs, deleteById, lives: Object.fromEntries(lives) as RoundTrips['lives'], list: await costOfList(60) };
};

type Measure<Figure> = (stack: CustomResourceStack, act: () => Promise<Reply>) => Promise<Figure>;

const live = async <Figure>(stack: CustomResourceStack, template: object, measure: Measure<Figure>): Promise<Record<ActName, Figure>> => ({
  create: await measure(stack, () => stack.create(template)),
  updateWithoutChange: await measure(stack, () => stack.update(template)),
  update: await measure(stack, () => stack.update({ ...template, AllowUnauthenticatedIdentities: true })),
  read: await measure(stack, () => stack.read()),
  delete: await measure(stack, () => stack.delete()),
});

const timeOf: Measure<number> = async (_stack, act) => {
  const start = performance.now();
  const { ok, message } = await act();
  if (!ok) throw new Error(`An act of the benchmark failed: ${message}`);
  return performance.now() - start;
};
