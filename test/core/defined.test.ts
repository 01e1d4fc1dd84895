import { defined } from '../../src/core/defined';

it.each<[string, object, object]>([
  ['keeps every value but undefined', { a: 1, b: undefined, c: null, d: '', e: false, f: 0 }, { a: 1, c: null, d: '', e: false, f: 0 }],
  ['leaves the values themselves unchanged', { a: { b: undefined } }, { a: { b: undefined } }],
  ['is empty if nothing is defined', { a: undefined }, {}],
])('an object of defined fields %s', (_sentence, fields, expected) => {
  expect(defined(fields)).toStrictEqual(expected);
});

it('a field that may be undefined becomes an optional one', () => {
  const maybe = (text: string): string | undefined => (text === '' ? undefined : text);
  const fields: { readonly a: number; readonly b?: string } = defined({ a: 1, b: maybe('') });
  expect(fields).toStrictEqual({ a: 1 });
});
