/** Owns what tests import of the fake AWS. */
export { FakeAws, type FakeAwsOptions, type FakeClients } from './fake-aws';
export type { Call } from './border';
export { Killed, type Fault, type PlannedFault } from './faults';
export type { LagRule } from './lag';
export type { PoolSeed, RoleSeed } from './seeds';
export type { AccountView, PoolView, RoleView } from './snapshot';
export type { FakePool, FakeRole, OpenQuestions, Quotas } from './world';
