/** A pool as a template would have it: what only a deployment knows is shown as the template has it. */
import { UsageError, type Context } from '../context';
import { readGiven, type TemplateOptions } from '../template/given';
import { checkedRegion } from '../template/options';
import { createPlaceholders, type Placeholders, type UnknownValue } from '../template/placeholders';
import { cannotBeKnown, readResource, type TemplateResource } from '../template/read-resource';
import { hiding } from '../template/secrets';
import { loadTemplate } from '../template/template';
import { validPool } from './from-properties';
import type { NamedPool, WhichRoleOptions } from './sources';

/** What the template says beside the pool. */
export interface FromTemplate extends NamedPool, Pick<Placeholders, 'knownParts'> {
  /** By JSON pointer into the resource's properties: what only a deployment knows. */
  readonly unknown: ReadonlyMap<string, UnknownValue>;
}

export const fromTemplate = async (file: string, options: WhichRoleOptions & TemplateOptions, context: Context): Promise<FromTemplate> => {
  const region = checkedRegion(options.region ?? process.env['AWS_REGION']);
  const template = await loadTemplate(file, context);
  const placeholders = createPlaceholders(region);
  const given = readGiven(options, [template]);
  const resource = readResource({
    template,
    resource: options.resource,
    given,
    region,
    accountId: given.parameters.get('AWS::AccountId'),
    placeholders,
  });
  const { properties, unknown } = onlyVariant(resource);
  const { logicalId, secrets } = resource;
  if (properties === undefined) throw new UsageError(`${logicalId} in ${file} is not created: its condition is false.`);
  const name = `${logicalId} in ${file}`;
  const hide = hiding(secrets);
  const show = (text: string): string => hide(placeholders.show(text));
  return {
    name,
    ...validPool(properties, name, show),
    show,
    knownParts: placeholders.knownParts,
    unknown,
    notes: notesOn(placeholders.unknown(), unknown),
  };
};

/** A question about one sign-in has one pool: which one it is has to be known. */
const onlyVariant = ({ variants }: TemplateResource): TemplateResource['variants'][0] => {
  const [first, ...others] = variants;
  if (others.some(({ properties }) => JSON.stringify(properties) !== JSON.stringify(first.properties)))
    throw new UsageError(cannotBeKnown(first.assumed));
  return first;
};

const notesOn = (shown: readonly string[], unknown: ReadonlyMap<string, UnknownValue>): string[] => {
  if (shown.length === 0) return [];
  const options = [...new Set([...unknown.values()].flatMap((value) => value.options))];
  const give = options.length === 0 ? '' : ` Give what matters here: ${options.join(' ')}`;
  return [`The template leaves open ${shown.join(', ')}.${give}`];
};
