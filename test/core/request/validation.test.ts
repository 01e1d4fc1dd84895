import { describeIssues } from '../../../src/core/request/issue';
import { usableProperties } from '../../../src/core/request/schema-validation';
import { NO_SETTINGS } from '../../../src/core/settings';
import { findIssues } from '../../../src/core/request/validation';
import { POOL_ID } from '../fixtures';
import type { Properties } from '../../../src/core/properties';

const issuesOf = (desired: unknown, region = 'us-east-1', stackTags = {}) =>
  findIssues({ desired: desired, region, stackTags, settings: NO_SETTINGS });

const USER_POOL = { UserPoolId: 'us-east-1_EXAMPLE01', UserPoolClientId: 'exampleclient01' };
const GOOGLE = { ClientId: '000.apps.googleusercontent.com' };
const TOKEN = { IdentityProvider: { LoginProvider: 'Google' }, Type: 'Token' };
const TAGGED = { IdentityProvider: { LoginProvider: 'Google' } };
const RULE = { Claim: 'sub', MatchType: 'Equals', Value: '0001', Role: 'Authenticated' };
const LONG_ARN = `arn:aws:iam::123456789012:saml-provider/${'x'.repeat(100)}`;
const POLICY = { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [] } };

describe('a template that the service takes is not refused', () => {
  it.each<[string, unknown, object?]>([
    ['nothing at all', {}],
    ['a pool name with every kind of character', { IdentityPoolName: 'demo-pool, a+b=c@d.e' }],
    ['empty lists and objects', { Tags: [], AuthenticatedRole: {}, AuthenticationProviders: { UserPools: [], SamlProviderArns: [] } }],
    ['a user pool of another region', { AuthenticationProviders: { UserPools: [{ ...USER_POOL, UserPoolId: 'eu-west-1_EXAMPLE01' }] } }],
    [
      'two app clients of one user pool',
      { AuthenticationProviders: { UserPools: [USER_POOL, { ...USER_POOL, UserPoolClientId: 'other' }] } },
    ],
    ['a role that exists', { AuthenticatedRole: { Arn: 'arn:aws:iam::123456789012:role/app/signed-in' } }],
    [
      'a role that exists in another partition, for a pool of that partition',
      { AuthenticatedRole: { Arn: 'arn:aws-us-gov:iam::123456789012:role/app/signed-in' } },
      { region: 'us-gov-west-1' },
    ],
    ['a path within the account’s', { AuthenticatedRole: { Path: '/identity-pools/app/' } }],
    [
      'principal tags that a condition turns off',
      { AuthenticationProviders: { Google: GOOGLE }, PrincipalTags: [{ ...TAGGED, UseDefaults: false }] },
    ],
    ['no role', { UnauthenticatedRole: { Create: false } }],
    ['a policy as JSON text', { AuthenticatedRole: { Policies: [{ PolicyName: 'p', PolicyDocument: '{"Statement":[]}' }] } }],
    ['a user pool whose client is to be created', { AuthenticationProviders: { UserPools: [{ UserPoolId: 'us-east-1_EXAMPLE01' }] } }],
    ['a Token mapping without rules', { AuthenticationProviders: { Google: GOOGLE }, RoleMappings: [TOKEN] }],
    [
      'a Token mapping with an empty list of rules',
      { AuthenticationProviders: { Google: GOOGLE }, RoleMappings: [{ ...TOKEN, Rules: [] }] },
    ],
    [
      'rules with every match type and role',
      {
        AuthenticationProviders: { Google: GOOGLE },
        MappedRoles: [{ Name: 'Admin' }],
        RoleMappings: [
          {
            ...TOKEN,
            Type: 'Rules',
            AmbiguousRoleResolution: 'AuthenticatedRole',
            Rules: [
              RULE,
              { ...RULE, MatchType: 'Contains', Role: 'Admin' },
              { Claim: 'a', MatchType: 'StartsWith', Value: 'b', RoleArn: 'arn:aws:iam::123456789012:role/x' },
              { ...RULE, MatchType: 'NotEqual' },
            ],
          },
        ],
      },
    ],
    [
      'a mapping for a provider that no template names, which may be on the pool already',
      { RoleMappings: [TOKEN] },
      { poolId: 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab', previous: {} },
    ],
    ['46 tags beside four marks', { Tags: Array.from({ length: 46 }, (_, index) => ({ Key: `k${String(index)}`, Value: '' })) }],
  ])('%s', (_case, desired, more = {}) => {
    expect(findIssues({ desired: desired, region: 'us-east-1', stackTags: {}, settings: NO_SETTINGS, ...more })).toEqual([]);
  });
});

describe('a value that AWS would refuse is refused with its path, what was given and what is allowed', () => {
  it.each<[string, unknown, string, string]>([
    [
      'bad pool name characters',
      { IdentityPoolName: 'demo-pool_1 (x)' },
      'IdentityPoolName',
      '"demo-pool_1 (x)" is not allowed: it has to match ^[\\w\\t\\n\\x0B\\f\\r +=,.@-]+$. The pool\'s name. Left out, a name is generated once and kept for life. A change renames the pool in place.',
    ],
    [
      'a user pool id without its region',
      { AuthenticationProviders: { UserPools: [{ ...USER_POOL, UserPoolId: 'EXAMPLE01' }] } },
      'AuthenticationProviders.UserPools[0].UserPoolId',
      '"EXAMPLE01" is not allowed: it has to match ^[\\w-]+_[0-9a-zA-Z]+$. The user pool\'s ID, region first, such as us-east-1_EXAMPLE01. It may be in another region than the stack.',
    ],
    [
      'an OIDC provider among the SAML ones',
      { AuthenticationProviders: { SamlProviderArns: ['arn:aws:iam::123456789012:oidc-provider/example.com'] } },
      'AuthenticationProviders.SamlProviderArns[0]',
      '"arn:aws:iam::123456789012:oidc-provider/example.com" is not allowed: it has to match ^arn:aws[a-z-]*:iam::[0-9]{12}:saml-provider/.+$. The ARN of a SAML provider in IAM.',
    ],
    [
      'Arn beside role settings',
      { AuthenticatedRole: { Arn: 'arn:aws:iam::123456789012:role/x', Path: '/app/' } },
      'AuthenticatedRole',
      'Arn names a role that exists and is used as it is, so it stands alone; given beside it: Path. Remove either.',
    ],
    [
      'Create: false beside anything',
      { UnauthenticatedRole: { Create: false, RoleName: 'x' } },
      'UnauthenticatedRole',
      'Create says that there is no role, so it stands alone; given beside it: RoleName. Remove either.',
    ],
    [
      'Create: true, which is what is left out',
      { UnauthenticatedRole: { Create: true } },
      'UnauthenticatedRole.Create',
      'true is not allowed: allowed is false. false: the pool has no role of this kind. Stands alone.',
    ],
    [
      'a switch that is neither true nor false',
      { AllowClassicFlow: 'yes' },
      'AllowClassicFlow',
      '"yes" is not allowed: it has to be a boolean.',
    ],
    [
      'an attribute set by a template',
      { IdentityPoolId: 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab' },
      'IdentityPoolId',
      'is an attribute that this resource gives; a template cannot set it. Remove it.',
    ],
    [
      'a session shorter than an hour',
      { AuthenticatedRole: { MaxSessionDuration: 60 } },
      'AuthenticatedRole.MaxSessionDuration',
      '60 is not allowed: it has to be at least 3600. The longest session of the created role, in seconds; 3600 unless given. Only the classic flow can ask for more than an hour.',
    ],
    [
      'a policy that is no JSON',
      { AuthenticatedRole: { Policies: [{ PolicyName: 'p', PolicyDocument: '{"Statement":' }] } },
      'AuthenticatedRole.Policies[0].PolicyDocument',
      'is text that is not a JSON object. Give the policy as an object or as JSON text.',
    ],
    [
      'a policy with a key that no policy has',
      { AuthenticatedRole: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Action: { constructor: {} } }] } }] } },
      'AuthenticatedRole.Policies[0].PolicyDocument',
      'has a key that no policy has, one of __proto__, constructor, prototype. Remove it.',
    ],
    [
      'two policies of one name',
      { AuthenticatedRole: { Policies: [POLICY, POLICY] } },
      'AuthenticatedRole.Policies[1]',
      '"p" is there already, at [0]. Each PolicyName may be given once.',
    ],
    [
      'one client twice',
      { AuthenticationProviders: { UserPools: [USER_POOL, { ...USER_POOL, ServerSideTokenCheck: false }] } },
      'AuthenticationProviders.UserPools[1]',
      '"us-east-1_EXAMPLE01:exampleclient01" is there already, at [0]. Each app client may be given once, and one can be created for each user pool.',
    ],
    [
      'one name for two roles, whatever its case',
      { AuthenticatedRole: { RoleName: 'App' }, UnauthenticatedRole: { RoleName: 'app' } },
      'UnauthenticatedRole.RoleName',
      '"app" is the name of AuthenticatedRole too. Two roles need two names.',
    ],
    [
      'a tag under the reserved prefix in another case',
      { Tags: [{ Key: 'Identity-Pool-With-Roles:pool', Value: 'x' }] },
      'Tags[0].Key',
      '"Identity-Pool-With-Roles:pool" is not allowed: identity-pool-with-roles: is reserved for the marks of this type.',
    ],
    [
      'a tag twice, in two cases, while a role is created',
      {
        Tags: [
          { Key: 'team', Value: '1' },
          { Key: 'Team', Value: '2' },
        ],
      },
      'Tags[1].Key',
      '"Team" is "team" in another case, from Tags[0]. IAM takes both for one tag of a role. Spell it one way.',
    ],
    [
      'a path that is not under the account-wide path',
      { UnauthenticatedRole: { Path: '/app/' } },
      'UnauthenticatedRole.Path',
      '"/app/" is not allowed: it is not under the account-wide path, /identity-pools/. Begin it with that path, or ask an administrator to set another: RolePath of the provider stack, or Path in the type\'s configuration.',
    ],
    [
      'a role of another partition',
      { AuthenticatedRole: { Arn: 'arn:aws-cn:iam::123456789012:role/x' } },
      'AuthenticatedRole.Arn',
      '"arn:aws-cn:iam::123456789012:role/x" is not allowed: it is of partition aws-cn, and us-east-1 is in aws.',
    ],
    [
      'a tag under the reserved prefix',
      { Tags: [{ Key: 'identity-pool-with-roles:pool', Value: 'x' }] },
      'Tags[0].Key',
      '"identity-pool-with-roles:pool" is not allowed: identity-pool-with-roles: is reserved for the marks of this type.',
    ],
    [
      'a tag twice',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      'Tags[1].Key',
      '"a" is there already, at Tags[0]. Each key may be given once.',
    ],
    [
      'more tags than fit beside the marks',
      { Tags: Array.from({ length: 47 }, (_, index) => ({ Key: `k${String(index)}`, Value: '' })) },
      'Tags',
      '47 tags, those of the stack and of the account-wide settings among them, are too many: AWS takes 50, and this type marks what it creates with 4 of its own.',
    ],
  ])('%s', (_case, desired, path, problem) => {
    expect(issuesOf(desired)).toEqual([{ path, problem }]);
  });

  it.each<[string, unknown, { path: string; problem: string }[]]>([
    [
      'a Token mapping with a rule',
      { RoleMappings: [{ ...TOKEN, Rules: [RULE] }] },
      [
        {
          path: 'RoleMappings[0].Rules',
          problem: 'has rules, which a mapping of type Token does not take. Remove them, or use Type: Rules.',
        },
      ],
    ],
    [
      'a Rules mapping without rules',
      { RoleMappings: [{ ...TOKEN, Type: 'Rules' }] },
      [{ path: 'RoleMappings[0].Rules', problem: 'is missing and has to be given.' }],
    ],
    [
      'a Rules mapping with an empty list',
      { RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: [] }] },
      [{ path: 'RoleMappings[0].Rules', problem: 'A list of 0 is not allowed: it has to have at least 1 entry.' }],
    ],
    [
      'more than 25 rules',
      { RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: Array(26).fill(RULE) }] },
      [{ path: 'RoleMappings[0].Rules', problem: 'A list of 26 is not allowed: it has to have at most 25 entries.' }],
    ],
    [
      'a mapping of another type',
      { RoleMappings: [{ ...TOKEN, Type: 'token' }] },
      [
        {
          path: 'RoleMappings[0].Type',
          problem:
            '"token" is not allowed: allowed are "Token", "Rules". Token: by the cognito:roles and cognito:preferred_role claims. Rules: by rules. May be left out where Rules is given: then it is Rules.',
        },
      ],
    ],
    [
      'two providers in one',
      { RoleMappings: [{ ...TOKEN, IdentityProvider: { LoginProvider: 'Google', ProviderName: 'accounts.google.com' } }] },
      [
        {
          path: 'RoleMappings[0].IdentityProvider',
          problem:
            'needs exactly one of UserPool, LoginProvider, OpenIdConnectProviderArn, SamlProviderArn, ProviderName; given: LoginProvider, ProviderName.',
        },
      ],
    ],
    [
      'no provider',
      { RoleMappings: [{ ...TOKEN, IdentityProvider: {} }] },
      [
        {
          path: 'RoleMappings[0].IdentityProvider',
          problem: 'needs exactly one of UserPool, LoginProvider, OpenIdConnectProviderArn, SamlProviderArn, ProviderName; given: none.',
        },
      ],
    ],
    [
      'a rule with two roles',
      { RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: [{ ...RULE, RoleArn: 'arn:aws:iam::123456789012:role/x' }] }] },
      [{ path: 'RoleMappings[0].Rules[0]', problem: 'needs exactly one of Role, RoleArn; given: Role, RoleArn.' }],
    ],
    [
      'a rule that names no role of this resource',
      { MappedRoles: [{ Name: 'Admin' }], RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: [{ ...RULE, Role: 'Boss' }] }] },
      [
        {
          path: 'RoleMappings[0].Rules[0].Role',
          problem: '"Boss" is not allowed: it names no role here. Allowed: Admin, Authenticated.',
        },
      ],
    ],
    [
      'the default role in a rule, where there is none',
      {
        AuthenticationProviders: { Google: GOOGLE },
        AuthenticatedRole: { Create: false },
        MappedRoles: [{ Name: 'Admin' }],
        RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: [RULE] }],
      },
      [
        {
          path: 'RoleMappings[0].Rules[0].Role',
          problem: '"Authenticated" is not allowed: it names no role here. Allowed: Admin.',
        },
      ],
    ],
    [
      'a claim with a space',
      { RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: [{ ...RULE, Claim: 'a b' }] }] },
      [
        {
          path: 'RoleMappings[0].Rules[0].Claim',
          problem:
            '"a b" is not allowed: it has to match ^\\S+$. The claim of the token, or attribute of the assertion, without spaces. Custom attributes of a user pool begin with custom:.',
        },
      ],
    ],
    [
      'a mapped role that is called Authenticated',
      { MappedRoles: [{ Name: 'Authenticated' }] },
      [{ path: 'MappedRoles[0].Name', problem: '"Authenticated" is not allowed: it stands for the default role of signed-in identities.' }],
    ],
    [
      'principal tags that are both default and custom',
      { PrincipalTags: [{ IdentityProvider: TOKEN.IdentityProvider, UseDefaults: true, Tags: { a: 'b' } }] },
      [{ path: 'PrincipalTags[0]', problem: 'has both UseDefaults: true and Tags, which contradict each other. Remove either.' }],
    ],
    [
      'principal tags for one client of a user pool',
      {
        PrincipalTags: [{ IdentityProvider: { UserPool: USER_POOL }, UseDefaults: true }],
        AuthenticationProviders: { UserPools: [USER_POOL] },
      },
      [
        {
          path: 'PrincipalTags[0].IdentityProvider.UserPool.UserPoolClientId',
          problem: 'is not allowed: principal tags are for the whole user pool, whichever of its clients is used. Remove it.',
        },
      ],
    ],
    [
      'principal tags under a key that programs take for something else',
      { PrincipalTags: [{ ...TAGGED, Tags: { constructor: 'sub' } }] },
      [
        {
          path: 'PrincipalTags[0].Tags.constructor',
          problem: 'is not allowed as a key: programs take it for something else. Choose another tag key.',
        },
      ],
    ],
    [
      'a claim with a character that nobody sees',
      { RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: [{ ...RULE, Claim: 'su\u200bb' }] }] },
      [
        {
          path: 'RoleMappings[0].Rules[0].Claim',
          problem:
            '"su\\u200bb" is not allowed: Cognito takes letters, numbers, symbols and punctuation, no spaces and no invisible characters.',
        },
      ],
    ],
    [
      'principal tags that are neither',
      { PrincipalTags: [{ IdentityProvider: TOKEN.IdentityProvider }] },
      [
        {
          path: 'PrincipalTags[0]',
          problem:
            'has neither UseDefaults nor Tags. Give either; UseDefaults: false without Tags turns principal tags off, and so does removing the entry.',
        },
      ],
    ],
    [
      'a URL in place of a provider name',
      {
        AuthenticationProviders: { UserPools: [USER_POOL] },
        RoleMappings: [{ ...TOKEN, IdentityProvider: { ProviderName: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01' } }],
      },
      [
        {
          path: 'RoleMappings[0].IdentityProvider',
          problem:
            'is "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01", which is no provider of this pool as Cognito spells them. Leave out the scheme: Cognito wants a name, not a URL. It has: cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01.',
        },
      ],
    ],
    [
      'a user pool by name without its client',
      {
        AuthenticationProviders: { UserPools: [USER_POOL] },
        RoleMappings: [{ ...TOKEN, IdentityProvider: { ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01' } }],
      },
      [
        {
          path: 'RoleMappings[0].IdentityProvider',
          problem:
            'is "cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01", which is no provider of this pool as Cognito spells them. A role mapping needs the app client too: USER_POOL:CLIENT. It has: cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01.',
        },
      ],
    ],
    [
      'a user pool of which the pool has two clients',
      {
        AuthenticationProviders: { UserPools: [USER_POOL, { ...USER_POOL, UserPoolClientId: 'other' }] },
        RoleMappings: [{ ...TOKEN, IdentityProvider: { UserPool: { UserPoolId: 'us-east-1_EXAMPLE01' } } }],
      },
      [
        {
          path: 'RoleMappings[0].IdentityProvider',
          problem:
            'names user pool us-east-1_EXAMPLE01, of which this identity pool has 2 app clients: give UserPoolClientId, one of exampleclient01, other.',
        },
      ],
    ],
    [
      'one provider twice, in two forms',
      {
        AuthenticationProviders: { UserPools: [USER_POOL] },
        RoleMappings: [
          { ...TOKEN, IdentityProvider: { UserPool: { UserPoolId: 'us-east-1_EXAMPLE01' } } },
          { ...TOKEN, IdentityProvider: { ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01' } },
        ],
      },
      [
        {
          path: 'RoleMappings[1].IdentityProvider',
          problem:
            'is cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01, which RoleMappings[0] is for already. Each provider may be given once.',
        },
      ],
    ],
    [
      'an ARN that is too long to be mapped',
      {
        RoleMappings: [{ ...TOKEN, IdentityProvider: { SamlProviderArn: LONG_ARN } }],
        AuthenticationProviders: { Google: GOOGLE, SamlProviderArns: [LONG_ARN] },
      },
      [
        {
          path: 'RoleMappings[0].IdentityProvider',
          problem: `is ${LONG_ARN.slice(0, 60)}..., of ${String(LONG_ARN.length)} characters; Cognito takes 128 here.`,
        },
      ],
    ],
  ])('%s', (_case, desired, issues) => {
    expect(issuesOf({ AuthenticationProviders: { Google: GOOGLE }, ...(desired as object) })).toEqual(issues);
  });

  it('lists the providers that the pool has if a mapping is for none of them', () => {
    expect(issuesOf({ RoleMappings: [TOKEN] }).map(({ problem }) => problem)).toEqual([
      'is Google (accounts.google.com), which is no provider of this pool. It has none; give AuthenticationProviders.',
    ]);
    expect(
      issuesOf({ AuthenticationProviders: { Facebook: { AppId: '1' }, UserPools: [USER_POOL] }, RoleMappings: [TOKEN] }).map(
        ({ problem }) => problem,
      ),
    ).toEqual([
      'is Google (accounts.google.com), which is no provider of this pool. It has: cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01:exampleclient01, graph.facebook.com.',
    ]);
  });

  it('reports in one round what breaks the schema and what only this type knows', () => {
    expect(issuesOf({ IdentityPoolName: '(', Tags: [{ Key: 'identity-pool-with-roles:x', Value: '' }] }).map(({ path }) => path)).toEqual([
      'IdentityPoolName',
      'Tags[0].Key',
    ]);
  });

  it('names the nearest property and those that are known', () => {
    expect(issuesOf({ AuthenticationProvider: {} })).toEqual([
      {
        path: 'AuthenticationProvider',
        problem:
          'is not a property of this resource. Did you mean AuthenticationProviders? Known here: AdoptIdentityPoolId, AllowClassicFlow, AllowUnauthenticatedIdentities, AuthenticatedRole, AuthenticationProviders, IdentityPoolName, MappedRoles, PrincipalTags, RoleMappings, Tags, UnauthenticatedRole.',
      },
    ]);
  });

  it('creates no role if no trust principal is known, and takes roles that exist', () => {
    expect(issuesOf({}, 'cn-north-1').map(({ path }) => path)).toEqual(['AuthenticatedRole', 'UnauthenticatedRole']);
    expect(
      issuesOf({ AuthenticatedRole: { Arn: 'arn:aws-cn:iam::123456789012:role/x' }, UnauthenticatedRole: { Create: false } }, 'cn-north-1'),
    ).toEqual([]);
  });

  it('counts the tags of the stack', () => {
    const stackTags = Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`s${String(index)}`, '']));
    expect(issuesOf({ Tags: [{ Key: 's0', Value: '' }] }, 'us-east-1', stackTags)).toEqual([]);
    expect(issuesOf({ Tags: [{ Key: 'own', Value: '' }] }, 'us-east-1', stackTags).map(({ path }) => path)).toEqual(['Tags']);
  });

  it('reports every problem at once', () => {
    const text = describeIssues(
      issuesOf({
        IdentityPoolName: '(',
        AllowClassicFlow: 'maybe',
        UnauthenticatedRole: { Creat: false },
        AuthenticationProviders: { Google: {} },
      }),
    );
    expect(text).toMatch(/^4 invalid properties\. \(1\) .* \(2\) .* \(3\) .* \(4\) /);
    for (const path of ['IdentityPoolName', 'AllowClassicFlow', 'UnauthenticatedRole.Creat', 'AuthenticationProviders.Google.ClientId'])
      expect(text).toContain(`${path}: `);
  });

  it.each<[string, unknown]>([
    ['the joined form in place of the object', { AuthenticationProviders: { Twitter: 'key;s3cret' } }],
    ['the joined form as the key', { AuthenticationProviders: { Twitter: { ConsumerKey: 'key;s3cret', ConsumerSecret: 'x' } } }],
    ['a secret with a forbidden character', { AuthenticationProviders: { Twitter: { ConsumerKey: 'key', ConsumerSecret: 's3cret;' } } }],
    ['a secret that is a number', { AuthenticationProviders: { Twitter: { ConsumerKey: 'key', ConsumerSecret: 53 } } }],
    ['text in place of the providers', { AuthenticationProviders: 's3cret' }],
    ['a secret under a misspelt name', { AuthenticationProviders: { Twitter: { ConsumerKey: 'key', ConsumerSecrt: 's3cret' } } }],
  ])('never shows what may be a secret: %s', (_case, desired) => {
    const issues = issuesOf(desired);
    expect(issues.length).toBeGreaterThan(0);
    expect(JSON.stringify(issues)).not.toMatch(/s3cret|53 is/);
  });

  it('shows a long value cut short', () => {
    expect(issuesOf({ IdentityPoolName: 'x'.repeat(200) })[0]?.problem).toBe(
      `"${'x'.repeat(76)}... is not allowed: it has to have at most 128 characters.`,
    );
  });
});

describe('at the limit and one over', () => {
  const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${String(index)}`, Value: '' }));
  const tooMany = (given: number, marks: number) => [
    {
      path: 'Tags',
      problem: `${String(given)} tags, those of the stack and of the account-wide settings among them, are too many: AWS takes 50, and this type marks what it creates with ${String(marks)} of its own.`,
    },
  ];
  const noRoles = { AuthenticatedRole: { Create: false }, UnauthenticatedRole: { Arn: 'arn:aws:iam::123456789012:role/x' } };
  const raw = { IdentityProvider: { ProviderName: 'accounts.google.com' } };
  const clients = { AuthenticationProviders: { UserPools: [{ UserPoolId: 'us-east-1_EXAMPLE01' }] } };

  it.each<[string, object, number]>([
    ['four marks of a pool, which are more than those of a default role', {}, 4],
    ['four marks of a pool without created roles', noRoles, 4],
    ['four marks of a pool, which are more than those of a mapped role', { MappedRoles: [{ Name: 'Admin' }] }, 4],
    ['five marks of a pool with a role in another path', { AuthenticatedRole: { Path: '/identity-pools/app/' } }, 5],
    ['five marks of a pool with a created client', { ...noRoles, ...clients }, 5],
    [
      'five marks of a pool with a raw name',
      { ...noRoles, AuthenticationProviders: { Google: GOOGLE }, RoleMappings: [{ ...raw, Type: 'Token' }] },
      5,
    ],
    [
      'six marks of a pool with a created client and a user pool without its client',
      {
        ...noRoles,
        ...clients,
        RoleMappings: [{ IdentityProvider: { UserPool: { UserPoolId: 'us-east-1_EXAMPLE01' } }, Type: 'Token' }],
        PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: 'us-east-1_EXAMPLE01' } }, UseDefaults: true }],
      },
      6,
    ],
    [
      'four marks of a pool whose providers are written as they read back',
      {
        ...noRoles,
        AuthenticationProviders: { Google: GOOGLE, UserPools: [USER_POOL] },
        RoleMappings: [TOKEN, { IdentityProvider: { UserPool: USER_POOL }, Type: 'Token' }],
      },
      4,
    ],
  ])('tags fit beside %s', (_case, more, marks) => {
    expect(issuesOf({ ...more, Tags: tags(50 - marks) })).toEqual([]);
    expect(issuesOf({ ...more, Tags: tags(51 - marks) })).toEqual(tooMany(51 - marks, marks));
  });

  it('an existing pool may have 50 tags here, because only a look at it shows its marks', () => {
    const ofPool = (count: number) =>
      findIssues({
        desired: { Tags: tags(count - 1) },
        region: 'us-east-1',
        stackTags: { stack: '' },
        settings: NO_SETTINGS,
        poolId: POOL_ID,
      });
    expect([ofPool(50), ofPool(51)]).toEqual([
      [],
      [
        {
          path: 'Tags',
          problem: '51 tags, those of the stack and of the account-wide settings among them, are too many: AWS takes 50.',
        },
      ],
    ]);
  });

  it('the account’s tags count, each key once', () => {
    const withSettings = (count: number) =>
      findIssues({
        desired: { Tags: tags(10) },
        region: 'us-east-1',
        stackTags: { k0: '' },
        settings: { tags: Object.fromEntries(tags(count).map(({ Key, Value }) => [Key, Value])) },
      });
    expect([withSettings(46), withSettings(47)]).toEqual([[], tooMany(47, 4)]);
  });

  it.each<[string, Record<string, string>, number | undefined]>([
    [
      '50 principal tags fit, and 460 bytes of claims',
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${String(index)}`, index < 49 ? 'claim-901' : 'c'.repeat(19)])),
      undefined,
    ],
    ['461 bytes of claims are too many', { a: 'é'.repeat(128), b: 'c'.repeat(205) }, 461],
  ])('%s', (_case, Tags, bytes) => {
    expect(issuesOf({ AuthenticationProviders: { Google: GOOGLE }, PrincipalTags: [{ ...TAGGED, Tags }] })).toEqual(
      bytes === undefined
        ? []
        : [
            {
              path: 'PrincipalTags[0].Tags',
              problem: `the names of the claims have ${String(bytes)} bytes together: Cognito takes 460.`,
            },
          ],
    );
  });

  it('51 principal tags are too many', () => {
    const Tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${String(index)}`, 'sub']));
    expect(issuesOf({ AuthenticationProviders: { Google: GOOGLE }, PrincipalTags: [{ ...TAGGED, Tags }] })).toEqual([
      { path: 'PrincipalTags[0].Tags', problem: '51 tags are too many: Cognito takes 50 for one provider.' },
    ]);
  });

  it('Twitter’s key and secret are stored in 128 characters with what joins them', () => {
    const twitter = (length: number) =>
      issuesOf({ AuthenticationProviders: { Twitter: { ConsumerKey: 'k'.repeat(64), ConsumerSecret: 's'.repeat(length) } } });
    expect([twitter(63), twitter(64)]).toEqual([
      [],
      [
        {
          path: 'AuthenticationProviders.Twitter',
          problem: 'ConsumerKey and ConsumerSecret together have more than 127 characters, the most that Cognito stores.',
        },
      ],
    ]);
  });
});

describe('what belongs to another account is refused once the account is known', () => {
  const OTHER = 'arn:aws:iam::999999999999';
  const problemOf = (arn: string): string =>
    `${JSON.stringify(arn)} is not allowed: it is of account 999999999999, and the pool is in account 123456789012.`;

  it.each<[string, object, string, string]>([
    ['a role', { AuthenticatedRole: { Arn: `${OTHER}:role/x` } }, 'AuthenticatedRole.Arn', `${OTHER}:role/x`],
    [
      'a boundary',
      { UnauthenticatedRole: { PermissionsBoundary: `${OTHER}:policy/x` } },
      'UnauthenticatedRole.PermissionsBoundary',
      `${OTHER}:policy/x`,
    ],
    [
      'a managed policy, but not one of AWS',
      { MappedRoles: [{ Name: 'A', ManagedPolicyArns: ['arn:aws:iam::aws:policy/x', `${OTHER}:policy/x`] }] },
      'MappedRoles[0].ManagedPolicyArns[1]',
      `${OTHER}:policy/x`,
    ],
    [
      'a role in a rule',
      {
        AuthenticationProviders: { Google: GOOGLE },
        RoleMappings: [{ ...TOKEN, Type: 'Rules', Rules: [{ Claim: 'a', MatchType: 'Equals', Value: 'b', RoleArn: `${OTHER}:role/x` }] }],
      },
      'RoleMappings[0].Rules[0].RoleArn',
      `${OTHER}:role/x`,
    ],
  ])('%s', (_case, desired, path, arn) => {
    const ofAccount = (accountId: string) => findIssues({ desired, region: 'us-east-1', accountId, stackTags: {}, settings: NO_SETTINGS });
    expect([ofAccount('123456789012'), ofAccount('999999999999'), ofAccount('unknown')]).toEqual([
      [{ path, problem: problemOf(arn) }],
      [],
      [],
    ]);
  });
});

describe('a tag of the stack or the account', () => {
  const issuesWith = (desired: object, stackTags: Record<string, string>, tags: Record<string, string>) =>
    findIssues({ desired, region: 'us-east-1', stackTags, settings: { tags } });
  const noRoles = { AuthenticatedRole: { Create: false }, UnauthenticatedRole: { Create: false } };
  const Tags = [{ Key: 'team', Value: '1' }];

  it('of the same key is overridden', () => {
    expect(issuesWith({ Tags }, { team: '2' }, { team: '3' })).toEqual([]);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ["the stack's tag", { 'identity-pool-with-roles:x': '1' }, {}],
    ['the account-wide tag', {}, { 'identity-pool-with-roles:x': '1' }],
  ])('under the reserved prefix is refused as %s', (name, stackTags, tags) => {
    expect(issuesWith({}, stackTags, tags)).toEqual([
      {
        path: 'Tags',
        problem: `${name} "identity-pool-with-roles:x" is not allowed: identity-pool-with-roles: is reserved for the marks of this type.`,
      },
    ]);
  });

  it.each<[string, object, Record<string, string>, Record<string, string>, string, string]>([
    ['the template', { Tags }, { Team: '2' }, {}, 'Tags[0].Key', `"team" is "Team" in another case, from the stack's tags.`],
    ['the template', { Tags }, {}, { Team: '2' }, 'Tags[0].Key', `"team" is "Team" in another case, from the account-wide settings.`],
    [
      'the stack',
      {},
      { Team: '2' },
      { team: '2' },
      'Tags',
      `the account-wide tag "team" is "Team" in another case, from the stack's tags.`,
    ],
  ])('in another case than one of %s is refused while a role is created', (_case, desired, stackTags, tags, path, problem) => {
    expect(issuesWith(desired, stackTags, tags)).toEqual([
      { path, problem: `${problem} IAM takes both for one tag of a role. Spell it one way.` },
    ]);
    expect(issuesWith({ ...desired, ...noRoles }, stackTags, tags)).toEqual([]);
  });
});

describe('an entry whose parts depend on one another', () => {
  const CREATED = { UserPoolId: 'us-east-1_EXAMPLE01' };
  const clients = (...UserPools: object[]) => ({ AuthenticationProviders: { UserPools } });
  const CALLBACKS = { CallbackURLs: ['https://example.com/', 'http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]/', 'app://x'] };
  const tags = (...keys: string[]) => keys.map((Key) => ({ Key, Value: '' }));

  it.each<[string, unknown]>([
    [
      'a mapping without a type, but with rules',
      { AuthenticationProviders: { Google: GOOGLE }, RoleMappings: [{ ...TAGGED, Rules: [RULE] }] },
    ],
    [
      'a rule without a match type',
      {
        AuthenticationProviders: { Google: GOOGLE },
        RoleMappings: [{ ...TAGGED, Rules: [{ Claim: 'a', Value: 'b', Role: 'Authenticated' }] }],
      },
    ],
    ['a created app client with pages to return to', clients({ ...CREATED, ...CALLBACKS, LogoutURLs: ['https://example.com/bye'] })],
    ['a created app client with sign-in elsewhere', clients({ ...CREATED, SupportedIdentityProviders: ['COGNITO', 'Google'] })],
    ['tags of a role, some of them also on the resource', { Tags: tags('a'), AuthenticatedRole: { Tags: tags('a', 'b') } }],
    ['an adopted pool', { AdoptIdentityPoolId: POOL_ID }],
  ])('is taken: %s', (_case, desired) => {
    expect(issuesOf(desired)).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    [
      'a mapping with neither a type nor rules',
      { AuthenticationProviders: { Google: GOOGLE }, RoleMappings: [TAGGED] },
      'RoleMappings[0].Type',
      'is missing, and so are Rules. Give Type: Token for the roles that the token names, or give Rules.',
    ],
    ...(['SupportedIdentityProviders', 'CallbackURLs', 'LogoutURLs'] as const).map((name): [string, unknown, string, string] => [
      `${name} of an app client that is given`,
      clients({ ...USER_POOL, [name]: ['https://example.com/'] }),
      `AuthenticationProviders.UserPools[0].${name}`,
      'is not allowed beside UserPoolClientId: that app client is used as it is. Remove either.',
    ]),
    [
      'logout pages without pages to return to',
      clients({ ...CREATED, LogoutURLs: ['https://example.com/'] }),
      'AuthenticationProviders.UserPools[0].LogoutURLs',
      'needs CallbackURLs: without them the user pool has no sign-in pages for this client.',
    ],
    [
      'a page that is no URL',
      clients({ ...CREATED, CallbackURLs: ['https://example.com/', 'example'] }),
      'AuthenticationProviders.UserPools[0].CallbackURLs[1]',
      '"example" is not allowed: it is not an absolute URL.',
    ],
    ...['https://example.com/#', 'https://example.com/#top'].map((url): [string, unknown, string, string] => [
      `a page with a fragment, ${url}`,
      clients({ ...CREATED, CallbackURLs: [url] }),
      'AuthenticationProviders.UserPools[0].CallbackURLs[0]',
      `"${url}" is not allowed: it has a fragment (#). Remove it.`,
    ]),
    [
      'a page in the clear',
      clients({ ...CREATED, ...CALLBACKS, LogoutURLs: ['http://localhost.example.com/'] }),
      'AuthenticationProviders.UserPools[0].LogoutURLs[0]',
      '"http://localhost.example.com/" is not allowed: http is for localhost only. Use https, or the scheme of your app.',
    ],
    [
      'a page twice',
      clients({ ...CREATED, CallbackURLs: ['app://x', 'app://x'] }),
      'AuthenticationProviders.UserPools[0].CallbackURLs[1]',
      '"app://x" is there already, at [0]. Each value may be given once.',
    ],
    [
      'a tag of a role under the reserved prefix',
      { AuthenticatedRole: { Tags: tags('identity-pool-with-roles:x') } },
      'AuthenticatedRole.Tags[0].Key',
      '"identity-pool-with-roles:x" is not allowed: identity-pool-with-roles: is reserved for the marks of this type.',
    ],
    [
      'a tag of a role twice',
      { MappedRoles: [{ Name: 'A', Tags: tags('a', 'a') }] },
      'MappedRoles[0].Tags[1].Key',
      '"a" is there already, at MappedRoles[0].Tags[0]. Each key may be given once.',
    ],
    [
      'a tag of a role in another case than one of the resource',
      { Tags: tags('x', 'team'), UnauthenticatedRole: { Tags: tags('Team') } },
      'UnauthenticatedRole.Tags[0].Key',
      '"Team" is "team" in another case, from Tags[1]. IAM takes both for one tag of a role. Spell it one way.',
    ],
    [
      'an adopted pool of another region',
      { AdoptIdentityPoolId: POOL_ID.replace('us-east-1', 'eu-west-1') },
      'AdoptIdentityPoolId',
      `${POOL_ID.replace('us-east-1', 'eu-west-1')} is not in us-east-1: its id begins with its region. Deploy the stack in that region.`,
    ],
  ])('is refused: %s', (_case, desired, path, problem) => {
    expect(issuesOf(desired)).toEqual([{ path, problem }]);
  });

  it('is refused if an update would adopt another pool than the resource has', () => {
    const other = 'us-east-1:0f1e2d3c-0000-4000-8000-ffffffffffff';
    const ofPool = (poolId: string) =>
      findIssues({ desired: { AdoptIdentityPoolId: POOL_ID }, region: 'us-east-1', stackTags: {}, settings: NO_SETTINGS, poolId });
    expect([ofPool(POOL_ID), ofPool('no id'), ofPool(other)]).toEqual([
      [],
      [],
      [
        {
          path: 'AdoptIdentityPoolId',
          problem: `${POOL_ID} is not this resource's pool, which is ${other}. An update cannot move a resource to another pool: give the resource another logical id, or remove the property.`,
        },
      ],
    ]);
  });
});

describe('a repeat is reported wherever it is', () => {
  it.each<[string, unknown, string, string]>([
    [
      'an OpenID Connect provider',
      {
        AuthenticationProviders: {
          OpenIdConnectProviderArns: ['a', 'b', 'b'].map((name) => `arn:aws:iam::123456789012:oidc-provider/${name}`),
        },
      },
      'AuthenticationProviders.OpenIdConnectProviderArns[2]',
      '"arn:aws:iam::123456789012:oidc-provider/b" is there already, at [1]. Each ARN may be given once.',
    ],
    [
      'a SAML provider',
      { AuthenticationProviders: { SamlProviderArns: ['a', 'a'].map((name) => `arn:aws:iam::123456789012:saml-provider/${name}`) } },
      'AuthenticationProviders.SamlProviderArns[1]',
      '"arn:aws:iam::123456789012:saml-provider/a" is there already, at [0]. Each ARN may be given once.',
    ],
    [
      'a client to be created',
      { AuthenticationProviders: { UserPools: [{ UserPoolId: 'us-east-1_A' }, { UserPoolId: 'us-east-1_A' }] } },
      'AuthenticationProviders.UserPools[1]',
      '"us-east-1_A:(created)" is there already, at [0]. Each app client may be given once, and one can be created for each user pool.',
    ],
    [
      'a managed policy of a mapped role',
      { MappedRoles: [{ Name: 'A' }, { Name: 'B', ManagedPolicyArns: ['arn:aws:iam::aws:policy/P', 'arn:aws:iam::aws:policy/P'] }] },
      'MappedRoles[1].ManagedPolicyArns[1]',
      '"arn:aws:iam::aws:policy/P" is there already, at [0]. Each ARN may be given once.',
    ],
    [
      'a mapped role',
      { MappedRoles: [{ Name: 'A' }, { Name: 'A' }] },
      'MappedRoles[1]',
      '"A" is there already, at [0]. Each Name may be given once.',
    ],
    [
      'a role’s name',
      { UnauthenticatedRole: { RoleName: 'x' }, MappedRoles: [{ Name: 'A' }, { Name: 'B', RoleName: 'X' }] },
      'MappedRoles[1].RoleName',
      '"x" is the name of UnauthenticatedRole too. Two roles need two names.',
    ],
  ])('%s', (_case, desired, path, problem) => {
    expect(issuesOf(desired)).toEqual([{ path, problem }]);
  });
});

describe('what previous properties can have deployed', () => {
  it('keeps what could have been applied, a secret that CloudFormation did not keep among it', () => {
    const previous = { IdentityPoolName: 'a', AuthenticationProviders: { Twitter: { ConsumerKey: 'key' } } } as unknown as Properties;
    expect(usableProperties(previous)).toEqual(previous);
  });

  it('leaves out what could not', () => {
    const previous = {
      IdentityPoolName: 'a',
      Unknown: 1,
      AuthenticatedRole: { ManagedPolicyArns: 'x' },
      Tags: 'x',
    } as unknown as Properties;
    expect(usableProperties(previous)).toEqual({ IdentityPoolName: 'a' });
  });
});
