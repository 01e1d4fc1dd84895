/** The checks that AWS makes of a call's members before it looks at anything it holds, in AWS's words. */

/** The violations of a value, none where it holds. */
export type Shape = (value: unknown, path: string) => readonly string[];
export type NeededShape = Shape & { readonly needed: true };

/** A shape for every member of an SDK input, so that a member which the SDK gains is noticed, and `needed` just where the SDK says so. */
export type Members<Input> = {
  [Key in keyof Input]-?: object extends Pick<Input, Key> ? Shape : NeededShape;
};

/** An SDK input whose required members are there. */
export type Checked<Input> = {
  [Key in keyof Input]: object extends Pick<Input, Key> ? Input[Key] : NonNullable<Input[Key]>;
};

export const needed = (shape: Shape): NeededShape =>
  Object.assign((value: unknown, path: string) => shape(value, path), { needed: true as const });

/** @param pattern as the service model has it, for the whole text. */
export const text = ({
  min = 1,
  max,
  pattern,
  oneOf,
}: {
  min?: number;
  max?: number;
  pattern?: string;
  oneOf?: readonly string[];
}): Shape => {
  const expression = pattern === undefined ? undefined : new RegExp(`^(?:${asInJava(pattern)})$`, 'u');
  return (value, path) => {
    if (typeof value !== 'string') return [violation(value, path, 'be a string')];
    const length = Array.from(value).length;
    return [
      ...(length < min ? [violation(value, path, `have length greater than or equal to ${String(min)}`)] : []),
      ...(max !== undefined && length > max ? [violation(value, path, `have length less than or equal to ${String(max)}`)] : []),
      ...(expression?.test(value) === false ? [violation(value, path, `satisfy regular expression pattern: ${pattern ?? ''}`)] : []),
      ...(oneOf !== undefined && !oneOf.includes(value) ? [violation(value, path, `satisfy enum value set: [${oneOf.join(', ')}]`)] : []),
    ];
  };
};

/** The services read the patterns as Java does, where white space is that of ASCII: `\s` has no U+00A0, U+2003 or U+FEFF. */
function asInJava(pattern: string): string {
  return pattern.replaceAll(String.raw`\S`, `[^${WHITE_SPACE}]`).replaceAll(String.raw`\s`, WHITE_SPACE);
}

/** For use within brackets, as all patterns of the models do. */
const WHITE_SPACE = String.raw` \t\n\v\f\r`;

export const flag: Shape = (value, path) => (typeof value === 'boolean' ? [] : [violation(value, path, 'be a boolean')]);

export const whole =
  ({ min, max }: { min: number; max: number }): Shape =>
  (value, path) => {
    if (!Number.isInteger(value)) return [violation(value, path, 'be an integer')];
    const number = value as number;
    if (number < min) return [violation(value, path, `have value greater than or equal to ${String(min)}`)];
    if (number > max) return [violation(value, path, `have value less than or equal to ${String(max)}`)];
    return [];
  };

export const list =
  (member: Shape, { min = 0, max = Infinity }: { min?: number; max?: number } = {}): Shape =>
  (value, path) => {
    if (!Array.isArray(value)) return [violation(value, path, 'be a list')];
    return [
      ...countViolations(value.length, value, path, min, max),
      ...value.flatMap((one, index) => member(one, `${path}.${String(index + 1)}.member`)),
    ];
  };

export const map =
  (key: Shape, member: Shape, { max = Infinity }: { max?: number } = {}): Shape =>
  (value, path) => {
    if (!isRecord(value)) return [violation(value, path, 'be a map')];
    const entries = Object.entries(value);
    return [
      ...countViolations(entries.length, value, path, 0, max),
      ...entries.flatMap(([name, one]) => [...key(name, `${path}.key`), ...member(one, `${path}.${name}.member`)]),
    ];
  };

export const structure =
  <Structure>(members: Members<Structure>): Shape =>
  (value, path) => {
    if (!isRecord(value)) return [violation(value, path, 'be a structure')];
    const shapes = members as Readonly<Record<string, Shape | NeededShape>>;
    const unknown = Object.keys(value).filter((name) => !(name in shapes));
    // The SDK drops a member that it does not know without a word: nobody would learn of the slip.
    if (unknown.length > 0) throw new TypeError(`The API has no ${unknown.join(', ')} ${path === '' ? '' : `at ${path}`}`.trim());
    return Object.entries(shapes).flatMap(([name, shape]) => {
      const at = [path, name.charAt(0).toLowerCase() + name.slice(1)].filter((part) => part !== '').join('.');
      if (value[name] !== undefined) return shape(value[name], at);
      return 'needed' in shape ? [violation(null, at, 'not be null')] : [];
    });
  };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const countViolations = (count: number, value: unknown, path: string, min: number, max: number): readonly string[] => [
  ...(count < min ? [violation(value, path, `have length greater than or equal to ${String(min)}`)] : []),
  ...(count > max ? [violation(value, path, `have length less than or equal to ${String(max)}`)] : []),
];

const violation = (value: unknown, path: string, rule: string): string => {
  const quoted = value === null ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  return `Value ${quoted} at '${path}' failed to satisfy constraint: Member must ${rule}`;
};
