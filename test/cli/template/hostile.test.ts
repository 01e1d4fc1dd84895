/** Whatever a template is, the reader answers with properties or with one line. */
import fc from 'fast-check';
import schema from '../../../schema.json';
import { runTool } from '../terminal';
import { problemOf, withProperties } from './read';

const WORDS = [
  'Ref',
  'Users',
  'AWS::NoValue',
  'AWS::Region',
  'Prod',
  'A',
  '',
  'a.b',
  '${A}',
  '${',
  '&{A}',
  '{{resolve:ssm:/a}}',
  '0',
  '-1',
  'x',
];
const FUNCTIONS = ['Ref', 'Condition', 'Fn::ForEach::L', 'Fn::Transform', 'Fn::Nothing', '__proto__', 'constructor'].concat(
  'GetAtt Sub Join Select Split If FindInMap ImportValue Base64 ToJsonString Length Equals And Or Not Cidr GetAZs'
    .split(' ')
    .map((name) => `Fn::${name}`),
);

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(fc.constantFrom<unknown>(...WORDS, null, true, 7, 1.5), fc.string({ maxLength: 5 })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.tuple(fc.constantFrom(...FUNCTIONS), tie('value')).map(([name, argument]) => Object.fromEntries([[name, argument]])),
    fc.dictionary(fc.oneof(fc.constantFrom(...FUNCTIONS, ...WORDS, 'Tags', 'Name', 'Arn'), fc.string({ maxLength: 4 })), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;

const section = fc.oneof(value, fc.dictionary(fc.constantFrom('A', 'Prod', 'Users', 'Fn::ForEach::L'), value, { maxKeys: 3 }));

const template = fc.record(
  {
    Transform: value,
    Parameters: section,
    Conditions: section,
    Mappings: section,
    Resources: fc.oneof(
      section,
      fc.record({
        I: fc.record(
          { Type: fc.constant('Custom::IdentityPoolWithRoles'), Condition: value, Properties: value },
          { requiredKeys: ['Type'] },
        ),
        Users: value,
      }),
    ),
  },
  { requiredKeys: ['Resources'] },
);

/** No stack, and nothing that only a program would say; several lines are several problems. */
const FOREIGN = /\n(?!t(\.yml)?:|No value for )|Cannot read|undefined|is not a function|Maximum call|\[object/;

it('answers any map with properties, or with a line for each problem', () => {
  fc.assert(
    fc.property(template, fc.constantFrom(undefined, 'I', 'Users', 'Nobody'), (given, resource) => {
      expect(problemOf(given, resource === undefined ? {} : { resource })).not.toMatch(FOREIGN);
    }),
    { numRuns: 1_500 },
  );
});

it('answers any YAML with properties or one line', () => {
  const pieces = fc.constantFrom(
    ...[
      'Resources:',
      'A:',
      '- ',
      '  ',
      '\n',
      '&a ',
      '*a',
      '<<: ',
      '!Ref ',
      '!Sub ',
      '!If ',
      '[',
      ']',
      '{',
      '}',
      ': ',
      '"',
      "'",
      '|',
      '\t',
      '? ',
      '---\n',
      '#',
    ],
    ...['Type: Custom::IdentityPoolWithRoles', 'Properties: ', 'yes', '1e9', '!!binary ', '%YAML 1.1\n', '...'],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
      expect(problemOf(parts.join(''))).not.toMatch(FOREIGN);
      expect(problemOf(withProperties(parts.join('')))).not.toMatch(FOREIGN);
    }),
    { numRuns: 1_500 },
  );
});

const KEYS = [...Object.keys(schema.properties), ...Object.values(schema.definitions).flatMap(({ properties }) => Object.keys(properties))];

it('plans any properties without a stack trace', async () => {
  const properties = fc.dictionary(
    fc.constantFrom(...Object.keys(schema.properties)),
    fc.oneof(
      value,
      fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 4 }),
      fc.array(fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(value, fc.dictionary(fc.constantFrom(...KEYS), value)), { maxKeys: 4 }), {
        maxLength: 3,
      }),
    ),
    { maxKeys: 4 },
  );
  await fc.assert(
    fc.asyncProperty(properties, fc.boolean(), async (Properties, json) => {
      const Resources = { Users: { Type: 'AWS::Cognito::UserPool' }, I: { Type: 'Custom::IdentityPoolWithRoles', Properties } };
      const { out, err } = await runTool(['plan', 't', '--region', 'eu-west-1', ...(json ? ['--json'] : [])], {
        files: { t: JSON.stringify({ Resources }) },
      });
      expect(err).not.toMatch(FOREIGN);
      expect(out).not.toMatch(/unresolved\d|\[object/);
    }),
    { numRuns: 600 },
  );
});
