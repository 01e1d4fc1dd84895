/**
 * The fake account as tests hold it: its SDK clients, what the account keeps, and what can be made to go wrong.
 *
 * It remembers, and it is strict: what AWS would refuse, reset or page, it does too. Where nobody knows what AWS does
 * (`OpenQuestions`), it does what a careless caller suffers from.
 */
import type { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { IAMClient } from '@aws-sdk/client-iam';
import { calls, type Caller } from '../permissions/calls';
import { Border, type Call, type Command, type SendOptions } from './border';
import { cognitoIdentity } from './cognito-identity/service';
import { cognitoIdp } from './cognito-idp/service';
import type { FakeClock } from './event-clock';
import type { Fault, PlannedFault } from './faults';
import { iam } from './iam/service';
import type { LagRule } from './lag';
import type { Latency } from './latency';
import type { Lateness } from './lateness';
import { isRead, type FakeService } from './operation';
import type { Rates } from './rates';
import { seedPool, seedRole, seedUserPool, type PoolSeed, type RoleSeed, type UserPoolSeed } from './seeds';
import { viewOf, type AccountView } from './snapshot';
import type { TrafficView } from './traffic';
import {
  DEFAULT_QUOTAS,
  poolArn,
  STRICTEST,
  type FakePool,
  type FakeRole,
  type FakeUserPool,
  type OpenQuestions,
  type Quotas,
  type World,
} from './world';

/**
 * What an account is opened with. Always on, and no option: whatever AWS refuses by its service models, its documentation or its default quotas.
 * Times are in milliseconds by the account's clock, rates in calls a second.
 */
export interface FakeAwsOptions {
  /** Where `clients` work: us-east-1 if left out. `inRegion` gives others of the same account. */
  readonly region?: string;
  /** Twelve digits. */
  readonly accountId?: string;
  /** Such as aws-us-gov; aws if left out. */
  readonly partition?: string;
  /** Milliseconds since the epoch, where nothing has to wait. */
  readonly now?: () => number;
  /** In place of `now`: the clock that the work under test sleeps on too. Latency needs it. */
  readonly clock?: FakeClock;
  /** Numbers, sizes in characters; each as AWS's default quota if left out. */
  readonly quotas?: Partial<Quotas>;
  readonly openQuestions?: Partial<OpenQuestions>;
  /** Milliseconds for which reads, or Cognito, do not see what was written. Off if left out. */
  readonly lateness?: Lateness;
  /** Calls a second of each operation, above which a call is refused. No limit if left out. */
  readonly rates?: Rates;
  /** Milliseconds that each call takes. Left out: one turn of the event loop, and no time. */
  readonly latency?: Latency;
}

export interface FakeClients {
  readonly cognitoIdentity: CognitoIdentityClient;
  readonly iam: IAMClient;
  /** Answers for user pools of every region. */
  readonly userPools: CognitoIdentityProviderClient;
}

export class FakeAws {
  readonly clients: FakeClients;
  private readonly border: Border;
  private readonly world: World;
  private readonly opening: Pick<FakeAwsOptions, 'lateness' | 'rates' | 'latency'>;
  private readonly services: Readonly<Record<keyof FakeClients, FakeService>>;

  /** @param account whose pools of another Region these are; for `inRegion`. */
  constructor(options: FakeAwsOptions = {}, account?: FakeAws) {
    const { region = 'us-east-1', now = Date.now, clock = { now } } = options;
    this.border = account?.border ?? new Border(clock, () => this.world.openQuestions.overlappingWrites === 'refuse');
    this.world = account === undefined ? newWorld(options, () => clock.now(), this.border) : { ...account.world, region };
    this.opening = account?.opening ?? options;
    this.services = { cognitoIdentity: cognitoIdentity(this.world), iam: iam(this.world), userPools: cognitoIdp(this.world) };
    this.clients = this.newClients({});
    if (account === undefined) this.restoreOpening();
  }

  /** The same account, its clients in another Region: roles and user pools are the same, identity pools are not. */
  inRegion(region: string): FakeAws {
    return new FakeAws({ region }, this);
  }

  /** By id, of every Region. Changing one here is a change behind the caller's back. */
  get pools(): Map<string, FakePool> {
    return this.world.pools;
  }

  /** By name. Changing one here is a change behind the caller's back. */
  get roles(): Map<string, FakeRole> {
    return this.world.roles;
  }

  /** By id. Changing one here is a change behind the caller's back. */
  get userPools(): Map<string, FakeUserPool> {
    return this.world.userPools;
  }

  /** ARNs of managed policies that do not exist; any other well-formed one does. */
  get missingPolicies(): Set<string> {
    return this.world.missingPolicies;
  }

  /** ARNs of OIDC and SAML providers that do not exist; any other well-formed one does. */
  get missingProviders(): Set<string> {
    return this.world.missingProviders;
  }

  /** By ARN: what the managed policies say that a test gives words to; any other says nothing. */
  get managedPolicies(): Map<string, object> {
    return this.world.managedPolicies;
  }

  /** May be changed at any time. */
  get quotas(): Quotas {
    return this.world.quotas;
  }

  /** May be changed at any time. */
  get openQuestions(): OpenQuestions {
    return this.world.openQuestions;
  }

  /** New clients in the hands of a handler: what they are asked is what the shipped policies have to allow. */
  clientsOf(caller?: Caller): FakeClients {
    return this.newClients({}, (service, operation, input) => {
      calls.add(this.world, caller, service, operation, input);
    });
  }

  seedPool(seed?: PoolSeed): FakePool {
    return seedPool(this.world, seed);
  }

  seedUserPool(seed: UserPoolSeed): FakeUserPool {
    return seedUserPool(this.world, seed);
  }

  seedRole(seed: RoleSeed): FakeRole {
    return seedRole(this.world, seed);
  }

  poolArn(id: string): string {
    return poolArn(this.world, id);
  }

  snapshot(): AccountView {
    return structuredClone(viewOf(this.world));
  }

  /** Every call that reached AWS, in order; one that a killed or aborted caller sent did not. */
  get calls(): readonly Call[] {
    return this.border.calls;
  }

  get writes(): readonly Call[] {
    return this.border.calls.filter(({ operation }) => !isRead(operation));
  }

  /** Calls sent and refused for their rate, and calls under way at a time. */
  get traffic(): TrafficView {
    return this.border.traffic.view;
  }

  /** Round trips one after another: calls that are sent at the same time are one round. */
  get rounds(): number {
    return this.border.rounds;
  }

  /** On one identity pool: user pools do not count. */
  get maxConcurrentWritesOnPool(): number {
    return this.border.maxConcurrentWritesOnPool;
  }

  resetCalls(): void {
    this.border.resetCalls();
  }

  /** @returns a function that takes the listener off again. */
  onCall(listener: (call: Call) => void): () => void {
    this.border.listeners.add(listener);
    return () => this.border.listeners.delete(listener);
  }

  fail(fault: Fault): PlannedFault {
    return this.border.faults.plan(fault);
  }

  /** The n-th call from now, counted from 1, is the caller's last: it, and whatever follows, throws Killed. */
  killAt(call: number, when: 'before' | 'after' = 'before'): void {
    this.border.faults.killAt(call, when);
  }

  /** Whether `killAt` has struck. */
  get killed(): boolean {
    return this.border.faults.killed;
  }

  revive(): void {
    this.border.faults.revive();
  }

  lag(rule: LagRule): void {
    this.border.lag.rule = rule;
  }

  /** The next so many calls of SetIdentityPoolRoles that name a role made through CreateRole are refused. */
  refuseNewRoles(times: number): void {
    this.world.newRoleRefusals.left = times;
  }

  /** What was written shows everywhere by now; what is written from now on may be shown late again. */
  catchUp(): void {
    this.border.lag.catchUp();
    this.border.late.catchUp();
  }

  /** For how long reads, or Cognito, do not see what is written from now on. */
  showLate(lateness: Lateness): void {
    this.border.late.lateness = lateness;
  }

  /** How many calls a second are admitted from now on; what was called before does not count. */
  limitRates(rates: Rates): void {
    this.border.rates.rates = rates;
  }

  /** How long calls take. */
  get latency(): Latency | undefined {
    return this.border.latency;
  }

  /** How long calls take from now on. */
  delayAnswers(latency: Latency | undefined): void {
    this.border.latency = latency;
  }

  /** Milliseconds by the account's clock, in which others go on. */
  wait(milliseconds: number): Promise<void> {
    return this.border.wait(milliseconds);
  }

  /** Ends all faults and lags; lateness, rates and latency are as the account was opened. */
  heal(): void {
    this.border.faults.forget();
    this.border.lag.forget();
    this.border.late.catchUp();
    this.world.newRoleRefusals.left = 0;
    this.restoreOpening();
  }

  private restoreOpening(): void {
    const { lateness = {}, rates = {}, latency } = this.opening;
    this.showLate(lateness);
    this.limitRates(rates);
    this.delayAnswers(latency);
  }

  /** The one place where a fake passes for an SDK client: the gateways use no more of it than this. */
  private newClients(caller: object, note: Note = () => undefined): FakeClients {
    const client = (service: FakeService): unknown => ({
      send: (command: Command, options?: SendOptions) => {
        const { constructor, input } = command;
        note(service.name, constructor.name.replace(/Command$/, ''), input as Readonly<Record<string, unknown>>);
        return this.border.send(service, command, options, caller);
      },
      destroy: () => undefined,
      config: { region: () => Promise.resolve(this.world.region) },
    });
    return {
      cognitoIdentity: client(this.services.cognitoIdentity) as CognitoIdentityClient,
      iam: client(this.services.iam) as IAMClient,
      userPools: client(this.services.userPools) as CognitoIdentityProviderClient,
    };
  }
}

type Note = (service: string, operation: string, input: Readonly<Record<string, unknown>>) => void;

function newWorld(options: FakeAwsOptions, now: () => number, border: Border): World {
  const { region = 'us-east-1', accountId = '123456789012', partition = 'aws' } = options;
  let lastNumber = 0;
  return {
    region,
    accountId,
    partition,
    quotas: { ...DEFAULT_QUOTAS, ...options.quotas },
    openQuestions: { ...STRICTEST, ...options.openQuestions },
    pools: new Map(),
    roles: new Map(),
    userPools: new Map(),
    missingPolicies: new Set(),
    missingProviders: new Set(),
    managedPolicies: new Map(),
    rolesMadeHere: new Set(),
    newRoleRefusals: { left: 0 },
    roleBirths: new Map(),
    cognitoSeesRolesAfter: () => border.late.lateness.newRolesInCognito ?? 0,
    now: () => new Date(now()),
    nextNumber: () => ++lastNumber,
  };
}
