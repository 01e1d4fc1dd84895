import { FINDINGS } from '../../../src/cli/doctor/catalogue';
import type { Finding } from '../../../src/cli/doctor/finding';
import { runTool } from '../terminal';
import { BROKEN_PERMISSIONS } from './broken-permissions';
import { BROKEN_PROVIDERS } from './broken-providers';
import { BROKEN_TRUST, EXPOSED, SOUND_TRUST } from './broken-trust';
import { GOOD_POOLS } from './good-pools';
import { POOL_ID, seededAccount, type Row } from './seeded';

async function examined(row: Row): Promise<(readonly [string, string])[]> {
  const { out } = await runTool(['doctor', POOL_ID, '--json'], { aws: seededAccount(row) });
  const { outcome, findings } = JSON.parse(out) as { outcome: string; findings: Finding[] };
  expect(outcome).toBe('complete');
  return findings.map(({ id, severity }) => [id, severity] as const);
}

it.each(BROKEN_TRUST)('finds %s (%s) in a role that trusts %s, and nothing else', async (finding, severity, _sentence, row) => {
  expect(await examined(row)).toEqual([[finding, severity]]);
});

it.each(BROKEN_PERMISSIONS)('finds %s (%s) if %s, and nothing else', async (finding, severity, _sentence, row) => {
  expect(await examined(row)).toEqual([[finding, severity]]);
});

it.each(BROKEN_PROVIDERS)('finds %s (%s) if %s, and nothing else', async (finding, severity, _sentence, row) => {
  expect(await examined(row)).toEqual([[finding, severity]]);
});

it.each(SOUND_TRUST)('finds nothing in a role that trusts %s', async (_sentence, row) => {
  expect(await examined(row)).toEqual([]);
});

it.each(EXPOSED)('weighs %s together', async (_sentence, row, findings) => {
  expect(await examined(row)).toEqual(findings);
});

it.each(GOOD_POOLS)('finds nothing above low in the pool of %s', async (_sentence, row, low) => {
  expect(await examined(row)).toEqual(low.map((id) => [id, 'low']));
});

it('has a broken pool for each kind of finding, at least 60 in all, and at least 40 good ones', () => {
  const broken = [...BROKEN_TRUST, ...BROKEN_PERMISSIONS, ...BROKEN_PROVIDERS];
  expect(Object.keys(FINDINGS).filter((id) => !broken.some(([finding]) => finding === id))).toEqual([]);
  expect(broken.length).toBeGreaterThanOrEqual(60);
  expect(new Set(GOOD_POOLS.map(([sentence]) => sentence)).size).toBeGreaterThanOrEqual(40);
});
