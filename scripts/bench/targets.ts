import { round } from './figures';
import type { GrowthFigures } from './growth';
import { DELETE_BY_ID_BOUND, LOWER_BOUNDS, type ActName, type LifeName } from './lower-bounds';
import type { Results } from './results';

export interface Verdict {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly lowerBound: string;
  readonly isMet: boolean;
  /** Why not, where it is not met. */
  readonly reason?: string;
}

export const judge = (results: Results): Verdict[] => [
  ...judgePackages(results),
  ...judgeFirstCreate(results),
  ...judgeRoundTrips(results),
  ...judgeGrowth(results),
];

const judgePackages = ({ packages: { stock, registry, customResource, empty } }: Results): Verdict[] => [
  atMost('zip of the registry bundle', registry.zipKiB, 250, 'KiB'),
  atMost('zip of the custom resource bundle', customResource.zipKiB, 150, 'KiB'),
  share('load time, registry', registry.loadMs, stock.loadMs, 0.45, empty.loadMs),
  share('load time, custom resource', customResource.loadMs, stock.loadMs, 0.45, empty.loadMs),
  share('peak memory, registry', registry.peakMemoryMiB, stock.peakMemoryMiB, 1, empty.peakMemoryMiB),
  share('peak memory, custom resource', customResource.peakMemoryMiB, stock.peakMemoryMiB, 1, empty.peakMemoryMiB),
];

const judgeFirstCreate = ({ invocations: { immediate } }: Results): Verdict[] => {
  const { stock, registry } = immediate;
  const { logLines, logLinesLost } = registry;
  return [
    {
      ...share('first create through the registry', registry.firstMs, stock.firstMs, 0.25),
      reason: 'loading and signing take processor time, and more of it on a busy machine; the waits of the baseline build do not change',
    },
    {
      what: 'its log lines delivered before the answer',
      target: 'all',
      measured: `${logLines - logLinesLost} of ${logLines}`,
      lowerBound: '',
      isMet: logLines > 0 && logLinesLost === 0,
    },
  ];
};

const judgeRoundTrips = ({ roundTrips: { lives, deleteById } }: Results): Verdict[] => {
  const act = (what: string, life: LifeName, name: ActName, limit: number): Verdict => {
    const { roundTrips } = lives[life][name];
    const [bound, why] = LOWER_BOUNDS[life][name];
    return { ...atMost(what, roundTrips, limit, 'round trips'), lowerBound: String(bound), reason: why };
  };
  const [boundById, whyById] = DELETE_BY_ID_BOUND;
  const { writes, calls } = lives.everything.updateWithoutChange;
  return [
    act('create of {}', 'smallest', 'create', 4),
    act('create with everything', 'everything', 'create', 7),
    {
      what: 'update with nothing to do',
      target: 'reads only',
      measured: `${calls} reads, ${writes} writes`,
      lowerBound: '0 writes',
      isMet: writes === 0,
    },
    act('read with everything', 'everything', 'read', 3),
    act('delete of {}', 'smallest', 'delete', 5),
    act('delete with everything but created app clients', 'withoutCreatedClients', 'delete', 5),
    act('delete with everything', 'everything', 'delete', 5),
    {
      ...atMost('delete with everything by the pool id alone, as the registry may send it', deleteById.roundTrips, 5, 'round trips'),
      lowerBound: String(boundById),
      reason: whyById,
    },
  ];
};

const judgeGrowth = ({ growth: { rules, mappings, mappedRoles, list } }: Results): Verdict[] => {
  const calls = ({ createCalls }: GrowthFigures): number => createCalls;
  const depth = ({ createRoundTrips, readRoundTrips, deleteRoundTrips }: GrowthFigures): string =>
    [createRoundTrips, readRoundTrips, deleteRoundTrips].join(', ');
  return [
    same(`calls of a create with ${countsOf(rules)} rules`, rules.map(calls)),
    same(`calls of a create with ${countsOf(mappings)} mappings`, mappings.map(calls)),
    same(`round trips (create, read, delete) with ${countsOf(mappedRoles)} mapped roles`, mappedRoles.map(depth)),
    same(
      `calls of a LIST beside ${countsOf(list)} pools`,
      list.map((one) => one.calls),
    ),
  ];
};

const atMost = (what: string, measured: number, limit: number, unit: string): Verdict => ({
  what,
  target: `at most ${limit} ${unit}`,
  measured: `${round(measured)} ${unit}`,
  lowerBound: '',
  isMet: measured <= limit,
});

/** The lower bound is what an empty handler takes. */
const share = (what: string, ours: number, stock: number, limit: number, empty?: number): Verdict => ({
  what,
  target: limit === 1 ? 'below baseline' : `at most ${limit} x baseline`,
  measured: `${(ours / stock).toFixed(2)} x baseline`,
  lowerBound: empty === undefined ? '' : `${(empty / stock).toFixed(2)} x baseline`,
  isMet: limit === 1 ? ours < stock : ours <= limit * stock,
});

const same = (what: string, figures: readonly (number | string)[]): Verdict => {
  const distinct = [...new Set(figures)];
  return { what, target: 'the same', measured: distinct.join(' / '), lowerBound: '', isMet: distinct.length === 1 };
};

const countsOf = (figures: readonly { readonly count: number }[]): string => figures.map(({ count }) => count).join(' / ');
