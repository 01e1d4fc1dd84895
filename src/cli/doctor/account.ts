/** What the doctor reads of an account, and with what. */
import type { Session } from '../../aws/session';
import type { ObservedPool, RoleAssignments } from '../../core/state';
import type { Read } from './facts';
import type { Reader } from './reader';

/** As much of an account as the checks read. */
export interface Account {
  readonly aws: {
    readonly pools: Pick<Session['aws']['pools'], 'find' | 'roleAssignments' | 'principalTags'>;
    readonly roles: Pick<Session['aws']['roles'], 'find' | 'managedPolicyArns' | 'inlinePolicyNames' | 'inlinePolicy'>;
  };
  readonly reads: Session['reads'];
}

export interface Readers extends Account {
  readonly reader: Reader;
}

/** What is read of the pool before the rest. */
export interface Known {
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
}

/** A provider may be called `toString`: what every object inherits is no entry. */
export function ownOnly<Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.setPrototypeOf({ ...entries }, null) as Record<string, Value>;
}

/** Reads each thing once. */
export async function readEach<Value>(keys: readonly string[], read: (key: string) => Promise<Value>): Promise<Record<string, Value>> {
  return ownOnly(Object.fromEntries(await Promise.all([...new Set(keys)].map(async (key) => [key, await read(key)] as const))));
}

export function namesIn(read: Read<readonly string[]>): readonly string[] {
  return typeof read === 'object' ? read : [];
}
