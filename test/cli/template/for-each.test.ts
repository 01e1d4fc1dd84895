import { problemOf, read, shown } from './read';

const HEAD = `Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList, Default: 'Reader,Writer' }, Looked: { Type: 'AWS::SSM::Parameter::Value<List<String>>' } }
`;

it('expands a loop around the resource', () => {
  const template = `${HEAD}
Conditions:
  Fn::ForEach::Stages: [Stage, [dev, prod], { 'Is\${Stage}': !Equals [!Ref Stage, prod] }]
Resources:
  Fn::ForEach::Pools:
    - Stage
    - [dev, prod]
    - Identities\${Stage}:
        Type: Custom::IdentityPoolWithRoles
        Condition: Is\${Stage}
        Properties: { IdentityPoolName: !Sub 'pool-\${Stage}', Tags: [{ Key: stage, Value: !Ref Stage }] }
`;
  expect(problemOf(template)).toBe('The template has several: Identitiesdev, Identitiesprod. Name one with --resource.');
  expect(shown(template, { resource: 'Identitiesprod' })).toEqual({
    IdentityPoolName: 'pool-prod',
    Tags: [{ Key: 'stage', Value: 'prod' }],
  });
  expect(read(template, { resource: 'Identitiesdev' }).variants[0].properties).toBeUndefined();
});

it('expands loops inside each other, and leaves out of a logical id what cannot stand there', () => {
  const template = `${HEAD}
Resources:
  Fn::ForEach::Outer:
    - A
    - [x-1, y-2]
    - Fn::ForEach::Inner:
        - B
        - !Ref Names
        - 'Pool&{A}\${B}': { Type: Custom::IdentityPoolWithRoles, Properties: { IdentityPoolName: !Sub '\${A}-\${B}' } }
`;
  expect(problemOf(template)).toBe(
    'The template has several: Poolx1Reader, Poolx1Writer, Pooly2Reader, Pooly2Writer. Name one with --resource.',
  );
  expect(shown(template, { resource: 'Pooly2Writer' })).toEqual({ IdentityPoolName: 'y-2-Writer' });
});

it('expands a loop among properties and in a policy', () => {
  const template = `${HEAD}
Resources:
  Identities:
    Type: Custom::IdentityPoolWithRoles
    Properties:
      Fn::ForEach::Roles: [Kind, [Authenticated, Unauthenticated], { '\${Kind}Role': { Description: !Sub 'Role \${Kind}' } }]
      PrincipalTags:
        - IdentityProvider: { LoginProvider: Google }
          Tags: { Fn::ForEach::Tags: [Tag, !Ref Names, { '\${Tag}': !Ref Tag }] }
`;
  expect(shown(template)).toEqual({
    AuthenticatedRole: { Description: 'Role Authenticated' },
    UnauthenticatedRole: { Description: 'Role Unauthenticated' },
    PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, Tags: { Reader: 'Reader', Writer: 'Writer' } }],
  });
});

const loop = (argument: string): string => `${HEAD}Resources: { I: { Type: Custom::IdentityPoolWithRoles }, Fn::ForEach::L: ${argument} }`;

it.each<[argument: string, message: RegExp]>([
  ['text', /^t\.yml:3: Fn::ForEach::L takes \[Identifier, Collection, \{Key: Value\}\]\.$/],
  ['[A, [a]]', /Fn::ForEach::L takes \[Identifier, Collection, \{Key: Value\}\]\.$/],
  ['[A, text, {b: {}}]', /: the collection of Fn::ForEach::L is no list\./],
  ['[A, [{a: b}], {b: {}}]', /: the collection of Fn::ForEach::L has an entry that is not known here: an object\.$/],
  ['[A, [!ImportValue x], {b: {}}]', /has an entry that is not known here: \$\{ImportValue x\}\.$/],
  [
    '[A, !Ref Looked, {b: {}}]',
    /: Fn::ForEach::L cannot be expanded: its collection is \$\{Looked\}, which only a deployment knows\. Give --parameter Looked\.ResolvedValue=\.\.\.$/,
  ],
])('refuses the loop %s in one line', (argument, message) => {
  expect(problemOf(loop(argument))).toMatch(message);
});

it('expands a loop over a list that is given', () => {
  const template = loop("[A, !Ref Looked, { 'B${A}': { Type: Custom::IdentityPoolWithRoles } }]");
  expect(problemOf(template, { parameter: ['Looked.ResolvedValue=x,y'] })).toBe(
    'The template has several: I, Bx, By. Name one with --resource.',
  );
});
