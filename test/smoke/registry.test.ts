/** What no local AWS emulator has, on an account in memory that has nothing but what these steps need: a registry, drift detection and import. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILES } from '../../scripts/release/names';
import { Gate, type Clients } from '../../scripts/smoke/account';
import { install } from '../../scripts/smoke/install';
import { Ledger } from '../../scripts/smoke/ledger';
import { TYPE_NAME } from '../../scripts/smoke/names';
import { drift, importPool } from '../../scripts/smoke/registry';
import type { Run } from '../../scripts/smoke/run';

interface Stack {
  status: string;
  readonly pool: string | undefined;
  template: Template;
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly DeletionPolicy?: string; readonly Properties: { readonly IdentityPoolName?: string } }>
  >;
}

type Input = Readonly<Record<string, unknown>>;

/** What the account does otherwise than AWS. */
interface Faults {
  readonly seesNoDrift?: boolean;
  readonly neverSettles?: boolean;
  readonly registrationFails?: boolean;
  readonly importFails?: boolean;
}

class Account {
  readonly asked: string[] = [];
  readonly stacks = new Map<string, Stack>();
  readonly pools = new Map<string, string>();
  readonly roles = new Set<string>();
  isRegistered = false;
  #polls = 0;

  constructor(private readonly faults: Faults = {}) {}

  readonly clients = Object.fromEntries(
    ['cloudFormation', 'cognitoIdentity', 'iam', 's3'].map((service) => [
      service,
      { send: (command: { readonly constructor: { readonly name: string }; readonly input: Input }) => this.#answer(command) },
    ]),
  ) as unknown as Clients;

  async #answer({
    constructor: { name },
    input,
  }: {
    readonly constructor: { readonly name: string };
    readonly input: Input;
  }): Promise<Input> {
    const action = name.replace(/Command$/, '');
    const subject = [input['StackName'], input['IdentityPoolId'], input['TypeName'], input['Bucket'], input['RoleName']].find(
      (each) => each !== undefined,
    );
    const line = typeof subject === 'string' ? `${action} ${subject}` : action;
    if (this.asked.at(-1) !== line) this.asked.push(line);
    const answer = this.#actions[action];
    if (answer === undefined) throw new Error(`The account in memory has no ${action}.`);
    return Promise.resolve(answer(input));
  }

  #stack(name: unknown): Stack {
    const stack = this.stacks.get(String(name));
    if (stack === undefined) throw failure('ValidationError', `Stack with id ${String(name)} does not exist`);
    return stack;
  }

  #poolName(id: unknown): string {
    const name = this.pools.get(String(id));
    if (name === undefined) throw failure('ResourceNotFoundException', `IdentityPool '${String(id)}' not found.`);
    return name;
  }

  readonly #actions: Readonly<Record<string, (input: Input) => Input>> = {
    CreateStack: ({ StackName, TemplateBody }) => {
      const text = String(TemplateBody);
      const template = (text.startsWith('{') ? JSON.parse(text) : { Resources: {} }) as Template;
      const name = template.Resources['Identities']?.Properties.IdentityPoolName;
      const pool = name === undefined ? undefined : `pool-of-${String(StackName)}`;
      if (pool !== undefined && name !== undefined) {
        this.pools.set(pool, name);
        this.roles.add('member').add('guest');
      }
      this.stacks.set(String(StackName), { status: 'CREATE_COMPLETE', pool, template });
      return { StackId: StackName };
    },
    UpdateStack: ({ StackName, TemplateBody }) => {
      const stack = this.#stack(StackName);
      stack.template = JSON.parse(String(TemplateBody)) as Template;
      stack.status = 'UPDATE_COMPLETE';
      this.pools.set(stack.pool ?? '', stack.template.Resources['Identities']?.Properties.IdentityPoolName ?? '');
      return { StackId: StackName };
    },
    DescribeStacks: ({ StackName }) => {
      const { status, pool } = this.#stack(StackName);
      const values = {
        IdentityPoolId: pool,
        AuthenticatedRoleName: 'member',
        UnauthenticatedRoleName: 'guest',
        ExecutionRoleArn: 'arn:role',
      };
      const Outputs = Object.entries(values).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
      return { Stacks: [{ StackId: StackName, StackStatus: status, Outputs }] };
    },
    DescribeStackResources: () => ({ StackResources: [] }),
    DeleteStack: ({ StackName }) => {
      const { pool, template } = this.#stack(StackName);
      if (pool !== undefined && template.Resources['Identities']?.DeletionPolicy !== 'Retain') {
        this.pools.delete(pool);
        this.roles.clear();
      }
      this.stacks.delete(String(StackName));
      return {};
    },
    CreateChangeSet: ({ StackName, TemplateBody, ResourcesToImport }) => {
      const [{ ResourceIdentifier }] = ResourcesToImport as [{ ResourceIdentifier: { IdentityPoolId: string } }];
      const template = JSON.parse(String(TemplateBody)) as Template;
      this.stacks.set(String(StackName), { status: 'REVIEW_IN_PROGRESS', pool: ResourceIdentifier.IdentityPoolId, template });
      return {};
    },
    DescribeChangeSet: () => {
      this.#polls += 1;
      if (this.faults.importFails === true) return { Status: 'FAILED', StatusReason: 'Nothing to import.' };
      return { Status: this.#polls === 1 ? 'CREATE_PENDING' : this.#polls === 2 ? 'CREATE_IN_PROGRESS' : 'CREATE_COMPLETE' };
    },
    ExecuteChangeSet: ({ StackName }) => {
      this.#stack(StackName).status = 'IMPORT_COMPLETE';
      return {};
    },
    DetectStackResourceDrift: () => {
      const isDrifted = this.pools.get('pool') !== 'as deployed';
      const isSeen = (isDrifted && this.faults.seesNoDrift !== true) || this.faults.neverSettles === true;
      return {
        StackResourceDrift: isSeen
          ? { StackResourceDriftStatus: 'MODIFIED', PropertyDifferences: [{ PropertyPath: '/IdentityPoolName' }] }
          : { StackResourceDriftStatus: 'IN_SYNC', PropertyDifferences: [] },
      };
    },
    DescribeIdentityPool: ({ IdentityPoolId }) => ({
      IdentityPoolId,
      IdentityPoolName: this.#poolName(IdentityPoolId),
      AllowClassicFlow: false,
    }),
    UpdateIdentityPool: ({ IdentityPoolId, IdentityPoolName, AllowClassicFlow }) => {
      if (AllowClassicFlow === undefined) throw new Error('AllowClassicFlow was left out, which resets it.');
      this.pools.set(String(IdentityPoolId), String(IdentityPoolName));
      return {};
    },
    DeleteIdentityPool: ({ IdentityPoolId }) => {
      this.#poolName(IdentityPoolId);
      this.pools.delete(String(IdentityPoolId));
      return {};
    },
    ListRolePolicies: ({ RoleName }) => {
      if (!this.roles.has(String(RoleName))) throw failure('NoSuchEntityException', 'no such role');
      return { PolicyNames: [] };
    },
    ListAttachedRolePolicies: () => ({ AttachedPolicies: [] }),
    DeleteRole: ({ RoleName }) => {
      this.roles.delete(String(RoleName));
      return {};
    },
    CreateBucket: () => ({}),
    PutObject: () => ({}),
    RegisterType: () => ({ RegistrationToken: 'token' }),
    DescribeTypeRegistration: () => {
      this.#polls += 1;
      if (this.#polls < 3) return { ProgressStatus: 'IN_PROGRESS' };
      if (this.faults.registrationFails === true) return { ProgressStatus: 'FAILED', Description: 'The schema is bad.' };
      this.isRegistered = true;
      return { ProgressStatus: 'COMPLETE', TypeVersionArn: 'arn:type/00000007' };
    },
    SetTypeDefaultVersion: () => ({}),
    DeregisterType: () => {
      if (!this.isRegistered) throw failure('TypeNotFoundException', 'no such type');
      this.isRegistered = false;
      return {};
    },
  };
}

const failure = (name: string, message: string): Error => Object.assign(new Error(message), { name });

let release: string;

beforeAll(() => {
  release = mkdtempSync(join(tmpdir(), 'smoke-registry-'));
  for (const file of [FILES.registryType, FILES.registryTypeRole]) writeFileSync(join(release, file), 'Resources: {}');
});

afterAll(() => rmSync(release, { recursive: true }));

const runIn = (account: Account): Run => ({
  place: { region: 'eu-west-1', profile: 'sandbox' },
  entryPoint: 'registry-type',
  accountId: '123456789012',
  clients: account.clients,
  gate: new Gate(),
  ledger: new Ledger(),
  release,
  pollInterval: 1,
});

const APP = { poolId: 'pool', outputs: {} };

const withApp = (faults: Faults = {}): Account => {
  const account = new Account(faults);
  account.pools.set('pool', 'as deployed');
  return account;
};

test('drift is made by hand, seen and corrected, and nothing else of the pool changes', async () => {
  const account = withApp();
  expect(await drift(runIn(account), APP)).toBe('a new name shows as /IdentityPoolName; with the old one the pool is in sync');
  expect(account.pools.get('pool')).toBe('as deployed');
});

test.each<[faults: Faults, message: string]>([
  [{ seesNoDrift: true }, 'A pool that was renamed should have drifted; CloudFormation says IN_SYNC (no property).'],
  [{ neverSettles: true }, 'The pool has its name back and should be in sync; CloudFormation says MODIFIED (/IdentityPoolName).'],
])('drift detection with the fault %j fails in words', async (faults, message) => {
  await expect(drift(runIn(withApp(faults)), APP)).rejects.toThrow(message);
});

test('a pool is kept, imported and deleted with its new stack', async () => {
  const account = new Account();
  const run = runIn(account);
  const pool = 'pool-of-identity-pool-smoke-kept';
  expect(await importPool(run)).toBe(`pool ${pool} was kept, imported into another stack and deleted with it`);
  expect(account.asked.filter((line) => !line.startsWith('Describe'))).toEqual([
    'CreateStack identity-pool-smoke-kept',
    'UpdateStack identity-pool-smoke-kept',
    'DeleteStack identity-pool-smoke-kept',
    'CreateChangeSet identity-pool-smoke-moved',
    'ExecuteChangeSet identity-pool-smoke-moved',
    'DeleteStack identity-pool-smoke-moved',
  ]);
  expect(await run.ledger.removeAll(() => undefined)).toEqual([]);
  expect(account).toMatchObject({ stacks: new Map(), pools: new Map(), roles: new Set() });
});

test('an import that fails is named, and the pool that was kept is removed with its roles', async () => {
  const account = new Account({ importFails: true });
  const run = runIn(account);
  await expect(importPool(run)).rejects.toThrow('The import is FAILED and not CREATE_COMPLETE: Nothing to import.');
  expect([...account.pools.keys()]).toEqual(['pool-of-identity-pool-smoke-kept']);
  expect(await run.ledger.removeAll(() => undefined)).toEqual([]);
  expect(account).toMatchObject({ stacks: new Map(), pools: new Map(), roles: new Set() });
});

test('the type is registered from the package of the release, made the default, and deregistered', async () => {
  const account = new Account();
  const run = runIn(account);
  expect(await install(run)).toBe(`type ${TYPE_NAME}, version 00000007 of this account`);
  expect(run.ledger.left.map(({ byHand }) => byHand)).toEqual([
    'aws s3 rb --force s3://identity-pool-smoke-123456789012-eu-west-1 --region eu-west-1 --profile sandbox',
    'aws cloudformation delete-stack --stack-name identity-pool-smoke --region eu-west-1 --profile sandbox',
    `aws cloudformation deregister-type --type RESOURCE --type-name ${TYPE_NAME} --region eu-west-1 --profile sandbox`,
  ]);
  // A bucket is emptied page by page, which asks for a real client.
  await run.ledger.remove(`registered type ${TYPE_NAME}`);
  await run.ledger.remove('stack identity-pool-smoke');
  expect(account).toMatchObject({ isRegistered: false, stacks: new Map() });
});

test('a registration that fails is named with its reason, and does not stop cleaning up', async () => {
  const run = runIn(new Account({ registrationFails: true }));
  await expect(install(run)).rejects.toThrow('CloudFormation did not register the type: The schema is bad.');
  await run.ledger.remove(`registered type ${TYPE_NAME}`);
  expect(run.ledger.left.map(({ what }) => what)).toEqual([
    'bucket identity-pool-smoke-123456789012-eu-west-1',
    'stack identity-pool-smoke',
  ]);
});
