import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { yamlParse } from '../yaml';

export interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string; readonly NoEcho?: boolean }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: unknown;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export const LOGICAL_ID = 'Identities';
export const DOORS = {
  'custom-resource': 'Custom::IdentityPoolWithRoles',
  'registry-type': 'Community::Cognito::IdentityPoolWithRoles',
} as const;

/** The examples that are a template for each type; the other folders of examples/ show a tool, and have tests in test/tools/. */
export const STORIES = readdirSync('examples')
  .filter((name) => existsSync(`examples/${name}/registry-type.yml`))
  .sort();

export const parseTemplate = (text: string): Template => yamlParse(text) as Template;

export const readTemplate = (path: string): Template => parseTemplate(readFileSync(path, 'utf8'));

export const identitiesOf = ({ Resources }: Template): Resource => {
  const resource = Resources[LOGICAL_ID];
  if (resource === undefined) throw new Error(`the template has no ${LOGICAL_ID}`);
  return resource;
};

/** What the resource is given, less what only its door needs. */
export const propertiesOf = (template: Template): Record<string, unknown> => {
  const { ServiceToken: _token, ...properties } = identitiesOf(template).Properties ?? {};
  return properties;
};

/** What `Ref` of a resource of another type gives. */
const REFERENCES: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'api0000001',
  'AWS::Cognito::UserPool': 'eu-west-1_EXAMPLE01',
  'AWS::Cognito::UserPoolClient': 'exampleclient01',
  'AWS::IAM::ManagedPolicy': 'arn:aws:iam::123456789012:policy/example',
  'AWS::IAM::OIDCProvider': 'arn:aws:iam::123456789012:oidc-provider/accounts.google.com',
  'AWS::IAM::SAMLProvider': 'arn:aws:iam::123456789012:saml-provider/company',
};

/** For parameters whose default is not what they are for. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  SignedInRoleArn: 'arn:aws:iam::123456789012:role/signed-in',
  DashboardsClientId: 'exampleclient01',
  SamlProviderArn: 'arn:aws:iam::123456789012:saml-provider/company',
  GoogleProviderArn: 'arn:aws:iam::123456789012:oidc-provider/accounts.google.com',
};

/** The template with a default for each parameter, for `resolve`. */
export const withDefaults = (template: Template, values: Readonly<Record<string, string>>): Template => ({
  ...template,
  Parameters: Object.fromEntries(
    Object.entries(template.Parameters ?? {}).map(([name, parameter]) => [name, { ...parameter, Default: values[name] ?? '' }]),
  ),
});

/** What an attribute of a resource of another type gives. */
const THING = 'arn:aws:service:eu-west-1:123456789012:thing';

/** @param conditions the value that every condition has. */
export const resolve = (template: Template, value: unknown, conditions: boolean): unknown => {
  if (Array.isArray(value)) return value.map((item) => resolve(template, item, conditions));
  if (typeof value !== 'object' || value === null) return value;
  const [name, ...others] = Object.keys(value);
  const argument = Object.values(value)[0] as unknown;
  if (others.length === 0) {
    if (name === 'Ref') return resolveReference(template, argument as string);
    if (name === 'Fn::Sub')
      return (argument as string)
        .replaceAll('${AWS::Partition}', 'aws')
        .replaceAll('${AWS::AccountId}', '123456789012')
        .replaceAll('${AWS::Region}', 'eu-west-1')
        .replace(/\$\{\w+\.Arn\}/g, THING)
        .replace(
          /\$\{(\w+)\}/g,
          (written, name: string) => template.Parameters?.[name]?.Default ?? REFERENCES[template.Resources[name]?.Type ?? ''] ?? written,
        )
        .replaceAll('${!', '${');
    if (name === 'Fn::GetAtt') return THING;
    if (name === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolve(template, part, conditions)).join(separator);
    }
    if (name === 'Fn::If') return resolve(template, (argument as unknown[])[conditions ? 1 : 2], conditions);
    if (name?.startsWith('Fn::') === true) throw new Error(`${name} in a property is not known to this test`);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, resolve(template, inner, conditions)])
      .filter(([, inner]) => inner !== undefined),
  );
};

const resolveReference = ({ Parameters = {}, Resources }: Template, name: string): string | undefined => {
  if (name === 'AWS::Partition') return 'aws';
  if (name === 'AWS::NoValue') return undefined;
  const parameter = Parameters[name];
  if (parameter !== undefined) return ARGUMENTS[name] ?? parameter.Default ?? 'placeholder';
  const reference = REFERENCES[Resources[name]?.Type ?? ''];
  if (reference === undefined) throw new Error(`a reference to ${name} is not known to this test`);
  return reference;
};

/** The attributes of the resource that a template asks for, wherever it does. */
export const attributesAskedFor = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'Fn::GetAtt' && Array.isArray(inner) && inner[0] === LOGICAL_ID ? [String(inner[1])] : attributesAskedFor(inner),
  );
};
