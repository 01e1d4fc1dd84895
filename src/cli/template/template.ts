import schema from '../../../schema.json';
import { readText } from '../read-text';
import type { Context } from '../context';
import { problemAt, usageProblem } from './problem';
import { lineOf, readYaml } from './yaml';

type Named<Value> = Readonly<Record<string, Value>>;

export interface Template {
  /** As the caller named it, for messages. */
  readonly file: string;
  readonly Parameters: Named<Parameter>;
  readonly Conditions: Named<unknown>;
  readonly Mappings: Named<unknown>;
  /** `Fn::ForEach::...` entries are among them until they are expanded. */
  readonly Resources: Named<Resource>;
  /** Macros may add resources, mappings and conditions that the file does not show. */
  readonly hasMacros: boolean;
}

interface Parameter {
  readonly Type?: unknown;
  readonly Default?: unknown;
  readonly NoEcho?: unknown;
}

export interface Resource {
  readonly Type?: unknown;
  readonly Condition?: unknown;
  readonly Properties?: unknown;
}

export const FOR_EACH = 'Fn::ForEach::';
export const TRANSFORM = 'Fn::Transform';

/** Transforms that leave resources of other types as they are written. */
const NO_MACRO = ['AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23', 'AWS::CodeDeployBlueGreen'];

export async function loadTemplate(file: string, context: Context): Promise<Template> {
  const text = await readText(file, context);
  // Loading the library takes longer than reading a template: commands that read none do without.
  return toTemplate(readYaml(await import('yaml'), text, file), file);
}

export function toTemplate(parsed: unknown, file: string): Template {
  if (!isMap(parsed) || !Object.hasOwn(parsed, 'Resources'))
    throw usageProblem(`${file} is no template: it has no Resources. Give a CloudFormation template, YAML or JSON.`);
  const section = (name: string, expected: string): Named<unknown> => {
    if (!Object.hasOwn(parsed, name)) return {};
    const members = parsed[name];
    if (!isMap(members))
      throw problemAt(file, lineOf(parsed, name), `${name} ${emptyOr(members, 'is no map of names')}. Fill it in, or take it out.`);
    for (const [key, member] of Object.entries(members))
      if (!isMap(member) && !key.startsWith('Fn::'))
        throw problemAt(file, lineOf(members, key), `${name}.${key} ${emptyOr(member, `is not ${expected}`)}. Fill it in, or take it out.`);
    return members;
  };
  const template = {
    Parameters: section('Parameters', 'a map with a Type') as Named<Parameter>,
    Conditions: section('Conditions', 'a condition function'),
    Mappings: section('Mappings', 'a map of maps'),
    Resources: section('Resources', 'a map with a Type') as Named<Resource>,
  };
  const transforms = [parsed['Transform']].flat().filter((name) => name !== undefined && name !== null);
  const includes = [parsed, ...Object.values(template)].some((map) => Object.hasOwn(map, TRANSFORM));
  return { file, ...template, hasMacros: includes || transforms.some((name) => typeof name !== 'string' || !NO_MACRO.includes(name)) };
}

function emptyOr(value: unknown, otherwise: string): string {
  return value === null ? 'is empty' : otherwise;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TYPES: readonly string[] = [schema.typeName, 'Custom::IdentityPoolWithRoles'];

export function isOwnType(type: unknown): boolean {
  return TYPES.includes(String(type));
}

/** Any custom resource can have this type's function as its ServiceToken. */
function canBeOurs(type: unknown): boolean {
  return typeof type === 'string' && (TYPES.includes(type) || /^Custom::/.test(type) || type === 'AWS::CloudFormation::CustomResource');
}

/**
 * @param resources with every loop expanded.
 * @param asked a logical id; left out, the template has to have one resource of this type.
 */
export function findResource({ Resources, file }: Pick<Template, 'Resources' | 'file'>, asked: string | undefined): string {
  const entries = Object.entries(Resources);
  const ids = entries.filter(([, { Type }]) => TYPES.includes(String(Type))).map(([id]) => id);
  if (asked === undefined) return onlyOne(ids);
  const resource = Object.hasOwn(Resources, asked) ? Resources[asked] : undefined;
  const possible = ids.length > 0 ? ids : entries.filter(([, { Type }]) => canBeOurs(Type)).map(([id]) => id);
  if (resource === undefined) throw usageProblem(`The template has no resource ${asked}. Of this type: ${possible.join(', ') || 'none'}.`);
  if (!canBeOurs(resource.Type))
    throw problemAt(
      file,
      lineOf(resource),
      `${asked} is ${resource.Type === undefined ? 'a resource without a Type' : `of type ${typeof resource.Type === 'string' ? resource.Type : 'that is not text'}`}, and this reads ${TYPES.join(' or ')}. Of this type: ${possible.join(', ') || 'none'}.`,
    );
  return asked;
}

function onlyOne(ids: readonly string[]): string {
  const [first, ...others] = ids;
  if (first === undefined) throw usageProblem(`The template has no resource of type ${TYPES.join(' or ')}; name one with --resource.`);
  if (others.length > 0) throw usageProblem(`The template has several: ${ids.join(', ')}. Name one with --resource.`);
  return first;
}
