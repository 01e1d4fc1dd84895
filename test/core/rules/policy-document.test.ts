import { parsePolicyDocument, policySize, samePolicy } from '../../../src/core/rules/policy-document';

const statement = (change: object = {}): object => ({
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: '*',
  ...change,
});
const policy = (...statements: object[]): Record<string, unknown> => ({ Version: '2012-10-17', Statement: statements });

describe('two policies are the same', () => {
  it.each([
    ['when the keys stand in another order', policy(statement()), { Statement: [statement()], Version: '2012-10-17' }],
    ['when the actions stand in another order', policy(statement()), policy(statement({ Action: ['s3:PutObject', 's3:GetObject'] }))],
    ['when an action is repeated', policy(statement()), policy(statement({ Action: ['s3:PutObject', 's3:GetObject', 's3:PutObject'] }))],
    ['when a list of one is written as its member', policy(statement({ Resource: ['*'] })), policy(statement())],
    ['when the one statement is no list', { Version: '2012-10-17', Statement: statement() }, policy(statement())],
    [
      'when CloudFormation made strings of a boolean and a number',
      policy(statement({ Condition: { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 's3:max-keys': 10 } } })),
      policy(statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' }, NumericLessThan: { 's3:max-keys': '10' } } })),
    ],
    [
      'when the statements stand in another order',
      policy(statement(), statement({ Effect: 'Deny' })),
      policy(statement({ Effect: 'Deny' }), statement()),
    ],
  ])('%s', (_case, one, other) => {
    expect(samePolicy(one, other)).toBe(true);
  });
});

describe('two policies differ', () => {
  it.each([
    ['when an action is missing', policy(statement({ Action: 's3:GetObject' }))],
    ['when one of its actions is another', policy(statement({ Action: ['s3:GetObject', 's3:DeleteObject'] }))],
    ['when the effect is another', policy(statement({ Effect: 'Deny' }))],
    ['when the resource is another', policy(statement({ Resource: 'arn:aws:s3:::b/*' }))],
    ['when a condition is added', policy(statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))],
    ['when a statement is missing', policy()],
    ['when the version is another', { ...policy(statement()), Version: '2008-10-17' }],
  ])('%s', (_case, other) => {
    expect(samePolicy(policy(statement()), other)).toBe(false);
  });
});

describe('a policy in a template', () => {
  it.each([
    ['an object', { Statement: [] }, { Statement: [] }],
    ['the text of an object', '{"Statement":[]}', { Statement: [] }],
    ['text that is no JSON', '{Statement', undefined],
    ['the text of a list', '[]', undefined],
    ['the text of a string', '"x"', undefined],
    ['the text of nothing', 'null', undefined],
    ['a list', [], undefined],
    ['nothing', null, undefined],
  ])('given as %s', (_case, given, expected) => {
    expect(parsePolicyDocument(given)).toEqual(expected);
  });
});

it.each([
  [{}, 2],
  [{ a: 'b' }, 9],
  [{ a: 'b c' }, 10],
])('white space does not count in the size of a policy: %j, %i', (document, size) => {
  expect(policySize(document)).toBe(size);
});
