import { readFileSync } from 'node:fs';
import { FINDINGS, type FindingId } from '../../../src/cli/doctor/catalogue';
import { attacksOf, controlsOf, type Attack, type Control } from '../../../src/cli/doctor/controls';
import { runTool } from '../terminal';
import { allow, amr, cognito, POOL_ID, rule, seededAccount, type Row } from './seeded';

const IDS = Object.keys(FINDINGS) as readonly FindingId[];
const page = readFileSync('guide/auditors.md', 'utf8');

/** The rows of a table of the page, without the padding of columns. */
function rowsUnder(heading: string): readonly string[] {
  const [, rest = ''] = page.split(`\n## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) => row.replace(/ +/g, ' '));
}

const sourceCell = (id: FindingId, source: Control['source']): string =>
  controlsOf(id)
    .filter((control) => control.source === source)
    .map((control) => `\`${control.id}\``)
    .join(', ');

it('has the table of findings beside the checks of others that the page shows', () => {
  const rows = IDS.filter((id) => controlsOf(id).length > 0).map((id) => {
    const [hub, prowler, checkov] = (['AWS Security Hub', 'Prowler', 'Checkov'] as const).map((source) => sourceCell(id, source));
    return `| \`${id}\` | ${FINDINGS[id]} | ${hub ?? ''} | ${prowler ?? ''} | ${checkov ?? ''} |`.replace(/ +/g, ' ');
  });
  expect(rowsUnder('Ours and theirs')).toEqual(rows);
});

it('has the titles of the checks of others that the page shows', () => {
  const all = new Map(IDS.flatMap((id) => controlsOf(id).map((control) => [`${control.source} ${control.id}`, control] as const)));
  const rows = [...all.values()]
    .map(({ source, id, title, url }) => `| ${source} | [${id}](${url}) | ${title} |`)
    .sort((one, other) => (one < other ? -1 : 1));
  expect([...rowsUnder('What theirs ask')].sort((one, other) => (one < other ? -1 : 1))).toEqual(rows);
});

it('has the published attacks that the page shows', () => {
  const findingsBy = new Map<string, { readonly attack: Attack; readonly ids: FindingId[] }>();
  for (const id of IDS)
    for (const attack of attacksOf(id)) findingsBy.set(attack.url, { attack, ids: [...(findingsBy.get(attack.url)?.ids ?? []), id] });
  const rows = [...findingsBy.values()].map(
    ({ attack, ids }) => `| [${attack.name}](${attack.url}) | ${ids.map((id) => `\`${id}\``).join(', ')} |`,
  );
  expect(rowsUnder('Published attacks')).toEqual(rows);
});

it('names the same check by one title, and no check twice beside one finding', () => {
  const titles = new Map<string, string>();
  for (const id of IDS) {
    const names = controlsOf(id).map(({ source, id: name }) => `${source} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { source, id: name, title } of controlsOf(id)) {
      expect(titles.get(`${source} ${name}`) ?? title).toBe(title);
      titles.set(`${source} ${name}`, title);
    }
  }
  expect(titles.size).toBeGreaterThan(10);
});

/** Theirs ask whether guests are on: what only happens with guests on is beside each of the three, and nothing else is. */
it('puts the three checks of guests beside every finding that needs guests to be on, and beside no other', () => {
  const withGuests = IDS.filter((id) => id.startsWith('guest-') || id === 'no-guest-role');
  for (const check of ['Cognito.2', 'cognito_identity_pool_guest_access_disabled', 'CKV_AWS_366'])
    expect(IDS.filter((id) => controlsOf(id).some((control) => control.id === check)).sort()).toEqual([...withGuests].sort());
});

it('prints them in the JSON beside a finding, and nothing where nobody covers it', async () => {
  const aws = seededAccount({ allows: { guests: [allow('iam:*')] }, pool: { CognitoIdentityProviders: [] } });
  const { out } = await runTool(['doctor', POOL_ID, '--json'], { aws });
  const { findings } = JSON.parse(out) as { findings: readonly { id: FindingId; controls?: unknown; attacks?: unknown }[] };
  expect(findings.length).toBeGreaterThan(0);
  for (const { id, controls = [], attacks = [] } of findings)
    expect({ controls, attacks }).toEqual({ controls: controlsOf(id), attacks: attacksOf(id) });
});

const NO_GUESTS = { AllowUnauthenticatedIdentities: false };
const RUM = 'arn:aws:rum:eu-west-1:123456789012:appmonitor/shop';

/** The first table of the page: what only asks whether guests are on fails and passes other pools than these findings. */
it.each<[sentence: string, theirs: 'fail' | 'pass', findings: readonly FindingId[], row: Row]>([
  [
    'lets guests in, and they can only send events to one CloudWatch RUM app',
    'fail',
    [],
    { allows: { guests: [allow('rum:PutRumEvents', RUM)] } },
  ],
  [
    'lets guests in, and they can read every object of every bucket',
    'fail',
    ['guest-open-resources'],
    { allows: { guests: [allow('s3:GetObject')] } },
  ],
  [
    'has no guests, and any identity pool can hand out its role',
    'pass',
    ['trust-aud-missing'],
    { pool: NO_GUESTS, trust: { users: [cognito(amr('authenticated'))] } },
  ],
  [
    'has no guests, and users choose the claim that decides their role',
    'pass',
    ['claim-user-writable'],
    {
      pool: NO_GUESTS,
      rules: [rule('custom:group', 'Equals', 'admin')],
      userPool: { clients: { web: { WriteAttributes: ['custom:group'] } } },
    },
  ],
])('says of a pool that %s what the page says', async (sentence, theirs, ids, row) => {
  const { out } = await runTool(['doctor', POOL_ID, '--json'], { aws: seededAccount(row) });
  const { findings } = JSON.parse(out) as { findings: readonly { id: string }[] };
  expect(findings.map(({ id }) => id)).toEqual(ids);
  expect(row.pool?.AllowUnauthenticatedIdentities ?? true).toBe(theirs === 'fail');
  const ours = ids.length === 0 ? 'no finding' : ids.map((id) => `\`${id}\``).join(', ');
  expect(page.replace(/ +/g, ' ')).toContain(`| ${sentence} | ${theirs} | ${ours} |`);
});
