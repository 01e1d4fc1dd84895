/** Tries the command on small templates: how values are resolved, what is refused, and how it is told. */
import { newAccount } from '../../stories/cloudformation';
import { runTool, type Ran } from '../terminal';

const plan = (template: object | string, ...args: string[]): Promise<Ran> =>
  runTool(['plan', 't.yml', '--region', 'eu-west-1', ...args], {
    files: { 't.yml': typeof template === 'string' ? template : JSON.stringify(template) },
  });

const resource = (Properties: object, more: object = {}): object => ({
  Resources: { Identities: { Type: 'Custom::IdentityPoolWithRoles', Properties }, Users: { Type: 'AWS::Cognito::UserPool' } },
  ...more,
});

const SMALLEST = resource({ ServiceToken: { 'Fn::ImportValue': 'x' }, UnauthenticatedRole: { Create: false } });

it('describes the smallest pool step by step, with trust and permissions in words', async () => {
  const { code, out } = await plan(SMALLEST, '--stack-name', 'shop');
  expect(code).toBe(0);
  expect(out).toBe(`Identities in t.yml makes a new identity pool in eu-west-1:

  1. create the pool shop_Identities_(digest)
       guests: off
       classic flow: off
  2. create the role /identity-pools/(new GUID)/shop-Identities-Authenticated-(digest)
       trusts: signed-in users of this pool
       policies: none
  3. set the roles that the pool hands out
       signed-in users: shop-Identities-Authenticated-(digest)
       guests: none`);
});

it('shows whole documents, marks and default values with --documents', async () => {
  const { code, out } = await plan(SMALLEST, '--stack-name', 'shop', '--documents');
  expect(code).toBe(0);
  expect(out).toBe(`Identities in t.yml makes a new identity pool in eu-west-1:

  1. create the pool shop_Identities_(digest)
       guests: off
       classic flow: off
       tags: identity-pool-with-roles:request = (request), identity-pool-with-roles:stack = \${AWS::StackId}, identity-pool-with-roles:logical-id = Identities
  2. create the role /identity-pools/(new GUID)/shop-Identities-Authenticated-(digest)
       Default authenticated role of identity pool (new pool id)
       trusts: signed-in users of this pool
       sessions: up to 3600 seconds
       tags: identity-pool-with-roles:pool = (new pool id), identity-pool-with-roles:part = authenticated
       policies: none
  3. set the roles that the pool hands out
       signed-in users: shop-Identities-Authenticated-(digest)
       guests: none

Trust policy of role shop-Identities-Authenticated-(digest)
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
          "cognito-identity.amazonaws.com:aud": "(new pool id)"
        },
        "ForAnyValue:StringLike": {
          "cognito-identity.amazonaws.com:amr": "authenticated"
        }
      }
    }
  ]
}`);
});

interface Configuration {
  readonly name: string;
}

const nameOf = async (IdentityPoolName: unknown, more: object = {}, ...args: string[]): Promise<string> => {
  const { code, out, err } = await plan(resource({ IdentityPoolName }, more), '--json', ...args);
  if (code !== 0) throw new Error(err || out);
  return (JSON.parse(out) as { steps: { configuration: Configuration }[] }).steps[0]?.configuration.name ?? '';
};

const PARAMETERS = { Parameters: { Stage: { Type: 'String', Default: 'dev' } }, Mappings: { Names: { dev: { long: 'development' } } } };

it.each<[sentence: string, value: unknown, result: string]>([
  ['Ref of a parameter', { Ref: 'Stage' }, 'dev'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['Ref of a resource', { Ref: 'Users' }, '${Users}'],
  ['Sub', { 'Fn::Sub': '${Stage}-${AWS::StackName}-pool' }, 'dev-STACK-pool'],
  ['Sub with values of its own', { 'Fn::Sub': ['${a}-${Stage}', { a: { Ref: 'AWS::Partition' } }] }, 'aws-dev'],
  ['Sub with what nobody knows', { 'Fn::Sub': 'pool-${Users.Else}' }, 'pool-${Users.Else}'],
  ['Join', { 'Fn::Join': ['-', ['pool', { Ref: 'Stage' }]] }, 'pool-dev'],
  ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  ['FindInMap', { 'Fn::FindInMap': ['Names', { Ref: 'Stage' }, 'long'] }, 'development'],
  ['ImportValue', { 'Fn::ImportValue': 'other-stack' }, '${ImportValue other-stack}'],
])('resolves %s', async (_sentence, value, result) => {
  expect(await nameOf(value, PARAMETERS)).toBe(result);
});

it('takes parameters from the command line, and what is known of resources', async () => {
  const value = { 'Fn::Sub': '${Stage}-${Users}-${Users.ProviderName}' };
  const more = ['--parameter', 'Stage=prod', '--parameter', 'Users=eu-west-1_a', '--parameter', 'Users.ProviderName=p=q'];
  expect(await nameOf(value, PARAMETERS, ...more)).toBe('prod-eu-west-1_a-p=q');
});

it('follows conditions, of values and of the resource', async () => {
  const Conditions = { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, NotProd: { 'Fn::Not': [{ Condition: 'Prod' }] } };
  const more = { ...PARAMETERS, Conditions };
  const value = { 'Fn::If': ['NotProd', 'small', { Ref: 'AWS::NoValue' }] };
  expect(await nameOf(value, more)).toBe('small');
  expect(await nameOf(value, more, '--parameter', 'Stage=prod')).toBe('STACK_Identities_(digest)');
  const template = { ...more, Resources: { Identities: { Type: 'Custom::IdentityPoolWithRoles', Condition: 'Prod' } } };
  expect(await plan(template)).toMatchObject({ code: 0, out: 'Identities in t.yml is not created: its condition is false.' });
});

it('reads YAML with short tags, and a policy version without quotes', async () => {
  const { code, out } = await plan(
    `
Parameters:
  Bucket: { Type: String }
Resources:
  Identities:
    Type: Community::Cognito::IdentityPoolWithRoles
    Properties:
      AuthenticatedRole:
        Policies:
          - PolicyName: read
            PolicyDocument:
              Version: 2012-10-17
              Statement:
                - { Effect: Allow, Action: s3:GetObject, Resource: !Sub 'arn:aws:s3:::\${Bucket}/\${!aws:userid}/*' }
`,
    '--parameter',
    'Bucket=files',
  );
  expect(code).toBe(0);
  expect(out).toContain('       policy read: Allow s3:GetObject on arn:aws:s3:::files/${aws:userid}/*\n');
});

it('reports with exit code 1 what the resource would be refused for', async () => {
  expect(await plan(resource({ IdentityPoolNam: 'x' }))).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^Identities in t.yml would be refused:\n {2}IdentityPoolNam/) as string,
  });
});

it.each<[sentence: string, template: object | string, args: string[], message: string]>([
  ['no template', 'just text', [], 't.yml is no template: it has no Resources.'],
  ['broken YAML', 'a: [', [], 't.yml is neither YAML nor JSON: '],
  ['no such resource', { Resources: {} }, ['--resource', 'Pool'], 'The template has no resource Pool. Of this type: none.'],
  [
    'several resources',
    { Resources: { A: { Type: 'Custom::IdentityPoolWithRoles' }, B: { Type: 'Community::Cognito::IdentityPoolWithRoles' } } },
    [],
    'The template has several: A, B. Name one with --resource.',
  ],
  [
    'parameters without a value',
    resource(
      { IdentityPoolName: { Ref: 'X' }, Tags: [{ Key: 'a', Value: { 'Fn::Sub': '${Y}' } }] },
      { Parameters: { X: {}, Y: {}, Unused: {} } },
    ),
    [],
    'No value for X, Y. Give --parameter X=... --parameter Y=...',
  ],
  ['an unknown parameter', resource({}), ['--parameter', 'X=1'], 'The template has neither a parameter nor a resource X.'],
  ['a parameter that is none', resource({}), ['--parameter', 'X'], '--parameter takes Key=Value, not "X".'],
  ['a reference to nothing', resource({ IdentityPoolName: { Ref: 'X' } }), [], 't.yml:1: Ref X names neither a parameter nor a resource.'],
  ['a pool id that is none', resource({}), ['--pool', 'x'], 'x is not the id of an identity pool: REGION:GUID.'],
])('answers %s with exit code 2', async (_sentence, template, args, message) => {
  const { code, out, err } = await plan(template, ...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(`error: ${message}`);
});

it('answers a template that is not there with exit code 2', async () => {
  const { code, err } = await runTool(['plan', 'gone.yml', '--region', 'eu-west-1']);
  expect([code, err]).toEqual([2, "error: gone.yml cannot be read: ENOENT: no such file or directory, open 'gone.yml'."]);
});

it('takes the template from standard input', async () => {
  const text = JSON.stringify(resource({}));
  const { code, out } = await runTool(['plan', '-', '--region', 'eu-west-1'], { standardInput: text });
  expect({ code, out }).toEqual({ code: 0, out: (await plan(text)).out.replace('in t.yml', 'in -') });
});

it('asks AWS nothing without --pool', async () => {
  expect((await plan(resource({}))).sessions).toEqual([]);
});

it('describes what differs from a pool that is there, and writes nothing', async () => {
  const { aws } = newAccount();
  const { configuration } = aws.seedPool({
    IdentityPoolName: 'old',
    AllowUnauthenticatedIdentities: true,
    SupportedLoginProviders: { 'accounts.google.com': 'app' },
  });
  const template = resource({ IdentityPoolName: 'new', AuthenticatedRole: { Create: false }, UnauthenticatedRole: { Create: false } });
  const { code, out } = await runTool(['plan', 't.yml', '--pool', configuration.IdentityPoolId], {
    aws,
    files: { 't.yml': JSON.stringify(template) },
  });
  expect([code, out]).toEqual([
    0,
    `Identities in t.yml changes ${configuration.IdentityPoolId}:\n\n  1. update the pool\n       name: old → new`,
  ]);
  expect(aws.writes).toEqual([]);
});

it('says beside a pool that what it does not know looks like a change, and how to give it', async () => {
  const { aws } = newAccount();
  const { configuration } = aws.seedPool({ IdentityPoolName: 'old' });
  const template = resource({
    IdentityPoolName: 'old',
    AuthenticationProviders: { UserPools: [{ UserPoolId: { Ref: 'Users' }, UserPoolClientId: { 'Fn::ImportValue': 'web' } }] },
  });
  const run = (...more: string[]): ReturnType<typeof runTool> =>
    runTool(['plan', 't.yml', ...more], { aws, files: { 't.yml': JSON.stringify(template) } });
  expect((await run('--pool', configuration.IdentityPoolId)).out).toMatch(
    /^Not known here, so that it looks like a change below: \$\{Users\}, \$\{ImportValue web\}\. Give what it is: --parameter Users=\.\.\. --import web=\.\.\.\n\nIdentities in t\.yml changes /,
  );
  expect((await run('--region', 'eu-west-1')).out).toMatch(/\n\nKnown only when it is deployed: \$\{Users\}, \$\{ImportValue web\}\.$/);
});

it('says when another pool has to take its place', async () => {
  const { aws } = newAccount();
  const { configuration } = aws.seedPool({ DeveloperProviderName: 'login.old' });
  const { out } = await runTool(['plan', 't.yml', '--pool', configuration.IdentityPoolId], {
    aws,
    files: { 't.yml': JSON.stringify(resource({ AuthenticationProviders: { DeveloperProviderName: 'login.new' } })) },
  });
  expect(out).toContain(`cannot be had from ${configuration.IdentityPoolId}: DeveloperProviderName, once set, neither changes nor goes.`);
  expect(out).toContain('1. create the pool STACK_Identities_(digest)');
});

describe('beside a pool that is to be adopted', () => {
  const account = (tags: Record<string, string> = {}) => {
    const { aws } = newAccount();
    const { configuration } = aws.seedPool({
      IdentityPoolName: 'old',
      SupportedLoginProviders: { 'api.twitter.com': 'key;planted-consumer-secret' },
      tags,
    });
    return { aws, poolId: configuration.IdentityPoolId };
  };
  const run = ({ aws, poolId }: ReturnType<typeof account>, properties: object, ...more: string[]) =>
    runTool(['plan', 't.yml', '--pool', poolId, ...more], {
      aws,
      files: { 't.yml': JSON.stringify(resource({ AdoptIdentityPoolId: poolId, ...properties })) },
    });
  const twitter = (ConsumerSecret: string) => ({ Twitter: { ConsumerKey: 'key', ConsumerSecret } });

  it('says what is still different, with exit code 1, and writes nothing', async () => {
    const made = account();
    const properties = { IdentityPoolName: 'new', AuthenticationProviders: twitter('planted-other'), AuthenticatedRole: {} };
    const { code, out } = await run(made, properties);
    expect([code, out.replace(/[0-9a-f]{10}\. The/, '(digest). The')]).toEqual([
      1,
      `Identities in t.yml cannot adopt ${made.poolId} yet, because it does not describe the pool as it is. Still different:

  IdentityPoolName (line 1): is "new" in the template, and "old" on the pool.
  AuthenticationProviders.Twitter (line 1): differs from what the pool has (not shown).
  AuthenticatedRole (line 1): would create the role STACK-Identities-Authenticated-(digest). The pool has none: give Create: false.`,
    ]);
    const { out: json } = await run(made, { IdentityPoolName: 'new' }, '--json');
    expect(JSON.parse(json)).toMatchObject({
      does: 'adopt',
      stillDifferent: [{ path: 'IdentityPoolName', problem: 'is "new" in the template, and "old" on the pool.' }],
    });
    expect(made.aws.writes).toEqual([]);
  });

  it('says that nothing but marks is written if the template describes the pool as it is', async () => {
    const made = account();
    const { code, out } = await run(made, { AuthenticationProviders: twitter('planted-consumer-secret') });
    expect([code, out]).toEqual([
      0,
      `Identities in t.yml describes ${made.poolId} as it is, and adopts it. Only marks are written:

  1. tag the pool
       marks of this type, which --documents shows: adopted`,
    ]);
  });

  it('is an ordinary update once the pool is adopted', async () => {
    const owner = { 'identity-pool-with-roles:stack': 'arn:mine', 'identity-pool-with-roles:logical-id': 'Identities' };
    const made = account({ ...owner, 'identity-pool-with-roles:adopted': 'true' });
    const { code, out } = await run(made, { IdentityPoolName: 'new' });
    expect([code, out]).toEqual([0, `Identities in t.yml changes ${made.poolId}:\n\n  1. update the pool\n       name: old → new`]);
  });

  it('is refused if the pool is marked as a stack’s own', async () => {
    const made = account({ 'identity-pool-with-roles:stack': 'arn:former', 'identity-pool-with-roles:logical-id': 'Pool' });
    const { code, out } = await run(made, {});
    expect(code).toBe(1);
    expect(out).toContain(
      `Identities in t.yml would be refused:\n  AdoptIdentityPoolId: identity pool ${made.poolId} belongs to Pool in arn:former, by its marks.`,
    );
  });
});
