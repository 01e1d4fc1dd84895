import type { Gate } from './account';
import type { Ledger } from './ledger';

interface World {
  readonly gate: Gate;
  readonly ledger: Ledger;
  readonly say: (line: string) => void;
  /** Ends the process. */
  readonly end: () => void;
  /** In milliseconds. */
  readonly now?: () => number;
}

/** npm and tsx hand on the Ctrl-C that this process gets from the terminal too. */
const SAME = 200;

/** The first Ctrl-C cleans up; the second one ends at once and lists what may be left. */
export class Interruption {
  #last: number | undefined;

  constructor(private readonly world: World) {}

  come(signal: string): void {
    const { gate, ledger, say, end, now = Date.now } = this.world;
    const before = this.#last;
    const at = now();
    if (before !== undefined && at - before < SAME) return;
    this.#last = at;
    if (before === undefined) {
      gate.interrupt();
      say(`\n${signal}: removing what was made. Once more ends at once and lists what is left.`);
      return;
    }
    const left = [...ledger.left].reverse().map(({ what, byHand }) => `  ${what}: ${byHand}`);
    say(`\n${signal}: ending at once. ${left.length === 0 ? 'Nothing is left.' : 'This may be left. Fix: remove it by hand:'}`);
    for (const line of left) say(line);
    end();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @returns how to stop listening. */
export function listen(interruption: Interruption): () => void {
  const come = (signal: NodeJS.Signals): void => interruption.come(signal);
  for (const signal of SIGNALS) process.on(signal, come);
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, come);
  };
}
