import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { format } from 'prettier';
import { chartOf } from './bench/chart';
import { round } from './bench/figures';
import { measureGrowth } from './bench/growth';
import { measureInvocations } from './bench/invocations';
import { measurePackages } from './bench/packages';
import { reasonOf, withCosts } from './bench/readme';
import type { Results } from './bench/results';
import { measureRoundTrips } from './bench/round-trips';
import { measureStacks } from './bench/stacks';
import { prepareStock } from './bench/stock';
import * as tables from './bench/tables';
import { judge } from './bench/targets';
import { run } from './local-aws/command';
import { preparePython } from './local-aws/python';
import { main, ReadableError } from './local-aws/readable-error';

/** What the costs and the chart of reference/costs.md are made of. */
const LAST = 'scripts/bench/last';
const PROCESSES = 20;
const CREATING_PROCESSES = 5;
const LATENCY = 20;
const REPETITIONS = 5;

// Not the console: it is where the handlers log.
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const machine = (): Results['machine'] => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release().replace(/-.*/, '')}`,
  node: process.versions.node,
  load: round(loadavg()[0] ?? 0),
});

const measure = async (): Promise<Results> => {
  say('Packages, each loaded in fresh processes...');
  const packages = await measurePackages(PROCESSES);
  say('Creates through the entry points...');
  const immediate = await measureInvocations(CREATING_PROCESSES, 0);
  const distant = await measureInvocations(CREATING_PROCESSES, LATENCY);
  say('Round trips and growth...');
  const roundTrips = await measureRoundTrips(REPETITIONS, LATENCY);
  const growth = await measureGrowth();
  say('Stacks on a local AWS emulator...');
  const stacks = await measureStacks(REPETITIONS);
  const invocations = { processes: CREATING_PROCESSES, immediate, distantMs: LATENCY, distant };
  return { machine: machine(), processes: PROCESSES, packages, invocations, roundTrips, growth, stacks };
};

const print = (results: Results): void => {
  say(`\n${tables.machineLine(results)}`);
  say(tables.packagesTable(results));
  say(tables.invocationTables(results));
  say(tables.roundTripsTable(results));
  say(tables.growthTable(results));
  say(tables.stacksTable(results));
  say(tables.STACKS_NOTE);
  say(tables.targetsTable(results));
  for (const verdict of judge(results)) if (!verdict.isMet) say(reasonOf(verdict));
};

const write = async (results: Results): Promise<void> => {
  const json = await format(JSON.stringify(results), { parser: 'json' });
  for (const folder of ['build', LAST]) mkdirSync(folder, { recursive: true });
  writeFileSync('build/bench.json', json);
  writeFileSync(`${LAST}/results.json`, json);
  writeFileSync(`${LAST}/chart.svg`, chartOf(results));
  writeFileSync('reference/costs.md', withCosts(readFileSync('reference/costs.md', 'utf8'), results));
};

void main(async () => {
  const { code, stdout, stderr } = await run('npm', ['run', '--silent', 'build']);
  if (code !== 0) throw new ReadableError(`npm run build failed:\n${stdout}${stderr}`);
  await preparePython(say);
  await prepareStock(say);
  const results = await measure();
  print(results);
  await write(results);
  say(`\nWritten: build/bench.json, ${LAST}/results.json, ${LAST}/chart.svg, and the costs in reference/costs.md.`);
});
