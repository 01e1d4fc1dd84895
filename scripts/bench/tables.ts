import Table from 'cli-table3';
import { LOWER_BOUNDS, ACT_NAMES, LIFE_NAMES, type ActName, type LifeName } from './lower-bounds';
import type { GrowthFigures } from './growth';
import type { DoorName, Invocations } from './invocations';
import type { PackageName } from './packages';
import type { Results } from './results';
import type { SetUpName } from './stacks';
import { judge } from './targets';

type Cell = string | number;

const table = (title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const drawn = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  drawn.push(...rows.map((row) => [...row]));
  return `\n${title}\n${drawn.toString()}`;
};

const ratio = (ours: number, other: number): string => (ours / other).toFixed(2);

const PACKAGES: Readonly<Record<PackageName, string>> = {
  stock: 'baseline build',
  registry: 'ours, registry',
  customResource: 'ours, custom resource',
  empty: 'empty handler',
};

const DOORS: Readonly<Record<DoorName, string>> = {
  stock: 'baseline build',
  registry: 'ours, registry',
  customResource: 'ours, custom resource (its logs are no calls)',
};

export const LIVES: Readonly<Record<LifeName, string>> = {
  smallest: '{}',
  everything: 'everything',
  withoutCreatedClients: 'everything but created app clients',
};

export const ACTS: Readonly<Record<ActName, string>> = {
  create: 'create',
  updateWithoutChange: 'update, nothing to do',
  update: 'update, one setting',
  read: 'read',
  delete: 'delete',
};

const SET_UPS: Readonly<Record<SetUpName, string>> = { native: 'four native resources', ours: 'one of ours (custom resource)' };

export const machineLine = ({ machine }: Results): string =>
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}${machine.load === undefined ? '' : `, ${machine.load} processes wanting a core`}. Times are this machine's; only ratios compare.`;

export const packagesTable = ({ packages, processes }: Results): string =>
  table(
    `1. Package and load: median of ${processes} fresh processes each, in turn`,
    ['', 'zip KiB', 'files', 'load ms', 'x baseline', 'peak memory MiB', 'x baseline'],
    Object.entries(packages).map(([name, { zipKiB, files, loadMs, peakMemoryMiB }]) => [
      PACKAGES[name as PackageName],
      zipKiB,
      files,
      loadMs,
      ratio(loadMs, packages.stock.loadMs),
      peakMemoryMiB,
      ratio(peakMemoryMiB, packages.stock.peakMemoryMiB),
    ]),
  );

export const invocationTables = ({ invocations: { processes, immediate, distant, distantMs } }: Results): string =>
  [
    `\n2. A create of {} with provider credentials, logs and metrics delivered: median of ${processes} fresh processes, loading included`,
    invocationTable('AWS answers at once', immediate),
    invocationTable(`AWS answers after ${distantMs} ms`, distant),
    table(
      'What it sends',
      ['', 'invocations', 'requests', 'one after another', 'without logs', 'log lines', 'lost'],
      Object.entries(distant).map(([name, { invocations, requests, roundTrips, ownRoundTrips, logLines, logLinesLost }]) => [
        DOORS[name as DoorName],
        invocations,
        requests,
        roundTrips,
        ownRoundTrips,
        logLines,
        logLinesLost,
      ]),
    ),
  ].join('\n');

const invocationTable = (title: string, invocations: Invocations): string =>
  table(
    title,
    ['', 'first answer ms', 'x baseline', 'first create ms', 'x baseline', 'warm create ms', 'x baseline'],
    Object.entries(invocations).map(([name, { firstAnswerMs, firstMs, warmMs }]) => [
      DOORS[name as DoorName],
      firstAnswerMs,
      ratio(firstAnswerMs, invocations.stock.firstAnswerMs),
      firstMs,
      ratio(firstMs, invocations.stock.firstMs),
      warmMs,
      ratio(warmMs, invocations.stock.warmMs),
    ]),
  );

export const roundTripsTable = ({ roundTrips: { latencyMs, lives, deleteById, list } }: Results): string =>
  table(
    `3. Round trips, and time where each takes ${latencyMs} ms (list: ${list.roundTrips}; delete of everything by its id alone: ${deleteById.roundTrips})`,
    ['', '', 'round trips', 'lower bound', 'calls', 'writes', 'ms', 'x round trips'],
    LIFE_NAMES.flatMap((life) =>
      ACT_NAMES.map((act) => {
        const { roundTrips, calls, writes, ms } = lives[life][act];
        return [LIVES[life], ACTS[act], roundTrips, LOWER_BOUNDS[life][act][0], calls, writes, ms, ratio(ms, roundTrips * latencyMs)];
      }),
    ),
  );

export const growthTable = ({ growth: { rules, mappings, mappedRoles, crowds, list } }: Results): string => {
  const rows = (what: string, figures: readonly GrowthFigures[]): Cell[][] =>
    figures.map((one) => [`${what}: ${one.count}`, one.createCalls, one.createRoundTrips, one.readRoundTrips, one.deleteRoundTrips]);
  return table(
    '4. Growth',
    ['', 'calls of a create', 'its round trips', 'of a read', 'of a delete'],
    [
      ...rows('rules', rules),
      ...rows('mappings', mappings),
      ...rows('mapped roles', mappedRoles),
      ...crowds.map((one) => [
        `beside ${one.crowd}`,
        one.create.calls,
        one.create.roundTrips,
        `${String(one.read.roundTrips)} (${String(one.read.calls)} calls)`,
        `${String(one.delete.roundTrips)} (${String(one.delete.calls)} calls)`,
      ]),
      ...list.map(({ count, calls }) => [`LIST beside ${count} pools`, calls, '', '', '']),
    ],
  );
};

export const stacksTable = ({ stacks: { repetitions, setUps } }: Results): string =>
  table(
    `5. A pool with two roles as a stack on the local AWS emulator: median of ${repetitions}, in turn`,
    ['', 'resources', 'lines of JSON', 'create ms', 'x native', 'delete ms', 'x native'],
    Object.entries(setUps).map(([name, { resources, templateLines, createMs, deleteMs }]) => [
      SET_UPS[name as SetUpName],
      resources,
      templateLines,
      createMs,
      ratio(createMs, setUps.native.createMs),
      deleteMs,
      ratio(deleteMs, setUps.native.deleteMs),
    ]),
  );

/** What the local AWS emulator can and cannot say. */
export const STACKS_NOTE =
  'The local AWS emulator makes native resources in its own memory, without a call and without the waits that CloudFormation adds to each; ours makes every call. So this ratio is the price of a function call, not a forecast.';

export const targetsTable = (results: Results): string =>
  table(
    'Targets',
    ['target', '', 'measured', 'lower bound', 'met'],
    judge(results).map(({ what, target, measured, lowerBound, isMet }) => [what, target, measured, lowerBound, isMet ? 'yes' : 'NO']),
  );
