/** Owns the order of test files: what plays thousands of lives begins first, since a machine without a memory of durations would begin it last. */
import { createRequire } from 'node:module';

// The package comes with jest, and is found from there.
const { default: Sequencer } = createRequire(createRequire(import.meta.url).resolve('jest'))('@jest/test-sequencer');

const SLOW = /test\/(lives|events|stories\/(kill-points|unfinished))/;

export default class SlowFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => Number(SLOW.test(other.path)) - Number(SLOW.test(one.path)));
  }
}
