/** Owns what guests may do: more than anybody should, or more than the enhanced flow ever lets them. */
import type { PermissionStatement, PoolFacts } from '../facts';
import type { Check } from '../finding';
import { matches } from '../statements';

export const guestsWide: Check = (facts) =>
  grantsToGuests(facts, ({ actions, notActions }) =>
    notActions.length > 0 ? [`everything but ${notActions.join(', ')}`] : actions.filter((action) => isWide(action)),
  ).map(({ arn, policy, found }) => ({
    id: 'guest-wide-actions',
    severity: 'high',
    about: `${arn}, the role of guests`,
    evidence: `${policy} allows ${found.join(', ')}: anybody on the internet is a guest.`,
    mend: 'Name the few actions that guests need, on the resources that they need.',
  }));

export const guestsBeyondEnhancedFlow: Check = (facts) =>
  grantsToGuests(facts, ({ actions }) => actions.filter((action) => isBeyond(action))).map(({ arn, policy, found }) => ({
    id: 'guest-beyond-enhanced-flow',
    severity: 'low',
    about: `${arn}, the role of guests`,
    evidence: `${policy} allows ${found.join(', ')}, which the enhanced flow lets no guest do, whatever the role says.`,
    mend: 'Remove it, or let only signed-in identities do it.',
  }));

const grantsToGuests = (
  { pool, assignments, roles }: PoolFacts,
  find: (statement: PermissionStatement) => readonly string[],
): { arn: string; policy: string; found: readonly string[] }[] => {
  const arn = assignments.roles.unauthenticated;
  if (!pool.allowUnauthenticatedIdentities || arn === undefined) return [];
  return (roles[arn]?.permissions ?? [])
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ arn, policy: statement.policy, found: find(statement) }))
    .filter(({ found }) => found.length > 0);
};

const isWide = (action: string): boolean => /^\*+$/.test(action) || (/^[^:]+:\*+$/.test(action) && !isBeyond(action));

/** A wider action than what guests may do is not beyond it: a part of it works. */
const isBeyond = (action: string): boolean =>
  !ENHANCED_FLOW.some((allowed) => matches(allowed, action.toLowerCase()) || matches(action.toLowerCase(), allowed));

/**
 * What the two session policies of the enhanced flow allow guests, the inline one and AmazonCognitoUnAuthedIdentitiesSessionPolicy together.
 * Sources: Cognito developer guide, "IAM roles", services that unauthenticated identities can access; managed policy reference.
 */
const ENHANCED_FLOW = [
  ...['appsync', 'cloudwatch', 'codewhisperer', 'cognito-identity', 'cognito-idp', 'cognito-sync', 'comprehend', 'dynamodb', 'execute-api'],
  ...['firehose', 'gamelift', 'iot', 'kinesis', 'lambda', 'lex', 'logs', 'machinelearning', 'mobileanalytics', 'mobiletargeting'],
  ...['personalize', 'polly', 'rekognition', 's3', 'sdb', 'ses', 'sns', 'sqs', 'transcribe', 'translate'],
]
  .map((service) => `${service}:*`)
  .concat(
    ['rum:putrumevents', 'sagemaker:invokeendpoint', 'textract:detectdocumenttext', 'textract:analyzedocument'],
    ['geo:getmap*', 'geo:listmaps', 'geo:searchplaceindex*', 'geo:getplace', 'geo:calculateroute*', 'geo:*geofence', 'geo:*geofences'],
    ['geo:*deviceposition*', 'kms:encrypt', 'kms:decrypt', 'kms:reencryptto', 'kms:reencryptfrom', 'kms:generatedatakey'],
    ['kms:generatedatakeypair', 'kms:generatedatakeypairwithoutplaintext', 'kms:generatedatakeywithoutplaintext'],
  );
