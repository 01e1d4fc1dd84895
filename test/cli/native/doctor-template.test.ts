import Ajv from 'ajv/dist/2020';
import schema from '../../../src/cli/doctor/answer.schema.json';
import { runTool, type Ran } from '../terminal';

const isAnswer = new Ajv({ strictTypes: false }).compile(schema);

const TRUST = (condition: string): string => `
          - Effect: Allow
            Principal: { Federated: cognito-identity.amazonaws.com }
            Action: sts:AssumeRoleWithWebIdentity
            Condition: ${condition}`;

const SOUND =
  "{ StringEquals: { 'cognito-identity.amazonaws.com:aud': !Ref Pool }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': authenticated } }";

const template = (trust: string, more = ''): string => `
Parameters:
  Stage: { Type: String, Default: dev }
  Users: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /users }
Resources:
  Pool:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false
      AllowClassicFlow: false
      CognitoIdentityProviders:
        - { ClientId: !ImportValue client, ProviderName: !Sub 'cognito-idp.\${AWS::Region}.amazonaws.com/\${Users}', ServerSideTokenCheck: true }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: ${trust}
${more}
  Attachment:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties: { IdentityPoolId: !Ref Pool, Roles: { authenticated: !GetAtt Role.Arn } }
`;

const doctor = (text: string, ...args: string[]): Promise<Ran> =>
  runTool(['doctor', '--template', 't.yml', '--region', 'eu-west-1', ...args], { files: { 't.yml': text } });

it('says what is wrong with file, line and logical id, and what only a deployment knows', async () => {
  expect(await doctor(template(TRUST("{ StringEquals: { 'cognito-identity.amazonaws.com:aud': !Ref Pool } }")))).toMatchObject({
    code: 1,
    err: '',
    out: `Identity pool Pool in t.yml:6

MEDIUM   trust-amr-missing: \${Role.Arn}, the default role of signed-in identities. A statement of its trust policy has no condition on amr.
         At Role in t.yml:13.
         Guests can take the role of signed-in identities as soon as the pool has guests and the classic flow is open.
         Fix: Add the condition ForAnyValue:StringLike cognito-identity.amazonaws.com:amr authenticated.
         {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"\${Pool}"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}}
         Known attacks: CVE-2024-28056 in same-account scenarios (Hacking the Cloud)

Only a deployment knows:
  - user pool \${Users}: whether users can sign up, and its attributes
  - app client \${ImportValue client} of user pool \${Users}: what users can write

1 finding: 1 medium. reference/findings.md has a line for each.`,
  });
});

it('judges nothing that only a deployment knows', async () => {
  const open = [
    "{ StringEquals: { 'cognito-identity.amazonaws.com:aud': !ImportValue pool }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': authenticated } }",
    "{ StringEquals: { 'cognito-identity.amazonaws.com:aud': !Ref Pool }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': !Ref Users } }",
    "{ StringEquals: { 'cognito-identity.amazonaws.com:aud': !Sub '\${AWS::Region}:\${Users}' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': authenticated } }",
  ];
  for (const condition of open) {
    const { code, out } = await doctor(template(TRUST(condition)));
    expect([condition, code, out.match(/^(CRITICAL|HIGH|MEDIUM|LOW) .*/gm)]).toEqual([condition, 0, null]);
  }
  expect(await doctor(template('!ImportValue statements'))).toMatchObject({ code: 0 });
});

it('has an answer for each way in which a condition that cannot be known may turn out', async () => {
  const more = '      ManagedPolicyArns: !If [IsOpen, [arn:aws:iam::aws:policy/AdministratorAccess], []]';
  const text = template(TRUST(SOUND), more).replace('Resources:', 'Conditions: { IsOpen: !Equals [!ImportValue mode, open] }\nResources:');
  const { code, out } = await doctor(text);
  expect([code, out.match(/^(CRITICAL|HIGH|MEDIUM|LOW) .*?:/gm)]).toEqual([1, ['HIGH     signed-in-takeover:']]);
  expect((await doctor(text, '--import', 'mode=closed')).code).toBe(0);
});

it('answers in JSON as its schema says, on failure too', async () => {
  for (const args of [[template(TRUST(SOUND))], ['Resources: {}'], ['no template'], [template(TRUST(SOUND)), '--resource', 'Gone']]) {
    const [text = '', ...more] = args;
    const { code, out } = await doctor(text, '--json', ...more);
    isAnswer(JSON.parse(out));
    expect([code, isAnswer.errors ?? []]).toEqual([text.includes('Pool') && more.length === 0 ? 0 : 2, []]);
  }
});

it.each([
  [
    'a template without a pool',
    'Resources: { A: { Type: AWS::S3::Bucket } }',
    [],
    "t.yml has no identity pool: neither AWS::Cognito::IdentityPool nor a resource of this project's types.",
  ],
  ['a pool that the template lacks', template(TRUST(SOUND)), ['--resource', 'Gone'], 't.yml has no identity pool Gone. It has: Pool.'],
  [
    'a pool beside the template',
    template(TRUST(SOUND)),
    ['eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab'],
    'Give one of POOL_ID, --template FILE and --all.',
  ],
])('refuses %s', async (_what, text, args, message) => {
  expect(await doctor(text, ...args)).toMatchObject({ code: 2, out: '', err: `error: ${message}` });
});

it('examines every pool of the template, or the one that is named', async () => {
  const two =
    template(TRUST(SOUND)) + '  Other: { Type: AWS::Cognito::IdentityPool, Properties: { AllowUnauthenticatedIdentities: false } }\n';
  expect((await doctor(two)).out.match(/^Identity pool .*/gm)).toEqual([
    'Identity pool Pool in t.yml:6',
    'Identity pool Other in t.yml:27',
  ]);
  expect((await doctor(two, '--resource', 'Other')).out.match(/^Identity pool .*/gm)).toEqual(['Identity pool Other in t.yml:27']);
});

const findingLines = (out: string): string[] =>
  (out.match(/^(CRITICAL|HIGH|MEDIUM|LOW) .*/gm) ?? []).map((line) => line.replace(/ +/, ' '));

const knownToDeployment = (out: string): string[] => out.match(/^ {2}- .*/gm) ?? [];

it('says under which condition of the template a finding holds', async () => {
  const text = template(TRUST(SOUND))
    .replace('Resources:', 'Conditions: { HasRoles: !Equals [!ImportValue stage, prod] }\nResources:')
    .replace('Roles: { authenticated: !GetAtt Role.Arn }', 'Roles: !If [HasRoles, { authenticated: !GetAtt Role.Arn }, !Ref AWS::NoValue]');
  const { code, out } = await doctor(text);
  expect([code, findingLines(out)]).toEqual([
    1,
    [
      'HIGH no-authenticated-role: the default role of signed-in identities. If ${ImportValue stage} is not prod: The pool has none, and cognito-idp.eu-west-1.amazonaws.com/${Users}:${ImportValue client} has no role mapping.',
    ],
  ]);
  expect((await doctor(text, '--import', 'stage=prod')).code).toBe(0);
});

it.each([
  [
    'AllowClassicFlow: false',
    'AllowClassicFlow: !ImportValue open',
    'classic-flow-open, AllowClassicFlow: only if ${ImportValue open} is true',
  ],
  [
    'ServerSideTokenCheck: true',
    'ServerSideTokenCheck: !ImportValue check',
    'token-check-off, cognito-idp.eu-west-1.amazonaws.com/${Users}:${ImportValue client}: only if ${ImportValue check} is not true',
  ],
  [
    'AllowUnauthenticatedIdentities: false',
    'AllowUnauthenticatedIdentities: !ImportValue guests',
    'no-guest-role, the role of guests: only if ${ImportValue guests} is true',
  ],
])('lists what depends on a value that only a deployment knows: %s as %s', async (known, open, line) => {
  const { code, out } = await doctor(template(TRUST(SOUND)).replace(known, open));
  expect([code, findingLines(out), knownToDeployment(out)]).toEqual([0, [], expect.arrayContaining([`  - ${line}`])]);
});

const MACRO = 'Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://bucket/part.yml } }';

it.each([
  ['the pool', '      AllowClassicFlow: false', `      ${MACRO}`, 'identity pool ${Pool}: its providers and flows'],
  ['the roles', 'Roles: { authenticated: !GetAtt Role.Arn }', `Roles: { ${MACRO} }`, 'identity pool ${Pool}: its roles and role mappings'],
  ['the attachment', 'Roles: { authenticated: !GetAtt Role.Arn }', MACRO, 'identity pool ${Pool}: its roles and role mappings'],
  ['the providers', '[PROVIDERS]', `{ ${MACRO} }`, 'identity pool ${Pool}: its providers and flows'],
])('misses nothing that a macro may add to %s', async (_what, known, macro, line) => {
  const text = template(TRUST(SOUND));
  const changed = known === '[PROVIDERS]' ? text.replace(/Providers:\n.*/, `Providers: ${macro}`) : text.replace(known, macro);
  const { code, out } = await doctor(changed);
  expect([code, findingLines(out), knownToDeployment(out)]).toEqual([0, [], expect.arrayContaining([`  - ${line}`])]);
});

it('lists statements of a policy whose actions or effect only a deployment knows, and judges the others', async () => {
  const policies = (document: string): string => `      Policies: [{ PolicyName: own, PolicyDocument: { Statement: ${document} } }]`;
  const open =
    '{ Effect: Allow, Action: !ImportValue actions, Resource: "*" }, { Effect: !ImportValue effect, Action: "*", Resource: "*" }';
  const alone = await doctor(template(TRUST(SOUND), policies(`[${open}]`)));
  expect([alone.code, findingLines(alone.out)]).toEqual([0, []]);
  expect(knownToDeployment(alone.out)).toEqual(
    expect.arrayContaining(['  - policy own, statement 1 of role ${Role.Arn}', '  - policy own, statement 2 of role ${Role.Arn}']),
  );
  const beside = await doctor(template(TRUST(SOUND), policies(`[${open}, { Effect: Allow, Action: "*", Resource: "*" }]`)));
  expect([beside.code, findingLines(beside.out)]).toEqual([1, [expect.stringContaining('signed-in-takeover')]]);
});

it('lists open statements of a managed policy of the template', async () => {
  const policy = `  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: [{ Effect: Allow, Action: !ImportValue actions, Resource: '*' }] } }
`;
  const { code, out } = await doctor(template(TRUST(SOUND)) + policy);
  expect([code, findingLines(out), knownToDeployment(out)]).toEqual([
    0,
    [],
    expect.arrayContaining([expect.stringContaining('statement 1')]),
  ]);
});

it('examines the roles of each attachment if a pool has several, because the last one written counts', async () => {
  const second = `  Other:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: { Federated: cognito-identity.amazonaws.com }, Action: sts:AssumeRoleWithWebIdentity } } }
  Second:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties: { IdentityPoolId: !Ref Pool, Roles: { authenticated: !GetAtt Other.Arn } }
`;
  const { code, out } = await doctor(template(TRUST(SOUND)) + second);
  expect([code, findingLines(out)]).toEqual([
    1,
    [expect.stringContaining('trust-aud-missing: ${Other.Arn}'), expect.stringContaining('trust-amr-missing')],
  ]);
  expect(knownToDeployment(out)).toContain(
    '  - which of Attachment and Second gives the pool its roles: the last one written counts. Keep one',
  );
});

it('takes a provider by the name of what every object inherits for no more than its name', async () => {
  const named = template(TRUST(SOUND)).replace(
    '      CognitoIdentityProviders',
    '      SupportedLoginProviders: { toString: app }\n      CognitoIdentityProviders',
  );
  expect(await doctor(named)).toMatchObject({ err: '' });
});

it.each([
  [
    'a map for a list',
    /Providers:\n.*/,
    'Providers: { ClientId: a, ProviderName: b }',
    '11: Pool.CognitoIdentityProviders is a map. It takes a list.',
  ],
  ['a list for a map', /Roles: \{.*?\}/, 'Roles: [!GetAtt Role.Arn]', '26: Attachment.Roles is a list. It takes a map.'],
  [
    'text for a list',
    /Policies/,
    'ManagedPolicyArns: arn:aws:iam::aws:policy/AdministratorAccess',
    '23: Role.ManagedPolicyArns is text. It takes a list.',
  ],
  ['a client without its id', /ClientId: .*?,/, '', '12: Pool.CognitoIdentityProviders.1 has no ClientId. Add it.'],
  [
    'a mapping of no type',
    /Roles: \{.*?\}/,
    'Roles: {}, RoleMappings: { a: { Type: Rule } }',
    '26: Attachment.RoleMappings.a.Type takes Token or Rules. Correct it.',
  ],
  [
    'properties that are a list',
    /Properties: \{ IdentityPoolId.*/,
    'Properties: [a]',
    '26: Attachment.Properties is a list. It takes a map.',
  ],
])('refuses %s in one line, as CloudFormation would', async (_what, from, to, message) => {
  const { code, out, err } = await doctor(template(TRUST(SOUND), '      Policies').replace(from, to).replace('      Policies\n', '\n'));
  expect({ code, out, err }).toEqual({
    code: 2,
    out: '',
    err: `error: t.yml:${message}`,
  });
});

it.each([
  ['a document', `      Policies: [{ PolicyName: own, PolicyDocument: { ${MACRO} } }]`, 'own'],
  ['all policies', `      Policies: { ${MACRO} }`, '${Transform {Name: AWS::Include, Parameters: {Location: s3://bucket/part.yml}}}'],
  ['the role', `      ${MACRO}`, '${Transform {Name: AWS::Include, Parameters: {Location: s3://bucket/part.yml}}}'],
])('lists once what a macro may allow by %s', async (_what, properties, policy) => {
  const { code, out } = await doctor(template(TRUST(SOUND), properties));
  expect([code, findingLines(out), knownToDeployment(out).filter((line) => line.startsWith('  - policy'))]).toEqual([
    0,
    [],
    [`  - policy ${policy} of role \${Role.Arn}`],
  ]);
});

it('reads role mappings that are JSON text, as Fn::ToJsonString makes it to have names in keys', async () => {
  const mappings = (json: string): string => `Roles: { authenticated: !GetAtt Role.Arn }, RoleMappings: ${json} }`;
  const text = template(TRUST(SOUND)).replace(
    'Roles: { authenticated: !GetAtt Role.Arn } }',
    mappings(`'{"accounts.google.com":{"Type":"Token"}}'`),
  );
  const { code, out } = await doctor(text);
  expect([code, findingLines(out)]).toEqual([1, [expect.stringContaining('mapping-provider-missing: accounts.google.com')]]);
});
