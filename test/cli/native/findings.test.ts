/** Every broken and every good pool of the doctor's own tables once more: as a native template, before it is deployed. */
import type { Finding } from '../../../src/cli/doctor/finding';
import { BROKEN_PERMISSIONS } from '../doctor/broken-permissions';
import { BROKEN_PROVIDERS } from '../doctor/broken-providers';
import { BROKEN_TRUST, EXPOSED, SOUND_TRUST } from '../doctor/broken-trust';
import { GOOD_POOLS } from '../doctor/good-pools';
import { POOL_ID, REGION, seededAccount, type Row } from '../doctor/seeded';
import { runTool } from '../terminal';
import { nativeTemplateOf } from './template-of';

type Told = Omit<Finding, 'place'>;

async function examined(args: readonly string[], surroundings: Parameters<typeof runTool>[1]): Promise<Told[]> {
  const { out, err } = await runTool(['doctor', ...args, '--json'], surroundings);
  if (out === '') throw new Error(err);
  const answer = JSON.parse(out.replace(/\b2\d{3}-\d\d-\d\dT[\d:]+\.\d{3}Z/g, '(now)')) as {
    findings?: Finding[];
    pools?: { findings: Finding[] }[];
    problem?: string;
  };
  const findings = answer.findings ?? answer.pools?.flatMap((pool) => pool.findings);
  if (findings === undefined) throw new Error(answer.problem);
  return findings.map(({ place: _place, ...finding }) => finding);
}

/** Whether something is there that a template does not make is for its deployment to know. */
const ASKS_THE_ACCOUNT = /^(role|user-pool|app-client|oidc-provider|saml-provider)-missing$/;

const rows: readonly (readonly [sentence: string, row: Row])[] = [
  ...[...BROKEN_TRUST, ...BROKEN_PERMISSIONS, ...BROKEN_PROVIDERS].map(
    ([finding, , sentence, row]) => [`${finding}, ${sentence}`, row] as const,
  ),
  ...SOUND_TRUST.map(([sentence, row]) => [`sound trust, ${sentence}`, row] as const),
  ...EXPOSED.map(([sentence, row]) => [`exposed, ${sentence}`, row] as const),
  ...GOOD_POOLS.map(([sentence, row]) => [`good, ${sentence}`, row] as const),
];

it.each(rows)('answers for a template as for the pool that it makes: %s', async (_sentence, row) => {
  const aws = seededAccount(row);
  const { template, parameters } = await nativeTemplateOf(aws, POOL_ID);
  const deployed = await examined([POOL_ID], { aws });
  const written = await examined(['--template', 't.json', '--region', REGION, ...parameters], {
    files: { 't.json': JSON.stringify(template) },
  });
  expect(written).toEqual(deployed.filter(({ id }) => !ASKS_THE_ACCOUNT.test(id)));
});
