/** Owns the command `doctor`. */
import { asPoolId } from '../../core/rules/pool-id';
import { EXIT, UsageError, type Register } from '../context';
import { withAccountOptions, withExamples, withJsonOption, type CommonOptions } from '../options';
import { CHECKS } from './checks';
import { gather } from './gather';
import { describeFindings } from './report';

export const registerDoctor: Register = (program, context, finish) => {
  const command = program
    .command('doctor')
    .argument('<pool-id>', 'such as eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab')
    .summary('what is wrong with an identity pool')
    .description('Reads an identity pool, whoever made it, with its roles, and tells what is wrong and how to mend it. Changes nothing.')
    .action(async (poolId: string, options: CommonOptions) => {
      if (asPoolId(poolId) === undefined) throw new UsageError(`${poolId} is not the id of an identity pool: REGION:GUID.`);
      const session = await context.openSession({ ...options, region: options.region ?? poolId.slice(0, poolId.indexOf(':')) });
      const facts = await gather(session, poolId);
      if (facts === undefined) throw new UsageError(`There is no identity pool ${poolId} in this account.`);
      const findings = CHECKS.flatMap((check) => check(facts));
      context.print(
        options.json === true
          ? JSON.stringify({ identityPoolId: poolId, identityPoolName: facts.pool.name, findings }, null, 2)
          : describeFindings(facts.pool, findings, context.isColoured),
      );
      finish(findings.length === 0 ? EXIT.fine : EXIT.findings);
    });
  withJsonOption(withAccountOptions(command));
  withExamples(command, [
    'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab',
    'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --profile production --json',
  ]);
};
