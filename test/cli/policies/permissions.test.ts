import { grantsOf, limitOf, type Limit } from '../../../src/cli/policies/permissions';
import { scopeOf, type Scope } from '../../../src/cli/policies/resources';

const SUB = '${cognito-identity.amazonaws.com:sub}';

it.each<[scope: Scope, resources: string | string[]]>([
  ['everything', '*'],
  ['everything', '**'],
  ['everything', 'arn:aws:s3:::*'],
  ['everything', 'arn:aws:s3:::*/*'],
  ['everything', 'arn:aws:dynamodb:*:*:table/*'],
  ['everything', 'arn:aws:dynamodb:eu-west-1:123456789012:*'],
  ['everything', 'arn:aws:lambda:eu-west-1:123456789012:function:*'],
  ['everything', 'arn:aws:iam::123456789012:role/*'],
  ['everything', 'arn:aws:iot:eu-west-1:123456789012:topic/*'],
  ['everything', 'arn:aws:sqs:*:*:*'],
  ['everything', ['arn:aws:s3:::mine/*', '*']],
  ['everything', 'arn:aws:*'],
  ['named', 'arn:aws:s3:::mine/*'],
  ['named', 'arn:aws:s3:::mine*'],
  ['named', 'arn:aws:dynamodb:eu-west-1:123456789012:table/mine'],
  ['named', 'arn:aws:dynamodb:eu-west-1:123456789012:table/mine/index/*'],
  ['named', 'arn:aws:execute-api:eu-west-1:123456789012:abc123/*'],
  ['named', 'arn:aws:iam::123456789012:role/app/*'],
  ['named', 'arn:aws:sqs:eu-west-1:123456789012:thing'],
  ['named', [`arn:aws:s3:::mine/${SUB}/*`, 'arn:aws:s3:::mine/shared/*']],
  ['own', `arn:aws:s3:::mine/${SUB}/*`],
  ['own', [`arn:aws:s3:::mine/${SUB}`, `arn:aws:s3:::mine/${SUB}/*`]],
  ['own', 'arn:aws:s3:::mine/${aws:PrincipalTag/tenant}/*'],
])('reaches %s: %j', (scope, resources) => {
  expect(scopeOf({ isNot: false, patterns: [resources].flat() })).toBe(scope);
});

it('reaches everything by NotResource', () => {
  expect(scopeOf({ isNot: true, patterns: ['arn:aws:s3:::secret'] })).toBe('everything');
});

const grants = (statements: object[], limits: readonly Limit[] = [], isSignedIn = false): string[] =>
  grantsOf({ policies: [{ name: 'p', document: { Version: '2012-10-17', Statement: statements } }], limits, isSignedIn }).map(
    ({ action, harm, isWide, scope }) => [action, harm, ...(isWide ? ['wide'] : []), scope].join(' '),
  );
const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

it.each<[action: string, harm: string]>([
  ['*', 'takeover wide'],
  ['*:*', 'takeover wide'],
  ['iam:*', 'takeover wide'],
  ['IAM:AttachRolePolicy', 'takeover'],
  ['iam:Put*', 'takeover'],
  ['iam:PassRole', 'control'],
  ['iam:Get*', 'inspect'],
  ['sts:*', 'takeover wide'],
  ['sts:AssumeRole', 'takeover'],
  ['sts:GetCallerIdentity', 'none'],
  ['secretsmanager:*', 'secrets wide'],
  ['ssm:GetParameter*', 'secrets'],
  ['ssm:*', 'takeover wide'],
  ['ec2:DescribeInstances', 'inspect'],
  ['ec2:RunInstances', 'control'],
  ['rds:*', 'control wide'],
  ['s3:*', 'control wide'],
  ['s3:Get*', 'data'],
  ['s3:GetObject', 'data'],
  ['s3:ListAllMyBuckets', 'inspect'],
  ['dynamodb:*', 'control wide'],
  ['dynamodb:Query', 'data'],
  ['lambda:InvokeFunction', 'data'],
  ['execute-api:*', 'data wide'],
  ['bedrock:InvokeModel*', 'cost'],
  ['polly:*', 'none wide'],
  ['rum:PutRumEvents', 'none'],
  ['rum:*', 'control wide'],
  ['geo-maps:GetTile', 'none'],
  ['mobileanalytics:PutEvents', 'none'],
  ['iot:Publish', 'data'],
])('%s does %s', (action, harm) => {
  expect(grants([allow(action)])).toEqual([`${action} ${harm} everything`]);
});

it.each<[sentence: string, statements: object[], expected: string[]]>([
  ['a Deny of the same', [allow('iam:*'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }], []],
  ['a Deny of more', [allow('iam:Create*'), { Effect: 'Deny', Action: '*', Resource: '*' }], []],
  ['a Deny of a part', [allow('s3:GetObject'), { Effect: 'Deny', Action: 's3:Put*', Resource: '*' }], ['s3:GetObject data everything']],
  [
    'a Deny of what is worst in it',
    [allow('sts:*'), { Effect: 'Deny', Action: ['sts:AssumeRole', 'sts:GetFederationToken'], Resource: '*' }],
    ['sts:* control wide everything'],
  ],
  [
    'a Deny under a condition',
    [allow('iam:*'), { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { a: 'b' } } }],
    ['iam:* takeover wide everything'],
  ],
  [
    'a Deny of one resource',
    [allow('s3:GetObject'), { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::secret/*' }],
    ['s3:GetObject data everything'],
  ],
  [
    'everything but what would be worst',
    [{ Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' }],
    ['everything but iam:*, sts:* takeover wide everything'],
  ],
  ['objects, to which nothing of buckets applies', [allow('s3:*', 'arn:aws:s3:::mine/public/*')], ['s3:* data wide named']],
  ['a bucket', [allow('s3:*', ['arn:aws:s3:::mine', 'arn:aws:s3:::mine/*'])], ['s3:* control wide named']],
  [
    'rows of its own',
    [allow('dynamodb:*', '*', { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [SUB] } } })],
    ['dynamodb:* control wide own'],
  ],
  ['no resource at all', [{ Effect: 'Allow', Action: 's3:GetObject' }], ['s3:GetObject data everything']],
])('weighs %s', (_sentence, statements, expected) => {
  expect(grants(statements)).toEqual(expected);
});

it.each<[sentence: string, limit: Limit, expected: string[]]>([
  ['that names nothing of it', limitOf({ Statement: allow('polly:*') }), []],
  ['that names a part', limitOf({ Statement: allow(['iam:Get*', 'polly:*']) }), ['iam:* inspect everything']],
  ['that names all of it', limitOf({ Statement: allow('*') }), ['iam:* takeover wide everything']],
  ['that allows all but it', limitOf({ Statement: [allow('*'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }] }), []],
  ['that allows all but it by NotAction', limitOf({ Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } }), []],
  ['with NotAction', limitOf({ Statement: { Effect: 'Allow', NotAction: 's3:*', Resource: '*' } }), ['iam:* takeover wide everything']],
])('keeps iam:* within a limit %s', (_sentence, limit, expected) => {
  expect(grants([allow('iam:*')], [limit])).toEqual(expected);
});

it('leaves AWS IoT to ask its own policies of users, and not of guests', () => {
  expect([grants([allow('iot:Publish')], [], true), grants([allow('iot:Publish')])]).toEqual([
    ['iot:Publish none everything'],
    ['iot:Publish data everything'],
  ]);
});

it('decides on hostile policies in no time', () => {
  const begun = performance.now();
  grants(Array.from({ length: 20 }, () => allow(`${'*a'.repeat(200)}:${'*b'.repeat(200)}`)));
  expect(performance.now() - begun).toBeLessThan(5_000);
});
