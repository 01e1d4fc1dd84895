import { statementsOf } from '../../../src/cli/policies/document';

it('reads a statement with every element, lists and single texts alike', () => {
  expect(
    statementsOf({
      Version: '2012-10-17',
      Statement: {
        Sid: 'one',
        Effect: 'Deny',
        Principal: {
          AWS: ['*', '123456789012'],
          Federated: 'accounts.google.com',
          Service: 'a.amazonaws.com',
          CanonicalUser: 'x',
          Other: 'y',
        },
        NotAction: 'iam:*',
        NotResource: ['a', 'b'],
        Condition: { Bool: { 'aws:SecureTransport': false }, StringEquals: { a: ['1', 2], b: 'c' } },
      },
    }),
  ).toEqual([
    {
      number: 1,
      sid: 'one',
      isDeny: true,
      actions: { isNot: true, patterns: ['iam:*'] },
      resources: { isNot: true, patterns: ['a', 'b'] },
      principals: {
        isNot: false,
        members: [
          { kind: 'everybody', name: '*' },
          { kind: 'aws', name: '123456789012' },
          { kind: 'federated', name: 'accounts.google.com' },
          { kind: 'service', name: 'a.amazonaws.com' },
          { kind: 'canonical user', name: 'x' },
          { kind: 'other', name: 'y' },
        ],
      },
      conditions: [
        { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
        { operator: 'StringEquals', key: 'a', values: ['1', '2'] },
        { operator: 'StringEquals', key: 'b', values: ['c'] },
      ],
      hasVariables: true,
    },
  ]);
});

it.each<[sentence: string, document: object, statements: number]>([
  ['nothing', {}, 0],
  ['statements that are no objects', { Statement: ['x', null, 7, []] }, 0],
  ['an empty list', { Statement: [] }, 0],
  ['a statement without anything', { Statement: [{}] }, 1],
])('reads a document of %s', (_sentence, document, statements) => {
  expect(statementsOf(document as Record<string, unknown>)).toHaveLength(statements);
});

it('takes a statement without a principal for nobody, and NotPrincipal for everybody else', () => {
  const [nobody, others] = statementsOf({ Statement: [{}, { NotPrincipal: '*' }] });
  expect([nobody?.principals, others?.principals]).toEqual([
    { isNot: false, members: [] },
    { isNot: true, members: [{ kind: 'everybody', name: '*' }] },
  ]);
});
