import { isMap, isScalar, isSeq, parseDocument, Scalar, type Document, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { ReadableError } from '../local-aws/readable-error';

/** Properties that AWS::Serverless::Function hands to AWS::Lambda::Function as they are. */
const HANDED_ON = new Set([
  ...['Architectures', 'Description', 'Environment', 'EphemeralStorage', 'Handler', 'KmsKeyArn', 'Layers', 'LoggingConfig'],
  ...['MemorySize', 'ReservedConcurrentExecutions', 'Runtime', 'Timeout'],
]);

const SERVERLESS_FUNCTION = 'AWS::Serverless::Function';

/**
 * template.yml without the SAM transform, which some accounts forbid: the same resources, under the same names and with the same permissions.
 * The code is a package in a bucket. The package's name is fixed here and is not a parameter, because an update that names no parameter keeps the old
 * value, and would bring new permissions and old code.
 * @throws ReadableError for what this does not translate.
 */
export function withoutTransform(template: string, packageName: string): string {
  const document = parseDocument(template, { logLevel: 'error' });
  const globals = document.getIn(['Globals', 'Function']);
  const others = [...keysOf(document.get('Globals'))].filter((key) => key !== 'Function');
  if (others.length > 0) throw untranslated(`Globals.${others.join(', Globals.')}`);
  document.delete('Transform');
  document.delete('Globals');
  const [first] = itemsOf(document.contents);
  if (first !== undefined) first.key.commentBefore = HEAD;
  const parameters = document.get('Parameters') as YAMLMap;
  parameters.items.unshift(...Object.entries(CODE_PARAMETERS).map(([key, value]) => document.createPair(key, value)));
  const resources = document.get('Resources') as YAMLMap;
  const pairs = itemsOf(resources);
  for (const { key, value } of pairs)
    if (typeOf(value).startsWith('AWS::Serverless::') && typeOf(value) !== SERVERLESS_FUNCTION)
      throw untranslated(`${String(key)} of type ${typeOf(value)}`);
  resources.items = pairs.flatMap((pair) =>
    typeOf(pair.value) === SERVERLESS_FUNCTION ? functionAndRole(document, pair, { globals, packageName }) : [pair],
  );
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
}

const HEAD = ` The provider stack: the Lambda function behind Custom::IdentityPoolWithRoles, and the registry type's functions for those who test it.
 Made by "npm run release" from template.yml; INSTALL.md shows how to deploy it.`;

const CODE_PARAMETERS = {
  CodeBucket: { Description: "The bucket with this release's package, in the region of the stack.", Type: 'String', MinLength: 1 },
  CodeFolder: {
    Description: 'Where in the bucket the package is, such as packages/; left empty, at its top.',
    Type: 'String',
    Default: '',
    AllowedPattern: '^(.*[^/]/)?$',
  },
};

interface Options {
  readonly globals: unknown;
  readonly packageName: string;
}

function functionAndRole(document: Document, pair: Pair<Node, Node>, { globals, packageName }: Options): Pair<Node, Node>[] {
  const id = String(pair.key);
  const resource = pair.value as unknown as YAMLMap;
  const given = resource.get('Properties') as YAMLMap;
  const own = keysOf(given);
  const S3Bucket = scalar(document, '!Ref', 'CodeBucket');
  const S3Key = scalar(document, '!Sub', `\${CodeFolder}${packageName}`);
  const properties = document.createNode({ Code: { S3Bucket, S3Key } }) as YAMLMap;
  for (const item of [...itemsOf(given), ...itemsOf(globals).filter(({ key }) => !own.has(String(key)))]) {
    const name = String(item.key);
    if (HANDED_ON.has(name)) properties.items.push(item);
    else if (name !== 'CodeUri' && name !== 'Policies') throw untranslated(`${id}.Properties.${name}`);
  }
  properties.set('Role', scalar(document, '!GetAtt', `${id}Role.Arn`));
  resource.set('Type', 'AWS::Lambda::Function');
  resource.set('Properties', properties);
  return [pair, role(document, { id, resource, policies: itemsOf(given).find(({ key }) => String(key) === 'Policies') })];
}

interface RoleOptions {
  readonly id: string;
  /** Of the function. */
  readonly resource: YAMLMap;
  readonly policies: Pair<Node, Node> | undefined;
}

function role(document: Document, { id, resource, policies }: RoleOptions): Pair<Node, Node> {
  const Version = new Scalar('2012-10-17');
  // Unquoted it would be a date to some readers.
  Version.type = 'QUOTE_SINGLE';
  const properties: YAMLMap = document.createNode({
    AssumeRolePolicyDocument: {
      Version,
      Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
    },
    ManagedPolicyArns: [scalar(document, '!Sub', 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')],
  });
  if (policies !== undefined) {
    // With the comment above it.
    const key = policies.key.clone() as Node;
    properties.items.push(document.createPair(key, inlinePolicies(id, policies.value)));
  }
  const condition = resource.get('Condition');
  const value = { Type: 'AWS::IAM::Role', ...(condition === undefined ? {} : { Condition: condition }), Properties: properties };
  const key = document.createNode(`${id}Role`);
  key.spaceBefore = true;
  return document.createPair(key, value);
}

/** Under the names that the transform gives them. A name or an ARN of a managed policy, or a template of SAM's, is not translated. */
function inlinePolicies(id: string, policies: unknown): unknown[] {
  const documents: readonly unknown[] = isSeq(policies) && policies.tag !== '!If' ? policies.items : [policies];
  return documents.map((policy, index) =>
    inlinePolicy(policy, { PolicyName: `${id}RolePolicy${index}`, place: `${id}.Properties.Policies.${index}` }),
  );
}

function inlinePolicy(policy: unknown, { PolicyName, place }: { readonly PolicyName: string; readonly place: string }): unknown {
  if (isIf(policy)) {
    const [condition, ...branches] = policy.items;
    policy.items = [condition, ...branches.map((branch) => (isNoValue(branch) ? branch : inlinePolicy(branch, { PolicyName, place })))];
    return policy;
  }
  if (!isMap(policy) || !policy.has('Statement')) throw untranslated(place);
  return { PolicyName, PolicyDocument: policy };
}

const isIf = (node: unknown): node is YAMLSeq => isSeq(node) && node.tag === '!If';

const isNoValue = (node: unknown): boolean => isScalar(node) && node.tag === '!Ref' && node.value === 'AWS::NoValue';

const scalar = (document: Document, tag: string, text: string): Node => {
  const node = document.createNode(text);
  node.tag = tag;
  return node;
};

const itemsOf = (map: unknown): Pair<Node, Node>[] => (isMap(map) ? (map.items as Pair<Node, Node>[]) : []);

const keysOf = (map: unknown): ReadonlySet<string> => new Set(itemsOf(map).map(({ key }) => String(key)));

const typeOf = (resource: unknown): string => (isMap(resource) ? String(resource.get('Type')) : '');

const untranslated = (what: string): ReadableError =>
  new ReadableError(
    `template.yml has ${what}, which the release's template without the SAM transform does not translate yet. Fix: translate it in scripts/release/provider-template.ts; test/tools/release-template.test.ts compares the two.`,
  );
