/** What guests and users should not be able to do. */
import { ACCOUNT, allow, GUESTS, POOL_ID, SELF_SIGN_UP, SUB, USERS, type Broken, type Row } from './seeded';

const OPEN = { AllowClassicFlow: true };
/** The classic flow, open or left open, is a finding of its own: here it is closed but by its own rows. */
const guests = (...statements: object[]): Row => ({ allows: { guests: statements } });
const users = (...statements: object[]): Row => ({ allows: { users: statements } });
const anybody = (...statements: object[]): Row => ({ ...users(...statements), userPool: { settings: SELF_SIGN_UP } });
const google = (...statements: object[]): Row => ({
  ...users(...statements),
  pool: { SupportedLoginProviders: { 'accounts.google.com': 'app' } },
});
const TABLES = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table`;

export const BROKEN_PERMISSIONS: readonly Broken[] = [
  ['guest-takeover', 'critical', 'guests may do everything', guests(allow('*'))],
  ['guest-takeover', 'critical', 'guests may do everything but one thing', guests({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
  ['guest-takeover', 'critical', 'guests may change every function', guests(allow('lambda:*'))],
  ['guest-takeover', 'critical', 'guests may administer the users of every user pool', guests(allow('cognito-idp:Admin*'))],
  [
    'guest-takeover',
    'high',
    'guests may change one function',
    guests(allow('lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:app`)),
  ],
  ['guest-wide-actions', 'critical', 'guests may do everything with every table', guests(allow('dynamodb:*'))],
  [
    'guest-wide-actions',
    'critical',
    'guests may do everything with all but one bucket',
    guests({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::other' }),
  ],
  ['guest-wide-actions', 'high', 'guests may delete every table', guests(allow(['dynamodb:DeleteTable'], `${TABLES}/*`))],
  ['guest-wide-actions', 'medium', 'guests may do everything with one table', guests(allow('dynamodb:*', `${TABLES}/app`))],
  ['guest-wide-actions', 'medium', 'guests may delete the collections of faces', guests(allow('rekognition:*'))],
  ['guest-open-resources', 'high', 'guests may read every bucket', guests(allow(['s3:GetObject', 's3:ListBucket']))],
  ['guest-open-resources', 'high', 'guests may read every object', guests(allow('s3:GetObject', 'arn:aws:s3:::*/*'))],
  ['guest-open-resources', 'high', 'guests may read every table', guests(allow('dynamodb:Scan', `${TABLES}/*`))],
  [
    'guest-open-resources',
    'high',
    'guests may invoke every function',
    guests(allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:*')),
  ],
  ['guest-open-resources', 'high', 'guests may publish to every topic', guests(allow('iot:Publish'))],
  ['guest-open-resources', 'high', 'guests may read the names of all users', guests(allow('cognito-idp:ListUsers'))],
  [
    'guest-open-resources',
    'medium',
    'guests may read every bucket under a condition',
    guests(allow('s3:GetObject', '*', { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } })),
  ],
  ['guest-open-resources', 'medium', 'guests may look at every function', guests(allow('lambda:List*'))],
  ['guest-open-resources', 'medium', 'guests may call every model', guests(allow('sagemaker:InvokeEndpoint'))],
  ['guest-beyond-enhanced-flow', 'low', 'guests are allowed iam:* and the classic flow is off', guests(allow('iam:*'))],
  ['guest-beyond-enhanced-flow', 'low', 'guests are allowed sts:AssumeRole and the classic flow is off', guests(allow('sts:AssumeRole'))],
  [
    'guest-beyond-enhanced-flow',
    'low',
    'guests are allowed ec2:* and the classic flow is off',
    guests(allow(['ec2:*', 'secretsmanager:*'])),
  ],
  ['guest-disputed-actions', 'low', 'guests are allowed maps of the new Amazon Location', guests(allow(['geo-maps:*', 'geo-places:*']))],
  ['console-default', 'low', "guests have the old console's policy", guests(allow(['mobileanalytics:PutEvents', 'cognito-sync:*']))],
  [
    'console-default',
    'low',
    "users have the old console's policy",
    anybody(allow(['mobileanalytics:PutEvents', 'cognito-sync:*', 'cognito-identity:*'])),
  ],
  ['signed-in-takeover', 'critical', 'anybody who signs up may do everything', anybody(allow('*'))],
  ['signed-in-takeover', 'high', 'every user may do everything', users(allow('*'))],
  ['signed-in-takeover', 'critical', 'anybody who signs up may do everything with IAM', anybody(allow('iam:*'))],
  ['signed-in-takeover', 'critical', 'anybody with a Google account may assume every role', google(allow('sts:AssumeRole'))],
  ['signed-in-takeover', 'high', 'every user may assume every role', users(allow('sts:AssumeRole', 'arn:aws:iam::*:role/*'))],
  [
    'signed-in-takeover',
    'high',
    'anybody who signs up may assume one role',
    anybody(allow('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/admin`)),
  ],
  ['signed-in-takeover', 'critical', 'anybody who signs up may read every secret', anybody(allow('secretsmanager:GetSecretValue'))],
  [
    'signed-in-takeover',
    'critical',
    'anybody with a Google account comes in by the user pool',
    {
      ...users(allow('iam:*')),
      userPool: { clients: { web: { WriteAttributes: ['name'], SupportedIdentityProviders: ['COGNITO', 'Google'] } } },
    },
  ],
  ['signed-in-wide-actions', 'critical', 'anybody who signs up may do everything with every table', anybody(allow('dynamodb:*'))],
  ['signed-in-wide-actions', 'medium', 'every user may do everything with every table', users(allow('dynamodb:*'))],
  ['signed-in-wide-actions', 'high', 'anybody who signs up may start machines', anybody(allow('ec2:RunInstances'))],
  ['signed-in-wide-actions', 'critical', 'anybody who signs up may change identity pools', anybody(allow('cognito-identity:*'))],
  ['signed-in-open-resources', 'high', 'anybody who signs up may read every bucket', anybody(allow('s3:GetObject'))],
  ['signed-in-open-resources', 'medium', 'every user may read every bucket', users(allow('s3:GetObject'))],
  ['signed-in-open-resources', 'medium', 'anybody who signs up may look at every machine', anybody(allow('ec2:Describe*'))],
  [
    'signed-in-open-resources',
    'medium',
    'a managed policy allows too much',
    {
      role: { users: { managedPolicyArns: [`arn:aws:iam::${ACCOUNT}:policy/read`] } },
      managedPolicies: { [`arn:aws:iam::${ACCOUNT}:policy/read`]: { Statement: allow('s3:Get*') } },
    },
  ],
];

/** With the classic flow on, or not turned off, guests get all that their role allows. */
export const CLASSIC: readonly (readonly [actions: string, id: string, severity: string])[] = [
  ['iam:*', 'guest-takeover', 'critical'],
  ['sts:AssumeRole', 'guest-takeover', 'critical'],
  ['secretsmanager:*', 'guest-takeover', 'critical'],
  ['ec2:*', 'guest-wide-actions', 'critical'],
  ['rds:*', 'guest-wide-actions', 'critical'],
  ['ec2:TerminateInstances', 'guest-wide-actions', 'high'],
  ['ec2:DescribeInstances', 'guest-open-resources', 'medium'],
  ['bedrock:InvokeModel', 'guest-open-resources', 'medium'],
];

export const classic = (actions: string, isUnset: boolean): Row => ({
  allows: { guests: [allow(actions)] },
  pool: isUnset ? { IdentityPoolId: POOL_ID, AllowClassicFlow: undefined } : OPEN,
});

/** Actions that look like too much and are not, by their resource or condition. */
export const HARMLESS: readonly (readonly [sentence: string, row: Row])[] = [
  ['its own folder of a bucket', guests(allow('s3:*', `arn:aws:s3:::bucket/public/${SUB}/*`))],
  ['its own folder of every bucket', guests(allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::*/${SUB}/*`))],
  ['its own rows', guests(allow('dynamodb:*', `${TABLES}/app`, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [SUB] } }))],
  ['what its tenant has', users(allow('s3:*', 'arn:aws:s3:::bucket/${aws:PrincipalTag/tenant}/*'))],
  ['one API', guests(allow('execute-api:*', `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abc123/*`))],
  ['speech', guests(allow('polly:*'))],
  ['measurements', guests(allow('rum:PutRumEvents'))],
  ['what is denied again', guests(allow('*'), { Effect: 'Deny', Action: '*', Resource: '*' })],
  ['what a boundary takes away', { ...users(allow('*')), role: { users: { permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/b` } } }],
];

export const BOUND: Row['managedPolicies'] = { [`arn:aws:iam::${ACCOUNT}:policy/b`]: { Statement: allow('polly:*') } };

export const SAME_ROLE: Row = { pool: { roles: { authenticated: USERS, unauthenticated: GUESTS } } };
