/** Every part of a whole template, broken in every way that JSON has: what is said is about that part, and nothing else breaks on it. */
import schema from '../../../schema.json';
import type { Issue } from '../../../src/core/request/issue';
import { findSchemaIssues } from '../../../src/core/request/schema-validation';
import { findIssues } from '../../../src/core/request/validation';
import { NO_SETTINGS } from '../../../src/core/settings';
import { pathsIn, shownPath, WHOLE, withPart, WRONG } from './whole-template';

const issuesOf = (desired: unknown): Issue[] => findIssues({ desired, region: 'us-east-1', stackTags: {}, settings: NO_SETTINGS });

it('starts from a template without problems that has every property but the one for adoption', () => {
  expect(issuesOf(WHOLE)).toEqual([]);
  const readOnly = schema.readOnlyProperties.map((pointer) => pointer.slice('/properties/'.length));
  const all = Object.keys(schema.properties).filter((name) => !readOnly.includes(name) && name !== 'AdoptIdentityPoolId');
  expect(Object.keys(WHOLE).sort()).toEqual(all.sort());
});

it.each(pathsIn(WHOLE).map((path) => [shownPath(path), path] as const))('%s', (shown, path) => {
  for (const wrong of WRONG) {
    const broken = withPart(WHOLE, path, wrong);
    const issues = issuesOf(broken);
    for (const issue of issues)
      expect(issue).toEqual({ path: expect.stringMatching(/./) as string, problem: expect.stringMatching(/\.$/) as string });
    // What the schema refuses is said at its own place, above it or inside of it.
    const isSaid = issues.some((issue) => issue.path.startsWith(shown) || shown.startsWith(issue.path));
    expect([wrong, isSaid || findSchemaIssues(broken).length === 0]).toEqual([wrong, true]);
  }
});
