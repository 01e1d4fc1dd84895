/** Every sign-in of which-role's own table once more: from a native template, before it is deployed. */
import { SIGN_INS, type SignInCase } from '../which-role/sign-ins';
import { account, POOL_ID, tokenOf, USER, whichRole, type Ended } from '../which-role/terminal';
import { nativeTemplateOf } from './template-of';

async function ask({ account: seed, token, claims, guest, args = [] }: SignInCase): Promise<Ended> {
  const sent = token ?? { ...USER, 'custom:department': 'warehouse' };
  const who = guest === true ? ['--guest'] : claims === undefined ? ['--token-file', 'token'] : ['--claims', 'claims'];
  const { template, parameters } = await nativeTemplateOf(account(seed), POOL_ID);
  return whichRole(['--template', 't.json', '--region', 'eu-west-1', ...parameters, ...who, ...args], {
    files: {
      't.json': JSON.stringify(template),
      token: typeof sent === 'string' ? sent : tokenOf(sent),
      claims: JSON.stringify(claims),
    },
  });
}

/** What a template does not make, it says nothing of: whether the account has it, only the account knows. */
const asksTheAccount = (answer: readonly string[]): boolean => answer.some((line) => /does not exist|is of another account/.test(line));

describe.each(Object.entries(SIGN_INS))('%s', (_, rows) => {
  it.each(rows.filter(([, , , answer]) => !asksTheAccount(answer)))('%s', async (_who, given, code, answer) => {
    const { printed, ...ended } = await ask(given);
    const lines = printed.split('\n');
    const verdict = lines.slice(lines.findIndex((line) => /^(Role|Refused|Unsettled): /.test(line)));
    expect({ ...ended, answer: verdict.filter((line) => line !== '' && !/^(Why|Fix|Note): /.test(line)) }).toEqual({
      code,
      complained: '',
      answer: answer.filter((line) => !line.startsWith('Note: ')),
    });
  });
});
