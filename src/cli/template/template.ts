/** Owns reading a template: its text, the resource that is meant, and the values of its parameters. */
import { yamlParse } from 'yaml-cfn';
import schema from '../../../schema.json';
import { UsageError } from '../context';

export interface Template {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Parameter {
  readonly Type?: string;
  readonly Default?: unknown;
  readonly NoEcho?: boolean | string;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: unknown;
}

const TYPES: readonly string[] = [schema.typeName, 'Custom::IdentityPoolWithRoles'];

export const parseTemplate = (text: string, path: string): Template => {
  const parsed = parseText(text, path);
  const resources = (parsed as { Resources?: unknown } | null | undefined)?.Resources;
  if (typeof resources !== 'object' || resources === null) throw new UsageError(`${path} is no template: it has no Resources.`);
  return parsed as Template;
};

const parseText = (text: string, path: string): unknown => {
  try {
    return yamlParse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is neither YAML nor JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** @param wanted a logical id; left out, the template has to have one resource of this type. */
export const findResource = ({ Resources }: Template, wanted: string | undefined): string => {
  const ids = Object.keys(Resources).filter((id) => TYPES.includes(Resources[id]?.Type ?? ''));
  if (wanted !== undefined) {
    if (Resources[wanted] !== undefined) return wanted;
    throw new UsageError(`The template has no resource ${wanted}. Of this type: ${ids.join(', ') || 'none'}.`);
  }
  const [first, ...others] = ids;
  if (first === undefined) throw new UsageError(`The template has no resource of type ${TYPES.join(' or ')}; name one with --resource.`);
  if (others.length > 0) throw new UsageError(`The template has several: ${ids.join(', ')}. Name one with --resource.`);
  return first;
};

/**
 * @param pairs each `Key=Value`: of a parameter; or what a resource is referred to by, `UserPool=eu-west-1_AbCdEf` or `Files.Arn=arn:...`.
 * @param templates the new one, and the one before it.
 */
export const givenValues = (pairs: readonly string[], templates: readonly Template[]): ReadonlyMap<string, string> =>
  new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      if (at < 1) throw new UsageError(`--parameter takes Key=Value, not ${JSON.stringify(pair)}.`);
      if (!templates.some((template) => isNameIn(template, name)))
        throw new UsageError(`The template has neither a parameter nor a resource ${name}.`);
      return [name, pair.slice(at + 1)];
    }),
  );

const isNameIn = ({ Parameters = {}, Resources }: Template, name: string): boolean =>
  Object.hasOwn(Parameters, name) || Object.hasOwn(Resources, name.split('.')[0] ?? '');

/** What is given, and the defaults of parameters beside it. */
export const valuesFor = ({ Parameters = {} }: Template, given: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const defaults = Object.entries(Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, asText(Default)] as const],
  );
  const values = new Map([...defaults, ...given]);
  const missing = Object.keys(Parameters).filter((name) => !values.has(name));
  if (missing.length > 0)
    throw new UsageError(`No value for ${missing.join(', ')}. Give ${missing.map((name) => `--parameter ${name}=...`).join(' ')}.`);
  return values;
};

/** The values that CloudFormation would show to nobody. */
export const secretValuesOf = ({ Parameters = {} }: Template, values: ReadonlyMap<string, string>): string[] =>
  Object.entries(Parameters)
    .filter(([, { NoEcho }]) => NoEcho === true || NoEcho === 'true')
    .map(([name]) => values.get(name) ?? '')
    .filter((value) => value !== '');

const asText = (value: unknown): string => (Array.isArray(value) ? value.map(asText).join(',') : String(value));
