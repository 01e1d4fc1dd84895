/** Owns the command `which-role`. */
import { EXIT, type Register } from '../context';
import { withAccountOptions, withExamples, withJsonOption } from '../options';
import { decide } from './decide';
import { readPool, readWho, type WhichRoleOptions } from './sources';
import { toJson, toText } from './tell';

export const registerWhichRole: Register = (program, context, finish) => {
  const command = program
    .command('which-role')
    .summary('which role somebody gets who signs in, and why')
    .description(
      'Tells which role a signed-in user or a guest gets from an identity pool, and why: each rule in turn, the roles in the token, the defaults. ' +
        'The token is read here and sent nowhere; its signature is not checked. What the documentation of Cognito leaves open is answered as unsettled.',
    )
    .option('--pool <id>', 'the identity pool, read from the account')
    .option('--template <file>', 'in place of a pool: a resource of a template, YAML or JSON, before it is deployed')
    .option('--resource <logical-id>', 'with --template: the resource, where the template has several of this type')
    .option(
      '--parameter <key=value>',
      'with --template: a parameter, or what is known of a resource (UserPool=eu-west-1_AbCdEf); may be given often',
      (pair: string, all: string[]) => [...all, pair],
      [],
    )
    .option('--properties <file>', 'in place of a pool: the Properties of a resource as JSON, with every value resolved')
    .option('--token-file <file>', 'the ID token; - for standard input')
    .option('--claims <file>', 'in place of a token: claims as a JSON object, as of a SAML assertion; - for standard input')
    .option('--guest', 'in place of a token: nobody signs in')
    .option('--provider <name>', "the provider as Cognito spells it; by default the one of the token's issuer and audience")
    .option('--custom-role <arn>', 'the role that the caller asks for (CustomRoleArn); one that is still to be made: as it is named here')
    .action(async (options: WhichRoleOptions) => {
      const { name, pool, assignments, show, notes: poolNotes } = await readPool(options, context);
      const { who, notes: tokenNotes } = await readWho(options, { pool, show }, context, Date.now());
      const { customRole } = options;
      const decision = decide({ pool, assignments, who, ...(customRole === undefined ? {} : { customRole }) });
      const answer = {
        decision,
        pool: name,
        ...(who.kind === 'guest' ? {} : { provider: who.provider }),
        notes: [...tokenNotes, ...poolNotes],
      };
      context.print(show(options.json === true ? JSON.stringify(toJson(answer), null, 2) : toText(answer, context.isColoured)));
      finish(decision.outcome === 'role' ? EXIT.fine : EXIT.findings);
    });
  withJsonOption(withAccountOptions(command));
  command.addHelpText('after', '\nExit code 1 is for a sign-in that is denied or unsettled.');
  withExamples(command, [
    'which-role --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --token-file id-token.txt',
    'which-role --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --guest --json',
    'which-role --template template.yml --region eu-west-1 --parameter UserPool=eu-west-1_AbCdEf --token-file id-token.txt',
    'which-role --properties properties.json --claims claims.json --provider Google',
  ]);
};
