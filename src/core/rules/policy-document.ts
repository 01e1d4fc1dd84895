import type { PolicyDocument } from '../state';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** undefined: the text is not a JSON object. */
export const parsePolicyDocument = (document: unknown): PolicyDocument | undefined => {
  if (typeof document !== 'string') return isObject(document) ? document : undefined;
  try {
    const parsed: unknown = JSON.parse(document);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Whether IAM would decide the same by both: a list of one is its one member, the order of lists and keys does not matter,
 * and CloudFormation may have turned booleans and numbers into strings.
 */
export const samePolicy = (one: PolicyDocument, other: PolicyDocument): boolean => canonical(one) === canonical(other);

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) {
    const members = [...new Set(value.map(canonical))].sort();
    return members.length === 1 ? String(members[0]) : JSON.stringify(members);
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${entries.sort().join(',')}}`;
  }
  return JSON.stringify(String(value));
};

/** Characters without white space, which IAM does not count. */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}
