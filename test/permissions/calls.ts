/** What one test file asked of AWS: each distinct demand once, with the door and the handler that made it. */
import type { World } from '../fakes/world';
import { defined } from '../../src/core/defined';
import { authorisationsOf, type Authorisation } from './authorisations';
import type { Parameters } from './policies';

export type Door = 'the custom resource' | 'the registry type';

/** Who makes a call. A test that works with the core alone has none; what it does then either door may do. */
export interface Caller {
  readonly door: Door;
  /** As schema.json names handlers; what a hostile event asks for otherwise gets as far as no call. */
  readonly handler: string;
  /** Of the stack with the policies, if they are not the defaults. */
  readonly parameters?: Parameters;
}

/**
 * @param action as the request says it; anything may stand there.
 * @param settings the account's, under schema.json's names; an administrator sets the parameters of the policies with them.
 */
export const callerAt = (door: Door, action: unknown, settings: Readonly<Record<string, unknown>> = {}): Caller =>
  defined({
    door,
    handler: typeof action === 'string' ? action.toLowerCase() : '',
    parameters: parametersFor(settings),
  });

function parametersFor(settings: Readonly<Record<string, unknown>>): Parameters | undefined {
  const given = Object.entries(PARAMETER_OF).flatMap(([setting, parameter]) => {
    const value = settings[setting];
    return typeof value === 'string' || typeof value === 'boolean' ? [[parameter, String(value)] as const] : [];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** Setting to parameter. */
const PARAMETER_OF = {
  PermissionsBoundary: 'PermissionsBoundary',
  EnforcePermissionsBoundary: 'EnforcePermissionsBoundary',
  Path: 'RolePath',
  RoleNamePrefix: 'RoleNamePrefix',
};

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

export interface RecordedCall extends Authorisation {
  readonly caller?: Caller;
  readonly place: Place;
}

/** What a generated role name ends with: no policy goes by it, and calls that differ in it alone are one. */
const GENERATED = /-[0-9a-f]{10}$/;

export class Calls {
  private readonly seen = new Map<string, RecordedCall>();

  get all(): readonly RecordedCall[] {
    return [...this.seen.values()];
  }

  add(world: World, caller: Caller | undefined, service: string, operation: string, input: Readonly<Record<string, unknown>>): void {
    const { partition, region, accountId } = world;
    for (const authorisation of authorisationsOf(world, service, operation, input)) {
      const { action, context } = authorisation;
      const resource = authorisation.resource.replace(GENERATED, '-0123456789');
      const key = `${caller?.door ?? ''} ${caller?.handler ?? ''} ${action} ${region} ${resource} ${Object.values(context).join()} ${Object.values(caller?.parameters ?? {}).join()}`;
      if (this.seen.has(key)) continue;
      this.seen.set(key, {
        action,
        resource,
        context,
        place: { partition, region, accountId },
        ...(caller === undefined ? {} : { caller }),
      });
    }
  }
}

/** Of the test file at hand. */
export const calls = new Calls();
