/** Owns the command `doctor`. */
import { asPoolId } from '../../core/rules/pool-id';
import type { Register } from '../commands';
import { EXIT, UsageError } from '../context';
import { withAccountOptions, withExamples, withJsonOption, type CommonOptions } from '../options';

export const registerDoctor: Register = (program, context, finish) => {
  const command = program
    .command('doctor')
    .argument('<pool-id>', 'such as eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab')
    .summary('what is wrong with an identity pool')
    .description('Reads an identity pool, whoever made it, with its roles, and tells what is wrong and how to mend it. Changes nothing.')
    .action(async (poolId: string, options: CommonOptions) => {
      if (asPoolId(poolId) === undefined) throw new UsageError(`${poolId} is not the id of an identity pool: REGION:GUID.`);
      const session = await context.openSession({ ...options, region: options.region ?? poolId.slice(0, poolId.indexOf(':')) });
      const pool = await session.aws.pools.find(poolId);
      if (pool === undefined) throw new UsageError(`There is no identity pool ${poolId} in this account.`);
      context.print(options.json === true ? JSON.stringify({ pool: poolId }, null, 2) : `Identity pool ${poolId} ${pool.name}`);
      finish(EXIT.fine);
    });
  withJsonOption(withAccountOptions(command));
  withExamples(command, [
    'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab',
    'doctor eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --profile production --json',
  ]);
};
