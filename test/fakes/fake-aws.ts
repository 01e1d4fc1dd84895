/**
 * Owns the fake account as tests hold it: its SDK clients, what the account keeps, and what can be made to go wrong.
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
import type { Fault, PlannedFault } from './faults';
import { iam } from './iam/service';
import type { LagRule } from './lag';
import { isRead, type FakeService } from './operation';
import { seedPool, seedRole, seedUserPool, type PoolSeed, type RoleSeed, type UserPoolSeed } from './seeds';
import { viewOf, type AccountView } from './snapshot';
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

export interface FakeAwsOptions {
  readonly region?: string;
  readonly accountId?: string;
  readonly partition?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly quotas?: Partial<Quotas>;
  readonly openQuestions?: Partial<OpenQuestions>;
}

export interface FakeClients {
  readonly cognitoIdentity: CognitoIdentityClient;
  readonly iam: IAMClient;
  /** Answers for user pools of every region. */
  readonly userPools: CognitoIdentityProviderClient;
}

export class FakeAws {
  readonly clients: FakeClients;
  private readonly border = new Border();
  private readonly world: World;

  constructor(options: FakeAwsOptions = {}) {
    const { region = 'us-east-1', accountId = '123456789012', partition = 'aws', now = Date.now } = options;
    let lastNumber = 0;
    this.world = {
      region,
      accountId,
      partition,
      quotas: { ...DEFAULT_QUOTAS, ...options.quotas },
      openQuestions: { ...STRICTEST, ...options.openQuestions },
      pools: new Map(),
      roles: new Map(),
      userPools: new Map(),
      missingPolicies: new Set(),
      managedPolicies: new Map(),
      rolesMadeHere: new Set(),
      newRoleRefusals: 0,
      now: () => new Date(now()),
      nextNumber: () => ++lastNumber,
    };
    this.clients = {
      cognitoIdentity: this.client(cognitoIdentity(this.world)) as CognitoIdentityClient,
      iam: this.client(iam(this.world)) as IAMClient,
      userPools: this.client(cognitoIdp(this.world)) as CognitoIdentityProviderClient,
    };
  }

  /** By id. Changing one here is a change behind the caller's back. */
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

  /** Its clients in the hands of a handler: what they are asked is what the shipped policies have to allow. */
  clientsOf(caller?: Caller): FakeClients {
    const noting = (service: string, client: unknown): unknown => ({
      ...(client as object),
      send: (command: Command, options?: SendOptions) => {
        const { constructor, input } = command;
        calls.add(this.world, caller, service, constructor.name.replace(/Command$/, ''), input as Readonly<Record<string, unknown>>);
        return (client as { send: (command: Command, options?: SendOptions) => Promise<object> }).send(command, options);
      },
    });
    return {
      cognitoIdentity: noting('cognito-identity', this.clients.cognitoIdentity) as CognitoIdentityClient,
      iam: noting('iam', this.clients.iam) as IAMClient,
      userPools: noting('cognito-idp', this.clients.userPools) as CognitoIdentityProviderClient,
    };
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

  /** Round trips one after another: calls that are under way at the same time are one round. */
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
    this.world.newRoleRefusals = times;
  }

  /** What was written shows everywhere by now; what is written from now on may be shown late again. */
  catchUp(): void {
    this.border.lag.catchUp();
  }

  /** Ends all faults and lags. */
  heal(): void {
    this.border.faults.forget();
    this.border.lag.forget();
    this.world.newRoleRefusals = 0;
  }

  /** The one place where a fake passes for an SDK client: the gateways use no more of it than this. */
  private client(service: FakeService): unknown {
    return {
      send: (command: Command, options?: SendOptions) => this.border.send(service, command, options),
      destroy: () => undefined,
      config: { region: () => Promise.resolve(this.world.region) },
    };
  }
}
