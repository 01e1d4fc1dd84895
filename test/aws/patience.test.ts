import { createCalls } from '../../src/aws/calls';
import type { MakeCall } from '../../src/aws/calls';
import { RateLimitedService, type Counting } from './rate-limited-service';
import { SimulatedTime } from './simulated-time';

const seeded = (seed: number) => () => {
  seed = (seed * 1664525 + 1013904223) % 4294967296;
  return seed / 4294967296;
};
const all = (count: number, work: (index: number) => Promise<unknown>) => Promise.all(Array.from({ length: count }, (_, i) => work(i)));

const createJob = async (call: (a: string) => Promise<unknown>, roles: number, policies: number, pages = 1) => {
  for (let i = 0; i < pages; i++) await call('cognito-identity:ListIdentityPools');
  await call('cognito-identity:CreateIdentityPool');
  await all(roles, async () => {
    await call('iam:CreateRole');
    await Promise.all([all(policies, () => call('iam:AttachRolePolicy')), call('iam:PutRolePolicy')]);
  });
  await call('cognito-identity:SetIdentityPoolRoles');
};
const deleteJob = async (call: (a: string) => Promise<unknown>, roles: number, policies: number) => {
  await call('iam:ListRoles');
  await all(roles, async () => {
    await call('iam:GetRole');
    await Promise.all(['iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:ListInstanceProfilesForRole'].map(call));
    await Promise.all([all(policies, () => call('iam:DetachRolePolicy')), call('iam:DeleteRolePolicy')]);
    await call('iam:DeleteRole');
  });
};

it.each(['bucket', 'window'] as Counting[])('tune %s', async (counting) => {
  const rows: string[] = [];
  for (const latency of [20, 100, 400])
    for (const [roles, policies] of [[10, 3], [25, 5], [50, 10]] as const)
      for (const [name, job] of [['create', createJob], ['delete', deleteJob]] as const) {
        let worst = 0, sum = 0, secs = 0;
        let fewest = 0;
        await job(() => { fewest++; return Promise.resolve(); }, roles, policies);
        for (let seed = 1; seed <= 5; seed++) {
          const time = new SimulatedTime();
          const service = new RateLimitedService(time, { counting, reads: 10, writes: 5, latency });
          const make = createCalls({ clock: time, random: seeded(seed), timeLeft: () => 900_000 - time.now() });
          await time.during(job((a) => make({ doing: a, permission: a }, () => service.send(a)), roles, policies));
          const ratio = service.counts.sent / fewest;
          worst = Math.max(worst, ratio); sum += ratio; secs = Math.max(secs, time.now() / 1000);
        }
        rows.push(`${counting} ${latency} ${roles}x${policies} ${name}: fewest ${fewest} avg ${(sum / 5).toFixed(2)} worst ${worst.toFixed(2)} ${secs.toFixed(0)} s`);
      }
  for (const [jobs, pages] of [[20, 1], [20, 9]] as const) for (const latency of [20, 100]) {
    const time = new SimulatedTime();
    const service = new RateLimitedService(time, { counting, reads: 10, writes: 5, latency });
    let fewest = 0;
    await createJob(() => { fewest++; return Promise.resolve(); }, 10, 3, pages);
    const ends: number[] = [];
    const results = await time.during(Promise.allSettled(Array.from({ length: jobs }, async (_, i) => {
      const make = createCalls({ clock: time, random: seeded(i + 1), timeLeft: () => 900_000 - time.now() });
      await createJob((a) => make({ doing: a, permission: a }, () => service.send(a)), 10, 3, pages);
      ends.push(time.now() / 1000);
    })));
    rows.push(`${counting} ${latency} ${jobs} at once, ${pages} pages: ${results.filter((r) => r.status === 'fulfilled').length} ok, ratio ${(service.counts.sent / fewest / jobs).toFixed(2)}, last ${Math.max(...ends).toFixed(0)} s first ${Math.min(...ends).toFixed(0)}`);
  }
  process.stdout.write(rows.join('\n') + '\n');
}, 600000);
