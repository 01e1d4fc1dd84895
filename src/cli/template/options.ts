import type { Command } from 'commander';
import { usageProblem } from './problem';

/** For a command that reads a resource of a template. */
export function withTemplateOptions(command: Command, prefix = ''): Command {
  const collect = (pair: string, all: string[]): string[] => [...all, pair];
  return command
    .option('--resource <logical-id>', `${prefix}the resource, if the template has several of this type`)
    .option(
      '--parameter <key=value>',
      `${prefix}a parameter of the template, or what is known of a resource (UserPool=eu-west-1_AbCdEf, Files.Arn=arn:...), of AWS::AccountId or of a dynamic reference; may be given often`,
      collect,
      [],
    )
    .option('--import <name=value>', `${prefix}the value of an export that the template imports; may be given often`, collect, []);
}

/** The stack's region. @param source where it comes from, for the message. */
export function checkedRegion(region: string | undefined): string {
  if (region === undefined) throw usageProblem('No region is known: give --region, or set AWS_REGION.');
  if (!/^[a-z]+(-[a-z]+)+-\d+$/.test(region))
    throw usageProblem(`${JSON.stringify(region)} is no region: give --region such as eu-west-1, or set AWS_REGION.`);
  return region;
}
