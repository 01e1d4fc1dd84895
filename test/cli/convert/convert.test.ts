import { readdirSync, readFileSync } from 'node:fs';
import schema from '../../../schema.json';
import { yamlParse } from '../../yaml';
import { runTool } from '../terminal';

const TYPE = schema.typeName;
const FOLDER = 'test/cli/convert';
const POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';

const convert = (text: string, ...args: string[]) => runTool(['convert', 'native.yml', ...args], { files: { 'native.yml': text } });

/** A pool with one role for signed-in identities, to which a case adds what it is about. */
const native = ({
  pool = '',
  classicFlow = 'AllowClassicFlow: false',
  principal = '{ Federated: cognito-identity.amazonaws.com }',
  statement = '',
  condition = `StringEquals: { 'cognito-identity.amazonaws.com:aud': !Ref Pool }
              ForAnyValue:StringLike: { 'cognito-identity.amazonaws.com:amr': authenticated }`,
  action = 'sts:AssumeRoleWithWebIdentity',
  role = '',
  attachment = '',
  resources = '',
}: Readonly<Record<string, string>> = {}): string => `Resources:
  Pool:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false
      ${classicFlow}
${pool}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: ${principal}
            Action: ${action}
            Condition:
              ${condition}
${statement}
${role}
  Attachment:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties:
      IdentityPoolId: !Ref Pool
      Roles: { authenticated: !GetAtt Role.Arn }
${attachment}
${resources}
`;

const answer = async (text: string, ...args: string[]) => {
  const { out, code } = await convert(text, '--print', 'json', ...args);
  return {
    code,
    ...(JSON.parse(out) as Record<'putRight' | 'notCarriedOver' | 'notes', string[]> & { template: string; resource: string }),
  };
};

it.each(readdirSync(`${FOLDER}/native`))('prints the whole of %s as it is meant to be, with its comments', async (name) => {
  const file = `${FOLDER}/native/${name}`;
  const { out } = await runTool(['convert', file], { files: { [file]: readFileSync(file, 'utf8') } });
  expect(`${out}\n`).toBe(readFileSync(`${FOLDER}/converted/${name}`, 'utf8'));
});

const OWN = 'Resources:\n  Identities:\n    Type: Custom::IdentityPoolWithRoles\n    Properties: { ServiceToken: x }\n';

describe('what cannot be converted is said in one line, with exit code 2', () => {
  it.each<[string, string, string[], string]>([
    [
      'a template without a pool',
      'Resources:\n  Users:\n    Type: AWS::Cognito::UserPool\n',
      [],
      'native.yml has no AWS::Cognito::IdentityPool. If a macro, a loop (Fn::ForEach) or another tool makes it, convert the template that this makes, such as that of cdk synth.',
    ],
    [
      'a template of this type',
      OWN,
      [],
      'native.yml has no AWS::Cognito::IdentityPool: Identities is of this type already, and there is nothing to convert.',
    ],
    [
      'a resource of this type',
      OWN,
      ['--resource', 'Identities'],
      'Identities in native.yml is of this type already: there is nothing to convert.',
    ],
    ['a resource that is not there', native(), ['--resource', 'Pol'], 'native.yml has no AWS::Cognito::IdentityPool Pol. It has: Pool.'],
    ['no template', 'Hello: 1\n', [], 'native.yml is no template: it has no Resources. Give a CloudFormation template, YAML or JSON.'],
    [
      'two pools',
      native({ resources: '  Second:\n    Type: AWS::Cognito::IdentityPool\n    Properties: { AllowUnauthenticatedIdentities: false }' }),
      [],
      'native.yml has several identity pools: Pool, Second. Name one with --resource; then convert what was printed again, for the next.',
    ],
    [
      'a stage without the id of the pool',
      native(),
      ['--print', 'adopted'],
      '--print adopted needs --pool ID, the id of the deployed pool. --print steps says how to find it.',
    ],
    [
      'a role that is not of the pool',
      native(),
      ['--print', 'adopted', '--pool', POOL_ID, '--hand-over', 'Other'],
      'Other is no role of Pool in native.yml. Its roles: Role.',
    ],
    [
      'two attachments',
      native({ resources: '  Again:\n    Type: AWS::Cognito::IdentityPoolRoleAttachment\n    Properties: { IdentityPoolId: !Ref Pool }' }),
      [],
      'native.yml: Pool has 2 role attachments, Attachment and Again, and a pool has one. Unite them first, with Fn::If where their conditions differ.',
    ],
  ])('%s', async (_, text, args, message) => {
    const { code, out, err } = await convert(text, ...args);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: `error: ${message}` });
  });

  it('a file that is not there', async () => {
    const { code, err } = await runTool(['convert', 'nowhere.yml']);
    expect({ code, err }).toEqual({
      code: 2,
      err: "error: nowhere.yml cannot be read: ENOENT: no such file or directory, open 'nowhere.yml'.",
    });
  });
});

describe('faults of trust are fixed and listed', () => {
  const AUD = "StringEquals: { 'cognito-identity.amazonaws.com:aud': !Ref Pool }";
  const AMR = "ForAnyValue:StringLike: { 'cognito-identity.amazonaws.com:amr': authenticated }";
  const TAGS = `  Tags:
    Type: AWS::Cognito::IdentityPoolPrincipalTag
    Properties: { IdentityPoolId: !Ref Pool, IdentityProviderName: login.example, PrincipalTags: { team: team } }`;
  const SECOND = `  Second:
    Type: AWS::Cognito::IdentityPool
    Properties: { AllowUnauthenticatedIdentities: false }
  SecondAttachment:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties: { IdentityPoolId: !Ref Second, Roles: { authenticated: !GetAtt Role.Arn } }`;
  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['none', {}, []],
    ['no aud', { condition: AMR }, ['Role (line 8): no condition on aud: the identities of any pool can take it.']],
    ['no amr', { condition: AUD }, ['Role (line 8): no condition on amr: guests can take it too.']],
    [
      'another amr',
      { condition: `${AUD}\n              ${AMR.replace(': authenticated', ': unauthenticated')}` },
      ['Role (line 8): amr is unauthenticated, not authenticated.'],
    ],
    [
      'amr of both kinds',
      { condition: `${AUD}\n              ${AMR.replace(': authenticated', ': [authenticated, unauthenticated]')}` },
      ['Role (line 8): amr is authenticated, unauthenticated, not authenticated.'],
    ],
    [
      'another pool beside this one',
      { condition: `${AUD.replace('!Ref Pool', `[!Ref Pool, '${POOL_ID}']`)}\n              ${AMR}` },
      [`Role (line 8): aud names ${POOL_ID} beside this pool.`],
    ],
    [
      'amr compared as one value',
      { condition: `${AUD}\n              ${AMR.replace('ForAnyValue:StringLike', 'StringLike')}` },
      ['Role (line 8): amr has several values, and StringLike does not compare them one by one.'],
    ],
    [
      'principal tags without sts:TagSession',
      { resources: TAGS },
      ['Role (line 8): no sts:TagSession, although the pool has principal tags: sign-in fails.'],
    ],
    [
      'no amr in a role that stays for another pool',
      { condition: AUD, resources: SECOND },
      [
        'Role (line 8): no condition on amr: guests can take it too. The pool gets a role without this; Role stays, with its trust policy as it is.',
      ],
    ],
    [
      'no amr in a statement that lets a service in too',
      { condition: AUD, principal: '{ Federated: cognito-identity.amazonaws.com, Service: lambda.amazonaws.com }' },
      [
        'Role (line 8): no condition on amr: guests can take it too. The pool gets a role without this; Role stays, with its trust policy as it is.',
      ],
    ],
    [
      'no amr in a role that stays for a service, and no longer lets the pool in',
      {
        condition: AUD,
        statement: "          - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }",
      },
      ['Role (line 8): no condition on amr: guests can take it too.'],
    ],
    ['principal tags with sts:TagSession', { resources: TAGS, action: "['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']" }, []],
  ])('%s', async (_, parts, putRight) => {
    const { code, putRight: found, notCarriedOver } = await answer(native(parts), '--resource', 'Pool');
    expect({ code, found, notCarriedOver }).toEqual({ code: 0, found: putRight, notCarriedOver: [] });
  });
});

it('takes empty login providers, which Amplify writes, for none', async () => {
  const without = await convert(native());
  const empty = await convert(native({ pool: '      SupportedLoginProviders: {}' }));
  expect(empty).toEqual(without);
});

it.each([
  ['pool', 'CognitoIdentityProviders: []'],
  ['pool', 'OpenIdConnectProviderARNs: []'],
  ['pool', 'IdentityPoolTags: []'],
  ['attachment', 'RoleMappings: {}'],
  ['role', 'Policies: []'],
  ['role', 'Tags: []'],
])('carries an empty list or map of the %s over as one: %s', async (of, property) => {
  const { code, notCarriedOver } = await answer(native({ [of]: `      ${property}` }));
  expect([code, notCarriedOver]).toEqual([0, []]);
});

describe('what cannot be carried over is listed with its reason, and the exit code is 1', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'Cognito Sync',
      { pool: '      CognitoStreams: { StreamName: changes, StreamingStatus: ENABLED, RoleArn: arn }' },
      'Pool (line 2): CognitoStreams is of Cognito Sync, which this type does not manage. A new pool does not have it.',
    ],
    [
      'a retired login provider',
      { pool: '      SupportedLoginProviders: { www.digits.com: key }' },
      'Pool (line 2): login provider www.digits.com: this type has no property for it.',
    ],
    [
      'login providers as a whole from a function',
      { pool: "      SupportedLoginProviders: !Transform { Name: 'AWS::Include' }" },
      'Pool (line 2): SupportedLoginProviders, which a function makes as a whole: write the providers out.',
    ],
    [
      'mappings as a whole from a function',
      { attachment: "      RoleMappings: { 'Fn::Transform': { Name: 'AWS::Include' } }" },
      'Attachment (line 22): RoleMappings, which a function makes as a whole: write them out as RoleMappings of Identities.',
    ],
    [
      'what a macro adds to the pool',
      { pool: "      Fn::Transform: { Name: 'AWS::Include' }" },
      'Pool (line 2): what Fn::Transform adds to Properties, because only a deployment knows it. Write it out.',
    ],
    [
      'what a macro adds to a role',
      { role: "      Fn::Transform: { Name: 'AWS::Include' }" },
      'Role (line 8): what Fn::Transform adds to Properties, because only a deployment knows it. Write it out.',
    ],
    [
      'what a macro adds to principal tags',
      {
        resources:
          '  Tags:\n    Type: AWS::Cognito::IdentityPoolPrincipalTag\n    Properties: { IdentityPoolId: !Ref Pool, IdentityProviderName: accounts.google.com, PrincipalTags: { a: b, Fn::Transform: { Name: AWS::Include } } }',
      },
      'Tags (line 28): what Fn::Transform adds to PrincipalTags, because only a deployment knows it. Write it out.',
    ],
    [
      'principal tags that are a list',
      {
        resources:
          '  Tags:\n    Type: AWS::Cognito::IdentityPoolPrincipalTag\n    Properties: { IdentityPoolId: !Ref Pool, IdentityProviderName: accounts.google.com, PrincipalTags: [a] }',
      },
      'Tags (line 28): PrincipalTags, which is no map. Correct it.',
    ],
    [
      'a further condition of the trust policy',
      {
        condition:
          "StringEquals: { 'cognito-identity.amazonaws.com:aud': !Ref Pool, 'aws:SourceVpc': vpc-1 }\n              ForAnyValue:StringLike: { 'cognito-identity.amazonaws.com:amr': authenticated }",
      },
      'Role (line 8): the condition on aws:SourceVpc in its trust policy, which this type cannot write: decide whether you can do without it.',
    ],
    [
      'a reference to the attachment',
      { resources: 'Outputs:\n  Attachment:\n    Value: !Ref Attachment' },
      'Outputs.Attachment refers to Attachment, which is gone and has no counterpart: change it by hand.',
    ],
  ])('%s', async (_, parts, problem) => {
    const { code, out } = await convert(native(parts), '--print', 'json');
    expect((JSON.parse(out) as { notCarriedOver: string[] }).notCarriedOver).toEqual([problem]);
    expect(code).toBe(1);
  });
});

it('prints what is fixed and left out on standard error, and only the template on standard output', async () => {
  const { out, err } = await convert(native({ pool: '      PushSync: { ApplicationArns: [] }' }));
  expect(err).toBe(
    [
      'Identities takes the place of Pool, Attachment, Role.',
      '',
      'Not carried over:',
      '  - Pool (line 2): PushSync is of Cognito Sync, which this type does not manage. A new pool does not have it.',
    ].join('\n'),
  );
  expect(out).not.toContain('Not carried over');
});

it.each([
  [
    'says so where a pool may have the classic flow on',
    '',
    [
      'Pool (line 2): AllowClassicFlow is not set. A new pool has the classic flow off; a pool that moves keeps what it has, and unset is not off. Set it to false, unless an app uses that flow.',
    ],
  ],
  ['has nothing to say of a classic flow that is on by intent', 'AllowClassicFlow: true', []],
  ['has nothing to say of a classic flow that is off', 'AllowClassicFlow: false', []],
])('%s', async (_, classicFlow, notes) => {
  expect(await answer(native({ classicFlow }))).toMatchObject({ code: 0, notes });
});

it('reads standard input', async () => {
  const { code, out } = await runTool(['convert', '-', '--print', 'resource'], { standardInput: native() });
  expect({ code, out }).toEqual({
    code: 0,
    out: [
      'Identities:',
      '  Type: Custom::IdentityPoolWithRoles',
      '  Properties:',
      '    ServiceToken: !ImportValue IdentityPoolWithRoles-ServiceToken',
      '    AllowUnauthenticatedIdentities: false',
      '    AllowClassicFlow: false',
      '    UnauthenticatedRole:',
      '      Create: false',
    ].join('\n'),
  });
});

it('keeps role names where asked to', async () => {
  const { resource, notCarriedOver } = await answer(native({ role: '      RoleName: app' }), '--keep-role-names');
  expect({ resource, notCarriedOver }).toEqual({
    resource: expect.stringContaining('AuthenticatedRole:\n      RoleName: app') as string,
    notCarriedOver: [],
  });
});

it('gives the file that names the pool to import', async () => {
  const { out } = await convert(native(), '--print', 'resources-to-import', '--pool', POOL_ID);
  expect(JSON.parse(out)).toEqual([
    {
      ResourceType: 'Community::Cognito::IdentityPoolWithRoles',
      LogicalResourceId: 'Identities',
      ResourceIdentifier: { IdentityPoolId: POOL_ID },
    },
  ]);
});

it('imports into a template that is otherwise the one before, because an import changes nothing else', async () => {
  const file = 'test/native-templates/with-guests.yaml';
  const files = { [file]: readFileSync(file, 'utf8') };
  const print = async (what: string) =>
    (await runTool(['convert', file, '--entry-point', 'registry-type', '--print', what, '--pool', POOL_ID], { files })).out.split('\n');
  const [before, after] = [await print('taken-out'), await print('imported')];
  const added = after.filter((line) => !before.includes(line));
  expect(after.filter((line) => before.includes(line)).length).toBeGreaterThanOrEqual(before.length);
  expect(added.slice(0, 2)).toEqual(['  Identities:', '    Type: Community::Cognito::IdentityPoolWithRoles']);
});

it('keeps a policy apart that refers to a function which gets the pool from the Globals of SAM', async () => {
  const text = native({
    role: `      Policies:
        - PolicyName: call
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: lambda:InvokeFunction, Resource: !GetAtt Function.Arn }] }`,
    resources: `  Function:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, InlineCode: 'x' }
Globals:
  Function:
    Environment: { Variables: { POOL: !Ref Pool } }`,
  });
  const { template, notes, notCarriedOver } = await answer(text);
  expect(template).toContain('  RolecallPolicy:\n    Type: AWS::IAM::Policy\n');
  expect(template).toContain('POOL: !Ref Identities');
  expect({ notes, notCarriedOver }).toEqual({
    notes: [
      'Role (line 8): the policy call refers to the pool, or to what depends on it, and so is a resource of its own, RolecallPolicy.',
    ],
    notCarriedOver: [],
  });
});

it.each<[string, string, string[]]>([
  [
    'as text is said to stand there',
    'key;hush-hush',
    [
      'Pool (line 2): the consumer secret of Twitter stands in the template as text, before and after. Put a parameter with NoEcho: true, or a dynamic reference, in its place.',
    ],
  ],
  ['in a dynamic reference needs no word', `'key;{{resolve:secretsmanager:twitter:SecretString:secret}}'`, []],
  ['of a parameter needs no word', "!Sub 'key;${Secret}'", []],
])('a consumer secret of Twitter %s', async (_how, value, notes) => {
  const answered = await answer(native({ pool: `      SupportedLoginProviders: { api.twitter.com: ${value} }` }));
  expect(answered.notes).toEqual(notes);
});

describe('policies that refer to the pool become resources of their own, each under a name that is free', () => {
  const policy = (name: string) =>
    `        - PolicyName: ${name}
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: cognito-identity:*, Resource: !Ref Pool }] }`;
  const note = (what: string, logicalId: string) =>
    `Role (line 8): ${what} refers to the pool, or to what depends on it, and so is a resource of its own, ${logicalId}.`;
  it.each<[string, readonly string[], string, readonly (readonly [string, string])[]]>([
    [
      'two whose names differ in punctuation only',
      ['read-all', 'readall'],
      '',
      [
        ['the policy read-all', 'RolereadallPolicy'],
        ['the policy readall', 'RolereadallPolicy2'],
      ],
    ],
    [
      'two whose names a function makes',
      ["!Sub 'a-${AWS::Region}'", "!Sub 'b-${AWS::Region}'"],
      '',
      [
        ['a policy', 'RolePolicy'],
        ['a policy', 'RolePolicy2'],
      ],
    ],
    [
      'one whose name a resource of the template has',
      ['call'],
      '  RolecallPolicy:\n    Type: AWS::SNS::Topic',
      [['the policy call', 'RolecallPolicy2']],
    ],
  ])('%s', async (_, names, resources, expected) => {
    const { template, notes, notCarriedOver } = await answer(
      native({ role: ['      Policies:', ...names.map(policy)].join('\n'), resources }),
    );
    expect({ notes, notCarriedOver }).toEqual({ notes: expected.map(([what, id]) => note(what, id)), notCarriedOver: [] });
    const added = [...template.matchAll(/^ {2}(\w+):\n {4}Type: AWS::IAM::Policy$/gm)].map(([, id]) => id);
    expect(added).toEqual(expected.map(([, id]) => id));
  });
});

it('says that a policy which a function makes cannot become a resource, also beside one that can', async () => {
  const document = "{ Version: '2012-10-17', Statement: [{ Effect: Allow, Action: '*', Resource: !Ref Pool }] }";
  const { notCarriedOver } = await answer(
    native({
      role: `      Policies:
        - { PolicyName: !Ref AWS::StackName, PolicyDocument: ${document} }
        - !If [IsProd, { PolicyName: b, PolicyDocument: ${document} }, !Ref AWS::NoValue]`,
      resources: 'Conditions:\n  IsProd: !Equals [!Ref AWS::Region, eu-west-1]',
    }),
  );
  expect(notCarriedOver).toEqual([
    'Role (line 8): a policy that a function makes and that refers to the pool: write it as AWS::IAM::Policy.',
  ]);
});

describe('a login at Twitter whose key and secret cannot be taken apart is left out, without showing it', () => {
  it.each([
    ['a dynamic reference to both', "'{{resolve:secretsmanager:twitter}}'"],
    ['a dynamic reference to both that a function makes', "!Sub '{{resolve:secretsmanager:twitter-${AWS::Region}}}'"],
    ['a text without a secret', 'hush-hush'],
    ['a text with an empty secret', "'hush-hush;'"],
    ['a text with an empty key', "';hush-hush'"],
  ])('%s', async (_, value) => {
    const { resource, notCarriedOver, notes } = await answer(
      native({ pool: `      SupportedLoginProviders: { api.twitter.com: ${value} }` }),
    );
    expect({ notCarriedOver, notes }).toEqual({
      notCarriedOver: [
        'Pool (line 2): login provider api.twitter.com, because its text has no ; between the consumer key and the consumer secret: write ConsumerKey and ConsumerSecret out in AuthenticationProviders.Twitter.',
      ],
      notes: [],
    });
    expect(resource).not.toContain('Twitter');
  });

  it('takes a parameter with both apart when it is deployed', async () => {
    const { resource, notCarriedOver } = await answer(native({ pool: '      SupportedLoginProviders: { api.twitter.com: !Ref Login }' }));
    expect(notCarriedOver).toEqual([]);
    expect(resource).toContain('ConsumerSecret: !Select');
  });
});

/** Which policies are inside of the new resource, and which are resources of their own. */
function policiesIn(template: string): object {
  const { Resources } = yamlParse(template) as { Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }> };
  const namesIn = (value: unknown): unknown[] => {
    if (Array.isArray(value)) return (value as unknown[]).flatMap(namesIn);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, member]: [string, unknown]) => (key === 'PolicyName' ? [member] : namesIn(member)));
  };
  return Object.fromEntries(
    Object.entries(Resources)
      .filter(([, { Type }]) => ['Custom::IdentityPoolWithRoles', TYPE, 'AWS::IAM::Policy', 'AWS::IAM::RolePolicy'].includes(Type))
      .map(([id, { Properties }]) => [id, namesIn(Properties)]),
  );
}

describe.each(['custom-resource', 'registry-type'])('the last step of a move to the %s', (entryPoint) => {
  const FILES = [`${FOLDER}/native`, 'test/native-templates'].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));

  it.each(FILES)('moves no policy, so that its rollback takes none away: %s', async (file) => {
    const files = { [file]: readFileSync(file, 'utf8') };
    const args = ['convert', file, '--entry-point', entryPoint];
    const { out: steps, code } = await runTool([...args, '--print', 'steps', '--pool', POOL_ID], { files });
    if (code === 2) return;
    const handedOver = (steps.match(/^.* convert .*--hand-over .*$/gm)?.at(-1) ?? '')
      .split(' ')
      .flatMap((word, index, all) => (all[index - 1] === '--hand-over' ? [word] : []));
    const stage = entryPoint === 'custom-resource' ? 'adopted' : 'imported';
    const between = await runTool([...args, '--print', stage, '--pool', POOL_ID, ...handedOver.flatMap((role) => ['--hand-over', role])], {
      files,
    });
    const complete = await runTool(args, { files });
    expect(policiesIn(between.out)).toEqual(policiesIn(complete.out));
  });
});

it('says in the step that hands a role over which exports CloudFormation will not change', async () => {
  const text = `${native()}Outputs:
  RoleArn: { Value: !GetAtt Role.Arn, Export: { Name: role } }
  RoleInWords: { Value: !Sub 'the role \${Role}', Export: { Name: words } }
  Own: { Value: !GetAtt Role.Arn }
  PoolId: { Value: !Ref Pool, Export: { Name: pool } }
`;
  const { out } = await convert(text, '--print', 'steps');
  expect(out.split('\n').filter((line) => line.includes('another stack imports'))).toEqual([
    expect.stringMatching(
      /^\d\. Hand over Role: .* CloudFormation refuses to change what another stack imports: let the stacks that import RoleArn, RoleInWords take the value from a parameter first\.$/,
    ),
  ]);
});
