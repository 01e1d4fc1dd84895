/** What Ref and Fn::GetAtt give, as far as the template and the command line say it. */
import { dnsSuffixOf, partitionOf } from '../../core/rules/partition';
import { userPoolProviderName } from '../../core/rules/provider-name';
import { optionFor, RESOLVED_VALUE } from './given';
import { NOTHING, problemIn, type Scope } from './scope';
import { isMap, type Resource } from './template';
import { joined, Unknown } from './unknown';

/** @param place where it stands in the template, for messages. */
export function reference(name: string, scope: Scope, place: unknown): unknown {
  const { template, given } = scope;
  if (name === 'AWS::NoValue') return NOTHING;
  if (name.startsWith('AWS::')) return pseudoParameter(name, scope, place);
  if (Object.hasOwn(template.Parameters, name)) return parameterValue(name, scope);
  const known = given.parameters.get(name);
  if (known !== undefined) return known;
  const resource = resourceNamed(name, scope, { place, what: `Ref ${name} names neither a parameter nor a resource` });
  return (
    (resource === undefined ? undefined : valueOfResource(name, { resource, attribute: undefined }, scope)) ??
    Unknown.of({
      shown: `\${${name}}`,
      form: resource === undefined ? 'any' : resource.Type === USER_POOL ? 'userPoolId' : 'text',
      option: optionFor(name),
    })
  );
}

export function attribute(name: string, attributeName: string, scope: Scope, place: unknown): unknown {
  const known = scope.given.parameters.get(`${name}.${attributeName}`);
  if (known !== undefined) return known;
  const resource = resourceNamed(name, scope, { place, what: `GetAtt ${name}.${attributeName} names no resource` });
  return (
    (resource === undefined ? undefined : valueOfResource(name, { resource, attribute: attributeName }, scope)) ??
    Unknown.of({
      shown: `\${${name}.${attributeName}}`,
      form: /arn$/i.test(attributeName) ? 'arn' : 'any',
      option: optionFor(`${name}.${attributeName}`),
    })
  );
}

/** undefined: a macro may make it. */
function resourceNamed(
  name: string,
  scope: Scope,
  { place, what }: { readonly place: unknown; readonly what: string },
): Resource | undefined {
  const { Resources, hasMacros } = scope.template;
  if (Object.hasOwn(Resources, name)) return Resources[name];
  if (hasMacros) return undefined;
  throw problemIn(scope, place, `${what}. Correct the name, or add it to the template.`);
}

function parameterValue(name: string, scope: Scope): unknown {
  const { template, given, missing } = scope;
  const { Type = 'String', Default } = template.Parameters[name] ?? {};
  const type = String(Type);
  const isList = type === 'CommaDelimitedList' || type.includes('List<');
  // An SSM parameter's name is what the template's parameter takes; the value is looked up by the deployment.
  const isLookedUp = type.startsWith('AWS::SSM::Parameter::Value');
  const value = given.parameters.get(isLookedUp ? `${name}.${RESOLVED_VALUE}` : name) ?? (isLookedUp ? undefined : textOfDefault(Default));
  if (value !== undefined) return isList ? listOf(value).map((member) => scope.resolve(member, scope)) : scope.resolve(value, scope);
  if (!isLookedUp) missing.add(name);
  return Unknown.of({
    shown: `\${${name}}`,
    form: isList ? 'any' : 'text',
    option: optionFor(isLookedUp ? `${name}.${RESOLVED_VALUE}` : name),
  });
}

function textOfDefault(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function listOf(text: string): string[] {
  return text === '' ? [] : text.split(',').map((member) => member.trim());
}

function pseudoParameter(name: string, scope: Scope, place: unknown): unknown {
  const { region, stackName, accountId, given } = scope;
  const known = given.parameters.get(name);
  switch (name) {
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return partitionOf(region);
    case 'AWS::URLSuffix':
      return dnsSuffixOf(region);
    case 'AWS::AccountId':
      return known ?? accountId ?? Unknown.of({ shown: '${AWS::AccountId}', form: 'accountId', option: optionFor(name) });
    case 'AWS::StackName':
      return stackName ?? Unknown.of({ shown: 'STACK', form: 'stackName', option: '--stack-name ...' });
    case 'AWS::StackId':
    case 'AWS::NotificationARNs':
      return known ?? Unknown.of({ shown: `\${${name}}`, form: 'arn', option: optionFor(name) });
    default:
      throw problemIn(scope, place, `${name} is no pseudo parameter of CloudFormation. Correct the name.`);
  }
}

const USER_POOL = 'AWS::Cognito::UserPool';

/** Types whose Ref is a name that the template can give. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SSM::Parameter': 'Name',
};

/** What the template itself says of a Ref (no attribute) or an attribute of a resource; undefined: only a deployment knows it. */
function valueOfResource(
  name: string,
  { resource, attribute: attributeName }: { readonly resource: Resource; readonly attribute: string | undefined },
  scope: Scope,
): unknown {
  const type = String(resource.Type);
  // A client's id is its Ref, and the attribute ClientId is the same.
  if (type === 'AWS::Cognito::UserPoolClient' && attributeName === 'ClientId') return reference(name, scope, undefined);
  if (type === USER_POOL) return attributeName === undefined ? undefined : userPoolAttribute(name, attributeName, scope);
  const step = `resource ${name}`;
  if (scope.path.includes(step)) return undefined;
  const inside = { ...scope, path: [...scope.path, step] };
  const property = (key: string): string | Unknown | undefined => propertyOf(resource, key, inside);
  if (attributeName === undefined && Object.hasOwn(NAMED_BY, type)) return property(NAMED_BY[type] ?? '');
  if (type === 'AWS::SSM::Parameter' && attributeName === 'Value') return property('Value');
  return arnOf(type, attributeName, property, scope);
}

function propertyOf({ Properties }: Resource, key: string, scope: Scope): string | Unknown | undefined {
  if (!isMap(Properties) || !Object.hasOwn(Properties, key)) return undefined;
  const value = scope.resolve(Properties[key], scope);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' || value instanceof Unknown ? value : undefined;
}

function userPoolAttribute(name: string, attributeName: string, scope: Scope): unknown {
  const id = reference(name, scope, undefined) as string | Unknown;
  const providerName =
    typeof id === 'string' ? userPoolProviderName(id) : joined([`cognito-idp.${scope.region}.${dnsSuffixOf(scope.region)}/`, id]);
  switch (attributeName) {
    case 'UserPoolId':
      return id;
    case 'ProviderName':
      return providerName;
    case 'ProviderURL':
      return joined(['https://', providerName]);
    case 'Arn':
      return joined([`arn:${partitionOf(scope.region)}:cognito-idp:${scope.region}:`, accountOf(scope), ':userpool/', id]);
    default:
      return undefined;
  }
}

function accountOf(scope: Scope): string | Unknown {
  return reference('AWS::AccountId', scope, undefined) as string | Unknown;
}

/** IAM names its ARNs by what the template says; so do S3, DynamoDB and Lambda. */
function arnOf(
  type: string,
  attributeName: string | undefined,
  property: (key: string) => string | Unknown | undefined,
  scope: Scope,
): string | Unknown | undefined {
  const source = ARNS.find((each) => each.type === type && each.attributes.includes(attributeName));
  const name = source === undefined ? undefined : property(source.name);
  if (source === undefined || name === undefined) return undefined;
  const account = accountOf(scope);
  const partition = partitionOf(scope.region);
  switch (source.service) {
    case 's3':
      return joined([`arn:${partition}:s3:::`, name]);
    case 'iam': {
      const path = source.hasPath === true ? (property('Path') ?? '/') : '/';
      const last = typeof name === 'string' ? name.replace(/^https:\/\//, '') : name;
      return joined([`arn:${partition}:iam::`, account, `:${source.kind}`, path, last]);
    }
    default:
      return joined([`arn:${partition}:${source.service}:${scope.region}:`, account, `:${source.kind}`, name]);
  }
}

interface ArnSource {
  readonly type: string;
  /** undefined: the Ref. */
  readonly attributes: readonly (string | undefined)[];
  readonly service: 'iam' | 's3' | 'dynamodb' | 'lambda';
  readonly kind: string;
  /** The property that names it. */
  readonly name: string;
  readonly hasPath?: boolean;
}

const ARNS: readonly ArnSource[] = [
  { type: 'AWS::IAM::Role', attributes: ['Arn'], service: 'iam', kind: 'role', name: 'RoleName', hasPath: true },
  {
    type: 'AWS::IAM::ManagedPolicy',
    attributes: [undefined, 'PolicyArn'],
    service: 'iam',
    kind: 'policy',
    name: 'ManagedPolicyName',
    hasPath: true,
  },
  { type: 'AWS::IAM::SAMLProvider', attributes: [undefined, 'Arn'], service: 'iam', kind: 'saml-provider', name: 'Name' },
  { type: 'AWS::IAM::OIDCProvider', attributes: [undefined, 'Arn'], service: 'iam', kind: 'oidc-provider', name: 'Url' },
  { type: 'AWS::S3::Bucket', attributes: ['Arn'], service: 's3', kind: '', name: 'BucketName' },
  { type: 'AWS::DynamoDB::Table', attributes: ['Arn'], service: 'dynamodb', kind: 'table/', name: 'TableName' },
  { type: 'AWS::Lambda::Function', attributes: ['Arn'], service: 'lambda', kind: 'function:', name: 'FunctionName' },
];
