import { CustomResourceStack, newAccount } from '../../stories/cloudformation';
import { runTool } from '../terminal';

const ACCOUNT_POLICY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const BOUNDARIES = { old: 'arn:aws:iam::aws:policy/PowerUserAccess', new: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
const allow = (Action: string | string[], Condition?: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*', ...(Condition && { Condition }) }],
});

const PREVIOUS = {
  IdentityPoolName: 'photos',
  Tags: [
    { Key: 'stage', Value: 'test' },
    { Key: 'team', Value: 'a' },
  ],
  AuthenticationProviders: { Google: { ClientId: 'app.apps.googleusercontent.com' } },
  AuthenticatedRole: {
    RoleName: 'photos-in',
    Description: 'Old words.',
    MaxSessionDuration: 7200,
    PermissionsBoundary: BOUNDARIES.old,
    ManagedPolicyArns: [ACCOUNT_POLICY],
    Policies: [
      { PolicyName: 'read', PolicyDocument: allow('s3:GetObject') },
      { PolicyName: 'list', PolicyDocument: allow('s3:ListBucket', { Bool: { 'aws:SecureTransport': 'true' } }) },
    ],
  },
  UnauthenticatedRole: { Create: false },
  MappedRoles: [{ Name: 'Editors', RoleName: 'photos-editors' }],
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: 'Google' },
      Rules: [
        { Claim: 'hd', Value: 'old.example', Role: 'Editors' },
        { Claim: 'sub', Value: '1', Role: 'Editors' },
      ],
    },
  ],
};

const DESIRED = {
  ...PREVIOUS,
  Tags: [{ Key: 'stage', Value: 'prod' }],
  AllowUnauthenticatedIdentities: true,
  AuthenticatedRole: {
    RoleName: 'photos-in',
    Description: 'New words.',
    PermissionsBoundary: BOUNDARIES.new,
    Policies: [
      { PolicyName: 'read', PolicyDocument: allow(['s3:GetObject', 's3:PutObject']) },
      { PolicyName: 'list', PolicyDocument: allow('s3:ListBucket', { Bool: { 'aws:SecureTransport': 'false' } }) },
    ],
  },
  UnauthenticatedRole: { RoleName: 'photos-guests' },
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: 'Google' },
      AmbiguousRoleResolution: 'AuthenticatedRole',
      Rules: [
        { Claim: 'hd', Value: 'new.example', Role: 'Editors' },
        { Claim: 'sub', Value: '1', Role: 'Editors' },
      ],
    },
  ],
  PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, Tags: { who: 'sub' } }],
};

async function planned(...more: string[]): Promise<{ readonly poolId: string; readonly out: string }> {
  return plannedFor(DESIRED, ...more);
}

async function plannedFor(desired: object, ...more: string[]): Promise<{ readonly poolId: string; readonly out: string }> {
  const account = newAccount({ region: 'eu-west-1' });
  const stack = new CustomResourceStack(account);
  const { id = '', message } = await stack.create(PREVIOUS);
  if (id === '') throw new Error(message);
  const template = (Properties: object): string =>
    JSON.stringify({ Resources: { Identities: { Type: 'Custom::IdentityPoolWithRoles', Properties } } });
  const { out, err } = await runTool(['plan', 't.yml', '--pool', id, '--previous', 'old.yml', '--stack-name', 'shop', ...more], {
    aws: account.aws,
    files: { 't.yml': template(desired), 'old.yml': template(PREVIOUS) },
  });
  expect(err).toBe('');
  return { poolId: id, out: out.replaceAll(id.slice(id.indexOf(':') + 1), 'GUID') };
}

it('describes each change of an update as old and new', async () => {
  expect((await planned()).out).toBe(`Identities in t.yml changes eu-west-1:GUID:

  1. remove tags from the pool
       team: a → none
  2. tag the pool
       stage: test → prod
  3. update the pool
       guests: off → on
  4. set the trust policy of role photos-in
       trusts: signed-in users of this pool → signed-in users of this pool, with principal tags
  5. change role photos-in
       description: Old words. → New words.
       sessions: up to 7200 → up to 3600 seconds
  6. remove tags from role photos-in
       team: a → none
  7. tag role photos-in
       stage: test → prod
  8. change role photos-in
       within: arn:aws:iam::aws:policy/PowerUserAccess → arn:aws:iam::aws:policy/ReadOnlyAccess
  9. detach arn:aws:iam::aws:policy/ReadOnlyAccess from role photos-in
 10. write policy read into role photos-in
       - Allow s3:GetObject on *
       + Allow s3:GetObject, s3:PutObject on *
 11. write policy list into role photos-in
       - Allow s3:ListBucket on * if aws:SecureTransport Bool true
       + Allow s3:ListBucket on * if aws:SecureTransport Bool false
 12. create the role /identity-pools/GUID/photos-guests
       trusts: guests of this pool
       tags: stage = prod
       policies: none
 13. set the trust policy of role photos-editors
       trusts: signed-in users of this pool → signed-in users of this pool, with principal tags
 14. remove tags from role photos-editors
       team: a → none
 15. tag role photos-editors
       stage: test → prod
 16. set the roles that the pool hands out
       guests: none → photos-guests
       accounts.google.com:
         - the first rule that matches, otherwise Deny
         - hd Equals "old.example": photos-editors
         + the first rule that matches, otherwise AuthenticatedRole
         + hd Equals "new.example": photos-editors
           sub Equals "1": photos-editors
 17. set the principal tags for accounts.google.com
       off → who = sub`);
});

it('shows the lines that differ in documents that change', async () => {
  const { out } = await planned('--documents');
  expect(out.slice(out.indexOf('\n\nTrust policy'))).toBe(`

Trust policy of role photos-in
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Effect": "Allow",
        "Principal": {
          "Federated": "cognito-identity.amazonaws.com"
        },
-       "Action": "sts:AssumeRoleWithWebIdentity",
+       "Action": [
+         "sts:AssumeRoleWithWebIdentity",
+         "sts:TagSession"
+       ],
        "Condition": {
          "StringEquals": {
            "cognito-identity.amazonaws.com:aud": "eu-west-1:GUID"
          },
          "ForAnyValue:StringLike": {
            "cognito-identity.amazonaws.com:amr": "authenticated"
          }
        }
      }
    ]
  }

Policy read of role photos-in
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Effect": "Allow",
-       "Action": "s3:GetObject",
+       "Action": [
+         "s3:GetObject",
+         "s3:PutObject"
+       ],
        "Resource": "*"
      }
    ]
  }

Policy list of role photos-in
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Effect": "Allow",
        "Action": "s3:ListBucket",
        "Resource": "*",
        "Condition": {
          "Bool": {
-           "aws:SecureTransport": "true"
+           "aws:SecureTransport": "false"
          }
        }
      }
    ]
  }

Trust policy of role photos-guests
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "cognito-identity.amazonaws.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "cognito-identity.amazonaws.com:aud": "eu-west-1:GUID"
        },
        "ForAnyValue:StringLike": {
          "cognito-identity.amazonaws.com:amr": "unauthenticated"
        }
      }
    }
  ]
}

Trust policy of role photos-editors
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Effect": "Allow",
        "Principal": {
          "Federated": "cognito-identity.amazonaws.com"
        },
-       "Action": "sts:AssumeRoleWithWebIdentity",
+       "Action": [
+         "sts:AssumeRoleWithWebIdentity",
+         "sts:TagSession"
+       ],
        "Condition": {
          "StringEquals": {
            "cognito-identity.amazonaws.com:aud": "eu-west-1:GUID"
          },
          "ForAnyValue:StringLike": {
            "cognito-identity.amazonaws.com:amr": "authenticated"
          }
        }
      }
    ]
  }`);
});

it.each([
  [
    'change places',
    [
      { Claim: 'sub', Value: '1', Role: 'Editors' },
      { Claim: 'hd', Value: 'old.example', Role: 'Editors' },
    ],
    [
      '    - hd Equals "old.example": photos-editors',
      '      sub Equals "1": photos-editors',
      '    + hd Equals "old.example": photos-editors',
    ],
  ],
  [
    'have a new one before them',
    [
      { Claim: 'email', Value: 'me@old.example', Role: 'Authenticated' },
      { Claim: 'hd', Value: 'old.example', Role: 'Editors' },
      { Claim: 'sub', Value: '1', Role: 'Editors' },
    ],
    [
      '    + email Equals "me@old.example": photos-in',
      '      hd Equals "old.example": photos-editors',
      '      sub Equals "1": photos-editors',
    ],
  ],
  [
    'have one of them twice',
    [
      { Claim: 'hd', Value: 'old.example', Role: 'Editors' },
      { Claim: 'sub', Value: '1', Role: 'Editors' },
      { Claim: 'hd', Value: 'old.example', Role: 'Editors' },
    ],
    [
      '      hd Equals "old.example": photos-editors',
      '      sub Equals "1": photos-editors',
      '    + hd Equals "old.example": photos-editors',
    ],
  ],
])('shows all rules of a mapping whose order counts where they %s', async (_what, Rules, lines) => {
  const desired = { ...PREVIOUS, RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Rules }] };
  const { out } = await plannedFor(desired);
  const all = out.split('\n');
  expect(all.slice(all.findIndex((line) => line.endsWith('set the roles that the pool hands out')) + 1)).toEqual([
    '       accounts.google.com:',
    '           the first rule that matches, otherwise Deny',
    ...lines.map((line) => `     ${line}`),
  ]);
});
