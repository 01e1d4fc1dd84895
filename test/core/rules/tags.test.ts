import { forRole, fromTags, isTemplateTag, pickTags, tagChanges, toTags, desiredTags, type TagIntent } from '../../../src/core/rules/tags';
import { NO_SETTINGS } from '../../../src/core/settings';

const MARK = 'identity-pool-with-roles:pool';
const intent: TagIntent = { desired: {}, stackTags: {}, previousStackTags: {}, settings: NO_SETTINGS };

it('a list of tags becomes a map, and comes back sorted by key', () => {
  const list = [
    { Key: 'team', Value: 'web' },
    { Key: 'app', Value: '' },
  ];
  expect(toTags(list)).toEqual({ team: 'web', app: '' });
  expect(fromTags(toTags(list))).toEqual([list[1], list[0]]);
});

it.each([
  ['team', true],
  ['awsome', true],
  ['aws:cloudformation:stack-name', false],
  ['AWS:x', false],
  ['not-aws:x', true],
  [MARK, false],
])('whether %s is a tag of a template: %s', (key, expected) => {
  expect(isTemplateTag(key)).toBe(expected);
});

it('tags are picked by their keys', () => {
  expect(pickTags({ a: '1', b: '2' }, (key) => key === 'b')).toEqual({ b: '2' });
});

describe('the tags that something should have', () => {
  const found = { old: 'stack', other: 'hand', [MARK]: 'id', 'aws:x': 'y' };

  it('are, while Tags was never named, what others set and what the stack has now', () => {
    expect(desiredTags({ ...intent, stackTags: { stage: 'prod' }, previousStackTags: { old: 'stack' } }, found)).toEqual({
      other: 'hand',
      stage: 'prod',
    });
  });

  it.each<[string, Partial<TagIntent>]>([
    ['is named', { desired: { Tags: [{ Key: 'team', Value: 'web' }] } }],
    ['was named before', { previous: { Tags: [] }, settings: { tags: { team: 'web' } } }],
  ])('are the template’s, the stack’s and the settings’ alone once Tags %s', (_when, change) => {
    expect(desiredTags({ ...intent, ...change }, found)).toEqual({ team: 'web' });
  });

  it('are the resource’s before the stack’s, and the stack’s before the settings’', () => {
    const wanted = desiredTags(
      {
        ...intent,
        desired: { Tags: [{ Key: 'a', Value: 'resource' }] },
        stackTags: { a: 'stack', b: 'stack' },
        settings: { tags: { a: 'settings', b: 'settings', c: 'settings' } },
      },
      {},
    );
    expect(wanted).toEqual({ a: 'resource', b: 'stack', c: 'settings' });
  });
});

it('a change sets tags that are new or differ, and removes the rest, marks too, but no aws: tag', () => {
  const found = { same: '1', changed: '1', gone: '1', [MARK]: 'old', 'aws:x': 'y' };
  expect(tagChanges(found, { same: '1', changed: '2', added: '3' })).toEqual({
    set: { changed: '2', added: '3' },
    remove: ['gone', MARK],
  });
  expect(tagChanges(found, found)).toEqual({ set: {}, remove: [] });
});

it('keys of objects in the language are keys like others', () => {
  expect(tagChanges({}, { constructor: '1' })).toEqual({ set: { constructor: '1' }, remove: [] });
  expect(tagChanges({ constructor: '1' }, {})).toEqual({ set: {}, remove: ['constructor'] });
});

it('of two keys that differ only in case a role has the later one, because IAM takes them for one', () => {
  expect(forRole({ Team: 'stack', app: '1', team: 'web' })).toEqual({ app: '1', team: 'web' });
});
