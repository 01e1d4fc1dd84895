/** Templates as people write them, with values that only a deployment knows: planned, asked for roles and deployed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResourceStack, newAccount } from '../../stories/cloudformation';
import { yamlParse } from '../../yaml';
import { inWordsOfPlan, sorted, withoutUnanswered, writesOf } from '../plan/recorded';
import type { PlannedStep } from '../../../src/cli/plan/plan';
import { runTool } from '../terminal';
import { deployed, given, STACK, type Template } from './deployed';

const FOLDER = join(__dirname, 'customary');
const FILES = readdirSync(FOLDER).sort();

it('are at least thirty', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(30);
});

describe.each(FILES)('%s', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const template = yamlParse(text) as Template;
  const { Resource: logicalId = 'Identities', Claims = {}, Provider, Question, Undocumented } = template.Metadata;
  const files = { [file]: text, 'claims.json': JSON.stringify({ sub: '1', ...Claims }) };
  const which = [file, '--region', 'eu-west-1', '--resource', logicalId];
  const facts = [...given(template), '--parameter', 'AWS::AccountId=123456789012'];

  it('is planned without an account, whatever only a deployment knows', async () => {
    const { code, out, err } = await runTool(['plan', ...which], { files });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^(Where .*\n\n)?\w+ in \S+ makes a new identity pool in eu-west-1:\n/);
    expect(out).not.toContain('unresolved');
  });

  it('is asked for a role, whatever only a deployment knows', async () => {
    const question = Question ?? ['--claims', 'claims.json', ...(Provider === undefined ? [] : ['--provider', Provider])];
    const asked = ['which-role', '--template', ...which, ...question];
    for (const more of Provider === undefined ? [[], facts] : [facts]) {
      const { code, out, err } = await runTool([...asked, ...more], { files });
      const answer =
        Undocumented === undefined ? [0, '', expect.stringContaining('\nRole: ')] : [3, '', expect.stringContaining(Undocumented)];
      expect([code, err, out]).toEqual(answer);
    }
  });

  it('is deployed as it is planned', async () => {
    const { code, out, err } = await runTool(['plan', ...which, ...facts, '--stack-name', STACK, '--json'], { files });
    expect([code, err]).toEqual([0, '']);
    const { does, steps, unknown } = JSON.parse(out) as { does: string; steps: PlannedStep[]; unknown: string[] };
    expect(does).toBe('create');

    const account = newAccount({ region: 'eu-west-1' });
    for (const userPoolId of userPoolsIn(template)) account.aws.seedUserPool({ id: userPoolId });
    const stack = new CustomResourceStack(account);
    stack.logicalId = logicalId;
    const { ok, id = '', message } = await stack.create(deployed(template, logicalId));
    if (!ok) throw new Error(message);
    const inWords = (writes: readonly { readonly operation: string; readonly input: object }[]): string[] =>
      sorted(JSON.parse(inWordsOfPlan(JSON.stringify(writes), id, unknown)) as typeof writes);
    expect(inWords(await writesOf(steps))).toEqual(inWords(withoutUnanswered(account.aws.writes)));
  });
});

function userPoolsIn({ Metadata }: Template): string[] {
  return Object.values(Metadata.Deployment).filter((value) => /^eu-west-1_\w+$/.test(value));
}
