import { readFileSync } from 'node:fs';
import { runTool } from '../terminal';
import { tokenOf, USER, whichRole, type Ended } from './terminal';

const EXAMPLE = 'examples/role-rules/custom-resource.yml';
const KNOWN = ['--parameter', 'UserPool=eu-west-1_EXAMPLE01', '--parameter', 'WebClient=client1'];

const ask = (args: readonly string[], template: string = readFileSync(EXAMPLE, 'utf8')): Promise<Ended> => {
  const token = tokenOf({ ...USER, 'custom:department': 'warehouse' });
  return whichRole(['--template', 'template.yml', '--region', 'eu-west-1', ...args], { files: { 'template.yml': template, token } });
};

it('says which role a resource of a template would give, before it is deployed', async () => {
  const { code, printed } = await ask([...KNOWN, '--token-file', 'token', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    pool: 'Identities in template.yml',
    outcome: 'role',
    role: 'MappedRoles Writer',
    why: 'rule 1 is the first that matches',
  });
});

it('says what the template leaves open, and takes the token to be of the only provider that it can be of', async () => {
  const { code, printed } = await ask(['--token-file', 'token']);
  expect(code).toBe(0);
  const provider = 'cognito-idp.eu-west-1.amazonaws.com/${UserPool}:${WebClient}';
  expect(printed).toContain(`\nSign-in   ${provider}\n`);
  expect(printed).toContain('\nRole: MappedRoles Writer\n');
  expect(printed).toContain(`\nNote: Only a deployment knows all of ${provider}: the token is taken to be of this provider.\n`);
  expect(printed.split('\n').at(-1)).toBe(
    'Note: The template leaves open ${UserPool}, ${WebClient}. Give what matters here: --parameter UserPool=... --parameter WebClient=...',
  );
  expect(printed).not.toContain('unresolved');
});

describe('claims that do not say who issued them', () => {
  const claims = JSON.stringify({ sub: '1', 'custom:department': 'warehouse' });
  const askFor = (template: string, ...args: string[]): Promise<Ended> =>
    whichRole(['--template', 't.yml', '--region', 'eu-west-1', '--claims', 'c.json', ...args], {
      files: { 't.yml': template, 'c.json': claims },
    });
  const userPool = (client: string): object => ({ UserPoolId: { Ref: 'UserPool' }, UserPoolClientId: { Ref: client } });
  const withClients = (...clients: string[]): string =>
    JSON.stringify({
      Resources: {
        UserPool: { Type: 'AWS::Cognito::UserPool' },
        Web: { Type: 'AWS::Cognito::UserPoolClient' },
        App: { Type: 'AWS::Cognito::UserPoolClient' },
        Identities: {
          Type: 'Custom::IdentityPoolWithRoles',
          Properties: { AuthenticationProviders: { UserPools: clients.map(userPool) } },
        },
      },
    });

  it('are taken for the only provider’s', async () => {
    const { printed } = await askFor(withClients('Web'));
    expect(printed).toContain('\nSign-in   cognito-idp.eu-west-1.amazonaws.com/${UserPool}:${Web}\n');
    expect(printed).toContain("\nNote: The claims do not say who issued them: taken for the pool's only provider.\n");
  });

  it('need a provider where there are several, which are shown as the template has them and can be given so', async () => {
    const two = withClients('Web', 'App');
    const name = 'cognito-idp.eu-west-1.amazonaws.com/${UserPool}';
    expect((await askFor(two)).complained).toContain(`one of these names, whole and in single quotes: ${name}:\${Web}, ${name}:\${App}`);
    expect((await askFor(two, '--provider', '${UserPool}')).complained).toContain(`single quotes: ${name}:\${Web}, ${name}:\${App}`);
    expect((await askFor(two, '--provider', `${name}:\${App}`)).printed).toContain(`\nSign-in   ${name}:\${App}\n`);
    expect((await askFor(withClients('App'), '--provider', '${UserPool}')).printed).toContain(`\nSign-in   ${name}:\${App}\n`);
  });
});

describe('a token of which only a deployment knows whose it is', () => {
  const template = (clients: readonly object[], more: object = {}): string =>
    JSON.stringify({
      Parameters: { Known: { Type: 'String', Default: 'client1' } },
      Resources: {
        UserPool: { Type: 'AWS::Cognito::UserPool' },
        Web: { Type: 'AWS::Cognito::UserPoolClient' },
        App: { Type: 'AWS::Cognito::UserPoolClient' },
        Login: { Type: 'AWS::IAM::OIDCProvider' },
        Other: { Type: 'AWS::IAM::OIDCProvider' },
        Identities: { Type: 'Custom::IdentityPoolWithRoles', Properties: { AuthenticationProviders: { UserPools: clients, ...more } } },
      },
    });
  const ofPool = (client?: object): object => ({
    UserPoolId: { Ref: 'UserPool' },
    ...(client === undefined ? {} : { UserPoolClientId: client }),
  });
  const [web, app, known] = ['Web', 'App', 'Known'].map((name) => ofPool({ Ref: name }));
  const USER_POOL_NAME = 'cognito-idp.eu-west-1.amazonaws.com/${UserPool}';
  const asked = async (text: string, ...args: string[]): Promise<readonly [number, string | undefined]> => {
    const { code, printed } = await ask(['--token-file', 'token', '--json', ...args], text);
    return [code, (JSON.parse(printed) as { provider?: string }).provider];
  };

  it.each([
    ['the one client', [web], 0, `${USER_POOL_NAME}:\${Web}`],
    ['a client that the resource creates', [ofPool()], 0, `${USER_POOL_NAME}:(app client created in \${UserPool})`],
    ['the client whose id is known', [web, known], 0, `${USER_POOL_NAME}:client1`],
    [
      'a user pool of another region that is known',
      [{ UserPoolId: 'us-east-1_EXAMPLE01', UserPoolClientId: { Ref: 'Web' } }],
      1,
      undefined,
    ],
  ])('is taken to be of %s', async (_, clients, code, provider) => {
    const [ended, found] = await asked(template(clients as object[]));
    expect([ended, ended === 0 ? found : undefined]).toEqual([code, provider]);
  });

  it.each([
    ['two clients', template([web as object, app as object])],
    ['two OpenID Connect providers', template([], { OpenIdConnectProviderArns: [{ Ref: 'Login' }, { Ref: 'Other' }] })],
  ])('cannot be known to be of one of %s', async (_, text) => {
    const { code, printed } = await ask(['--token-file', 'token', '--json'], text);
    expect(code).toBe(3);
    expect(JSON.parse(printed)).toMatchObject({
      outcome: 'unsettled',
      possible: [{ role: 'AuthenticatedRole' }],
      why: expect.stringContaining('it cannot be known before the deployment whether the token is of ') as string,
    });
  });

  it('is of a user pool rather than of an OpenID Connect provider that nothing is known of', async () => {
    const both = template([web as object], { OpenIdConnectProviderArns: [{ Ref: 'Login' }] });
    expect(await asked(both)).toEqual([0, `${USER_POOL_NAME}:\${Web}`]);
    expect(await asked(template([], { OpenIdConnectProviderArns: [{ Ref: 'Login' }] }))).toEqual([0, '${Login}']);
  });

  it('is settled by what is given', async () => {
    const given = ['--parameter', 'UserPool=eu-west-1_EXAMPLE01', '--parameter', 'App=client1'];
    const two = template([web as object, app as object]);
    expect(await asked(two, ...given)).toEqual([0, 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE01:client1']);
  });
});

describe('a rule whose value only a deployment knows', () => {
  const BOTH = [{ role: 'MappedRoles Writer' }, { refused: expect.anything() as object }];
  const possibleFor = async (rules: readonly (readonly [string, unknown, string])[], claims: object): Promise<unknown> => {
    const template = JSON.stringify({
      Parameters: { Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/department' } },
      Resources: {
        Identities: {
          Type: 'Custom::IdentityPoolWithRoles',
          Properties: {
            AuthenticationProviders: { UserPools: [{ UserPoolId: 'eu-west-1_EXAMPLE01', UserPoolClientId: 'client1' }] },
            MappedRoles: [{ Name: 'Writer' }, { Name: 'Reader' }],
            RoleMappings: [
              {
                IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_EXAMPLE01' } },
                Type: 'Rules',
                Rules: rules.map(([MatchType, Value, Role]) => ({ Claim: 'd', MatchType, Value, Role })),
              },
            ],
          },
        },
      },
    });
    const { printed } = await whichRole(['--template', 't.json', '--region', 'eu-west-1', '--claims', 'claims', '--json'], {
      files: { 't.json': template, claims: JSON.stringify(claims) },
    });
    const { possible, role, refused } = JSON.parse(printed) as Record<string, unknown>;
    return possible ?? role ?? refused;
  };
  const IMPORTED = { 'Fn::ImportValue': 'department' };

  it.each([
    ['Equals', [['Equals', IMPORTED, 'Writer']], BOTH],
    ['Equals, by a parameter of Systems Manager', [['Equals', { Ref: 'Stored' }, 'Writer']], BOTH],
    ['NotEqual', [['NotEqual', IMPORTED, 'Writer']], BOTH],
    ['Contains', [['Contains', IMPORTED, 'Writer']], BOTH],
    ['StartsWith', [['StartsWith', IMPORTED, 'Writer']], BOTH],
    ['a beginning that fits', [['Equals', { 'Fn::Sub': 'ware${Stored}' }, 'Writer']], BOTH],
    [
      'Equals or NotEqual of one value, for one role',
      [
        ['Equals', IMPORTED, 'Writer'],
        ['NotEqual', IMPORTED, 'Writer'],
      ],
      'MappedRoles Writer',
    ],
    [
      'Equals or NotEqual of one value, for two roles',
      [
        ['Equals', IMPORTED, 'Writer'],
        ['NotEqual', IMPORTED, 'Reader'],
      ],
      [{ role: 'MappedRoles Writer' }, { role: 'MappedRoles Reader' }],
    ],
    [
      'StartsWith one value after Contains it',
      [
        ['Contains', IMPORTED, 'Writer'],
        ['StartsWith', IMPORTED, 'Reader'],
      ],
      BOTH,
    ],
    [
      'a rule after one that matches',
      [
        ['Equals', 'warehouse', 'Writer'],
        ['Equals', IMPORTED, 'Reader'],
      ],
      'MappedRoles Writer',
    ],
  ] as const)('is unsettled as far as the value matters: %s', async (_, rules, possible) => {
    expect(await possibleFor(rules, { d: 'warehouse' })).toEqual(possible);
  });

  it.each([
    ['the claim is not there', [['Equals', IMPORTED, 'Writer']], {}],
    ['what is known of the value does not fit', [['Equals', { 'Fn::Sub': 'office-${Stored}' }, 'Writer']], { d: 'warehouse' }],
    ['what is known of the value is no beginning', [['StartsWith', { 'Fn::Sub': 'office-${Stored}' }, 'Writer']], { d: 'warehouse' }],
  ] as const)('does not match if %s', async (_, rules, claims) => {
    expect(await possibleFor(rules, claims)).toMatchObject({ why: 'AmbiguousRoleResolution is Deny' });
  });
});

describe('a resource of which only a deployment knows a switch', () => {
  const answerTo = async (properties: object, ...args: string[]): Promise<readonly [number, unknown]> => {
    const template = {
      Parameters: { Switch: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/switch' } },
      Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Switch' }, 'production'] } },
      Resources: {
        Identities: {
          Type: 'Custom::IdentityPoolWithRoles',
          Properties: {
            AuthenticationProviders: { UserPools: [{ UserPoolId: 'eu-west-1_EXAMPLE01', UserPoolClientId: 'client1' }] },
            ...properties,
          },
        },
      },
    };
    const files = { 't.json': JSON.stringify(template), claims: '{"sub":"1","d":"OFFICE"}' };
    const { code, printed } = await whichRole(['--template', 't.json', '--region', 'eu-west-1', '--json', ...args], { files });
    const { possible, role, refused } = JSON.parse(printed) as { possible?: { role?: string }[]; role?: string; refused?: { why: string } };
    return [code, possible?.map((outcome) => outcome.role ?? 'refused') ?? role ?? refused?.why];
  };
  const OPEN = { Ref: 'Switch' };
  const mapping = (more: object): object => ({
    RoleMappings: [{ IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_EXAMPLE01' } }, Type: 'Token', ...more }],
  });
  const rules = (MatchType: unknown, Role = 'Authenticated'): object =>
    mapping({ Type: 'Rules', Rules: [{ Claim: 'd', MatchType, Value: 'OFF', Role }] });
  const either = (one: unknown, other: unknown): object => ({ 'Fn::If': ['IsProduction', one, other] });

  it.each([
    ['whether guests are let in', { AllowUnauthenticatedIdentities: OPEN }, ['--guest'], 3, ['UnauthenticatedRole', 'refused']],
    [
      'whether guests are let in, of whom there is no role',
      { AllowUnauthenticatedIdentities: OPEN, UnauthenticatedRole: { Create: false } },
      ['--guest'],
      1,
      'the pool has no role for guests',
    ],
    [
      'whether guests are let in, asked for a user',
      { AllowUnauthenticatedIdentities: OPEN },
      ['--claims', 'claims'],
      0,
      'AuthenticatedRole',
    ],
    [
      'what is done if the token names no role',
      mapping({ AmbiguousRoleResolution: OPEN }),
      ['--claims', 'claims'],
      3,
      ['AuthenticatedRole', 'refused'],
    ],
    ['how a rule compares', rules(OPEN), ['--claims', 'claims'], 3, ['refused', 'AuthenticatedRole']],
    [
      'a condition on which a mapping hangs',
      { RoleMappings: either((mapping({}) as { RoleMappings: unknown }).RoleMappings, []) },
      ['--claims', 'claims'],
      3,
      ['refused', 'AuthenticatedRole'],
    ],
    ['a condition on which nothing hangs here', { AllowClassicFlow: either(true, false) }, ['--claims', 'claims'], 0, 'AuthenticatedRole'],
    [
      'a condition that turns guests on',
      { AllowUnauthenticatedIdentities: either(true, false) },
      ['--guest'],
      3,
      ['UnauthenticatedRole', 'refused'],
    ],
  ] as const)('is answered for every way that it may turn out: %s', async (_, properties, args, code, outcome) => {
    expect(await answerTo(properties, ...args)).toEqual([code, outcome]);
  });
});

it('leaves open a rule on an application id that only a deployment knows, unless the rule names the same one', async () => {
  const possible = async (value: unknown): Promise<unknown> => {
    const template = JSON.stringify({
      Parameters: { AppId: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/app' } },
      Resources: {
        Identities: {
          Type: 'Custom::IdentityPoolWithRoles',
          Properties: {
            AuthenticationProviders: { Facebook: { AppId: { Ref: 'AppId' } } },
            RoleMappings: [
              {
                IdentityProvider: { LoginProvider: 'Facebook' },
                Type: 'Rules',
                Rules: [{ Claim: 'aud', MatchType: 'Equals', Value: value, Role: 'Authenticated' }],
              },
            ],
          },
        },
      },
    });
    const files = { 't.json': template, claims: '{"sub":"1"}' };
    const { printed } = await whichRole(['--template', 't.json', '--region', 'eu-west-1', '--claims', 'claims', '--json'], { files });
    const { outcome, role } = JSON.parse(printed) as Record<string, unknown>;
    return role ?? outcome;
  };
  expect(await possible({ Ref: 'AppId' })).toBe('AuthenticatedRole');
  expect(await possible('1234567890')).toBe('unsettled');
});

it('shows a role that only a deployment knows as the template has it, and no secret parameter', async () => {
  const template = JSON.stringify({
    Parameters: { Department: { Type: 'String', NoEcho: true } },
    Resources: {
      Guests: { Type: 'AWS::IAM::Role' },
      Identities: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: {
          AuthenticationProviders: { UserPools: [{ UserPoolId: 'eu-west-1_EXAMPLE01', UserPoolClientId: 'client1' }] },
          AllowUnauthenticatedIdentities: true,
          UnauthenticatedRole: { Arn: { 'Fn::GetAtt': ['Guests', 'Arn'] } },
          RoleMappings: [
            {
              IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_EXAMPLE01' } },
              Type: 'Rules',
              Rules: [{ Claim: 'custom:department', MatchType: 'Equals', Value: { Ref: 'Department' }, Role: 'Authenticated' }],
            },
          ],
        },
      },
    },
  });
  const secret = ['--parameter', 'Department=planted-department'];
  expect((await ask(['--guest', ...secret], template)).printed).toContain('\nRole: ${Guests.Arn}\n');
  const { printed } = await ask(['--token-file', 'token', ...secret], template);
  expect(printed).toContain('rule 1: custom:department Equals "(secret)"');
  expect(printed).not.toContain('planted');
});

it.each([
  [
    'a parameter that the template lacks',
    ['--guest', '--parameter', 'Nobody=1'],
    'The template has neither a parameter nor a resource Nobody.',
  ],
  ['a resource that the template lacks', ['--guest', '--resource', 'Nobody'], 'The template has no resource Nobody.'],
  ['a pool beside the template', ['--guest', '--pool', 'x'], 'Give one of --pool POOL_ID, --template FILE and --properties FILE.'],
])('refuses %s', async (_, args, said) => {
  const { code, printed, complained } = await ask(args);
  expect([code, printed]).toEqual([2, '']);
  expect(complained).toContain(`error: ${said}`);
});

it('refuses properties that the resource refuses', async () => {
  const { code, complained } = await ask(['--guest', ...KNOWN], readFileSync(EXAMPLE, 'utf8').replace('MappedRoles:', 'Mappedroles:'));
  expect(code).toBe(2);
  expect(complained).toContain('error: Identities in template.yml: ');
  expect(complained).toMatch(/\bMappedroles \(line \d+\): /);
});

describe('a pool of native resources', () => {
  const native = (pool: string, attachments: string): string => `
Resources:
  Pool:
    Type: AWS::Cognito::IdentityPool
    Properties: { AllowUnauthenticatedIdentities: true, ${pool} }
${attachments}`;
  const attachment = (name: string, roles: string): string => `
  ${name}: { Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties: { IdentityPoolId: !Ref Pool, ${roles} } }`;
  const macro = 'Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://bucket/part.yml } }';
  const guests = (name: string): string => `Roles: { unauthenticated: 'arn:aws:iam::123456789012:role/${name}' }`;

  it('is not settled if two attachments give it roles, because the last one written counts', async () => {
    const text = native('AllowClassicFlow: false', attachment('First', guests('one')) + attachment('Second', guests('two')));
    const { code, printed } = await ask(['--guest'], text);
    expect(code).toBe(3);
    expect(printed).toContain('role/one');
    expect(printed).toContain('role/two');
    expect(printed).toContain('Why: it depends on which of First and Second is written last.');
  });

  it.each([
    ['the pool', native(macro, attachment('Roles', guests('one')))],
    ['the attachment', native('AllowClassicFlow: false', attachment('Roles', macro))],
    ['the roles', native('AllowClassicFlow: false', attachment('Roles', `Roles: { ${macro} }`))],
  ])('has no answer as long as a macro may add to %s', async (_what, text) => {
    const { code, printed, complained } = await ask(['--guest'], text);
    expect([code, printed]).toEqual([2, '']);
    expect(complained).toMatch(
      /^error: Pool in template\.yml: only its deployment knows what \$\{Transform .*--template-stage Processed has it\.$/,
    );
  });
});

describe('a supplied role that stands in the same template', () => {
  const templateWith = (trust: object, roles = '{ Arn: !GetAtt Portal.Arn }', more = ''): string => `Resources:
  Portal:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${JSON.stringify({ Version: '2012-10-17', Statement: [trust] })}
  Identities:
    Type: Custom::IdentityPoolWithRoles
    Properties:
      AuthenticationProviders: { Google: { ClientId: google } }
      AuthenticatedRole: ${roles}
${more}`;
  const trusting = (condition: object): object => ({
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  });
  const AMR = { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } };
  const ANOTHER = { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:00000000-ffff-4000-8000-000000000000' } };
  const claims = JSON.stringify({ iss: 'https://accounts.google.com', aud: 'google', sub: '1' });
  const askOf = (template: string): Promise<Ended> =>
    whichRole(['--template', 't.yml', '--region', 'eu-west-1', '--claims', 'c.json'], { files: { 't.yml': template, 'c.json': claims } });

  it('is read there: what it trusts decides, as for doctor', async () => {
    const { code, printed } = await askOf(templateWith(trusting({ ...ANOTHER, ...AMR })));
    expect(code).toBe(1);
    expect(printed).toContain('Refused: STS does not hand out ${Portal.Arn}:');
    expect((await askOf(templateWith(trusting(AMR)))).code).toBe(0);
  });

  it('has to allow that sessions are tagged where principal tags are on', async () => {
    const tags = '      PrincipalTags: [{ IdentityProvider: { LoginProvider: Google }, UseDefaults: true }]';
    const { code, printed } = await askOf(templateWith(trusting(AMR), undefined, tags));
    expect([code, printed]).toEqual([1, expect.stringContaining('Fix: Add sts:TagSession')]);
  });

  it('may name a pool that is adopted by its id', async () => {
    const id = 'eu-west-1:00000000-ffff-4000-8000-000000000000';
    const template = templateWith(trusting({ ...ANOTHER, ...AMR }), undefined, `      AdoptIdentityPoolId: ${id}`);
    expect((await askOf(template)).code).toBe(0);
    const { code, out } = await runTool(['doctor', '--template', 't.yml', '--region', 'eu-west-1'], { files: { 't.yml': template } });
    expect([code, out]).toEqual([0, expect.stringContaining('No findings.')]);
  });

  it('of elsewhere is not known, which is said', async () => {
    const { code, printed } = await askOf(templateWith(trusting(AMR), '{ Arn: arn:aws:iam::123456789012:role/theirs }'));
    expect([code, printed]).toEqual([0, expect.stringContaining('its trust policy is not known here')]);
  });
});

it('says what the claims of a member of a group have beside the group', async () => {
  const files = {
    't.yml': readFileSync('examples/token-groups/custom-resource.yml', 'utf8'),
    'c.json': JSON.stringify({ 'cognito:groups': ['admins'] }),
  };
  const { code, printed } = await whichRole(['--template', 't.yml', '--region', 'eu-west-1', '--claims', 'c.json'], { files });
  expect([code, printed]).toEqual([
    0,
    expect.stringContaining(
      'Why: the token names groups and no role; beside them Cognito writes cognito:roles and cognito:preferred_role for groups that have a RoleArn.',
    ),
  ]);
});

it.each(['eu-west-1', 'us-gov-west-1', 'cn-north-1'])('judges a resource by the region that it is asked for: %s', async (region) => {
  const partition = { 'us-gov-west-1': 'aws-us-gov', 'cn-north-1': 'aws-cn' }[region] ?? 'aws';
  const Properties = {
    AdoptIdentityPoolId: `${region}:0f1e2d3c-0000-4000-8000-0123456789ab`,
    AllowUnauthenticatedIdentities: true,
    AuthenticatedRole: { Arn: `arn:${partition}:iam::123456789012:role/theirs` },
  };
  const files = {
    't.json': JSON.stringify({ Resources: { Identities: { Type: 'Custom::IdentityPoolWithRoles', Properties } } }),
    'p.json': JSON.stringify(Properties),
  };
  for (const args of [
    ['--template', 't.json', '--region', region],
    ['--properties', 'p.json', '--region', region],
    ['--properties', 'p.json'],
  ]) {
    const { code, printed, complained } = await whichRole([...args, '--guest'], { files });
    expect([code, complained, printed]).toEqual([0, '', expect.stringContaining('Role: UnauthenticatedRole')]);
  }
});
