import { problemOf, read, withProperties, type Options } from './read';

const template = (condition: string, more = ''): string =>
  withProperties(
    'IdentityPoolName: !If [It, a, b]',
    `Parameters: { Stage: { Type: String, Default: dev }, P: { Type: 'AWS::SSM::Parameter::Value<String>' } }
Conditions:
  Dev: !Equals [!Ref Stage, dev]
  Import: !Equals [!ImportValue stage, prod]
  Import2: !Equals [test, !ImportValue stage]
  It: ${condition}
${more}`,
  );

interface Outcome {
  readonly where: readonly string[];
  readonly name: unknown;
}

const outcomes = (text: string, options: Options = {}): Outcome[] =>
  read(text, options).variants.map(({ assumed, properties }) => ({
    where: assumed.map(({ shown, holds }) => `${shown} is ${String(holds)}`),
    name: properties === undefined ? 'not created' : properties.IdentityPoolName,
  }));

const IMPORT = '${ImportValue stage} = prod';

it.each<[condition: string, outcome: Outcome[], options?: Options]>([
  ['!Condition Dev', [{ where: [], name: 'a' }]],
  ['!Not [!Condition Dev]', [{ where: [], name: 'b' }]],
  ['!Equals [!Sub "${Stage}-x", dev-x]', [{ where: [], name: 'a' }]],
  ['!Equals [true, "true"]', [{ where: [], name: 'a' }]],
  ['!And [!Condition Dev, !Equals [a, b]]', [{ where: [], name: 'b' }]],
  ['!Or [!Condition Dev, !Equals [a, b]]', [{ where: [], name: 'a' }]],
  [
    '!Condition Import',
    [
      { where: [`${IMPORT} is true`], name: 'a' },
      { where: [`${IMPORT} is false`], name: 'b' },
    ],
  ],
  ['!Condition Import', [{ where: [], name: 'a' }], { import: ['stage=prod'] }],
  ['!Condition Import', [{ where: [], name: 'b' }], { import: ['stage=test'] }],
  ['!And [!Condition Import, !Equals [a, b]]', [{ where: [], name: 'b' }]],
  ['!Or [!Condition Import, !Condition Dev]', [{ where: [], name: 'a' }]],
  [
    '!And [!Condition Import, !Not [!Condition Import]]',
    [
      { where: [`${IMPORT} is true`], name: 'b' },
      { where: [`${IMPORT} is false`], name: 'b' },
    ],
  ],
  // One value equals one text at most.
  [
    '!Or [!Condition Import, !Condition Import2]',
    [
      { where: [`${IMPORT} is true`], name: 'a' },
      { where: [`${IMPORT} is false`, '${ImportValue stage} = test is true'], name: 'a' },
      { where: [`${IMPORT} is false`, '${ImportValue stage} = test is false'], name: 'b' },
    ],
  ],
  [
    '!Equals [!Ref P, x]',
    [
      { where: ['${P} = x is true'], name: 'a' },
      { where: ['${P} = x is false'], name: 'b' },
    ],
  ],
  [
    '!Equals [!Ref AWS::AccountId, "111122223333"]',
    [
      { where: ['${AWS::AccountId} = 111122223333 is true'], name: 'a' },
      { where: ['${AWS::AccountId} = 111122223333 is false'], name: 'b' },
    ],
  ],
  ['!Equals [!Ref AWS::AccountId, "111122223333"]', [{ where: [], name: 'a' }], { parameter: ['AWS::AccountId=111122223333'] }],
  ['!Equals [!Ref AWS::AccountId, none]', [{ where: [], name: 'b' }]],
  ['!Equals [!Ref P, !Ref P]', [{ where: [], name: 'a' }]],
  ['!Equals [!Sub "x-${P}", y-1]', [{ where: [], name: 'b' }]],
  ['!Equals [!Ref AWS::StackName, shop]', [{ where: [], name: 'a' }], { stackName: 'shop' }],
])('decides %s, or says what it depends on', (condition, outcome, options = {}) => {
  expect(outcomes(template(condition), options)).toEqual(outcome);
});

it('makes a resource whose condition cannot be known a resource that may not be created', () => {
  const text = template('!Condition Import').replace('Type: Custom::', 'Condition: Import\n    Type: Custom::');
  expect(outcomes(text)).toEqual([
    { where: [`${IMPORT} is true`], name: 'a' },
    { where: [`${IMPORT} is false`], name: 'not created' },
  ]);
});

it('asks only for conditions that the resource depends on', () => {
  expect(outcomes(template('!Condition Dev', '  Open: !Equals [!ImportValue other, x]'))).toEqual([{ where: [], name: 'a' }]);
});

it('names the options that decide, if the ways are too many to compare', () => {
  const tags = ['a', 'b', 'c'].map((name) => `{ Key: ${name}, Value: !If [${name}, x, y] }`).join(', ');
  const conditions = ['a', 'b', 'c'].map((name) => `  ${name}: !Equals [!ImportValue ${name}, 1]`).join('\n');
  const text = withProperties(`Tags: [${tags}]`, `Conditions:\n${conditions}\n`);
  expect(problemOf(text)).toBe(
    'It cannot be known whether ${ImportValue a} = 1, or whether ${ImportValue b} = 1, or whether ${ImportValue c} = 1, and the resource depends on it. Give --import a=... --import b=... --import c=...',
  );
  expect(problemOf(text, { import: ['a=1'] })).toBe('no problem');
});

it.each<[condition: string, message: string | RegExp]>([
  ['!Not [!Condition It]', 't.yml:6: The condition It depends on itself. Take it out of its own definition.'],
  ['!And [!Condition Dev, !Condition Other]\n  Other: !Not [!Condition It]', /^t\.yml:\d: The condition It depends on itself\./],
  ['!Condition Nowhere', /^t\.yml:6: The template has no condition Nowhere\. It has: Dev, Import, Import2, It\.$/],
  ['!Contains [a, b]', /: Fn::Contains is not known in a condition\. Known: /],
  ['!Equals [a]', /: Fn::Equals takes a list of 2, not of 1\.$/],
  ['!Not a', /: Fn::Not takes a list of 1, not of 0\.$/],
  ['!And [!Condition Dev]', /: Fn::And takes a list of 2 to 10, not of 1\.$/],
  ['!Equals [[a], b]', /: Fn::Equals compares two texts, and one of these is none\.$/],
  ['{}', /: A condition is one function: /],
  ['{ Fn::Not: [text] }', /: A condition is one function: /],
  ['!Equals [!Ref Nobody, b]', /: Ref Nobody names neither a parameter nor a resource\./],
])('refuses the condition %s in one line', (condition, message) => {
  const problem = problemOf(template(condition));
  if (typeof message === 'string') expect(problem).toBe(message);
  else expect(problem).toMatch(message);
  expect(problem).not.toContain('\n');
});
