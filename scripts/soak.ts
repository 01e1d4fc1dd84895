import { inspect, parseArgs } from 'node:util';
import { SingleBar, Presets } from 'cli-progress';
import fc from 'fast-check';
import { DOORS } from '../test/stories/cloudformation';
import { life, live } from '../test/lives/lives';
import { main } from './local-aws/readable-error';

const { values } = parseArgs({
  options: {
    lives: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    /** As a failure prints it, to play just that life cycle again. */
    path: { type: 'string' },
  },
});
const lives = Number(values.lives);
const seed = Number(values.seed);
if (!Number.isInteger(lives) || lives < 1 || !Number.isInteger(seed)) throw new Error('--lives and --seed take whole numbers');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const bar = process.stdout.isTTY ? new SingleBar({}, Presets.shades_classic) : undefined;
let lived = 0;

const count = (): void => {
  lived += 1;
  bar?.update(lived);
  if (bar === undefined && lived % 1_000 === 0) say(`${lived} of ${lives} life cycles, seed ${seed}`);
};

void main(async () => {
  bar?.start(lives, 0);
  const details = await fc.check(
    fc.asyncProperty(life, fc.constantFrom(...DOORS), async (random, [door, open]) => {
      try {
        await live(open, random);
      } catch (error) {
        throw new Error(`through ${door}`, { cause: error });
      }
      count();
    }),
    { numRuns: lives, seed, ...(values.path === undefined ? {} : { path: values.path, endOnFailure: true }) },
  );
  bar?.stop();

  if (details.failed) {
    say(inspect(details.counterexample, { depth: null }));
    say(inspect(details.errorInstance, { depth: null }));
    say(`again: npm run soak -- --seed ${details.seed} --path ${details.counterexamplePath ?? ''}`);
    process.exitCode = 1;
  } else say(`life cycles: ${lived} through both entry points, 0 with a difference (seed ${seed})`);
});
