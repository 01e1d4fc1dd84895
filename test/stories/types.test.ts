import { DOORS } from './cloudformation';
import { USER_POOL } from './fixtures';

const template = (no: unknown, yes: unknown, duration: unknown): object => ({
  AllowUnauthenticatedIdentities: no,
  AllowClassicFlow: yes,
  AuthenticationProviders: {
    UserPools: [
      { UserPoolId: USER_POOL, UserPoolClientId: '00123', ServerSideTokenCheck: yes },
      { UserPoolId: USER_POOL, UserPoolClientId: 'true', ServerSideTokenCheck: no },
    ],
    Facebook: { AppId: '00123' },
  },
  AuthenticatedRole: { MaxSessionDuration: duration, Description: '3600' },
  UnauthenticatedRole: { Create: no },
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: 'Facebook' },
      Type: 'Rules',
      Rules: ['true', '00123', 'False'].map((Value) => ({ Claim: 'length', MatchType: 'Equals', Value, Role: 'Authenticated' })),
    },
  ],
  PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, UseDefaults: no, Tags: { length: 'true', 'a.b': '00123' } }],
  Tags: [
    { Key: 'length', Value: 'true' },
    { Key: 'true', Value: '00123' },
  ],
});

describe.each(DOORS)('values that CloudFormation made text of, through %s', (_door, open) => {
  it.each<[unknown, unknown, unknown]>([
    [false, true, 7200],
    ['false', 'true', '7200'],
    ['False', 'TRUE', '7200'],
  ])('text becomes what the schema says, at every depth: %p, %p, %p', async (...given) => {
    const stack = open();
    expect(await stack.create(template(...given))).toMatchObject({ ok: true });
    const [pool] = Object.values(stack.aws.snapshot().pools);
    expect(pool).toMatchObject({
      configuration: {
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: true,
        CognitoIdentityProviders: [
          { ClientId: '00123', ServerSideTokenCheck: true },
          { ClientId: 'true', ServerSideTokenCheck: false },
        ],
        SupportedLoginProviders: { 'graph.facebook.com': '00123' },
      },
      tags: { length: 'true', true: '00123' },
      principalTags: {
        [`cognito-idp.us-east-1.amazonaws.com/${USER_POOL}`]: { UseDefaults: false, PrincipalTags: { length: 'true', 'a.b': '00123' } },
      },
      roleMappings: {
        'graph.facebook.com': { RulesConfiguration: { Rules: [{ Value: 'true' }, { Value: '00123' }, { Value: 'False' }] } },
      },
    });
    expect(Object.values(stack.aws.snapshot().roles)).toMatchObject([{ maxSessionDuration: 7200, description: '3600' }]);
    expect((await stack.read()).model).toMatchObject(template(false, true, 7200));
    stack.aws.resetCalls();
    await stack.update(template('false', 'true', '7200'));
    expect(stack.aws.writes).toEqual([]);
  });

  it.each<[unknown, unknown, unknown]>([
    ['no', 'yes', '1h'],
    [0, 1, '3600.5'],
    ['', ' true', ''],
    ['null', 'undefined', '1e4'],
  ])('text that is no such value is refused by its path, before any call: %p, %p, %p', async (...given) => {
    const stack = open();
    const reply = await stack.create(template(...given));
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    const paths = [...reply.message.matchAll(/\(\d\) (\S+): /g)].map(([, path]) => path);
    expect([...new Set(paths)]).toEqual([
      'AllowUnauthenticatedIdentities',
      'AllowClassicFlow',
      'AuthenticationProviders.UserPools[0].ServerSideTokenCheck',
      'AuthenticationProviders.UserPools[1].ServerSideTokenCheck',
      'AuthenticatedRole.MaxSessionDuration',
      'UnauthenticatedRole.Create',
      'PrincipalTags[0].UseDefaults',
    ]);
    expect(stack.aws.calls).toEqual([]);
  });
});
