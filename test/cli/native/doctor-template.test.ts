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

it('tells what is wrong with file, line and logical id, and what only a deployment knows', async () => {
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
