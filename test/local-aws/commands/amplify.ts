import { DescribeStackEventsCommand, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeIdentityPoolCommand, GetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployProvider } from '../../../scripts/local-aws/provider';
import { ACCOUNT_ID } from '../../../scripts/local-aws/server';
import { createStack, deleteStack, updateStack } from '../../../scripts/local-aws/stacks';
import { filledIn, type Row, type Story } from './row';
import type { Place, Ran } from './world';

const AUTH_STACK = 'amplify-auth';

/** What the page leaves to the reader, once the stack is there. */
const ids: Record<string, string> = {};

/** A region without another story's provider stack: this story waits for CloudFormation twice, beside the others. */
const HERE = { region: 'ap-northeast-1' };

interface Template {
  readonly Resources: Readonly<Record<string, object>>;
}

const made = JSON.parse(readFileSync('test/native-templates/amplify-gen-2.json', 'utf8')) as Template;

/** What keepAll of examples/amplify puts on each resource. */
const kept: Template = {
  ...made,
  Resources: Object.fromEntries(Object.entries(made.Resources).map(([id, resource]) => [id, { ...resource, DeletionPolicy: 'Retain' }])),
};

const makeStacks = async (place: Place): Promise<void> => {
  const { cloudFormation, cognitoIdentity } = place.clientsIn(HERE.region);
  const aws = { ...HERE, endpoint: place.endpoint, accountId: ACCOUNT_ID, pid: 0, folder: place.home };
  await deployProvider(aws, { stack: 'provider-for-amplify' });
  await createStack(cloudFormation, { name: AUTH_STACK, template: JSON.stringify(made) });
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: AUTH_STACK }));
  const idOf = (type: string): string => StackResources.find(({ ResourceType }) => ResourceType === type)?.PhysicalResourceId ?? '';
  Object.assign(ids, {
    POOL_ID: idOf('AWS::Cognito::IdentityPool'),
    USER_POOL: idOf('AWS::Cognito::UserPool'),
    APP_CLIENT: idOf('AWS::Cognito::UserPoolClient'),
  });
  const { Roles = {} } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: ids['POOL_ID'] }));
  Object.assign(ids, { AUTH_ROLE_ARN: Roles['authenticated'], GUEST_ROLE_ARN: Roles['unauthenticated'] });
};

const deployed = (template: string): string =>
  `aws cloudformation deploy --stack-name identities --template-file examples/amplify/moved-out/${template}`;

const DESCRIBED =
  'UserPoolId=USER_POOL UserPoolClientId=APP_CLIENT AuthenticatedRoleArn=AUTH_ROLE_ARN UnauthenticatedRoleArn=GUEST_ROLE_ARN';

/** The AWS CLI names the events of a stack that failed, and does not show them. */
const failuresOf = async (place: Place): Promise<string> => {
  const asked = place.clientsIn(HERE.region).cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'identities' }));
  const { StackEvents = [] } = await asked.catch(() => ({ StackEvents: [] }));
  return StackEvents.flatMap(({ ResourceStatus = '', ResourceStatusReason = '' }) =>
    ResourceStatus.endsWith('_FAILED') ? [ResourceStatusReason] : [],
  ).join('\n');
};

const row = (command: string, does: string, check: (ran: Ran, place: Place) => Promise<void> | void, code = 0): Row => ({
  command,
  does,
  run: async (place) => {
    if (ids['POOL_ID'] === undefined) await makeStacks(place);
    const here = Object.fromEntries(Object.entries({ ...ids, AUTH_STACK }).filter(([name]) => command.includes(name)));
    const ran = await place.run(filledIn(command, here), { ...HERE, code }).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${await failuresOf(place)}`);
    });
    await check(ran, place);
  },
});

const rolesOf = async (place: Place): Promise<Readonly<Record<string, string>>> => {
  const asked = new GetIdentityPoolRolesCommand({ IdentityPoolId: ids['POOL_ID'] });
  const { Roles = {} } = await place.clientsIn(HERE.region).cognitoIdentity.send(asked);
  return Roles;
};

const amplifysRoles = (): object => ({ authenticated: ids['AUTH_ROLE_ARN'], unauthenticated: ids['GUEST_ROLE_ARN'] });

/** Moves a pool that Amplify made. */
export const OF_AMPLIFY: Story = [
  row('aws cloudformation get-template --stack-name AUTH_STACK --query TemplateBody > auth.json', 'writes the template', (_, place) => {
    expect(JSON.parse(readFileSync(join(place.folder, 'auth.json'), 'utf8'))).toHaveProperty('Resources.amplifyAuthIdentityPool3FDE84CC');
  }),
  row(
    'npx . doctor --template auth.json --region eu-west-1',
    'finds two switches of Amplify’s pool that are off',
    ({ stdout }) => {
      expect(stdout.match(/^(HIGH|MEDIUM|LOW) +[\w-]+/gm)).toEqual(['LOW      classic-flow-unset', 'LOW      token-check-off']);
    },
    1,
  ),
  row('npx . convert auth.json --print resource', 'prints the pool as one resource', ({ stdout }) => {
    expect(JSON.parse(stdout)).toMatchObject({
      Identities: {
        Type: 'Custom::IdentityPoolWithRoles',
        Properties: { AllowUnauthenticatedIdentities: true, RoleMappings: [{ Type: 'Token' }] },
      },
    });
  }),
  row(
    'aws cloudformation describe-stack-resources --stack-name AUTH_STACK --query "StackResources[].[ResourceType,PhysicalResourceId]" --output text',
    'prints the ids',
    async ({ stdout }, place) => {
      await updateStack(place.clientsIn(HERE.region).cloudFormation, { name: AUTH_STACK, template: JSON.stringify(kept) });
      expect(stdout).toContain(`AWS::Cognito::IdentityPool\t${ids['POOL_ID'] ?? ''}\n`);
      expect(stdout).toContain(`AWS::Cognito::UserPoolClient\t${ids['APP_CLIENT'] ?? ''}\n`);
    },
  ),
  row('aws cognito-identity get-identity-pool-roles --identity-pool-id POOL_ID --query Roles', 'prints the ARNs', ({ stdout }) => {
    expect(JSON.parse(stdout)).toEqual(amplifysRoles());
  }),
  row(
    `npx . plan examples/amplify/moved-out/adopted.yml --pool POOL_ID --parameter PoolId=POOL_ID ${DESCRIBED.split(' ')
      .map((each) => `--parameter ${each}`)
      .join(' ')}`,
    'would only mark the pool',
    ({ stdout }) => {
      expect(stdout).toMatch(/^Identities in \S+ describes \S+ as it is, and adopts it\. Only marks are written:/);
      expect(stdout.match(/^ +\d+\. .*$/gm)).toEqual(['  1. tag the pool']);
    },
  ),
  row(
    `${deployed('adopted.yml')} --parameter-overrides PoolId=POOL_ID ${DESCRIBED}`,
    'adopts the pool with its roles, all of which stay when Amplify’s stack is deleted',
    async (_, place) => {
      expect(await rolesOf(place)).toEqual(amplifysRoles());
      const { cloudFormation, iam } = place.clientsIn(HERE.region);
      await deleteStack(cloudFormation, AUTH_STACK);
      expect(await rolesOf(place)).toEqual(amplifysRoles());
      for (const arn of Object.values(await rolesOf(place))) await iam.send(new GetRoleCommand({ RoleName: arn.replace(/.*\//, '') }));
    },
  ),
  row(deployed('own.yml'), 'gives the pool roles of its own, with which doctor finds nothing wrong', async (_, place) => {
    const { cognitoIdentity } = place.clientsIn(HERE.region);
    const pool = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: ids['POOL_ID'] }));
    expect(pool).toMatchObject({ AllowClassicFlow: false, CognitoIdentityProviders: [{ ServerSideTokenCheck: true }] });
    const roles = await rolesOf(place);
    expect(Object.keys(roles).sort()).toEqual(['authenticated', 'unauthenticated']);
    for (const arn of Object.values(roles)) expect(arn).toContain(':role/identity-pools/');
    const { stdout } = await place.run(`npx . doctor ${ids['POOL_ID'] ?? ''}`, HERE);
    expect(stdout).toContain('No findings.');
  }),
];
