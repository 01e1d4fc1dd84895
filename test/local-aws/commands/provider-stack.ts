import { DescribeStackResourcesCommand, DescribeStacksCommand, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { DescribeIdentityPoolCommand, GetIdentityPoolRolesCommand, type IdentityPool } from '@aws-sdk/client-cognito-identity';
import { CreatePolicyCommand, GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { createStack } from '../../../scripts/local-aws/stacks';
import { ofGuests } from './guests';
import { filledIn, type Story } from './row';
import type { Place } from './world';

const SAM_EXAMPLE = { folder: 'examples/sam' };
/** Each way of deploying has its region, for there is one such export in each. */
const ELSEWHERE = { region: 'us-east-1' };

const exportIn = async (place: Place, region?: string): Promise<string | undefined> => {
  const { Exports = [] } = await place.clientsIn(region).cloudFormation.send(new ListExportsCommand({}));
  return Exports.find(({ Name }) => Name === 'IdentityPoolWithRoles-ServiceToken')?.Value;
};

/** The function answers to the local AWS emulator, not to AWS alone; said behind the page's own words. */
const answeringTo = (place: Place, command: string): string =>
  `${command}${command.includes('--parameter-overrides') ? '' : ' --parameter-overrides'} ResponseOrigin=${place.endpoint}`;

/** Of examples/minimal, which imports the export. */
const makePool = async (place: Place, name: string, region?: string): Promise<IdentityPool> => {
  const { cloudFormation, cognitoIdentity } = place.clientsIn(region);
  const { IdentityPoolId } = await createStack(cloudFormation, {
    name,
    template: readFileSync('examples/minimal/custom-resource.yml', 'utf8'),
  });
  return cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
};

const boundaryOf = async (place: Place, IdentityPoolId: string | undefined): Promise<string | undefined> => {
  const { cognitoIdentity, iam } = place.clientsIn();
  const { Roles } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: Roles?.['authenticated']?.replace(/.*\//, '') }));
  return Role?.PermissionsBoundary?.PermissionsBoundaryArn;
};

const FENCED = { stack: 'fenced', region: 'eu-central-1' };

const policyOfTheFunction = async (place: Place): Promise<string> => {
  const { cloudFormation, iam } = place.clientsIn(FENCED.region);
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: FENCED.stack }));
  const RoleName = StackResources.find(({ LogicalResourceId }) => LogicalResourceId === 'CustomResourceFunctionRole')?.PhysicalResourceId;
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))));
  return policies.map(({ PolicyDocument = '' }) => decodeURIComponent(PolicyDocument)).join('\n');
};

export const BY_SAM: Story = [
  {
    command: 'sam deploy --template-file template.yml --stack-name identity-pool-with-roles --capabilities CAPABILITY_IAM --resolve-s3',
    does: 'makes the provider stack, through whose export a template makes a pool',
    run: async (place, { command }) => {
      await place.run(answeringTo(place, command));
      expect(await exportIn(place)).toMatch(/^arn:aws:lambda:eu-west-1:/);
      expect(await makePool(place, 'by-sam')).toMatchObject({ IdentityPoolName: expect.stringMatching(/^by_sam_/) as unknown });
    },
  },
  {
    command:
      'sam deploy --template-file template.yml --stack-name identity-pool-with-roles --capabilities CAPABILITY_IAM --resolve-s3 ' +
      '--parameter-overrides PermissionsBoundary=arn:aws:iam::123456789012:policy/identity-pool-roles Tags=team=web',
    does: 'gives the provider stack settings that the next pool has',
    run: async (place, { command }) => {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
      const policy = new CreatePolicyCommand({ PolicyName: 'identity-pool-roles', PolicyDocument });
      const { Policy } = await place.clientsIn().iam.send(policy);
      await place.run(answeringTo(place, command));
      const pool = await makePool(place, 'with-settings');
      expect(pool.IdentityPoolTags).toMatchObject({ team: 'web' });
      expect(await boundaryOf(place, pool.IdentityPoolId)).toBe(Policy?.Arn);
    },
  },
  {
    command:
      'sam deploy --template-file template.yml --stack-name identity-pool-with-roles --capabilities CAPABILITY_IAM --resolve-s3 ' +
      '--parameter-overrides EnforcePermissionsBoundary=true PermissionsBoundary=arn:aws:iam::123456789012:policy/identity-pool-roles',
    does: 'keeps the function to roles with that boundary',
    // A stack of its own: the local AWS emulator lets such a function make no role at all, because it does not apply conditions on the boundary of a request.
    run: async (place, { command }) => {
      const fenced = filledIn(answeringTo(place, command), { '--stack-name identity-pool-with-roles': `--stack-name ${FENCED.stack}` });
      await place.run(fenced, { region: FENCED.region });
      expect(await policyOfTheFunction(place)).toMatch(
        /"iam:PermissionsBoundary":\s*"arn:aws:iam::123456789012:policy\/identity-pool-roles"/,
      );
    },
  },
  {
    command: 'sam deploy --guided --capabilities CAPABILITY_IAM',
    does: 'deploys the SAM example when each question is answered by Enter',
    run: async (place, { command }) => {
      await place.run(command, { ...SAM_EXAMPLE, input: '\n'.repeat(20) });
      const { Stacks: [stack] = [] } = await place.clientsIn().cloudFormation.send(new DescribeStacksCommand({ StackName: 'sam-app' }));
      expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
      expect(stack?.Outputs?.map(({ OutputKey }) => OutputKey).sort()).toEqual(['IdentityPoolId', 'Url']);
    },
  },
];

export const BY_AWS: Story = [
  {
    command: 'aws cloudformation package --template-file template.yml --s3-bucket BUCKET --output-template-file packaged.yml',
    does: 'uploads the code and writes the template that names it',
    run: async (place, { command }) => {
      await place.clientsIn(ELSEWHERE.region).s3.send(new CreateBucketCommand({ Bucket: 'packages-of-mine' }));
      await place.run(filledIn(command, { BUCKET: 'packages-of-mine' }), ELSEWHERE);
      expect(readFileSync(`${place.folder}/packaged.yml`, 'utf8')).toMatch(/CodeUri: s3:\/\/packages-of-mine\/\w+$/m);
    },
  },
  {
    command: 'aws cloudformation deploy --template-file packaged.yml --stack-name identity-pool-with-roles --capabilities CAPABILITY_IAM',
    does: 'makes the provider stack, through whose export a template makes a pool',
    run: async (place, { command }) => {
      await place.run(answeringTo(place, command), ELSEWHERE);
      expect(await exportIn(place, ELSEWHERE.region)).toMatch(/^arn:aws:lambda:us-east-1:/);
      const pool = await makePool(place, 'by-aws', ELSEWHERE.region);
      expect(pool.IdentityPoolId).toMatch(/^us-east-1:/);
    },
  },
  ...ofGuests(ELSEWHERE.region),
];

export const OF_THE_SAM_EXAMPLE: Story = [
  {
    command: 'sam validate --lint',
    does: 'finds nothing wrong with the SAM example',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command, SAM_EXAMPLE);
      expect(stdout).toContain('is a valid SAM Template');
    },
  },
  {
    command: 'sam build',
    does: 'builds the SAM example',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command, SAM_EXAMPLE);
      expect(stdout).toContain('Build Succeeded');
    },
  },
];
