/** Whether a trust policy lets a federated identity do something to the role, by IAM's own logic: a Deny beats an Allow, and every condition has to hold. */
import type { PolicyDocument } from '../../core/state';
import { weighConditions, type WeighedCondition } from './conditions';
import { namesAction, statementsOf, type Principals, type Statement } from './document';
import { parseOperator } from './operators';
import type { RequestKeys } from './request-keys';
import { all, any, not, type Truth } from './truth';

export interface TrustRequest {
  /** The federated principal. */
  readonly principal: string;
  readonly action: string;
  readonly keys: RequestKeys;
}

export interface WeighedTrust {
  readonly allowed: Truth;
  /** What decides, or what stands in the way, statement by statement; parts of sentences. */
  readonly reasons: readonly string[];
  readonly statements: readonly WeighedStatement[];
}

export interface WeighedStatement {
  readonly statement: Statement;
  readonly applies: Truth;
  /** What stands in the way first; absent if the statement applies. */
  readonly obstacle?: Obstacle;
}

export type Obstacle =
  | { readonly kind: 'action' }
  | { readonly kind: 'principal' }
  /** Those that fail or, if none fails, those that are not known. */
  | { readonly kind: 'conditions'; readonly conditions: readonly WeighedCondition[] };

export function weighTrust(document: PolicyDocument, request: TrustRequest): WeighedTrust {
  const statements = statementsOf(document).map((statement) => weighStatement(statement, request));
  const allows = statements.filter(({ statement }) => !statement.isDeny);
  const denies = statements.filter(({ statement }) => statement.isDeny);
  const allowed = all([any(allows.map(({ applies }) => applies)), not(any(denies.map(({ applies }) => applies)))]);
  return { allowed, reasons: allowed === true ? [] : reasonsOf(allows, denies, request), statements };
}

function weighStatement(statement: Statement, { principal, action, keys }: TrustRequest): WeighedStatement {
  if (!namesAction(statement.actions, action)) return { statement, applies: false, obstacle: { kind: 'action' } };
  if (!namesFederated(statement.principals, principal)) return { statement, applies: false, obstacle: { kind: 'principal' } };
  const conditions = weighConditions(statement, keys);
  const applies = all(conditions.map(({ holds }) => holds));
  if (applies === true) return { statement, applies };
  const deciding = conditions.filter(({ holds }) => holds === applies);
  return { statement, applies, obstacle: { kind: 'conditions', conditions: deciding } };
}

export function namesFederated({ isNot, members }: Principals, name: string): boolean {
  const isNamed = members.some(
    ({ kind, name: member }) => kind === 'everybody' || (kind === 'federated' && (member === '*' || member === name)),
  );
  // Without a principal a statement is for nobody.
  return isNamed !== isNot;
}

function reasonsOf(allows: readonly WeighedStatement[], denies: readonly WeighedStatement[], request: TrustRequest): string[] {
  const denying = denies.filter(({ applies }) => applies === true);
  if (denying.length > 0) return denying.map(({ statement }) => `statement ${statement.number} of its trust policy denies it`);
  const open = [...denies, ...allows].filter(({ applies }) => applies === 'unknown');
  if (open.length > 0)
    return open.map((weighed) => `statement ${weighed.statement.number} of its trust policy depends on ${because(weighed, request)}`);
  const named = allows.map((weighed) =>
    allows.length > 1 ? `in statement ${weighed.statement.number} ${because(weighed, request)}` : because(weighed, request),
  );
  return named.length === 0 ? ['its trust policy allows nothing'] : named;
}

/** Why a statement does not apply, or may not: a part of a sentence. */
export function because({ statement, obstacle }: WeighedStatement, { principal, action, keys }: TrustRequest): string {
  switch (obstacle?.kind) {
    case undefined:
      return 'it applies';
    case 'action':
      return `its trust policy does not allow ${action}`;
    case 'principal':
      return `its trust policy trusts ${describePrincipals(statement.principals)}, and Cognito comes as ${principal}`;
    case 'conditions':
      return obstacle.conditions.map((condition) => explainCondition(condition, keys)).join(', and ');
  }
}

function describePrincipals({ isNot, members }: Principals): string {
  const named = members.filter(({ kind }) => kind === 'federated' || kind === 'everybody').map(({ name }) => name);
  if (isNot) return `everybody but ${named.join(', ')}`;
  return named.length === 0 ? 'no federated provider' : named.join(', ');
}

export function describeCondition({ operator, key, values }: WeighedCondition['condition']): string {
  return `${operator} ${key} ${values.join(' or ')}`;
}

export function explainCondition({ condition, problem }: WeighedCondition, keys: RequestKeys): string {
  const { key, operator } = condition;
  const found = keys(key.toLowerCase());
  const shown = `the condition ${describeCondition(condition)}`;
  switch (problem) {
    case 'not known':
      return `${shown}, which cannot be known here`;
    case 'absent key':
      return `${shown} fails, because no sign-in has the key ${key}`;
    case 'several values':
      return `${shown} fails, because ${key} has several values and needs ForAnyValue`;
    case 'plain wildcard':
      return `${shown} fails, because ${parseOperator(operator).base === 'stringequals' ? 'StringEquals' : operator} takes a wildcard as a plain character; StringLike does not`;
    case 'other values too':
      return `${shown} fails, because ${key} is ${valuesOf(found)}, and ForAllValues asks for no value beside those that are named`;
    default:
      return `${shown} fails, because ${key} is ${valuesOf(found)}`;
  }
}

function valuesOf(found: ReturnType<RequestKeys>): string {
  switch (found.kind) {
    case 'single':
      return found.value;
    case 'multi':
      return found.values.join(', ');
    case 'unknown':
      return found.form === undefined ? 'not known' : `of the form ${found.form}`;
    case 'absent':
      return 'not there';
  }
}
