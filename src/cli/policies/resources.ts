/** How far the Resource of a statement reaches. */
import type { Names } from './document';

export type Scope =
  /** Whatever there is of the kind, in the account or beyond. */
  | 'everything'
  | 'named'
  /** What belongs to the identity that asks. */
  | 'own';

/** NotResource leaves all the others. */
export function scopeOf({ isNot, patterns }: Names): Scope {
  if (isNot || patterns.some(isUnlimited)) return 'everything';
  return patterns.length > 0 && patterns.every(isPersonal) ? 'own' : 'named';
}

export function describeResources({ isNot, patterns }: Names): string {
  if (isNot) return `everything but ${patterns.join(', ')}`;
  const [first = 'nothing', second, ...more] = patterns;
  return [first, ...(second === undefined ? [] : [second]), ...(more.length === 0 ? [] : [`${more.length} more`])].join(', ');
}

/** The first part of a resource that names its type and not itself; of S3, SQS and SNS there is none. */
const TYPES = new Set([
  ...['table', 'function', 'layer', 'stream', 'deliverystream', 'secret', 'parameter', 'key'],
  ...['role', 'user', 'group', 'policy', 'domain', 'log-group', 'collection', 'bot', 'project', 'apis', 'apps', 'instance', 'db'],
  ...['cluster', 'workgroup', 'identitypool', 'userpool', 'stack', 'repository', 'alarm', 'foundation-model', 'endpoint', 'model'],
]);

/** These are ordinary names in other services. */
const TYPES_OF_IOT = new Set(['client', 'thing', 'topic', 'topicfilter']);

function isUnlimited(pattern: string): boolean {
  const resource = pattern.startsWith('arn:') || pattern.startsWith('*:') ? pattern.split(':').slice(5).join(':') : pattern;
  if (pattern.includes(':') && resource === '') return /\*$/.test(pattern);
  const [first = '', ...rest] = resource.split(/[/:]/);
  return (isType(pattern, first) && rest.length > 0 ? rest : [first, ...rest]).every((part) => /^\*+$/.test(part));
}

/** Differs from identity to identity. */
export function isPersonal(text: string): boolean {
  return /\$\{(cognito-identity[\w.-]*:sub|[\w.-]*cognito-idp[^}]*:sub|aws:PrincipalTag\/[^}]+|aws:userid)/i.test(text);
}

function isType(pattern: string, first: string): boolean {
  return TYPES.has(first) || (TYPES_OF_IOT.has(first) && pattern.split(':')[2] === 'iot');
}
