/** Pools as tools and guides make them: nothing above low is wrong with any. What is low is named beside. */
import {
  ACCOUNT,
  allow,
  AUD,
  amr,
  C,
  cognito,
  OIDC,
  rule,
  rulesOf,
  SAML,
  SELF_SIGN_UP,
  sound,
  SUB,
  USER_POOL,
  WEB,
  type Row,
} from './seeded';
import type { FindingId } from '../../../src/cli/doctor/catalogue';

type Good = readonly [sentence: string, row: Row, low: readonly FindingId[]];

const provider = (client: string, isChecked: boolean): object => ({
  ProviderName: USER_POOL,
  ClientId: client,
  ServerSideTokenCheck: isChecked,
});
const signUp: Row['userPool'] = { settings: SELF_SIGN_UP };
/** Native types and most tools leave both as they are. */
const NATIVE: Row['pool'] = { AllowClassicFlow: undefined as never, CognitoIdentityProviders: [provider('web', false)] as never };
const LOW: readonly FindingId[] = ['classic-flow-unset', 'token-check-off'];
const native = (row: Row = {}): Row => ({ userPool: signUp, ...row, pool: { ...NATIVE, ...row.pool } });
const noGuests = (row: Row = {}): Row => ({ ...row, pool: { ...row.pool, AllowUnauthenticatedIdentities: false } });
const guests = (...statements: object[]): Row => ({ allows: { guests: statements } });
const users = (...statements: object[]): Row => ({ allows: { users: statements }, userPool: signUp });
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;
const BUCKET = 'arn:aws:s3:::app-storage';
const API = arn('appsync', 'apis/abc123');

export const GOOD_POOLS: readonly Good[] = [
  ['this type, with everything by default', {}, []],
  ['this type, without guests', noGuests(), []],
  ['Amplify Gen 1, with authentication alone', native(), LOW],
  [
    'Amplify Gen 1, with storage',
    native({
      allows: {
        users: [
          allow(
            ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
            [`${BUCKET}/public/*`, `${BUCKET}/protected/${SUB}/*`, `${BUCKET}/private/${SUB}/*`],
          ),
          allow('s3:PutObject', `${BUCKET}/uploads/*`),
          allow('s3:GetObject', `${BUCKET}/protected/*`),
          allow('s3:ListBucket', BUCKET, { StringLike: { 's3:prefix': ['public/*', `protected/${SUB}/*`, `private/${SUB}/*`] } }),
        ],
        guests: [
          allow('s3:GetObject', `${BUCKET}/public/*`),
          allow('s3:ListBucket', BUCKET, { StringLike: { 's3:prefix': ['public/*'] } }),
        ],
      },
    }),
    LOW,
  ],
  [
    'Amplify Gen 1, with a GraphQL API',
    native({ allows: { users: [allow('appsync:GraphQL', [`${API}/types/Query/*`, `${API}/types/Mutation/*`])] } }),
    LOW,
  ],
  [
    'Amplify Gen 1, with a REST API',
    native({ allows: { users: [allow('execute-api:Invoke', arn('execute-api', 'abc123/dev/GET/items/*'))] } }),
    LOW,
  ],
  [
    'Amplify Gen 1, with analytics',
    native({
      allows: { users: [allow(['mobiletargeting:PutEvents', 'mobiletargeting:UpdateEndpoint'], arn('mobiletargeting', 'apps/abc123/*'))] },
    }),
    LOW,
  ],
  [
    'Amplify Gen 1, with predictions',
    native({
      allows: {
        users: [
          allow(['rekognition:DetectText', 'rekognition:DetectLabels', 'rekognition:RecognizeCelebrities', 'textract:AnalyzeDocument']),
          allow([
            'polly:SynthesizeSpeech',
            'translate:TranslateText',
            'transcribe:StartStreamTranscriptionWebSocket',
            'comprehend:DetectSentiment',
          ]),
        ],
      },
    }),
    LOW,
  ],
  ['Amplify Gen 1, with face liveness', native({ allows: { users: [allow('rekognition:StartFaceLivenessSession')] } }), LOW],
  [
    'Amplify Gen 1, with PubSub over AWS IoT',
    native({ allows: { users: [allow(['iot:Connect', 'iot:Publish', 'iot:Subscribe', 'iot:Receive'])] } }),
    LOW,
  ],
  [
    'Amplify Gen 1, with streams of analytics',
    native({ allows: { users: [allow(['kinesis:PutRecord', 'kinesis:PutRecords'], arn('kinesis', 'stream/app'))] } }),
    LOW,
  ],
  [
    'Amplify Gen 1, with a chatbot',
    native({ allows: { users: [allow(['lex:PostText', 'lex:PostContent'], arn('lex', 'bot:Trips:*'))] } }),
    LOW,
  ],
  [
    'Amplify Gen 2, with roles of groups',
    native({ mappings: { [WEB]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } }),
    LOW,
  ],
  [
    'the CDK construct',
    native({ trust: { users: [sound('authenticated', { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] })] } }),
    LOW,
  ],
  ['the CDK construct, with the token check on', { userPool: signUp, pool: { AllowClassicFlow: undefined } }, ['classic-flow-unset']],
  [
    'the CDK construct, with rules',
    native({ rules: [rule('custom:group', 'Equals', 'admin'), rule('custom:group', 'StartsWith', 'dep')], userPool: { ...signUp } }),
    LOW,
  ],
  [
    'SAM, with a REST API for users',
    native(noGuests({ allows: { users: [allow('execute-api:Invoke', arn('execute-api', 'abc123/*/GET/*'))] } })),
    LOW,
  ],
  [
    'native types, with StringLike in place of StringEquals',
    native({ trust: { users: [cognito({ StringLike: AUD, ...amr('authenticated') })] } }),
    LOW,
  ],
  [
    'native types, with the trust of both in one role policy each and a list of pools',
    native({
      trust: {
        users: [
          cognito({
            StringEquals: { [`${C}:aud`]: [Object.values(AUD)[0], 'eu-west-1:99999999-0000-4000-8000-999999999999'] },
            ...amr('authenticated'),
          }),
        ],
      },
    }),
    LOW,
  ],
  [
    'Terraform, with amr by ForAnyValue:StringEquals',
    { userPool: signUp, trust: { users: [cognito({ StringEquals: AUD, 'ForAnyValue:StringEquals': { [`${C}:amr`]: 'authenticated' } })] } },
    [],
  ],
  [
    'the console of today',
    {
      userPool: signUp,
      allows: {
        users: [allow('cognito-identity:GetCredentialsForIdentity')],
        guests: [allow('cognito-identity:GetCredentialsForIdentity')],
      },
    },
    [],
  ],
  [
    'the old console, for guests',
    native({ allows: { guests: [allow(['mobileanalytics:PutEvents', 'cognito-sync:*'])] } }),
    ['console-default', ...LOW],
  ],
  [
    'the old console, for users',
    native({ allows: { users: [allow(['mobileanalytics:PutEvents', 'cognito-sync:*', 'cognito-identity:*'])] } }),
    ['console-default', ...LOW],
  ],
  [
    'CloudWatch RUM, by the classic flow',
    { ...guests(allow('rum:PutRumEvents', arn('rum', 'appmonitor/shop'))), pool: { AllowClassicFlow: true } },
    ['classic-flow-open'],
  ],
  ['CloudWatch RUM, by the enhanced flow', guests(allow('rum:PutRumEvents', arn('rum', 'appmonitor/shop'))), []],
  [
    'CloudWatch RUM, without providers',
    {
      ...guests(allow('rum:PutRumEvents', arn('rum', 'appmonitor/shop'))),
      pool: { AllowClassicFlow: true, CognitoIdentityProviders: [], roles: { unauthenticated: `arn:aws:iam::${ACCOUNT}:role/guests` } },
    },
    ['classic-flow-open'],
  ],
  [
    'Amazon Location, with a map and a place index',
    guests(
      allow(['geo:GetMapTile', 'geo:GetMapStyleDescriptor', 'geo:GetMapGlyphs', 'geo:GetMapSprites'], arn('geo', 'map/streets')),
      allow('geo:SearchPlaceIndexForText', arn('geo', 'place-index/places')),
    ),
    [],
  ],
  [
    'Amazon Location, with maps of today',
    guests(allow(['geo-maps:GetTile', 'geo-maps:GetStaticMap'], 'arn:aws:geo-maps:eu-west-1::provider/default')),
    ['guest-disputed-actions'],
  ],
  [
    'Amazon Location, with trackers',
    users(allow(['geo:BatchUpdateDevicePosition', 'geo:GetDevicePosition'], arn('geo', 'tracker/trucks'))),
    [],
  ],
  ['OpenSearch Dashboards', noGuests(users(allow('es:ESHttp*', arn('es', 'domain/logs/*')))), []],
  ['OpenSearch Serverless', noGuests(users(allow('aoss:APIAccessAll', arn('aoss', 'collection/abc123')))), []],
  [
    'AWS IoT, with one topic for each identity',
    users(allow('iot:Connect', arn('iot', `client/${SUB}`)), allow(['iot:Publish', 'iot:Receive'], arn('iot', `topic/${SUB}/*`))),
    [],
  ],
  ['AWS IoT, with a policy for each identity beside', users(allow(['iot:Connect', 'iot:Subscribe', 'iot:GetThingShadow'])), []],
  [
    'a company with SAML',
    noGuests({
      pool: { CognitoIdentityProviders: [], SamlProviderARNs: [SAML] },
      allows: { users: [allow('s3:GetObject', `${BUCKET}/*`)] },
    }),
    [],
  ],
  [
    'a company with SAML and rules',
    noGuests({
      pool: { CognitoIdentityProviders: [], SamlProviderARNs: [SAML] },
      mappings: { [SAML]: rulesOf([rule('department', 'Equals', 'IT')]) },
    }),
    [],
  ],
  [
    'an OIDC provider',
    noGuests({ pool: { CognitoIdentityProviders: [], OpenIdConnectProviderARNs: [OIDC] }, trust: { users: [sound('login.example.com')] } }),
    [],
  ],
  [
    'developer identities',
    noGuests({
      pool: { CognitoIdentityProviders: [], DeveloperProviderName: 'login.shop' },
      allows: {
        users: [
          allow(['dynamodb:GetItem', 'dynamodb:Query'], arn('dynamodb', 'table/app'), {
            'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [SUB] },
          }),
        ],
      },
    }),
    [],
  ],
  [
    'developer identities alone, by the name of the provider',
    noGuests({ pool: { CognitoIdentityProviders: [], DeveloperProviderName: 'login.shop' }, trust: { users: [sound('login.shop')] } }),
    [],
  ],
  [
    'Facebook, Google, Apple and Amazon',
    {
      pool: {
        SupportedLoginProviders: { 'graph.facebook.com': '1', 'accounts.google.com': '2', 'appleid.apple.com': '3', 'www.amazon.com': '4' },
      },
    },
    [],
  ],
  [
    'principal tags, by tenant',
    { tags: { tenant: 'custom:tenant' }, allows: { users: [allow('dynamodb:*', arn('dynamodb', 'table/${aws:PrincipalTag/tenant}'))] } },
    [],
  ],
  [
    'principal tags, with the id of the user',
    {
      tags: { username: 'sub', client: 'aud' },
      allows: { users: [allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/username}/*`)] },
      userPool: signUp,
    },
    [],
  ],
  [
    'a role of a boundary',
    {
      role: { users: { permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/boundary` } },
      managedPolicies: { [`arn:aws:iam::${ACCOUNT}:policy/boundary`]: { Statement: allow('s3:*') } },
    },
    [],
  ],
  ['invoking one function', users(allow('lambda:InvokeFunction', arn('lambda', 'function:app'))), []],
  [
    'writing to one queue and one topic',
    guests(allow('sqs:SendMessage', arn('sqs', 'feedback')), allow('sns:Publish', arn('sns', 'feedback'))),
    [],
  ],
  [
    'measurements by Firehose and CloudWatch',
    guests(allow('firehose:PutRecordBatch', arn('firehose', 'deliverystream/clicks')), allow('cloudwatch:PutMetricData')),
    [],
  ],
  ['a public bucket to read from', guests(allow(['s3:GetObject'], `${BUCKET}/public/*`)), []],
  [
    'guests and users in one role, for nothing but speech',
    { ...guests(allow('polly:SynthesizeSpeech')), allows: { guests: [allow('polly:SynthesizeSpeech')], users: [allow('polly:*')] } },
    [],
  ],
  [
    'video from cameras',
    users(
      allow(
        ['kinesisvideo:GetDataEndpoint', 'kinesisvideo:ConnectAsViewer', 'kinesisvideo:GetSignalingChannelEndpoint'],
        arn('kinesisvideo', 'channel/door/*'),
      ),
    ),
    [],
  ],
  [
    'a role that asks for an encrypted connection',
    users(allow('s3:GetObject', `${BUCKET}/*`, { Bool: { 'aws:SecureTransport': 'true' } })),
    [],
  ],
];
