/** Holds template.yml to what it serves: the permissions that schema.json lists, the entry points that .rpdk-config names, the bundles of the build. */
import { readFileSync } from 'node:fs';
import { yamlParse } from './yaml';
import schema from '../schema.json';
import { trustAnchorOf } from '../src/core/rules/partition';
import { DEFAULT_PATH } from '../src/core/rules/role-path';
import { NO_SETTINGS } from '../src/core/settings';
import { settingsFrom } from '../src/custom-resource/environment';
import { readShippedPolicies, type Statement } from './permissions/policies';

interface FunctionProperties {
  readonly Handler: string;
  readonly Policies?: unknown;
  readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
}

const { Globals, Parameters, Resources } = yamlParse(readFileSync('template.yml', 'utf8')) as {
  readonly Globals: { readonly Function: { readonly Runtime: string } };
  readonly Parameters: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: FunctionProperties }>>;
};

const propertiesOf = (logicalId: string): FunctionProperties => {
  const resource = Resources[logicalId];
  if (resource === undefined) throw new Error(`template.yml has no ${logicalId}`);
  return resource.Properties;
};

/** With the defaults of the parameters. */
const policyIn = (file: string): readonly Statement[] => readShippedPolicies().find(({ name }) => name === file)?.statements ?? [];
const statements = policyIn('template.yml');

test('allows the custom resource what schema.json lists, and nothing else', () => {
  const allowed = statements.flatMap(({ Action }) => Action).sort();
  const listed = new Set(Object.values(schema.handlers).flatMap(({ permissions }) => permissions));
  expect(allowed).toEqual([...listed].sort());
});

test('allows on every resource only what IAM cannot limit to one, and the search for roles', () => {
  const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
  expect(everywhere.sort()).toEqual([
    'cognito-identity:CreateIdentityPool',
    'cognito-identity:ListIdentityPools',
    'cognito-identity:SetIdentityPoolRoles',
    'cognito-identity:SetPrincipalTagAttributeMap',
    'iam:ListRoles',
  ]);
});

test('gives the execution role of the registry type the same statements', () => {
  expect(statements.length).toBeGreaterThan(0);
  expect(policyIn('resource-role.yaml')).toEqual(statements);
});

test('creates, changes and deletes roles under the default path only', () => {
  const onRoles = statements.filter(({ Action }) => [Action].flat().some((action) => /^iam:(?!Get|List|PassRole|RemoveRole)/.test(action)));
  const resources = onRoles.flatMap(({ Resource }) => Resource as { readonly 'Fn::Sub': string }[] | { readonly 'Fn::Sub': string });
  expect(new Set(resources.map((resource) => resource['Fn::Sub'].split(':role')[1]))).toEqual(
    new Set([`${DEFAULT_PATH}*`, `${DEFAULT_PATH}*/*`]),
  );
  expect(Parameters['RolePath']?.Default).toBe(DEFAULT_PATH);
});

test('hands every setting to the function', () => {
  const { Variables = {} } = propertiesOf('CustomResourceFunction').Environment ?? {};
  const set = Object.fromEntries(Object.keys(Variables).map((name) => [name, name === 'TAGS' ? 'a=b' : 'true']));
  const values = Object.values({ ...settingsFrom(set) });
  expect(values).toHaveLength(Object.keys(schema.typeConfiguration.properties).length);
  expect(values).not.toContain(undefined);
  expect(Variables['RESPONSE_ORIGIN']).toEqual({ Ref: 'ResponseOrigin' });
  expect(Parameters['ResponseOrigin']?.Default).toBe('');
});

test('lets roles be passed to Cognito alone, under every name that a trust policy is written with', () => {
  const passing = statements.filter(({ Action }) => [Action].flat().includes('iam:PassRole'));
  const services = passing.map(
    ({ Condition }) => (Condition as { StringEquals?: Record<string, readonly string[]> }).StringEquals?.['iam:PassedToService'] ?? [],
  );
  expect(services).toHaveLength(1);
  for (const region of ['us-east-1', 'us-gov-west-1', 'us-gov-east-1'])
    expect(services[0]).toContain(trustAnchorOf(region, NO_SETTINGS)?.principal);
  expect(services[0]?.filter((service) => !service.startsWith('cognito-identity'))).toEqual([]);
});

test('keeps permissions inline: no policy of its own that could go before the function, or come after it', () => {
  const types = Object.values(Resources).map(({ Type }) => Type);
  expect(types.filter((type) => type.startsWith('AWS::IAM::'))).toEqual([]);
});

test('gives the registry functions no permissions of their own: they act with those of the caller', () => {
  expect(propertiesOf('TypeFunction').Policies).toBeUndefined();
  expect(propertiesOf('TestEntrypoint').Policies).toBeUndefined();
});

test('has the entry points and the runtime of .rpdk-config', () => {
  const { entrypoint, testEntrypoint, runtime } = JSON.parse(readFileSync('.rpdk-config', 'utf8')) as Record<string, string>;
  expect(propertiesOf('TypeFunction').Handler).toBe(entrypoint);
  expect(propertiesOf('TestEntrypoint').Handler).toBe(testEntrypoint);
  expect(Globals.Function.Runtime).toBe(runtime);
});

test('keeps the permissions inline on the function’s role: a stack that is deleted would lose resources of their own first', () => {
  expect(statements.length).toBeGreaterThan(0);
  const types = Object.values(Resources).map(({ Type }) => Type);
  expect(types.filter((type) => /^AWS::IAM::/.test(type))).toEqual([]);
});
