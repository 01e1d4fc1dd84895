/** Holds the JSON schema for editors to the examples, which it has to let be, and to the broken templates, which it has to mark. */
import Ajv from 'ajv';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import editorSchema from '../../examples/editor/template.schema.json';
import { DOORS, readTemplate, STORIES } from '../examples/templates';

const validate = new Ajv({ allErrors: true, strict: false }).compile(editorSchema);
/** Where something is marked. */
const marksIn = (template: unknown): string[] => {
  validate(template);
  return [...new Set((validate.errors ?? []).map(({ instancePath }) => instancePath))];
};

const templates = STORIES.flatMap((story) =>
  Object.keys(DOORS)
    .filter((door) => story !== 'import' || door === 'registry-type')
    .map((door) => `examples/${story}/${door}.yml`),
);

it.each([...templates, 'examples/sam/template.yml', 'examples/serverless/resources.yml'])('marks nothing in %s', (path) => {
  expect(marksIn(readTemplate(path))).toEqual([]);
});

const PROPERTIES = '/Resources/Identities/Properties';

it.each([
  ['unknown-property', PROPERTIES],
  ['no-service-token', PROPERTIES],
  ['role-with-arn-and-path', `${PROPERTIES}/AuthenticatedRole`],
  ['two-providers-in-one', `${PROPERTIES}/RoleMappings/0/IdentityProvider`],
  ['token-with-rules', `${PROPERTIES}/RoleMappings/0/Rules`],
  ['rules-without-rules', `${PROPERTIES}/RoleMappings/0`],
  ['twenty-six-rules', `${PROPERTIES}/RoleMappings/0/Rules`],
])('marks what is wrong with %s.yml', (name, place) => {
  expect(marksIn(readTemplate(`test/tools/broken/${name}.yml`))).toContain(place);
});

it('marks nothing where a function stands for a value, in its long form or as an editor reads the short one', () => {
  const Properties = {
    ServiceToken: 'IdentityPoolWithRoles-ServiceToken',
    AllowUnauthenticatedIdentities: 'LetGuestsIn',
    Tags: { 'Fn::If': ['Tagged', [{ Key: 'team', Value: 'web' }], { Ref: 'AWS::NoValue' }] },
    AuthenticatedRole: { 'Fn::If': ['Supplied', { Arn: 'SuppliedRole.Arn' }, { MaxSessionDuration: 'Seconds' }] },
    AuthenticationProviders: { UserPools: [{ UserPoolId: 'UserPool', UserPoolClientId: { Ref: 'WebClient' } }] },
  };
  expect(marksIn({ Resources: { Identities: { Type: DOORS['custom-resource'], Properties } } })).toEqual([]);
});

it('says nothing of other types', () => {
  expect(marksIn({ Resources: { Photos: { Type: 'AWS::S3::Bucket', Properties: { Whatever: 1 } } } })).toEqual([]);
});

it('says what schema.json says', () => {
  expect(() => execFileSync('node', ['scripts/generate-editor-schema.mjs', '--check'], { stdio: 'pipe' })).not.toThrow();
});

it('comes with a setting that names the schema, and every short form that the examples are written with', () => {
  const settings = JSON.parse(readFileSync('examples/editor/settings.json', 'utf8')) as {
    readonly 'yaml.schemas': Readonly<Record<string, readonly string[]>>;
    readonly 'yaml.customTags': readonly string[];
  };
  expect(Object.keys(settings['yaml.schemas'])).toEqual(['./template.schema.json']);
  const written = new Set(
    templates.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/[ [](![A-Za-z]+) /g)].map(([, tag]) => tag)),
  );
  expect(written.size).toBeGreaterThan(3);
  expect(settings['yaml.customTags'].map((tag) => tag.split(' ')[0])).toEqual(expect.arrayContaining([...written]));
});
