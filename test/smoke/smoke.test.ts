import { Gate, Interrupted } from '../../scripts/smoke/account';
import { costsOf } from '../../scripts/smoke/costs';
import { isGone, messageOf } from '../../scripts/smoke/failures';
import { differences } from '../../scripts/smoke/inventory';
import { Interruption } from '../../scripts/smoke/interruption';
import { Ledger, type Entry } from '../../scripts/smoke/ledger';
import { bucketName, isOurs } from '../../scripts/smoke/names';
import { reportOf, verdictOf, type Findings, type StepResult } from '../../scripts/smoke/report';
import { play } from '../../scripts/smoke/story';

const passed: StepResult = { title: 'Install', outcome: 'passed', seconds: 1.5, detail: 'version 1 | function f' };
const failed: StepResult = { title: 'Deploy', outcome: 'failed', seconds: 0.1, detail: 'Stack app of 123456789012\n  is gone' };
const notRun: StepResult = { title: 'Delete', outcome: 'not run', seconds: 0, detail: '' };

const clean = { before: { roles: ['/a'] }, after: { roles: ['/a'] }, differences: [] };
const dirty = {
  before: { roles: ['/a'] },
  after: { roles: ['/a', '/b'] },
  differences: [{ kind: 'roles', name: '/b', change: 'is new' as const }],
};
const left = [{ what: 'stack app', byHand: 'aws cloudformation delete-stack --stack-name app' }];

const findings = (changes: Partial<Findings> = {}): Findings => ({
  version: '1.2.3',
  entryPoint: 'custom-resource',
  accountId: '123456789012',
  region: 'eu-west-1',
  isLocal: false,
  startedAt: '2026-01-02T03:04:05Z',
  seconds: 90,
  calls: 78,
  node: '22.0.0',
  isInterrupted: false,
  steps: [passed],
  inventory: clean,
  left: [],
  failures: [],
  ...changes,
});

test.each<[title: string, changes: Partial<Findings>, verdict: string]>([
  ['every step passed and nothing is left', {}, 'passed'],
  ['a step failed', { steps: [passed, failed, notRun] }, 'failed'],
  ['a step was not run', { steps: [passed, notRun] }, 'failed'],
  ['the account is not as it was', { inventory: dirty }, 'failed'],
  ['the inventory could not be taken', { inventory: undefined }, 'failed'],
  ['something could not be removed', { left }, 'failed'],
  ['the user interrupted the run', { isInterrupted: true, steps: [failed] }, 'interrupted'],
])('the verdict when %s', (_title, changes, verdict) => {
  expect(verdictOf(findings(changes))).toBe(verdict);
});

test('a report of a good run', () => {
  expect(reportOf(findings())).toBe(`## Smoke test: passed

identity-pool-with-roles 1.2.3 as custom-resource, on account ********9012, eu-west-1, 2026-01-02T03:04:05Z, 90 s, 78 AWS calls, Node.js 22.0.0.

| Step | Outcome | Seconds | What was seen |
| --- | --- | --- | --- |
| Install | passed | 1.5 | version 1 \\| function f |

| In the account | Before | After |
| --- | --- | --- |
| roles | 1 | 1 |

The account is as it was before.
`);
});

test('a report of a bad run has each reason in one line, what is left with its command, and no account number', () => {
  const report = reportOf(findings({ steps: [passed, failed, notRun], inventory: dirty, left, failures: ['stack app: AccessDenied: no'] }));
  expect(report).toContain(`| Deploy | failed | 0.1 | Stack app of ********9012 is gone |
| Delete | not run |  |  |
`);
  expect(report).toContain(`The account is not as it was before. If others work in it meanwhile, their changes are here too:

- roles: /b is new

These could not be removed. Remove them by hand:

- stack app: \`aws cloudformation delete-stack --stack-name app\`

- stack app: AccessDenied: no
`);
  expect(report).not.toContain('123456789012');
});

test('differences between two inventories, of kinds that only one of them has too', () => {
  expect(differences({ roles: ['a', 'b'], stacks: ['s'] }, { roles: ['b', 'c'], buckets: ['d'] })).toEqual([
    { kind: 'roles', name: 'c', change: 'is new' },
    { kind: 'roles', name: 'a', change: 'is gone' },
    { kind: 'stacks', name: 's', change: 'is gone' },
    { kind: 'buckets', name: 'd', change: 'is new' },
  ]);
});

const entry = (what: string, removed: string[], failure?: Error): Entry => ({
  what,
  byHand: `remove ${what}`,
  remove: () => {
    removed.push(what);
    return failure === undefined ? Promise.resolve() : Promise.reject(failure);
  },
});

test('the ledger removes the last made first, goes on after a failure and keeps what could not be removed', async () => {
  const ledger = new Ledger();
  const removed: string[] = [];
  ledger.add(entry('bucket', removed));
  ledger.add(entry('stack', removed, new Error('in use')));
  ledger.add(entry('stack', removed));
  ledger.add(entry('type', removed));
  expect(await ledger.removeAll(() => undefined)).toEqual(['stack: in use']);
  expect(removed).toEqual(['type', 'stack', 'bucket']);
  expect(ledger.left.map(({ what }) => what)).toEqual(['stack']);
});

test('an interruption stops every call until cleaning up begins', () => {
  const gate = new Gate();
  gate.pass();
  gate.interrupt();
  expect(() => gate.pass()).toThrow(Interrupted);
  gate.beginCleaningUp();
  gate.pass();
  expect(gate).toMatchObject({ calls: 2, isInterrupted: true });
});

test('the first Ctrl-C interrupts, its echoes are ignored, and the second one ends at once and lists what is left', () => {
  const gate = new Gate();
  const ledger = new Ledger();
  ledger.add(entry('bucket', []));
  ledger.add(entry('stack', []));
  const said: string[] = [];
  const ended: string[] = [];
  let now = 1000;
  const interruption = new Interruption({ gate, ledger, say: (line) => said.push(line), end: () => ended.push('end'), now: () => now });

  interruption.come('SIGINT');
  now += 50;
  interruption.come('SIGINT');
  expect({ isInterrupted: gate.isInterrupted, said, ended }).toEqual({
    isInterrupted: true,
    said: ['\nSIGINT: removing what was made. Once more ends at once and lists what is left.'],
    ended: [],
  });
  now += 1000;
  interruption.come('SIGINT');
  expect(said.slice(1)).toEqual([
    '\nSIGINT: ending at once. This may be left. Fix: remove it by hand:',
    '  stack: remove stack',
    '  bucket: remove bucket',
  ]);
  expect(ended).toEqual(['end']);
});

test('steps after one that failed are not run, and count as such', async () => {
  const said: string[] = [];
  const results = await play(
    [
      { title: 'one', run: () => Promise.resolve('good') },
      { title: 'two', run: () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' })) },
      { title: 'three', run: () => Promise.resolve('never') },
    ],
    (line) => said.push(line),
  );
  expect(results.map(({ title, outcome, detail }) => [title, outcome, detail])).toEqual([
    ['one', 'passed', 'good'],
    ['two', 'failed', 'AccessDenied: no'],
    ['three', 'not run', ''],
  ]);
  expect(said).toEqual(['one', '  passed: good', 'two', '  failed: AccessDenied: no']);
});

const named = (name: string, message = ''): Error => Object.assign(new Error(message), { name });

test.each<[name: string, message: string, gone: boolean]>([
  ['ResourceNotFoundException', '', true],
  ['NoSuchEntityException', '', true],
  ['NoSuchBucket', '', true],
  ['TypeNotFoundException', '', true],
  ['ValidationError', 'Stack with id a does not exist', true],
  ['ValidationError', 'Template format error', false],
  ['AccessDenied', 'it does not exist', false],
])('whether %s "%s" says that something is gone: %s', (name, message, gone) => {
  expect(isGone(named(name, message))).toBe(gone);
});

test('a message has the name of an error of AWS, and not that of one of ours', () => {
  expect([named('Throttling', 'slowly'), new Error('plain'), 'text'].map((error) => messageOf(error))).toEqual([
    'Throttling: slowly',
    'plain',
    'text',
  ]);
});

test.each([
  ['identity-pool-smoke', true],
  ['identity-pool-smoke-app', true],
  ['identity_pool_smoke_app_Identities_0123456789', true],
  ['/identity-pools/0f1e/identity-pool-smoke-app-Identities-Authenticated-0123456789', true],
  ['/aws/lambda/identity-pool-smoke-function', true],
  ['identity-pool-with-roles', false],
  ['my-identity-pool-smoke', false],
])('whether %s is a name of the smoke test: %s', (name, ours) => {
  expect(isOurs(name)).toBe(ours);
});

test('a bucket of the smoke test has a name that S3 takes, in the region with the longest name', () => {
  expect(bucketName({ accountId: '123456789012', region: 'ap-northeast-1' })).toMatch(/^[a-z0-9-]{3,63}$/);
});

test('only the registry type costs handler operations', () => {
  const ofTypes = costsOf('registry-type').filter((line) => !costsOf('custom-resource').includes(line));
  expect(ofTypes).toEqual(['  CloudFormation   fewer than 40 handler operations of a private registry type']);
});
