import { accountReads } from '../../../src/aws/account-reads';
import { createCalls } from '../../../src/aws/calls';
import { connect } from '../../../src/aws/connect';
import { PERSON } from '../../../src/aws/failures';
import { run } from '../../../src/cli/main';
import { FakeAws } from '../../fakes';
import { EventClock } from '../../fakes/event-clock';
import { amr, AUD, cognito, POOL_ID, rule, rulesOf } from './seeded';

/** Calls a second. IAM publishes no rates, and others use them at the same time. */
const RATES = { iam: { reads: { perSecond: 5 } } };

it('reads a pool with 60 roles where IAM admits five reads of a kind in a second', async () => {
  const clock = new EventClock();
  const aws = new FakeAws({ region: 'eu-west-1', clock, latency: { milliseconds: 100 }, rates: RATES });
  const names = Array.from({ length: 60 }, (_, index) => `role-${index}`);
  for (const name of names)
    aws.seedRole({
      name,
      trustPolicy: { Statement: [cognito({ StringEquals: AUD, ...amr('authenticated') })] },
      inlinePolicies: { app: { Statement: [] } },
    });
  const providers = ['accounts.google.com', 'appleid.apple.com', 'api.twitter.com'];
  const rules = names.map((name) => rule('sub', 'Equals', name, `arn:aws:iam::123456789012:role/${name}`));
  aws.seedPool({
    IdentityPoolId: POOL_ID,
    AllowClassicFlow: false,
    SupportedLoginProviders: Object.fromEntries(providers.map((name) => [name, 'app'])),
    roles: { authenticated: 'arn:aws:iam::123456789012:role/role-0' },
    roleMappings: Object.fromEntries(providers.map((name, index) => [name, rulesOf(rules.slice(20 * index, 20 * index + 20))])),
  });
  const printed: string[] = [];
  const clients = { ...aws.clients, userPools: () => aws.clients.userPools };
  const code = await run(['doctor', POOL_ID, '--json'], {
    openSession: ({ region = '' }) =>
      Promise.resolve({
        region,
        aws: connect(clients, { clock, caller: PERSON }),
        reads: accountReads(clients, createCalls({ clock, caller: PERSON })),
        accountId: () => Promise.resolve('123456789012'),
      }),
    readFile: () => Promise.reject(new Error('nothing asks for it')),
    readStandardInput: () => Promise.reject(new Error('nothing asks for it')),
    print: (text) => void printed.push(text),
    complain: (text) => void printed.push(text),
    isColored: false,
  });
  const { outcome, notChecked } = JSON.parse(printed.join('')) as { outcome: string; notChecked: unknown[] };
  expect([code, outcome, notChecked]).toEqual([0, 'complete', []]);
  expect(aws.traffic.mostInFlight).toBeLessThanOrEqual(5);
});
