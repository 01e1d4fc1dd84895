/** guide/auditors.md says what Checkov's checks are called and what they see in pools: asked of Checkov itself. */
import { FINDINGS, type FindingId } from '../../src/cli/doctor/catalogue';
import { controlsOf } from '../../src/cli/doctor/controls';
import { run } from '../../scripts/local-aws/command';
import { CHECKOV, preparePython, pythonTool } from '../../scripts/local-aws/python';

// With the time to set up the environment, once.
jest.setTimeout(600_000);

const ENVIRONMENT = { ...process.env, BC_API_KEY: undefined, LOG_LEVEL: 'ERROR' };

async function checkov(...options: readonly string[]): Promise<string> {
  const { stdout } = await run(pythonTool('checkov', CHECKOV), ['--framework', 'cloudformation', '--skip-download', ...options], {
    environment: ENVIRONMENT,
  });
  return stdout;
}

beforeAll(() => preparePython(console.log, CHECKOV));

it('calls each of its checks by the title that the page has', async () => {
  const ours = new Map(
    (Object.keys(FINDINGS) as FindingId[])
      .flatMap((id) => controlsOf(id))
      .filter(({ source }) => source === 'Checkov')
      .map(({ id, title }) => [id, title] as const),
  );
  const rows = (await checkov('--list')).split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const theirs = new Map(rows.filter((cells) => ours.has(cells[2] ?? '')).map((cells) => [cells[2] ?? '', cells[5] ?? '']));
  expect(Object.fromEntries(theirs)).toEqual(Object.fromEntries(ours));
});

it.each([
  ['fails a pool whose guests may do what they should', 'with-guests', ['CKV_AWS_366']],
  ['passes a pool whose role any identity pool can hand out', 'no-audience', []],
])('%s', async (_sentence, name, failed) => {
  const report = JSON.parse(await checkov('--output', 'json', '--file', `test/native-templates/${name}.yaml`)) as {
    readonly results: { readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[] };
  };
  const ofPools = report.results.failed_checks.filter(({ resource }) => resource.startsWith('AWS::Cognito::IdentityPool.'));
  expect(ofPools.map(({ check_id: id }) => id)).toEqual(failed);
});
