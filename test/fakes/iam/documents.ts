/** Which policy documents IAM accepts: their grammar, their size, and the condition it demands of a trust in Cognito. */
import { Refusal } from '../operation';
import type { World } from '../world';
import { limitExceeded } from './role';

type Statement = Readonly<Record<string, unknown>>;

const malformed = (message: string): Refusal => new Refusal('MalformedPolicyDocumentException', message);

export const checkTrustPolicy = (world: World, text: string): void => {
  statementsOf(text).forEach((statement) => {
    checkStatement(statement);
    if (statement.Resource !== undefined || statement.NotResource !== undefined) throw malformed('Has prohibited field Resource');
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) throw malformed('Missing required field Principal');
    if (!listOf(statement.Action).every((action) => /^sts:/i.test(action))) {
      throw malformed('AssumeRole policy may only specify STS AssumeRole actions.');
    }
    checkCognitoTrust(statement);
  });
  const quota = world.quotas.trustPolicySize;
  if (sizeOf(text) > quota) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${String(quota)}`);
};

export const checkPermissionsPolicy = (text: string): void => {
  statementsOf(text).forEach((statement) => {
    checkStatement(statement);
    if (statement.Principal !== undefined || statement.NotPrincipal !== undefined) {
      throw malformed('Policy document should not specify a principal.');
    }
    if ((statement.Resource === undefined) === (statement.NotResource === undefined))
      throw malformed('Policy statement must contain resources.');
    const resource = [...listOf(statement.Resource), ...listOf(statement.NotResource)].find((one) => !/^(\*|arn:.+)$/.test(one));
    if (resource !== undefined) throw malformed(`Resource ${resource} must be in ARN format or "*".`);
  });
};

/** White space does not count toward IAM's quotas. */
export const sizeOf = (text: string): number => text.replace(/\s/g, '').length;

const statementsOf = (text: string): readonly Statement[] => {
  const document = parse(text);
  if (!isRecord(document)) throw malformed('Syntax errors in policy.');
  const unknown = Object.keys(document).find((key) => !['Version', 'Id', 'Statement'].includes(key));
  if (unknown !== undefined) throw malformed(`Syntax errors in policy: ${unknown}`);
  const { Version: version, Statement: given } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') throw malformed('Policy Version is invalid.');
  const statements: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (statements.length === 0) throw malformed('Policy statement must not be empty.');
  return statements.map((statement) => {
    if (!isRecord(statement)) throw malformed('Syntax errors in policy: Statement');
    return statement;
  });
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed('This policy contains invalid Json');
    throw error;
  }
};

const FIELDS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

const checkStatement = (statement: Statement): void => {
  const unknown = Object.keys(statement).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) throw malformed(`Syntax errors in policy: ${unknown}`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw malformed('Missing required field Effect');
  if ((statement.Action === undefined) === (statement.NotAction === undefined)) throw malformed('Missing required field Action');
  const actions = [...listOf(statement.Action), ...listOf(statement.NotAction)];
  if (actions.length === 0) throw malformed('Policy statement must contain actions.');
  if (!actions.every((action) => /^(\*|[\w-]+:[\w*?]+)$/.test(action))) {
    throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
};

const COGNITO = /^cognito-identity[\w.-]*\.amazonaws\.(com|com\.cn|eu)$/;

/**
 * IAM refuses a trust in an identity provider that all customers share unless a claim narrows it; for Cognito the claim is `aud`
 * (IAM user guide, id_roles_providers_oidc_secure-by-default). Its words for the refusal are not published: these are ours.
 */
const checkCognitoTrust = (statement: Statement): void => {
  const federated = isRecord(statement.Principal) ? listOf(statement.Principal.Federated) : [];
  if (statement.Effect !== 'Allow' || !federated.some((principal) => COGNITO.test(principal))) return;
  const conditions = isRecord(statement.Condition) ? Object.entries(statement.Condition) : [];
  const narrows = conditions
    // ForAllValues and IfExists hold for a token without the claim, and the negated operators for any but one.
    .filter(([operator]) => /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/.test(operator))
    .flatMap(([, keys]) => (isRecord(keys) ? Object.entries(keys) : []))
    .some(([key, values]) => /^cognito-identity.*:aud$/i.test(key) && !listOf(values).includes('*') && listOf(values).length > 0);
  if (!narrows) throw malformed(`Trust in ${federated.join(', ')} must be narrowed by a condition on the aud claim.`);
};

const listOf = (value: unknown): readonly string[] => {
  if (value === undefined) return [];
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  return members.map((member) => {
    if (typeof member !== 'string') throw malformed('Syntax errors in policy.');
    return member;
  });
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
