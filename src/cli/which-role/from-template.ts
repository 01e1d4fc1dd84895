/** Owns a pool as a template would have it, with its parameters given: what only a deployment knows is shown as the template has it. */
import { UsageError, type Context } from '../context';
import { ACCOUNT_ID, createPlaceholders } from '../template/placeholders';
import { readResource } from '../template/read-resource';
import { givenValues, parseTemplate } from '../template/template';
import { validPool } from './from-properties';
import { readText } from '../read-text';
import type { NamedPool, WhichRoleOptions } from './sources';

export const fromTemplate = async (file: string, options: WhichRoleOptions, context: Context): Promise<NamedPool> => {
  const region = options.region ?? process.env['AWS_REGION'];
  if (region === undefined) throw new UsageError('No region is known: give --region, or set AWS_REGION.');
  const template = parseTemplate(await readText(file, context), file);
  const placeholders = createPlaceholders(region);
  const { logicalId, properties, secrets } = readResource(
    template,
    { resource: options.resource, stackName: 'STACK' },
    { region, accountId: ACCOUNT_ID, placeholders, given: givenValues(options.parameter, [template]) },
  );
  if (properties === undefined) throw new UsageError(`${logicalId} in ${file} is not created: its condition is false.`);
  const name = `${logicalId} in ${file}`;
  placeholders.declare(ACCOUNT_ID, '${AWS::AccountId}');
  const hidden = secrets.filter((secret) => secret.length >= TELLING);
  const show = (text: string): string => hidden.reduce((result, secret) => result.replaceAll(secret, '(secret)'), placeholders.show(text));
  return { name, ...validPool(properties, name, show), show, notes: notesOn(placeholders.unknown()) };
};

/** A shorter secret would be found in every word. */
const TELLING = 8;

const notesOn = (unknown: readonly string[]): string[] =>
  unknown.length === 0
    ? []
    : [`The template leaves open ${unknown.join(', ')}. Give what matters here, such as --parameter UserPool=eu-west-1_AbCdEf.`];
