import { describeIssues, findIssues, usablePrevious } from '../../src/core/validation';
import type { Properties } from '../../src/core/properties';

const issuesOf = (desired: unknown, region = 'us-east-1', stackTags = {}) =>
  findIssues({ desired: desired as Properties, region, stackTags });

const USER_POOL = { UserPoolId: 'us-east-1_EXAMPLE01', UserPoolClientId: 'exampleclient01' };
const POLICY = { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [] } };

describe('what the service takes is not refused', () => {
  it.each([
    ['nothing at all', {}],
    ['a pool name with every kind of character (E1)', { IdentityPoolName: 'demo-pool, a+b=c@d.e' }],
    ['empty lists and objects', { Tags: [], AuthenticatedRole: {}, AuthenticationProviders: { UserPools: [], SamlProviderArns: [] } }],
    [
      'a user pool of another region (A4)',
      { AuthenticationProviders: { UserPools: [{ ...USER_POOL, UserPoolId: 'eu-west-1_EXAMPLE01' }] } },
    ],
    [
      'two app clients of one user pool',
      { AuthenticationProviders: { UserPools: [USER_POOL, { ...USER_POOL, UserPoolClientId: 'other' }] } },
    ],
    ['a role that exists', { AuthenticatedRole: { Arn: 'arn:aws-us-gov:iam::123456789012:role/app/signed-in' } }],
    ['no role', { UnauthenticatedRole: { Create: false } }],
    ['a policy as JSON text', { AuthenticatedRole: { Policies: [{ PolicyName: 'p', PolicyDocument: '{"Statement":[]}' }] } }],
    ['48 tags beside two marks', { Tags: Array.from({ length: 48 }, (_, index) => ({ Key: `k${index}`, Value: '' })) }],
  ])('%s', (_case, desired) => {
    expect(issuesOf(desired)).toEqual([]);
  });
});

describe('what the service would refuse is refused before any call, with its path, what was given and what is allowed', () => {
  it.each<[string, unknown, string, string]>([
    [
      'bad pool name characters (E1)',
      { IdentityPoolName: 'demo-pool_1 (x)' },
      'IdentityPoolName',
      '"demo-pool_1 (x)" is not allowed: it has to match ^[\\w\\s+=,.@-]+$. The pool\'s name. Left out, a name is generated once and kept for life. A change renames the pool in place.',
    ],
    [
      'a user pool id without its region',
      { AuthenticationProviders: { UserPools: [{ ...USER_POOL, UserPoolId: 'EXAMPLE01' }] } },
      'AuthenticationProviders.UserPools[0].UserPoolId',
      '"EXAMPLE01" is not allowed: it has to match ^[\\w-]+_[0-9a-zA-Z]+$. The user pool\'s ID, region first, such as us-east-1_EXAMPLE01. It may be in another region than the stack.',
    ],
    [
      'a user pool without its client',
      { AuthenticationProviders: { UserPools: [{ UserPoolId: 'us-east-1_EXAMPLE01' }] } },
      'AuthenticationProviders.UserPools[0].UserPoolClientId',
      'is missing and has to be given.',
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
      'a switch that is neither true nor false (I1)',
      { AllowClassicFlow: 'yes' },
      'AllowClassicFlow',
      '"yes" is not allowed: it has to be a boolean.',
    ],
    [
      'an attribute set by a template (J3)',
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
      'two policies of one name',
      { AuthenticatedRole: { Policies: [POLICY, POLICY] } },
      'AuthenticatedRole.Policies[1]',
      '"p" is there already, at [0]. Each PolicyName may be given once.',
    ],
    [
      'one client twice',
      { AuthenticationProviders: { UserPools: [USER_POOL, { ...USER_POOL, ServerSideTokenCheck: false }] } },
      'AuthenticationProviders.UserPools[1]',
      '"us-east-1_EXAMPLE01:exampleclient01" is there already, at [0]. Each app client may be given once.',
    ],
    [
      'one name for two roles, whatever its case',
      { AuthenticatedRole: { RoleName: 'App' }, UnauthenticatedRole: { RoleName: 'app' } },
      'UnauthenticatedRole.RoleName',
      '"app" is the name of AuthenticatedRole too. Two roles need two names.',
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
      { Tags: Array.from({ length: 49 }, (_, index) => ({ Key: `k${index}`, Value: '' })) },
      'Tags',
      '49 tags, those of the stack among them, are too many: AWS takes 50, and this type marks what it creates with 2 of its own.',
    ],
  ])('%s', (_case, desired, path, problem) => {
    expect(issuesOf(desired)).toEqual([{ path, problem }]);
  });

  it('names the nearest property and those that are known', () => {
    expect(issuesOf({ AuthenticationProvider: {} })).toEqual([
      {
        path: 'AuthenticationProvider',
        problem:
          'is not a property of this resource. Did you mean AuthenticationProviders? Known here: AllowClassicFlow, AllowUnauthenticatedIdentities, AuthenticatedRole, AuthenticationProviders, IdentityPoolName, Tags, UnauthenticatedRole.',
      },
    ]);
  });

  it('creates no role where no trust principal is known, and takes roles that exist', () => {
    expect(issuesOf({}, 'cn-north-1').map(({ path }) => path)).toEqual(['AuthenticatedRole', 'UnauthenticatedRole']);
    expect(
      issuesOf({ AuthenticatedRole: { Arn: 'arn:aws-cn:iam::123456789012:role/x' }, UnauthenticatedRole: { Create: false } }, 'cn-north-1'),
    ).toEqual([]);
  });

  it('counts the tags of the stack', () => {
    const stackTags = Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`s${index}`, '']));
    expect(issuesOf({ Tags: [{ Key: 's0', Value: '' }] }, 'us-east-1', stackTags)).toEqual([]);
    expect(issuesOf({ Tags: [{ Key: 'own', Value: '' }] }, 'us-east-1', stackTags).map(({ path }) => path)).toEqual(['Tags']);
  });

  it('tells every problem at once', () => {
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

describe('previous properties that were refused had no effect', () => {
  it('keeps what could have been applied, a secret that CloudFormation did not keep among it', () => {
    const previous = { IdentityPoolName: 'a', AuthenticationProviders: { Twitter: { ConsumerKey: 'key' } } } as unknown as Properties;
    expect(usablePrevious(previous)).toEqual(previous);
  });

  it('leaves out what could not', () => {
    const previous = {
      IdentityPoolName: 'a',
      Unknown: 1,
      AuthenticatedRole: { ManagedPolicyArns: 'x' },
      Tags: 'x',
    } as unknown as Properties;
    expect(usablePrevious(previous)).toEqual({ IdentityPoolName: 'a' });
  });
});
