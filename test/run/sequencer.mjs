/** Endurance files start first: without a cache of durations, jest would start them last, because they are short files. */
import Sequencer from '@jest/test-sequencer';

const rank = ({ context }) => Number(context.config.displayName?.name !== 'endurance');

export default class SlowFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
