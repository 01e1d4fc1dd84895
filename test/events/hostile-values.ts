import fc from 'fast-check';

const deep = (levels: number, make: (inner: unknown) => unknown): unknown => (levels === 0 ? 'bottom' : make(deep(levels - 1, make)));

/** As they arrive: from JSON, in which `__proto__` is a key like any other. */
const fromJson = (text: string): unknown => JSON.parse(text);

const MONSTERS: readonly unknown[] = [
  deep(100, (inner) => ({ inner })),
  deep(100, (inner) => [inner]),
  fromJson('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":null}'),
  'x'.repeat(1_000_000),
  Array.from({ length: 5_000 }, () => ({ Key: 'k', Value: 'v' })),
  '\u0000\ud800\u202e',
  '${jndi:x}; DROP TABLE pools',
  1e308,
  -0,
  [],
  {},
  null,
  '',
];

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...MONSTERS),
  fc.boolean(),
  fc.integer(),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'length', 'Key', 'Arn', 'Rules', ''), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 3,
  }),
);

type Change = readonly [path: readonly string[], value: unknown];

/** Every place in a value, its own included. */
const placesIn = (value: unknown, path: readonly string[] = []): string[][] => [
  [...path],
  ...(typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key])) : []),
];

/** A copy with one place changed; without it where the value is undefined. */
const changed = (value: unknown, [path, replacement]: Change): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const inner = changed((value as Record<string, unknown>)[key], [rest, replacement]);
  if (Array.isArray(value)) return value.map((member: unknown, index) => (String(index) === key ? inner : member));
  const others = Object.entries(value as object).filter(([name]) => name !== key);
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]]);
};

/** An event with one or two of its places changed, or with something added that nobody knows. */
export const hostileEvent = (event: object): fc.Arbitrary<unknown> => {
  const places = placesIn(event);
  const change = fc.tuple(
    fc.constantFrom(...places),
    fc.oneof({ weight: 4, arbitrary: hostileValue }, { weight: 1, arbitrary: fc.constant(undefined) }),
  );
  const addition = fc
    .tuple(
      fc.constantFrom(...places),
      fc.constantFrom('__proto__', 'Unknown', 'constructor', 'IdentityPoolId', 'Arn', 'ServiceToken'),
      hostileValue,
    )
    .map(([path, key, value]): Change => [[...path, key], value]);
  return fc
    .array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 1, arbitrary: addition }), { minLength: 1, maxLength: 2 })
    .map((changes) => changes.reduce<unknown>((current, one) => (isReachable(current, one[0]) ? changed(current, one) : current), event));
};

const isReachable = (value: unknown, path: readonly string[]): boolean => {
  let current = value;
  for (const key of path.slice(0, -1)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return false;
    current = (current as Record<string, unknown>)[key];
  }
  return path.length === 0 || (typeof current === 'object' && current !== null);
};
