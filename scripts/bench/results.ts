import type { Growth } from './growth';
import type { Invocations } from './invocations';
import type { Packages } from './packages';
import type { RoundTrips } from './round-trips';
import type { Stacks } from './stacks';

export interface Results {
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly system: string;
    readonly node: string;
    /** How many processes asked for a core while it was measured: more than there are cores slow everything but waits. */
    readonly load?: number;
  };
  readonly processes: number;
  readonly packages: Packages;
  readonly invocations: {
    readonly processes: number;
    readonly immediate: Invocations;
    readonly distantMs: number;
    readonly distant: Invocations;
  };
  readonly roundTrips: RoundTrips;
  readonly growth: Growth;
  readonly stacks: Stacks;
}
