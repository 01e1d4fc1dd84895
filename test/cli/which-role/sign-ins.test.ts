import Ajv from 'ajv/dist/2020';
import schema from '../../../src/cli/which-role/answer.schema.json';
import { SIGNATURE_NOT_CHECKED } from '../../../src/cli/which-role/token';
import { SIGN_INS, SOURCE, type SignInCase } from './sign-ins';
import { DOC } from './words';
import { account, POOL_ID, tokenOf, USER, whichRole, type Ended } from './terminal';

const isAnswer = new Ajv().compile(schema);

function ask({ account: seed, token, claims, guest, args = [] }: SignInCase, ...more: string[]): Promise<Ended> {
  const sent = token ?? { ...USER, 'custom:department': 'warehouse' };
  const who = guest === true ? ['--guest'] : claims === undefined ? ['--token-file', 'token'] : ['--claims', 'claims'];
  return whichRole(['--pool', POOL_ID, ...who, ...args, ...more], {
    aws: account(seed),
    files: { token: typeof sent === 'string' ? sent : tokenOf(sent), claims: JSON.stringify(claims) },
  });
}

describe.each(Object.entries(SIGN_INS))('%s', (_, rows) => {
  it.each(rows)('%s', async (_who, given, code, answer, source) => {
    const { printed, ...ended } = await ask(given);
    const lines = printed.split('\n').filter((line) => line !== `Note: ${SIGNATURE_NOT_CHECKED}`);
    const verdict = lines.slice(lines.findIndex((line) => /^(Role|Refused|Unsettled): /.test(line)));
    expect({ ...ended, answer: verdict.filter((line) => line !== '' && !/^(Why|Fix): /.test(line)) }).toEqual({
      code,
      complained: '',
      answer,
    });
    // Whoever is refused hears what to do, and whoever reads the JSON hears the same.
    expect(verdict.some((line) => /^Fix: [A-Z].*\.$/.test(line))).toBe(code === 1);
    expect(source === 'unsettled').toBe(code === 3);
    const json: unknown = JSON.parse((await ask(given, '--json')).printed);
    isAnswer(json);
    expect(isAnswer.errors ?? []).toEqual([]);
    expect(json).toMatchObject({ outcome: { 0: 'role', 1: 'refused', 3: 'unsettled' }[code] });
  });
});

it('each sign-in has its own name, and a page or a report that says so or the mark that nothing does', () => {
  const rows = Object.values(SIGN_INS).flat();
  expect(new Set(rows.map(([who]) => who)).size).toBe(rows.length);
  const sources: readonly string[] = [...Object.values(DOC), ...Object.values(SOURCE), 'unsettled'];
  expect(rows.filter(([, , , , source]) => !sources.includes(source))).toEqual([]);
});
