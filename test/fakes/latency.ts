/** How long a call takes by the account's clock. */
export interface Latency {
  /** From sending to the answer. A call takes effect half way. */
  readonly milliseconds: number;
  /** From 0 to 1: the share by which each half of the way may be shorter or longer. None if left out. */
  readonly jitter?: number;
  /** The same seed gives the same ways in the same order. */
  readonly seed?: number;
}

export interface Way {
  readonly there: number;
  readonly back: number;
}

/** @returns what gives each call in turn its way. */
export function waysOf({ milliseconds, jitter = 0, seed = 1 }: Latency): () => Way {
  const random = randomFrom(seed);
  const half = (): number => (milliseconds / 2) * (1 + jitter * (2 * random() - 1));
  return () => ({ there: half(), back: half() });
}

/** mulberry32: numbers from 0 to 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
