/** Owns finding every problem of a request before the first AWS call: what the schema says, and what it cannot say. */
import type { ErrorObject } from 'ajv';
import { closest, distance } from 'fastest-levenshtein';
import schema from '../../schema.json';
import { roleProperty } from './desire';
import validateSchema from './generated/validate';
import type { Operation } from './operation';
import type { Properties } from './properties';
import { isMark, MARK_PREFIX, POOL_MARK_COUNT, ROLE_MARK_COUNT } from './rules/ownership';
import { trustPrincipalOf } from './rules/partition';
import { parsePolicyDocument } from './rules/policy-document';
import { IDENTITY_TYPES, type IdentityType } from './state';

export interface Issue {
  /** Such as `AuthenticationProviders.UserPools[0].UserPoolId`; empty for the properties as a whole. */
  readonly path: string;
  /** What is wrong, what was given and what is allowed. */
  readonly problem: string;
}

/** Every problem of what a template asks for; none means that no value is refused for its form. */
export const findIssues = (operation: Pick<Operation, 'desired' | 'region' | 'stackTags'>): Issue[] => {
  if (!validateSchema(operation.desired)) return issuesOf(validateSchema.errors ?? []);
  return [
    ...tagIssues(operation),
    ...providerIssues(operation.desired),
    ...IDENTITY_TYPES.flatMap((type) => roleIssues(operation, type)),
    ...roleNameIssues(operation.desired),
  ];
};

/**
 * The previous properties, less each that could never have been applied: after a refused update CloudFormation sends the refused
 * properties as the previous ones. A missing write-only value refuses nothing here, since CloudFormation does not keep those.
 */
export const usablePrevious = (previous: Properties): Properties => {
  if (validateSchema(previous)) return previous;
  const broken = new Set(
    (validateSchema.errors ?? [])
      .filter((error) => !(error.keyword === 'required' && SECRET_PLACES.includes(error.instancePath)))
      .map((error) => error.instancePath.split('/')[1] ?? String((error.params as { additionalProperty?: unknown }).additionalProperty)),
  );
  return Object.fromEntries(Object.entries(previous).filter(([name]) => !broken.has(name)));
};

/** One text for a stack event. */
export const describeIssues = (issues: readonly Issue[]): string => {
  const lines = issues.map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`));
  return lines.length === 1
    ? `Invalid property. ${lines[0] ?? ''}`
    : `${lines.length} invalid properties. ${lines.map((line, index) => `(${index + 1}) ${line}`).join(' ')}`;
};

const issuesOf = (errors: readonly ErrorObject[]): Issue[] => {
  const issues = errors.map(toIssue);
  // A value can break one rule in two branches of the schema.
  return issues.filter(
    ({ path, problem }, index) => issues.findIndex((other) => other.path === path && other.problem === problem) === index,
  );
};

const toIssue = (error: ErrorObject): Issue => {
  const path = pathOf(error.instancePath);
  const inside = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties':
      return {
        path: inside(clip(String(params['additionalProperty']))),
        problem: unknownProperty(error, String(params['additionalProperty'])),
      };
    case 'required':
      return { path: inside(String(params['missingProperty'])), problem: 'is missing and has to be given.' };
    case 'maxProperties':
      return { path, problem: standsAlone(error) };
    default:
      return { path, problem: `${given(error)} is not allowed: ${allowed(error, params)}` };
  }
};

const allowed = (error: ErrorObject, params: Readonly<Record<string, unknown>>): string => {
  const description = (error.parentSchema as { description?: string } | undefined)?.description;
  const meaning = description === undefined ? '' : ` ${description}`;
  switch (error.keyword) {
    case 'type':
      return `it has to be ${withArticle(params['type'])}.`;
    case 'enum':
      return `allowed ${Array.isArray(params['allowedValues']) && params['allowedValues'].length === 1 ? 'is' : 'are'} ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}.${meaning}`;
    case 'pattern':
      return `it has to match ${String(params['pattern'])}.${meaning}`;
    case 'minLength':
    case 'maxLength':
      return `it has to have at ${error.keyword === 'minLength' ? 'least' : 'most'} ${String(params['limit'])} characters.`;
    case 'minItems':
    case 'maxItems':
      return `it has to have at ${error.keyword === 'minItems' ? 'least' : 'most'} ${String(params['limit'])} entries.`;
    case 'minimum':
    case 'maximum':
      return `it has to be at ${error.keyword === 'minimum' ? 'least' : 'most'} ${String(params['limit'])}.${meaning}`;
    default:
      return `it ${error.message ?? 'does not fit'}.`;
  }
};

const withArticle = (type: unknown): string => {
  const names = (Array.isArray(type) ? type : String(type).split(',')).map((name) =>
    /^[aeio]/.test(String(name)) ? `an ${name}` : `a ${name}`,
  );
  return names.join(' or ');
};

const unknownProperty = (error: ErrorObject, name: string): string => {
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const isAttribute = error.instancePath === '' && schema.readOnlyProperties.includes(`/properties/${name}`);
  if (isAttribute) return 'is an attribute that this resource gives; a template cannot set it. Remove it.';
  const nearest = known.length > 0 ? closest(name, known) : undefined;
  const hint =
    nearest !== undefined && distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, nearest.length / 3)
      ? ` Did you mean ${nearest}?`
      : '';
  return `is not a property of this resource.${hint} Known here: ${known.sort().join(', ')}.`;
};

/** Arn and Create each stand alone: the schema says so as "at most one property, if this one is there". */
const standsAlone = (error: ErrorObject): string => {
  const names = Object.keys(error.data as object);
  const alone = /dependencies\/(\w+)\//.exec(error.schemaPath)?.[1] ?? 'Arn';
  const meaning = alone === 'Arn' ? 'names a role that exists and is used as it is' : 'says that there is no role';
  return `${alone} ${meaning}, so it stands alone; given beside it: ${names.filter((name) => name !== alone).join(', ')}. Remove either.`;
};

const pathOf = (instancePath: string): string =>
  instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${clip(part)}`))
    .join('')
    .replace(/^\./, '');

/** The value as given, cut short; nothing of what lies around a write-only property, for a mistyped secret is one too. */
const given = (error: ErrorObject): string => {
  if (isNearSecret(error.instancePath)) return 'The given value (not shown)';
  const { data } = error;
  if (Array.isArray(data)) return `A list of ${data.length}`;
  if (typeof data === 'object' && data !== null) return 'An object';
  return clip(JSON.stringify(data));
};

const SECRET_PLACES = schema.writeOnlyProperties.map((pointer) => pointer.replace('/properties', '').split('/').slice(0, -1).join('/'));

const isNearSecret = (instancePath: string): boolean =>
  SECRET_PLACES.some((place) => instancePath.startsWith(place) || place.startsWith(`${instancePath}/`));

const clip = (text: string): string => (text.length <= 80 ? text : `${text.slice(0, 77)}...`);

const tagIssues = ({ desired, stackTags }: Pick<Operation, 'desired' | 'stackTags'>): Issue[] => {
  const tags = desired.Tags ?? [];
  const issues: Issue[] = [];
  tags.forEach(({ Key }, index) => {
    if (isMark(Key))
      issues.push({
        path: `Tags[${index}].Key`,
        problem: `${JSON.stringify(Key)} is not allowed: ${MARK_PREFIX} is reserved for the marks of this type.`,
      });
    const first = tags.findIndex((tag) => tag.Key === Key);
    if (first < index)
      issues.push({
        path: `Tags[${index}].Key`,
        problem: `${JSON.stringify(Key)} is there already, at Tags[${first}]. Each key may be given once.`,
      });
  });
  const count = new Set([...Object.keys(stackTags), ...tags.map(({ Key }) => Key)]).size;
  const marks = Math.max(POOL_MARK_COUNT, hasCreatedRole(desired) ? ROLE_MARK_COUNT : 0);
  if (count + marks > AWS_TAG_LIMIT)
    issues.push({
      path: 'Tags',
      problem: `${count} tags, those of the stack among them, are too many: AWS takes ${AWS_TAG_LIMIT}, and this type marks what it creates with ${marks} of its own.`,
    });
  return issues;
};

const AWS_TAG_LIMIT = 50;

const hasCreatedRole = (desired: Properties): boolean => IDENTITY_TYPES.some((identityType) => isCreated(desired, identityType));

const isCreated = (desired: Properties, identityType: IdentityType): boolean => {
  const role = roleProperty(desired, identityType);
  return role?.Arn === undefined && role?.Create !== false;
};

const providerIssues = ({ AuthenticationProviders: providers = {} }: Properties): Issue[] => {
  const issues: Issue[] = [];
  const clients = (providers.UserPools ?? []).map(({ UserPoolId, UserPoolClientId }) => `${UserPoolId}:${UserPoolClientId}`);
  issues.push(...repeats('AuthenticationProviders.UserPools', clients, 'Each app client may be given once.'));
  for (const list of ['OpenIdConnectProviderArns', 'SamlProviderArns'] as const)
    issues.push(...repeats(`AuthenticationProviders.${list}`, providers[list] ?? [], 'Each ARN may be given once.'));
  if (providers.Twitter !== undefined && `${providers.Twitter.ConsumerKey};${providers.Twitter.ConsumerSecret}`.length > 128)
    issues.push({
      path: 'AuthenticationProviders.Twitter',
      problem: 'ConsumerKey and ConsumerSecret together have more than 127 characters, the most that Cognito stores.',
    });
  return issues;
};

const repeats = (path: string, values: readonly string[], rule: string): Issue[] =>
  values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return first === index
      ? []
      : [{ path: `${path}[${index}]`, problem: `${clip(JSON.stringify(value))} is there already, at [${first}]. ${rule}` }];
  });

const roleIssues = ({ desired, region }: Pick<Operation, 'desired' | 'region'>, identityType: IdentityType): Issue[] => {
  const path = identityType === 'authenticated' ? 'AuthenticatedRole' : 'UnauthenticatedRole';
  const role = roleProperty(desired, identityType);
  const issues: Issue[] = [];
  if (isCreated(desired, identityType) && trustPrincipalOf(region) === undefined)
    issues.push({
      path,
      problem: `no role can be created in ${region}: AWS's pages do not agree under which name roles trust Cognito there. Give a role that exists as Arn, or Create: false.`,
    });
  (role?.Policies ?? []).forEach(({ PolicyDocument }, index) => {
    if (parsePolicyDocument(PolicyDocument) === undefined)
      issues.push({
        path: `${path}.Policies[${index}].PolicyDocument`,
        problem: 'is text that is not a JSON object. Give the policy as an object or as JSON text.',
      });
  });
  const names = (role?.Policies ?? []).map(({ PolicyName }) => PolicyName);
  issues.push(...repeats(`${path}.Policies`, names, 'Each PolicyName may be given once.'));
  issues.push(...repeats(`${path}.ManagedPolicyArns`, role?.ManagedPolicyArns ?? [], 'Each ARN may be given once.'));
  return issues;
};

/** IAM compares role names without regard to case. */
const roleNameIssues = ({ AuthenticatedRole, UnauthenticatedRole }: Properties): Issue[] => {
  const name = UnauthenticatedRole?.RoleName;
  if (name === undefined || name.toLowerCase() !== AuthenticatedRole?.RoleName?.toLowerCase()) return [];
  return [
    {
      path: 'UnauthenticatedRole.RoleName',
      problem: `${JSON.stringify(name)} is the name of AuthenticatedRole too. Two roles need two names.`,
    },
  ];
};
