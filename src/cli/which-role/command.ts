import { Failure } from '../../core/failure';
import { EXIT, UsageError, type Context, type ExitCode, type Register } from '../context';
import { withAccountOptions, withExamples, withJsonOption } from '../options';
import { withTemplateOptions } from '../template/options';
import { findProvider } from './find-provider';
import type { NamedPool, WhichRoleOptions } from './question';
import { failureToJson, toJson, toText } from './report';
import { answerForGuest, answerForToken, united, type Answer, type Presented } from './sign-in';
import { readPools, readWho } from './sources';

export const registerWhichRole: Register = (program, context, finish) => {
  const command = program
    .command('which-role')
    .summary('which role somebody gets who signs in, and why')
    .description(
      'Says which role a signed-in user or a guest gets from an identity pool, and why: the token, each rule in turn, the roles in the token, ' +
        'the defaults, and whether STS hands out the role. If the sign-in is refused, it says what the app shows and what to do. ' +
        'The token is read here and sent nowhere; its signature is not checked. What cannot be known, because the documentation of Cognito ' +
        'leaves it open or only a deployment decides it, is answered as unsettled, with every outcome that is possible.',
    )
    .option('--pool <id>', 'the identity pool, read from the account')
    .option('--template <file>', 'in place of a pool: a resource of a template, YAML or JSON, before it is deployed')
    .option('--properties <file>', 'in place of a pool: the Properties of a resource as JSON, with every value resolved')
    .option('--token-file <file>', 'the ID token, or the JSON in which aws cognito-idp initiate-auth prints it; - for standard input')
    .option('--claims <file>', 'in place of a token: claims as a JSON object, as of a SAML assertion; - for standard input')
    .option('--guest', 'in place of a token: nobody signs in')
    .option('--provider <name>', "the provider under which the app sends the token; by default the one of the token's issuer and audience")
    .option('--custom-role <arn>', 'the role that the caller asks for (CustomRoleArn); one that is still to be made: as it is named here')
    .action(async (options: WhichRoleOptions) => finish(await whichRole(options, context)));
  withTemplateOptions(command, 'with --template: ');
  withJsonOption(withAccountOptions(command));
  withExamples(
    command,
    [
      'which-role --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --token-file id-token.txt',
      'which-role --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --guest --json',
      'which-role --template examples/role-rules/custom-resource.yml --region eu-west-1 --claims examples/role-rules/claims.json',
      'which-role --properties inputs/inputs_5_create.json --claims examples/role-rules/claims.json --provider Google',
    ],
    EXIT_CODES,
  );
};

const EXIT_CODES = `Exit codes:
  0  a role
  1  the sign-in is refused
  2  wrong usage, or something could not be read
  3  it cannot be known`;

const EXIT_CODE_OF = { role: EXIT.fine, refused: EXIT.findings, unsettled: EXIT.unknown } as const;

async function whichRole(options: WhichRoleOptions, context: Context): Promise<ExitCode> {
  const inJson = options.json === true;
  try {
    const { answer, show } = await answerTo(options, context);
    context.print(show(inJson ? JSON.stringify(toJson(answer), null, 2) : toText(answer, context.isColored)));
    return EXIT_CODE_OF[answer.decision.outcome];
  } catch (error) {
    if (inJson && (error instanceof UsageError || error instanceof Failure))
      context.print(JSON.stringify(failureToJson(error.message), null, 2));
    throw error;
  }
}

async function answerTo(
  options: WhichRoleOptions,
  context: Context,
): Promise<{ readonly answer: Answer; readonly show: (text: string) => string }> {
  const pools = await readPools(options, context);
  const token = await readWho(options, context);
  const answers = await Promise.all(pools.map((pool) => answerAt(pool, token, options, context)));
  return { answer: united(answers, pools[0]?.dependsOn ?? []), show: pools[0]?.show ?? String };
}

async function answerAt(
  pool: NamedPool,
  token: Presented['token'] | undefined,
  options: WhichRoleOptions,
  context: Context,
): Promise<Answer> {
  const signIn = { pool, customRole: options.customRole };
  if (token === undefined) return answerForGuest(signIn);
  const claims = token.kind === 'claims' ? token : { claims: {}, isToken: false };
  const found = findProvider(claims, pool, options.provider);
  const answer = await answerForToken(signIn, { token, found, now: Math.floor((context.now ?? Date.now)() / 1000) });
  if ('problem' in answer) throw new UsageError(answer.problem);
  return answer;
}
