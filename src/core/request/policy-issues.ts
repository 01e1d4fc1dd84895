import { parsePolicyDocument } from '../rules/policy-document';
import { didYouMean } from './did-you-mean';
import { clip, type Issue } from './issue';

/** Nothing in IAM's grammar is called so; the libraries on the way to an answer stumble over them after the pool is created. */
export const FOREIGN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** The elements of a policy and of its statements (IAM user guide, "Grammar of the IAM JSON policy language"). */
const OF_POLICY = ['Version', 'Id', 'Statement'];
const OF_STATEMENT = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * What IAM certainly refuses, but only after the pool and the role are created: an element that the grammar does not have, such as `Actions`.
 * What else makes a policy wrong is IAM's to say.
 */
export function policyIssues(path: string, given: unknown): Issue[] {
  const document = parsePolicyDocument(given);
  if (document === undefined)
    return [{ path, problem: 'is text that is not a JSON object. Give the policy as an object or as JSON text.' }];
  if (hasForeignKey(document))
    return [{ path, problem: `has a key that no policy has, one of ${[...FOREIGN_KEYS].join(', ')}. Remove it.` }];
  const { Statement } = document as { readonly Statement?: unknown };
  const statements = Array.isArray(Statement) ? (Statement as unknown[]) : [];
  return [
    ...unknownElements(path, document, OF_POLICY),
    ...unknownElements(`${path}.Statement`, Statement, OF_STATEMENT),
    ...statements.flatMap((statement, index) => unknownElements(`${path}.Statement[${String(index)}]`, statement, OF_STATEMENT)),
  ];
}

function unknownElements(path: string, value: unknown, known: readonly string[]): Issue[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  // Whether IAM takes `effect` for Effect, its pages do not say.
  const isKnown = (name: string): boolean => known.some((each) => each.toLowerCase() === name.toLowerCase());
  return Object.keys(value)
    .filter((name) => !isKnown(name))
    .map((name) => ({
      path: `${path}.${clip(name)}`,
      problem: `is no element of a policy here.${didYouMean(clip(name), known)} Known here: ${known.join(', ')}.`,
    }));
}

function hasForeignKey(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([key, inner]) => FOREIGN_KEYS.has(key) || hasForeignKey(inner))
  );
}
