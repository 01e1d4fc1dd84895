/** `npm run smoke`: the whole life cycle of an installation in a sandbox account, or with `--local-aws` on a local AWS emulator, with a report to paste. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { version } from '../package.json';
import { readArguments } from './local-aws/arguments';
import { findKept } from './local-aws/kept';
import { ReadableError, main } from './local-aws/readable-error';
import { startLocalAws, stopLocalAws, type LocalAws } from './local-aws/server';
import { makeRelease } from './release/make';
import { FILES } from './release/names';
import { accountIdOf, clientsOf, Gate, Interrupted, type Place } from './smoke/account';
import { costsOf } from './smoke/costs';
import { isOfAws, messageOf } from './smoke/failures';
import { Interruption, listen } from './smoke/interruption';
import { differences, takeInventory, type Inventory } from './smoke/inventory';
import { Ledger } from './smoke/ledger';
import { ENTRY_POINTS, EXPORT, isOurs, TYPE_NAME, type EntryPoint } from './smoke/names';
import { reportOf, verdictOf, type Findings } from './smoke/report';
import type { Run } from './smoke/run';
import { play, stepsOf } from './smoke/story';

/** The exit code after Ctrl-C, as shells have it. */
const INTERRUPTED = 130;

/** The report alone goes to standard output. */
const say = (line = ''): void => console.error(line);

interface Options {
  readonly place: Place;
  readonly entryPoint: EntryPoint;
  readonly isAgreed: boolean;
  /** Of the files of a release; made again unless given. */
  readonly release: string | undefined;
}

async function smoke({ place, entryPoint, isAgreed, release }: Options): Promise<void> {
  const gate = new Gate();
  const ledger = new Ledger();
  const stopListening = listen(new Interruption({ gate, ledger, say, end: () => process.exit(INTERRUPTED) }));
  try {
    const clients = clientsOf(place, gate);
    const accountId = await accountIdOf(clients, place);
    const withTypes = place.local === undefined;
    say(`Account ${accountId}, ${place.region}${place.local === undefined ? '' : `, a local AWS emulator at ${place.local.endpoint}`}`);
    const before = await takeInventory(clients, { withTypes });
    refuseOwnNames(before, entryPoint);
    say();
    for (const line of costsOf(entryPoint)) say(line);
    if (!isAgreed) await askFor(accountId);

    await withRelease(release, async (folder) => {
      const run: Run = {
        ...{ place, entryPoint, accountId, clients, gate, ledger, release: folder },
        pollInterval: place.local === undefined ? 5000 : 250,
      };
      const startedAt = new Date();
      const steps = await play(stepsOf(run), say);
      gate.beginCleaningUp();
      const failures = await ledger.removeAll((line) => say(`  ${line}`));
      const after = await takeInventory(clients, { withTypes }).catch((error: unknown) => {
        say(`The inventory after the run could not be taken: ${messageOf(error)}`);
        return undefined;
      });
      const findings: Findings = {
        ...{ version, entryPoint, accountId, region: place.region, isLocal: place.local !== undefined, steps, failures },
        startedAt: `${startedAt.toISOString().slice(0, 19)}Z`,
        seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
        calls: gate.calls,
        node: process.versions.node,
        isInterrupted: gate.isInterrupted,
        inventory: after === undefined ? undefined : { before, after, differences: differences(before, after) },
        left: ledger.left,
      };
      say();
      console.log(reportOf(findings));
      process.exitCode = { passed: 0, failed: 1, interrupted: INTERRUPTED }[verdictOf(findings)];
    });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw isOfAws(error) ? new ReadableError(`AWS refuses: ${messageOf(error)}`) : error;
    say('Nothing was created.');
    process.exitCode = INTERRUPTED;
  } finally {
    stopListening();
  }
}

/** What has these names may be another's, or is left of an earlier run that was ended by force: either way it is not this run's to remove. */
function refuseOwnNames(inventory: Inventory, entryPoint: EntryPoint): void {
  const found = Object.entries(inventory).flatMap(([kind, names]) =>
    names
      .filter(
        (name) =>
          isOurs(name) ||
          (kind === 'exports' && name === EXPORT && entryPoint === 'custom-resource') ||
          (kind === 'registered types' && name === TYPE_NAME && entryPoint === 'registry-type'),
      )
      .map((name) => `  ${kind}: ${name}`),
  );
  if (found.length === 0) return;
  throw new ReadableError(
    `This account and region have resources of the names that the smoke test uses, so it does nothing:\n${found.join('\n')}\n` +
      'Fix: choose another account or region, or remove them if they are left of an earlier run.',
  );
}

async function askFor(accountId: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new ReadableError('Nobody is there to agree. Fix: give --yes to agree to the costs and to what is created and deleted.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const interruption = new AbortController();
  // The terminal takes Ctrl-C for itself while it asks.
  terminal.on('SIGINT', () => interruption.abort());
  const question = `\nType the account number to create all this in ${accountId} and delete it again: `;
  const answer = await terminal
    .question(question, { signal: interruption.signal })
    .catch((error: unknown) => {
      if (interruption.signal.aborted) throw new Interrupted();
      throw error;
    })
    .finally(() => terminal.close());
  if (answer.trim() !== accountId) throw new ReadableError('That is not the account number, so nothing is created.');
}

async function withRelease(given: string | undefined, work: (folder: string) => Promise<void>): Promise<void> {
  if (given !== undefined) {
    const missing = [FILES.customResource, FILES.customResourceTemplate, FILES.registryType, FILES.registryTypeRole].filter(
      (name) => !existsSync(join(given, name)),
    );
    if (missing.length > 0)
      throw new ReadableError(
        `${given} has not the files of release ${version}: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing` +
          `${existsSync(given) ? ` beside ${(await readdir(given)).length} others` : ''}. Fix: run "npm run release", or leave --release out.`,
      );
    return work(given);
  }
  const folder = await mkdtemp(join(tmpdir(), 'smoke-release-'));
  try {
    say('\nMaking the files of the release (npm run release)');
    await makeRelease(folder);
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The one that is up, or one for this run only. */
async function withEmulator(work: (local: LocalAws) => Promise<void>): Promise<void> {
  const kept = await findKept();
  if (kept !== undefined) return work(kept);
  const local = await startLocalAws();
  try {
    await work(local);
  } finally {
    await stopLocalAws(local);
  }
}

const USAGE = `npm run smoke -- --profile NAME --region NAME [--entry-point ${ENTRY_POINTS.join('|')}] [--release FOLDER] [--yes], or npm run smoke -- --local-aws`;

void main(async () => {
  const { values } = readArguments({
    options: {
      profile: { type: 'string' },
      region: { type: 'string' },
      'entry-point': { type: 'string', default: ENTRY_POINTS[0] },
      release: { type: 'string' },
      'local-aws': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  });
  const { profile, region } = values;
  const entryPoint = ENTRY_POINTS.find((each) => each === values['entry-point']);
  if (entryPoint === undefined)
    throw new ReadableError(`"${values['entry-point']}" is no entry point; use ${ENTRY_POINTS.join(' or ')}.\n${USAGE}`);
  const release = values.release === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', values.release);
  if (values['local-aws']) {
    if (profile !== undefined || region !== undefined)
      throw new ReadableError(`--local-aws has an account and a region of its own: leave out --profile and --region.\n${USAGE}`);
    if (entryPoint === 'registry-type')
      throw new ReadableError(
        'The local AWS emulator has no registry of types. Fix: leave out --local-aws, or use --entry-point custom-resource.',
      );
    return withEmulator((local) => smoke({ place: { region: local.region, local }, entryPoint, isAgreed: true, release }));
  }
  if (region === undefined) throw new ReadableError(`Name the region.\n${USAGE}`);
  return smoke({ place: { region, profile }, entryPoint, isAgreed: values.yes, release });
});
