/** Owns the run of random lives with every test run, always the same ones; `npm run soak` tries others, as many as it is asked for. */
import fc from 'fast-check';
import { DOORS } from '../stories/cloudformation';
import { life, live } from './lives';

const LIVES_PER_DOOR = Number(process.env['LIVES'] ?? 120);
const SEED = 1;
let lives = 0;
let different = 0;

afterAll(() => void process.stdout.write(`lives: ${lives} through both doors, ${different} with a difference\n`));

describe.each(DOORS)('a random life, through %s', (_door, open) => {
  it('has in AWS and in Read what the template says after each success, what was there before after each failure, and nothing after its end', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (random) => {
        lives += 1;
        different += 1;
        await live(open, random);
        different -= 1;
      }),
      { numRuns: LIVES_PER_DOOR, seed: SEED, endOnFailure: true },
    );
  });
});
