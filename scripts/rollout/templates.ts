import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, parseDocument, Scalar, visit, type Document, type Node, type YAMLMap } from 'yaml';
import { version } from '../../package.json';
import { ReadableError } from '../local-aws/readable-error';
import { FILES } from '../release/names';
import { withoutTransform } from '../release/provider-template';

/**
 * The files of a roll-out to the accounts of an organization, by their names. What each account gets is made from resource-role.yaml and template.yml;
 * a roll-out's template has that inside, and names the package of its release. So a release goes out, and an earlier one comes back, as one file.
 * No parameter has a default: an update that forgets one is refused, where a default would silently take a fence away.
 */
export function rolloutFiles(): Readonly<Record<string, string>> {
  const accounts = {
    registryType: registryTypeInAnAccount(),
    customResource: customResourceInAnAccount(),
  };
  return {
    'registry-type-in-an-account.yml': print(accounts.registryType, HEAD_OF_AN_ACCOUNT),
    'custom-resource-in-an-account.yml': print(accounts.customResource, HEAD_OF_AN_ACCOUNT),
    ...rollout(accounts.registryType, {
      file: FILES.rolloutOfRegistryType,
      parameters: FILES.parametersOfRegistryType,
      logicalId: 'RegistryType',
      name: 'identity-pool-with-roles-registry-type',
      description: 'Brings Community::Cognito::IdentityPoolWithRoles to the accounts and regions of an organization, a few at a time.',
    }),
    ...rollout(accounts.customResource, {
      file: FILES.rolloutOfCustomResource,
      parameters: FILES.parametersOfCustomResource,
      logicalId: 'CustomResource',
      name: 'identity-pool-with-roles-custom-resource',
      description: 'Brings Custom::IdentityPoolWithRoles to the accounts and regions of an organization, a few at a time.',
    }),
  };
}

/** Of all accounts of a region, so that a template finds the function again that was uninstalled and installed once more: CloudFormation changes no ServiceToken. */
const FUNCTION_NAME = 'identity-pool-with-roles';
const TOKEN_PARAMETER = '/identity-pool-with-roles/service-token';

const HEAD_OF_AN_ACCOUNT = ' What each account and region gets. Made by "npm run generate"; the template of the roll-out has it inside.';
const HEAD_OF_A_ROLLOUT =
  ' Deployed once, in the organization\'s management account or a delegated administrator\'s, in one region: guide/many-accounts.md. Made by "npm run generate".';

function registryTypeInAnAccount(): Document {
  const document = parse(readFileSync('scripts/rollout/registry-type-in-an-account.yml', 'utf8'));
  const role = parse(readFileSync('resource-role.yaml', 'utf8'));
  mapIn(document, 'Parameters').items.push(...mapIn(role, 'Parameters').items);
  before(document, 'Resources', { Rules: role.get('Rules'), Conditions: role.get('Conditions') });
  const [executionRole] = mapIn(role, 'Resources').items;
  if (executionRole === undefined) throw new ReadableError('resource-role.yaml has no resource.');
  executionRole.key.spaceBefore = true;
  mapIn(document, 'Resources').items.push(executionRole);
  replaceIn(document, { PACKAGE: FILES.registryType, VERSION: version });
  return withoutDefaults(document);
}

function customResourceInAnAccount(): Document {
  const document = parse(withoutTransform(readFileSync('template.yml', 'utf8'), FILES.customResource));
  document.commentBefore = null;
  leaveOut(document, 'WithRegistryFunctions');
  leaveOutParameter(document, 'RegistryFunctions');
  leaveOutParameter(document, 'ResponseOrigin');
  document.deleteIn(['Resources', 'CustomResourceFunction', 'Properties', 'Environment', 'Variables', 'RESPONSE_ORIGIN']);
  // In the bucket of each region: Lambda takes code from no other.
  const { items } = mapIn(parse(readFileSync('scripts/rollout/registry-type-in-an-account.yml', 'utf8')), 'Parameters');
  leaveOutParameter(document, 'CodeBucket');
  leaveOutParameter(document, 'CodeFolder');
  mapIn(document, 'Parameters').items.unshift(...items.slice(0, 2));
  visit(document, {
    Scalar: (_key, node) => {
      if (node.tag === '!Ref' && node.value === 'CodeBucket') return scalar(document, '!Sub', '${PackageBucketPrefix}-${AWS::Region}');
      if (typeof node.value === 'string') node.value = node.value.replaceAll('${CodeFolder}', '${PackageFolder}');
      return undefined;
    },
  });
  document.setIn(['Resources', 'CustomResourceFunction', 'Properties', 'FunctionName'], FUNCTION_NAME);
  const parameter = document.createPair('ServiceTokenParameter', {
    Type: 'AWS::SSM::Parameter',
    Properties: {
      Name: TOKEN_PARAMETER,
      Description: 'The ServiceToken of Custom::IdentityPoolWithRoles, for templates and tools that import no exports.',
      Type: 'String',
      Value: scalar(document, '!GetAtt', 'CustomResourceFunction.Arn'),
    },
  });
  parameter.key.spaceBefore = true;
  mapIn(document, 'Resources').items.push(parameter);
  return withoutDefaults(document);
}

interface Rollout {
  readonly file: string;
  readonly parameters: string;
  /** Of the stack set; another one would be a second stack set of the same name. */
  readonly logicalId: string;
  readonly name: string;
  readonly description: string;
}

function rollout(inAnAccount: Document, { file, parameters, logicalId, name, description }: Rollout): Record<string, string> {
  const document = parse(readFileSync('scripts/rollout/stack-set.yml', 'utf8'));
  const handed = mapIn(inAnAccount, 'Parameters').items;
  mapIn(document, 'Parameters').items.push(...handed.map((item) => item.clone()));
  const rules = inAnAccount.get('Rules');
  if (rules !== undefined) before(document, 'Resources', { Rules: rules });
  replaceIn(document, { STACKSET: logicalId, NAME: name, DESCRIPTION: description, VERSION: version });
  const properties = document.getIn(['Resources', logicalId, 'Properties']) as YAMLMap;
  properties.set(
    'Parameters',
    handed.map(({ key }) => ({ ParameterKey: String(key), ParameterValue: scalar(document, '!Ref', String(key)) })),
  );
  const body = new Scalar(inAnAccount.toString(STYLE));
  body.type = 'BLOCK_LITERAL';
  properties.set('TemplateBody', body);
  return { [file]: print(document, HEAD_OF_A_ROLLOUT), [parameters]: settings(document) };
}

/** With the defaults of a single account's template where it has any. */
function settings(rolloutTemplate: Document): string {
  const known = { ...DEFAULTS_OF_A_ROLLOUT, ...defaultsIn('resource-role.yaml'), ...defaultsIn('template.yml') };
  const all = mapIn(rolloutTemplate, 'Parameters').items.map(({ key }) => {
    const ParameterValue = { ...known, ...DEFAULTS_OF_A_ROLLOUT }[String(key)];
    if (ParameterValue === undefined)
      throw new ReadableError(`scripts/rollout/templates.ts knows no value for ${String(key)}. Fix: name one.`);
    return { ParameterKey: String(key), ParameterValue };
  });
  return `[\n${all.map((each) => `  ${JSON.stringify(each).replace('{', '{ ').replace('}', ' }').replace(/":"/g, '": "').replace('","', '", "')}`).join(',\n')}\n]\n`;
}

const DEFAULTS_OF_A_ROLLOUT: Readonly<Record<string, string>> = {
  OrganizationalUnitIds: 'ou-abcd-11111111',
  Regions: 'eu-west-1,us-east-1',
  CallAs: 'SELF',
  PackageBucketPrefix: 'BUCKET-PREFIX',
  PackageFolder: '',
};

function defaultsIn(file: string): Record<string, string> {
  const items = mapIn(parse(readFileSync(file, 'utf8')), 'Parameters').items;
  return Object.fromEntries(
    items.flatMap(({ key, value }) => {
      const found = isMap(value) ? value.get('Default') : undefined;
      return typeof found === 'string' || typeof found === 'number' ? [[String(key), String(found)]] : [];
    }),
  );
}

function leaveOutParameter(document: Document, name: string): void {
  if (!document.hasIn(['Parameters', name]))
    throw new ReadableError(`template.yml has no parameter ${name} any more. Fix: scripts/rollout/templates.ts.`);
  document.deleteIn(['Parameters', name]);
}

/** All that is there under that condition alone, and the condition. */
function leaveOut(document: Document, condition: string): void {
  for (const section of ['Resources', 'Outputs']) {
    const map = mapIn(document, section);
    map.items = map.items.filter(({ value }) => !(isMap(value) && value.get('Condition') === condition));
  }
  document.deleteIn(['Conditions', condition]);
}

function withoutDefaults(document: Document): Document {
  for (const { value } of mapIn(document, 'Parameters').items) if (isMap(value)) value.delete('Default');
  refuseDangling(document);
  return document;
}

/** What was left out may still be named somewhere. */
function refuseDangling(document: Document): void {
  const known = new Set(
    ['Parameters', 'Resources', 'Conditions'].flatMap((section) => mapIn(document, section).items.map(({ key }) => String(key))),
  );
  const check = (name: string): void => {
    if (!name.startsWith('AWS::') && !known.has(name))
      throw new ReadableError(`${name} is named in a template of a roll-out that does not have it. Fix: scripts/rollout/templates.ts.`);
  };
  visit(document, {
    Scalar: (_key, { tag, value }) => {
      const text = String(value);
      if (tag === '!Ref' || tag === '!Condition') check(text);
      if (tag === '!GetAtt') check(text.replace(/\..*/, ''));
      if (tag === '!Sub') for (const [, name = ''] of text.matchAll(/\$\{([\w:]+)[^}]*\}/g)) check(name);
    },
    Seq: (_key, node) => {
      if (isSeq(node) && node.tag === '!If' && isScalar(node.items[0])) check(String(node.items[0].value));
    },
  });
}

function before(document: Document, section: string, sections: Readonly<Record<string, unknown>>): void {
  const { items } = document.contents as YAMLMap<Node, Node>;
  const pairs = Object.entries(sections).map(([key, value]) => {
    const pair = document.createPair(key, value);
    pair.key.spaceBefore = true;
    return pair;
  });
  items.splice(
    items.findIndex(({ key }) => String(key) === section),
    0,
    ...pairs,
  );
}

/** Words in capitals stand for what only the release knows. */
function replaceIn(document: Document, words: Readonly<Record<string, string>>): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && node.type !== 'BLOCK_LITERAL')
        node.value = node.value.replace(/\b[A-Z]{4,}\b/g, (word) => words[word] ?? word);
    },
  });
}

function mapIn(document: Document, section: string): YAMLMap<Node, Node> {
  const map = document.get(section);
  if (!isMap(map)) throw new ReadableError(`A template that the roll-out is made from has no ${section}.`);
  return map as YAMLMap<Node, Node>;
}

function scalar(document: Document, tag: string, text: string): Node {
  const node = document.createNode(text);
  node.tag = tag;
  return node;
}

const parse = (text: string): Document => parseDocument(text, { logLevel: 'error' });

const STYLE = { lineWidth: 0, singleQuote: true, flowCollectionPadding: false } as const;

function print(document: Document, head: string): string {
  visit(document, {
    Scalar: (_key, node) => {
      if (node.type === 'QUOTE_DOUBLE') node.type = 'QUOTE_SINGLE';
    },
  });
  return `#${head}\n${document.toString(STYLE)}`;
}
