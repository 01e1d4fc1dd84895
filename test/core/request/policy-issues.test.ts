import { policyIssues } from '../../../src/core/request/policy-issues';

const ELEMENTS = 'Known here: Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition.';
const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

it.each<[what: string, document: unknown, issues: readonly (readonly [path: string, problem: string])[]]>([
  [
    'a policy',
    { Version: '2012-10-17', Id: 'x', Statement: [{ ...ALLOW, Sid: 'a', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }] },
    [],
  ],
  ['one statement that is no list', { Statement: ALLOW }, []],
  ['a policy without a statement, which IAM itself refuses', { Version: '2012-10-17', Statement: [] }, []],
  ['a statement without an effect, which IAM itself refuses', { Statement: [{ Action: '*', Resource: '*' }] }, []],
  ['elements in another case, of which IAM’s pages say nothing', { version: '2012-10-17', statement: [{ effect: 'Allow' }] }, []],
  ['a statement that is a text', { Statement: ['${Ref}', null, 5] }, []],
  [
    'a misspelled action and resource',
    { Statement: [ALLOW, { Effect: 'Allow', Actions: '*', Resources: '*' }] },
    [
      ['Policy.Statement[1].Actions', `is no element of a policy here. Did you mean Action? ${ELEMENTS}`],
      ['Policy.Statement[1].Resources', `is no element of a policy here. Did you mean Resource? ${ELEMENTS}`],
    ],
  ],
  [
    'a comment',
    { Statement: { ...ALLOW, Comment: 'reads' } },
    [['Policy.Statement.Comment', `is no element of a policy here. ${ELEMENTS}`]],
  ],
  [
    'elements of a statement beside the statements, and the statements under another name',
    { Effect: 'Allow', Statements: [] },
    [
      ['Policy.Effect', 'is no element of a policy here. Known here: Version, Id, Statement.'],
      ['Policy.Statements', 'is no element of a policy here. Did you mean Statement? Known here: Version, Id, Statement.'],
    ],
  ],
  [
    'the same in JSON text',
    JSON.stringify({ Statement: [{ ...ALLOW, Conditions: {} }] }),
    [['Policy.Statement[0].Conditions', `is no element of a policy here. Did you mean Condition? ${ELEMENTS}`]],
  ],
  ['text that is no JSON', '{', [['Policy', 'is text that is not a JSON object. Give the policy as an object or as JSON text.']]],
  [
    'a name that is a thousand characters long',
    { ['x'.repeat(1_000)]: 1 },
    [[`Policy.${'x'.repeat(77)}...`, 'is no element of a policy here. Known here: Version, Id, Statement.']],
  ],
])('%s', (_, document, issues) => {
  expect(policyIssues('Policy', document).map(({ path, problem }) => [path, problem])).toEqual(issues);
});
