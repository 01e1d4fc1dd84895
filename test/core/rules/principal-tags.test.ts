import { isOn, PRINCIPAL_TAGS_OFF, samePrincipalTags } from '../../../src/core/rules/principal-tags';
import type { PrincipalTags } from '../../../src/core/state';

const DEFAULTS: PrincipalTags = { useDefaults: true, tags: {} };
const CUSTOM: PrincipalTags = { useDefaults: false, tags: { a: '1', b: '2' } };

it.each<[string, PrincipalTags, boolean]>([
  ['neither defaults nor tags', PRINCIPAL_TAGS_OFF, false],
  ['the defaults', DEFAULTS, true],
  ['tags of their own', CUSTOM, true],
])('principal tags with %s are on: %j, %s', (_case, tags, expected) => {
  expect(isOn(tags)).toBe(expected);
});

it.each<[string, PrincipalTags, boolean]>([
  ['the same tags in another order', { useDefaults: false, tags: { b: '2', a: '1' } }, true],
  ['the defaults beside them', { ...CUSTOM, useDefaults: true }, false],
  ['another claim', { useDefaults: false, tags: { a: '1', b: '3' } }, false],
  ['another key', { useDefaults: false, tags: { a: '1', c: '2' } }, false],
  ['a tag less', { useDefaults: false, tags: { a: '1' } }, false],
  ['none', PRINCIPAL_TAGS_OFF, false],
])('principal tags are compared with %s: %j, %s', (_case, other, expected) => {
  expect([samePrincipalTags(CUSTOM, other), samePrincipalTags(other, CUSTOM)]).toStrictEqual([expected, expected]);
});
