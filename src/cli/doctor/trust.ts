/** Owns what a role's trust policy means to one pool: whom of its identities it lets in, and by which statements. */
import { trustAnchorOf, type TrustAnchor } from '../../core/rules/partition';
import { NO_SETTINGS } from '../../core/settings';
import { IDENTITY_TYPES, type IdentityType, type ObservedPool } from '../../core/state';
import { regionOf, type PoolFacts, type RoleFacts } from './facts';
import { allowsAction, matches, type Condition, type Statement } from './statements';

export interface Trust {
  /** The federated principals that the role trusts, whoever they are. */
  readonly principals: readonly string[];
  /** undefined: AWS's pages do not say how Cognito is named in the region. */
  readonly anchor: TrustAnchor | undefined;
  /** By them identities of some pool of this region sign in. */
  readonly statements: readonly TrustStatement[];
}

export interface TrustStatement {
  /** The pools that it lets in; `anyPool` where no condition on `aud` narrows it. */
  readonly audience: 'thisPool' | 'anyPool' | 'otherPools' | 'otherKey';
  readonly audConditions: readonly Condition[];
  readonly amrConditions: readonly Condition[];
  /** The types of identities that it lets in. */
  readonly admits: readonly IdentityType[];
}

export const trustOf = (facts: PoolFacts, { trust }: RoleFacts): Trust => {
  const anchor = trustAnchorOf(regionOf(facts), NO_SETTINGS);
  const web = trust.filter((statement) => allowsAction(statement, 'sts:AssumeRoleWithWebIdentity'));
  return {
    principals: [...new Set(web.flatMap(({ federated }) => federated))],
    anchor,
    statements: web
      .filter((statement) => trustsCognito(statement, anchor))
      .map((statement) => toTrustStatement(statement, facts.pool, anchor)),
  };
};

/** Statements by which identities of this pool may sign in, whatever their type. */
export const usableBy = ({ statements }: Trust): TrustStatement[] =>
  statements.filter(({ audience }) => audience === 'thisPool' || audience === 'anyPool');

/** Whether sessions of this pool may carry tags. */
export const allowsTags = (facts: PoolFacts, { trust }: RoleFacts): boolean => {
  const anchor = trustAnchorOf(regionOf(facts), NO_SETTINGS);
  return trust
    .filter((statement) => allowsAction(statement, 'sts:TagSession') && trustsCognito(statement, anchor))
    .some((statement) => ['thisPool', 'anyPool'].includes(toTrustStatement(statement, facts.pool, anchor).audience));
};

const trustsCognito = ({ federated }: Statement, anchor: TrustAnchor | undefined): boolean =>
  federated.some((principal) => principal === '*' || (anchor === undefined ? ANY_COGNITO.test(principal) : principal === anchor.principal));

const ANY_COGNITO = /^cognito-identity[\w.-]*$/;

const toTrustStatement = (statement: Statement, pool: ObservedPool, anchor: TrustAnchor | undefined): TrustStatement => {
  const narrowing = statement.conditions.filter(({ operator }) => NARROWING.test(operator));
  const of = (name: string): Condition[] =>
    narrowing.filter(({ key }) =>
      anchor === undefined ? key.toLowerCase().endsWith(`:${name}`) : key.toLowerCase() === `${anchor.conditionPrefix}:${name}`,
    );
  const audConditions = of('aud');
  const amrConditions = of('amr');
  const strayKeys = narrowing.filter(({ key }) => /:aud$/i.test(key));
  return {
    audience: audienceOf(audConditions, strayKeys, pool.id),
    audConditions: audConditions.length > 0 ? audConditions : strayKeys,
    amrConditions,
    admits: IDENTITY_TYPES.filter((type) => amrConditions.every(({ values }) => values.some((value) => admits(value, type, pool)))),
  };
};

/** Operators that let in only what they name. */
const NARROWING = /^(ForAnyValue:|ForAllValues:)?String(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i;

const audienceOf = (conditions: readonly Condition[], strayKeys: readonly Condition[], poolId: string): TrustStatement['audience'] => {
  if (conditions.length === 0) return strayKeys.length === 0 ? 'anyPool' : 'otherKey';
  if (!conditions.every(({ values }) => values.some((value) => matches(value, poolId)))) return 'otherPools';
  return conditions.every(({ values }) => values.some((value) => value !== poolId && matches(value, poolId))) ? 'anyPool' : 'thisPool';
};

/** `amr` of a signed-in identity names the type and the provider, so that a role may be kept to one provider. */
const admits = (pattern: string, type: IdentityType, { developerProviderName }: ObservedPool): boolean =>
  matches(pattern, type) || (type === 'authenticated' && (/[.:/]/.test(pattern) || pattern === developerProviderName));
