import { isMap } from '../../src/cli/template/template';
import { ReadableError } from './readable-error';

export type Parameters = Readonly<Record<string, string>>;

/** @param pairs each `NAME=VALUE`. */
export const parametersFrom = (pairs: readonly string[]): Parameters =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new ReadableError(`"${pair}" is not a parameter. Fix: Give --parameter NAME=VALUE.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

/**
 * CloudFormation says which parameters lack a value, MiniStack names only the first.
 *
 * @returns all that is wrong with the parameters, a line each.
 */
export const parameterProblems = (template: unknown, given: Parameters): string[] => {
  const parameters = isMap(template) && isMap(template['Parameters']) ? template['Parameters'] : {};
  const missing = Object.entries(parameters).flatMap(([name, parameter]) =>
    Object.hasOwn(given, name) || !isMap(parameter) || Object.hasOwn(parameter, 'Default') ? [] : [name],
  );
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(parameters, name));
  const names = Object.keys(parameters).join(', ');
  return [
    ...(missing.length === 0
      ? []
      : [
          `${missing.length === 1 ? 'A parameter has' : `${String(missing.length)} parameters have`} no default and no value. ` +
            `Fix: Give ${missing.map((name) => `--parameter ${name}=VALUE`).join(' ')}`,
        ]),
    ...unknown.map((name) => `The template has no parameter "${name}". ${names === '' ? 'It has none at all.' : `It has ${names}.`}`),
  ];
};
