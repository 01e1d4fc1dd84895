/** A policy document, statement by statement. IAM takes one text wherever it takes a list. */
import type { PolicyDocument } from '../../core/state';
import { isLike } from './wildcards';

export interface Statement {
  /** Counted from 1, in the order of the document. */
  readonly number: number;
  readonly sid?: string;
  readonly isDeny: boolean;
  readonly actions: Names;
  /** undefined: the statement has no Resource, as in a trust policy. */
  readonly resources: Names | undefined;
  readonly principals: Principals;
  readonly conditions: readonly Condition[];
  /** IAM replaces policy variables only in documents of this version on. */
  readonly hasVariables: boolean;
}

/** `isNot`: everything but these (NotAction, NotResource). */
export interface Names {
  readonly isNot: boolean;
  readonly patterns: readonly string[];
}

export interface Principals {
  /** NotPrincipal: everybody but these. */
  readonly isNot: boolean;
  readonly members: readonly Principal[];
}

export interface Principal {
  readonly kind: 'everybody' | 'aws' | 'federated' | 'service' | 'canonical user' | 'other';
  readonly name: string;
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export function statementsOf(document: PolicyDocument): Statement[] {
  const hasVariables = document['Version'] === '2012-10-17';
  return listOf(document['Statement'])
    .filter(isObject)
    .map((raw, index) => toStatement(raw, index + 1, hasVariables));
}

function toStatement(raw: Readonly<Record<string, unknown>>, number: number, hasVariables: boolean): Statement {
  const { Sid, Effect, Principal, NotPrincipal, Resource, NotResource } = raw;
  return {
    number,
    ...(typeof Sid === 'string' && Sid !== '' ? { sid: Sid } : {}),
    isDeny: Effect === 'Deny',
    actions: namesIn(raw['Action'], raw['NotAction']),
    resources: Resource === undefined && NotResource === undefined ? undefined : namesIn(Resource, NotResource),
    principals:
      Principal === undefined && NotPrincipal !== undefined
        ? { isNot: true, members: principalsIn(NotPrincipal) }
        : { isNot: false, members: principalsIn(Principal) },
    conditions: conditionsIn(raw['Condition']),
    hasVariables,
  };
}

function namesIn(named: unknown, notNamed: unknown): Names {
  return named === undefined && notNamed !== undefined
    ? { isNot: true, patterns: textsOf(notNamed) }
    : { isNot: false, patterns: textsOf(named) };
}

const KINDS: Readonly<Record<string, Principal['kind']>> = {
  AWS: 'aws',
  Federated: 'federated',
  Service: 'service',
  CanonicalUser: 'canonical user',
};

/** `*`, and every AWS account, stand for everybody. */
function principalsIn(value: unknown): Principal[] {
  if (value === '*') return [{ kind: 'everybody', name: '*' }];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([type, names]) =>
    textsOf(names).map((name): Principal => {
      const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
      return { kind: kind === 'aws' && name === '*' ? 'everybody' : (kind ?? 'other'), name };
    }),
  );
}

function conditionsIn(blocks: unknown): Condition[] {
  return Object.entries(isObject(blocks) ? blocks : {}).flatMap(([operator, block]) =>
    Object.entries(isObject(block) ? block : {}).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
  );
}

/** Actions are compared without regard to case. */
export function namesAction({ isNot, patterns }: Names, action: string): boolean {
  return patterns.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) !== isNot;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function textsOf(value: unknown): string[] {
  return listOf(value)
    .filter((member) => typeof member !== 'object')
    .map(String);
}
