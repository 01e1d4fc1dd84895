import type { ErrorObject } from 'ajv';
import schema from '../../../schema.json';
import validateSchema from '../generated/validate';
import { didYouMean } from './did-you-mean';
import { clip, type Issue } from './issue';
import { adviceOnOtherName } from './other-names';
import type { Properties } from '../properties';

/** Every way in which the properties do not fit the schema. */
export const findSchemaIssues = (properties: unknown): Issue[] => {
  // A value can break one rule in two branches of the schema.
  const issues = new Map<string, Issue>();
  for (const issue of findSchemaErrors(properties).map(toIssue)) issues.set(`${issue.path}: ${issue.problem}`, issue);
  return [...issues.values()];
};

/** The validator's errors, without those of branches that the author did not mean. */
export const findSchemaErrors = (properties: unknown): readonly ErrorObject[] =>
  validateSchema(properties) ? [] : explaining(validateSchema.errors ?? [], properties);

/** Drops errors of branches that the author did not mean: of a mapping's other type, and of each single alternative. */
const explaining = (errors: readonly ErrorObject[], properties: unknown): ErrorObject[] =>
  errors.filter(({ keyword, schemaPath, instancePath, params, data }) => {
    const { limit, missingProperty } = params as { limit?: unknown; missingProperty?: unknown };
    if (/\/oneOf\/\d+\/required$/.test(schemaPath) || schemaPath.endsWith('/dependencies/Type/oneOf') || keyword === 'const') return false;
    // Another error says already that it is not an object.
    if (keyword === 'oneOf' && (typeof data !== 'object' || data === null || Array.isArray(data))) return false;
    if (keyword === 'maxItems' && limit === 0) return typeOfMapping(properties, instancePath) === 'Token';
    const wantsRules =
      (keyword === 'required' && missingProperty === 'Rules') || (keyword === 'minItems' && instancePath.endsWith('/Rules'));
    return !wantsRules || typeOfMapping(properties, instancePath) === 'Rules';
  });

const typeOfMapping = (properties: unknown, instancePath: string): unknown => {
  const index = /^\/RoleMappings\/(\d+)/.exec(instancePath)?.[1];
  const mapping = (properties as { RoleMappings?: Record<string, { Type?: unknown }> }).RoleMappings?.[index ?? ''];
  return mapping?.Type;
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
    case 'oneOf':
      return { path, problem: exactlyOne(error) };
    case 'maxItems':
      return {
        path,
        problem:
          params['limit'] === 0
            ? 'has rules, which a mapping of type Token does not take. Remove them, or use Type: Rules.'
            : `${given(error)} is not allowed: ${allowed(error, params)}`,
      };
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
      return `it has to have at ${error.keyword === 'minLength' ? 'least' : 'most'} ${counted(params['limit'], 'character', 'characters')}.`;
    case 'minItems':
    case 'maxItems':
      return `it has to have at ${error.keyword === 'minItems' ? 'least' : 'most'} ${counted(params['limit'], 'entry', 'entries')}.`;
    case 'minimum':
    case 'maximum':
      return `it has to be at ${error.keyword === 'minimum' ? 'least' : 'most'} ${String(params['limit'])}.${meaning}`;
    default:
      return `it ${error.message ?? 'does not fit'}.`;
  }
};

const counted = (count: unknown, one: string, several: string): string => `${String(count)} ${count === 1 ? one : several}`;

const withArticle = (type: unknown): string => {
  const names = (Array.isArray(type) ? type : String(type).split(',')).map((name) =>
    name === 'array' ? 'a list' : /^[aeio]/.test(String(name)) ? `an ${name}` : `a ${name}`,
  );
  return names.join(' or ');
};

const unknownProperty = (error: ErrorObject, name: string): string => {
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const isAttribute = error.instancePath === '' && schema.readOnlyProperties.includes(`/properties/${name}`);
  if (isAttribute) return 'is an attribute that this resource gives; a template cannot set it. Remove it.';
  const advice = adviceOnOtherName(error.instancePath, name);
  const hint = advice === undefined ? didYouMean(clip(name), known) : ` ${advice}`;
  return `is not a property of this resource.${hint} Known here: ${known.sort().join(', ')}.`;
};

const exactlyOne = ({ schema: alternatives, data }: ErrorObject): string => {
  const names = (alternatives as readonly { required?: readonly string[] }[]).flatMap(({ required = [] }) => required);
  const givenNames = names.filter((name) => Object.hasOwn(data as object, name));
  return `needs exactly one of ${names.join(', ')}; given: ${givenNames.length === 0 ? 'none' : givenNames.join(', ')}.`;
};

/** Arn and Create each stand alone: the schema says so as "at most one property, if this one is there". */
const standsAlone = (error: ErrorObject): string => {
  const names = Object.keys(error.data as object);
  const alone = /dependencies\/(\w+)\//.exec(error.schemaPath)?.[1] ?? 'Arn';
  const meaning = alone === 'Arn' ? 'names a role that exists and is used as it is' : 'says that there is no role';
  return `${alone} ${meaning}, so it stands alone; given beside it: ${names.filter((name) => name !== alone).join(', ')}. Remove either.`;
};

/** Of a JSON pointer, such as `/Tags/0/Key`. */
export function partsOfPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

const pathOf = (instancePath: string): string =>
  partsOfPointer(instancePath)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${clip(part)}`))
    .join('')
    .replace(/^\./, '');

/** The value as given, cut short. Nothing near a write-only property is shown, because a mistyped secret is a secret too. */
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

/** The validator's errors on properties that may have been deployed. A missing write-only value is none: CloudFormation does not keep those. */
export function findErrorsOfDeployed(given: unknown): readonly ErrorObject[] {
  if (validateSchema(given)) return [];
  return (validateSchema.errors ?? []).filter((error) => !(error.keyword === 'required' && SECRET_PLACES.includes(error.instancePath)));
}

/** The properties without those that break the schema: they can never have been deployed. */
export function usableProperties(given: unknown): Properties {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const errors = findErrorsOfDeployed(given);
  const broken = new Set(
    errors.map(
      ({ instancePath, params }) => instancePath.split('/')[1] ?? String((params as { additionalProperty?: unknown }).additionalProperty),
    ),
  );
  return Object.fromEntries(Object.entries(given).filter(([name]) => !broken.has(name)));
}
