/** Values from the command line. */
import { usageProblem } from './problem';
import type { Template } from './template';

export interface TemplateOptions {
  readonly parameter: readonly string[];
  readonly import?: readonly string[] | undefined;
}

export interface Given {
  /** Of parameters, and of what else a caller knows: `UserPool`, `Files.Arn`, `AWS::AccountId`, `{{resolve:ssm:/name}}`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** By the name of the export. */
  readonly imports: ReadonlyMap<string, string>;
}

/** An SSM parameter's value, beside the name of it that the template's parameter takes. */
export const RESOLVED_VALUE = 'ResolvedValue';

const PSEUDO_PARAMETERS = ['AWS::AccountId', 'AWS::StackId', 'AWS::NotificationARNs'];

/** @param templates the new one, and the previous one. */
export function readGiven(options: TemplateOptions, templates: readonly Template[]): Given {
  const parameters = pairs('--parameter', options.parameter);
  for (const name of parameters.keys())
    if (!templates.some((template) => isNameIn(template, name)))
      throw usageProblem(`The template has neither a parameter nor a resource ${name}.`);
  return { parameters, imports: pairs('--import', options.import ?? []) };
}

function pairs(option: string, given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageProblem(`${option} takes ${option === '--import' ? 'NAME=VALUE' : 'Key=Value'}, not ${JSON.stringify(pair)}.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function isNameIn({ Parameters, Resources, hasMacros }: Template, name: string): boolean {
  const id = name.split('.')[0] ?? '';
  return (
    Object.hasOwn(Parameters, id) ||
    Object.hasOwn(Resources, id) ||
    PSEUDO_PARAMETERS.includes(name) ||
    name.startsWith('{{resolve:') ||
    hasMacros ||
    // A loop makes resources under names of its own.
    Object.keys(Resources).some((key) => key.startsWith('Fn::'))
  );
}

/** For a message: how the value is given. */
export function optionFor(name: string): string {
  return /[^\w.:-]/.test(name) ? `--parameter '${name}=...'` : `--parameter ${name}=...`;
}

/** Values of NoEcho parameters, which nothing may print. */
export function secretValuesOf({ Parameters }: Template, { parameters }: Given): string[] {
  return Object.entries(Parameters)
    .flatMap(([name, { NoEcho, Default }]) => {
      if (NoEcho !== true && !(typeof NoEcho === 'string' && /^true$/i.test(NoEcho))) return [];
      return [parameters.get(name), parameters.get(`${name}.${RESOLVED_VALUE}`), Default].flatMap((value) =>
        typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
      );
    })
    .filter((value) => value !== '');
}
