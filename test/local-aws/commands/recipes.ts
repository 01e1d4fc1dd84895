import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeIdentityPoolCommand, GetIdentityPoolRolesCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient, CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployProvider } from '../../../scripts/local-aws/provider';
import { ACCOUNT_ID, CREDENTIALS } from '../../../scripts/local-aws/server';
import type { Outputs } from '../../../scripts/local-aws/stacks';
import { filledIn, type Row, type Story } from './row';
import type { Place } from './world';

const outputsOf = async (place: Place, region: string, StackName: string): Promise<Outputs> => {
  const { Stacks: [stack] = [] } = await place.clientsIn(region).cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
};

interface Deployed {
  readonly stack: string;
  readonly region: string;
}

const poolOf = async (place: Place, { stack, region }: Deployed) => {
  const { IdentityPoolId } = await outputsOf(place, region, stack);
  const { cognitoIdentity } = place.clientsIn(region);
  const pool = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  const { Roles = {}, RoleMappings = {} } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
  return { pool, roles: Roles, mappings: RoleMappings };
};

/** What the default role of the signed-in may do, by one of its policies. */
const allowedIn = async (place: Place, deployed: Deployed, PolicyName: string): Promise<unknown> => {
  const { roles } = await poolOf(place, deployed);
  const question = new GetRolePolicyCommand({ RoleName: roles['authenticated']?.replace(/.*\//, ''), PolicyName });
  const { PolicyDocument = '' } = await place.clientsIn(deployed.region).iam.send(question);
  const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: { Action: unknown; Resource: unknown }[] };
  return Statement.map(({ Action, Resource }) => [Action, Resource]);
};

const deploying = (stack: string, example: string, options = ''): string =>
  `aws cloudformation deploy --template-file examples/${example}/custom-resource.yml --stack-name ${stack}${options === '' ? '' : ` ${options}`}`;

const CAPABILITY = '--capabilities CAPABILITY_IAM';

/** What OpenSearch Service does when a domain is given both pools, which the local AWS does not do. */
const addDashboardsClient = async (place: Place, { stack, region }: Deployed): Promise<string> => {
  const { IdentityPoolId, UserPoolId = '' } = await outputsOf(place, region, stack);
  const userPools = new CognitoIdentityProviderClient({ endpoint: place.endpoint, region, credentials: { ...CREDENTIALS } });
  const { UserPoolClient: { ClientId = '' } = {} } = await userPools.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'dashboards' }),
  );
  const { cognitoIdentity } = place.clientsIn(region);
  const { $metadata: _metadata, ...pool } = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  const ProviderName = `cognito-idp.${region}.amazonaws.com/${UserPoolId}`;
  await cognitoIdentity.send(
    new UpdateIdentityPoolCommand({
      ...pool,
      IdentityPoolId,
      IdentityPoolName: pool.IdentityPoolName,
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{ ProviderName, ClientId, ServerSideTokenCheck: false }],
    }),
  );
  return ClientId;
};

const dashboards = (region: string): Story => {
  const deployed = { stack: 'logs', region };
  let clientId = '';
  return [
    {
      command: deploying('logs', 'opensearch-dashboards', CAPABILITY),
      does: 'makes a pool without providers and without mappings, for the service to add its app client to',
      run: async (place, { command }) => {
        await place.run(command, { region });
        const { pool, roles, mappings } = await poolOf(place, deployed);
        expect([pool.CognitoIdentityProviders, Object.keys(roles), mappings]).toEqual([[], ['authenticated'], {}]);
      },
    },
    {
      command:
        'aws cognito-idp list-user-pool-clients --user-pool-id eu-west-1_EXAMPLE01 ' +
        '--query "UserPoolClients[].[ClientName,ClientId]" --output text',
      does: 'shows the app client that the service added',
      run: async (place, { command }) => {
        clientId = await addDashboardsClient(place, deployed);
        const { UserPoolId = '' } = await outputsOf(place, region, 'logs');
        const { stdout } = await place.run(filledIn(command, { 'eu-west-1_EXAMPLE01': UserPoolId }), { region });
        expect(stdout.trim().split('\t')).toEqual(['dashboards', clientId]);
      },
    },
    {
      command: deploying('logs', 'opensearch-dashboards', `${CAPABILITY} --parameter-overrides DashboardsClientId=exampleclient01`),
      does: 'keeps that app client, and maps its users to the roles of their groups',
      run: async (place, { command }) => {
        await place.run(filledIn(command, { exampleclient01: clientId }), { region });
        const { UserPoolId = '' } = await outputsOf(place, region, 'logs');
        const ProviderName = `cognito-idp.${region}.amazonaws.com/${UserPoolId}`;
        const { pool, mappings } = await poolOf(place, deployed);
        expect(pool.CognitoIdentityProviders).toEqual([{ ProviderName, ClientId: clientId, ServerSideTokenCheck: false }]);
        expect(mappings).toEqual({ [`${ProviderName}:${clientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } });
      },
    },
  ];
};

/** IAM takes no metadata of fewer than 1,000 characters. */
const METADATA = `<EntityDescriptor>${'<!-- filling -->'.repeat(70)}</EntityDescriptor>`;
const SAML_PROVIDER = `arn:aws:iam::${ACCOUNT_ID}:saml-provider/company`;

const saml = (region: string): Story => {
  const deployed = { stack: 'company', region };
  const metadata = (place: Place): void => writeFileSync(join(place.folder, 'metadata.xml'), METADATA);
  return [
    {
      command: deploying('company', 'saml', '--parameter-overrides MetadataDocument="$(cat metadata.xml)"'),
      does: 'hands the metadata over, for a provider that the local AWS does not make',
      run: async (place, { command }) => {
        metadata(place);
        const inAnother = filledIn(command, { '--stack-name company': '--stack-name by-metadata' });
        await place.run(`${inAnother} SamlProviderArn=${SAML_PROVIDER}`, { region });
        const { Stacks: [stack] = [] } = await place
          .clientsIn(region)
          .cloudFormation.send(new DescribeStacksCommand({ StackName: 'by-metadata' }));
        expect(stack?.Parameters).toContainEqual({ ParameterKey: 'MetadataDocument', ParameterValue: METADATA });
      },
    },
    {
      command: 'aws iam create-saml-provider --name company --saml-metadata-document file://metadata.xml',
      does: 'makes the provider that the next command names',
      run: async (place, { command }) => {
        expect(JSON.parse((await place.run(command, { region })).stdout)).toMatchObject({ SAMLProviderArn: SAML_PROVIDER });
      },
    },
    {
      command: deploying('company', 'saml', '--parameter-overrides SamlProviderArn=arn:aws:iam::123456789012:saml-provider/company'),
      does: 'makes a pool for that provider, with a rule on an attribute of the assertion',
      run: async (place, { command }) => {
        await place.run(command, { region });
        const { pool, mappings } = await poolOf(place, deployed);
        expect(pool.SamlProviderARNs).toEqual([SAML_PROVIDER]);
        expect(mappings).toEqual({
          [SAML_PROVIDER]: {
            Type: 'Rules',
            AmbiguousRoleResolution: 'AuthenticatedRole',
            RulesConfiguration: {
              Rules: [
                { Claim: 'department', MatchType: 'Equals', Value: 'finance', RoleARN: expect.stringContaining('Finance') as unknown },
              ],
            },
          },
        });
      },
    },
  ];
};

const GOOGLE = `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/accounts.google.com`;

const ofRecipes = (region: string): Story => {
  const simple = (
    stack: string,
    options: string,
    row: Pick<Row, 'does'> & { example?: string; policy: string; allowed: unknown },
  ): Row => ({
    command: deploying(stack, row.example ?? stack, options),
    does: row.does,
    run: async (place, { command }) => {
      await place.run(command, { region });
      expect(await allowedIn(place, { stack, region }, row.policy)).toEqual(row.allowed);
    },
  });
  const ending = (text: string): unknown => expect.stringMatching(new RegExp(`${text}$`));
  return [
    simple('api', `${CAPABILITY} --parameter-overrides WebsiteOrigin=https://www.example.com`, {
      example: 'api-gateway',
      does: 'makes an API of which users may call one route',
      policy: 'call-the-api',
      allowed: [['execute-api:Invoke', expect.stringMatching(/^arn:aws:execute-api:[\w-]+:\d{12}:\w+\/live\/GET\/hello$/)]],
    }),
    simple('graphql', '', {
      example: 'appsync',
      does: 'makes an API of which users may ask for one field',
      policy: 'ask-for-hello',
      allowed: [['appsync:GraphQL', expect.stringMatching(/^arn:aws:appsync:[\w-]+:\d{12}:apis\/\w+\/types\/Query\/fields\/hello$/)]],
    }),
    simple('photos', CAPABILITY, {
      example: 'user-pool',
      does: 'lets users read and write under their own identity ID',
      policy: 'own-folder',
      allowed: [[['s3:GetObject', 's3:PutObject'], ending('/\\$\\{cognito-identity\\.amazonaws\\.com:sub\\}/\\*')]],
    }),
    simple('tenants', '', {
      example: 'attributes-for-access-control',
      does: 'lets users read and write under the prefix of their tenant',
      policy: 'own-tenant',
      allowed: [[['s3:GetObject', 's3:PutObject'], ending('/\\$\\{aws:PrincipalTag/tenant\\}/\\*')]],
    }),
    simple('own-sign-in', `${CAPABILITY} --parameter-overrides ProviderName=login.example.com`, {
      example: 'developer-identities',
      does: 'makes a pool for the users of a back end',
      policy: 'own-folder',
      allowed: [[['s3:GetObject', 's3:PutObject'], ending('/\\$\\{cognito-identity\\.amazonaws\\.com:sub\\}/\\*')]],
    }),
    {
      command: deploying(
        'google',
        'google-clients',
        '--parameter-overrides WebsiteClientId=000000000000-website.apps.googleusercontent.com ' +
          'AndroidClientId=000000000000-android.apps.googleusercontent.com IosClientId=000000000000-ios.apps.googleusercontent.com',
      ),
      does: 'makes a pool for a provider of IAM with several client IDs, of which the local AWS makes none',
      run: async (place, { command }) => {
        await place.run(`${command} GoogleProviderArn=${GOOGLE}`, { region });
        const { pool, mappings } = await poolOf(place, { stack: 'google', region });
        expect([pool.OpenIdConnectProviderARNs, pool.SupportedLoginProviders, Object.keys(mappings)]).toEqual([[GOOGLE], {}, [GOOGLE]]);
      },
    },
    {
      command:
        'aws cognito-idp admin-create-user --user-pool-id eu-west-1_EXAMPLE01 --username jo@example.com ' +
        '--user-attributes Name=custom:tenant,Value=blue',
      does: 'makes a user of a tenant',
      run: async (place, { command }) => {
        const { UserPoolId = '' } = await outputsOf(place, region, 'tenants');
        const { stdout } = await place.run(filledIn(command, { 'eu-west-1_EXAMPLE01': UserPoolId }), { region });
        expect(JSON.parse(stdout)).toMatchObject({
          User: { Username: 'jo@example.com', Attributes: expect.arrayContaining([{ Name: 'custom:tenant', Value: 'blue' }]) as unknown },
        });
      },
    },
    ...dashboards(region),
    ...saml(region),
  ];
};

/** Of no other story. */
const REGION = 'eu-west-2';

/** With a provider stack of their own. */
const beginning = (story: Story): Story => {
  let provider: Promise<unknown> | undefined;
  const begin = ({ endpoint, home }: Place): Promise<unknown> =>
    (provider ??= deployProvider(
      { endpoint, region: REGION, accountId: ACCOUNT_ID, pid: process.pid, folder: home },
      { stack: 'provider-of-recipes' },
    ));
  return story.map((row) => ({
    ...row,
    run: async (place, written) => {
      await begin(place);
      await row.run(place, written);
    },
  }));
};

export const OF_RECIPES: Story = beginning(ofRecipes(REGION));
