import { readFileSync } from 'node:fs';
import { tokenOf, USER, whichRole, type Ended } from './terminal';

const EXAMPLE = 'examples/role-rules/custom-resource.yml';
const KNOWN = ['--parameter', 'UserPool=eu-west-1_EXAMPLE01', '--parameter', 'WebClient=client1'];

const ask = (args: readonly string[], template: string = readFileSync(EXAMPLE, 'utf8')): Promise<Ended> => {
  const token = tokenOf({ ...USER, 'custom:department': 'warehouse' });
  return whichRole(['--template', 'template.yml', '--region', 'eu-west-1', ...args], { files: { 'template.yml': template, token } });
};

it('tells the role that a resource of a template would give, before it is deployed', async () => {
  const { code, printed } = await ask([...KNOWN, '--token-file', 'token', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    pool: 'Identities in template.yml',
    outcome: 'role',
    role: 'MappedRoles Writer',
    why: 'rule 1 is the first that matches',
  });
});

it('says what the template leaves open, where the user pool of the token is not known', async () => {
  const { code, printed } = await ask(['--token-file', 'token']);
  expect(code).toBe(1);
  expect(printed).toContain('\nDenied: the pool has no provider ');
  expect(printed).toContain('\nNote: The template leaves open ${UserPool}, ${WebClient}, ${Stock.Arn}. ');
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
    expect(printed).toContain("\nNote: No issuer is told: taken for the pool's only provider.\n");
  });

  it('need a provider where there are several, which are shown as the template has them and can be given so', async () => {
    const two = withClients('Web', 'App');
    const name = 'cognito-idp.eu-west-1.amazonaws.com/${UserPool}';
    expect((await askFor(two)).complained).toContain(`Give --provider NAME. The pool has: ${name}:\${Web}, ${name}:\${App}`);
    expect((await askFor(two, '--provider', '${UserPool}')).complained).toContain(`Give one of: ${name}:\${Web}, ${name}:\${App}`);
    expect((await askFor(two, '--provider', `${name}:\${App}`)).printed).toContain(`\nSign-in   ${name}:\${App}\n`);
    expect((await askFor(withClients('App'), '--provider', '${UserPool}')).printed).toContain(`\nSign-in   ${name}:\${App}\n`);
  });
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
  expect(complained).toContain('Mappedroles: ');
});
