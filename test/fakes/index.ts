/** Owns what tests import of the fake AWS. */
export { FakeAws, type FakeAwsOptions, type FakeClients } from './fake-aws';
export type { Call } from './border';
export { Killed, type Fault, type PlannedFault } from './faults';
export type { LagRule } from './lag';
export type { PoolSeed, RoleSeed, UserPoolSeed } from './seeds';
export type { AccountView, AppClientView, PoolView, RoleView, UserPoolView } from './snapshot';
export type { FakePool, FakeRole, FakeUserPool, FakeUserPoolClient, OpenQuestions, Quotas } from './world';
