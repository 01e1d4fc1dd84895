import type { Command } from 'commander';

export interface CommonOptions {
  readonly region?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

/** For a command that reads an account. */
export const withAccountOptions = (command: Command): Command =>
  command
    .option('--region <region>', 'the region of the pool; by default the one in the pool id, then that of the environment or the profile')
    .option('--profile <name>', 'a profile of ~/.aws/config; by default the usual chain of credentials');

export const withJsonOption = (command: Command): Command => command.option('--json', 'print JSON, for another program');

/** Examples and exit codes under the options of `--help`. */
export const withExamples = (command: Command, examples: readonly string[], exitCodes: string): Command =>
  command.addHelpText('after', () =>
    ['', 'Examples:', ...examples.map((example) => `  $ ${command.parent?.name() ?? ''} ${example}`), '', exitCodes].join('\n'),
  );
