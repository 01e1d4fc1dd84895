import type { Row, Story } from './row';

const planning = (tool: string): Row => ({
  command: `npx . plan examples/${tool}/identity-pool.yml --region eu-west-1 --parameter UserPoolId=eu-west-1_AbCdEf123 --parameter UserPoolClientId=1example23456789`,
  does: 'shows the pool and the role that the template would create',
  run: async (place, { command }) => {
    const { stdout } = await place.run(command);
    expect(stdout.match(/^ +(?:\d+\.|user pools:|guests:) .*$/gm)).toEqual([
      '  1. create the pool STACK_Identities_(digest)',
      '       guests: off',
      '       user pools: cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123 app client 1example23456789',
      '  2. create the role /identity-pools/(new GUID)/STACK-Identities-Authenticated-(digest)',
      '  3. set the roles that the pool hands out',
      '       guests: none',
    ]);
  },
});

/** The templates that Terraform and Pulumi pass on. */
export const OF_OTHER_TOOLS: Story = [planning('terraform/stack'), planning('pulumi')];

const BY_TERRAFORM = ['test/tools/terraform.test.ts', "find((each) => each.command.startsWith('terraform show'))"] as const;

export const OTHER_TOOLS_ELSEWHERE: Readonly<Record<string, readonly [file: string, words: string]>> = {
  [`terraform show -json tfplan | jq '.planned_values.root_module.resources[] | select(.type == "aws_cloudcontrolapi_resource") | {Resources: {Identities: {Type: .values.type_name, Properties: (.values.desired_state | fromjson)}}}' | npx . plan - --region eu-west-1`]:
    BY_TERRAFORM,
};

const BY_PULUMI = 'needs Pulumi’s own program and an account; test/tools/pulumi.test.ts runs the same programs with Pulumi’s mocks';

export const OTHER_TOOLS_NOT_RUN: Readonly<Record<string, string>> = {
  'pulumi stack init dev': BY_PULUMI,
  'pulumi config set aws:region eu-west-1': BY_PULUMI,
  'pulumi config set userPoolId eu-west-1_AbCdEf123': BY_PULUMI,
  'pulumi config set userPoolClientId 1example23456789': BY_PULUMI,
  'pulumi config set bucketArn arn:aws:s3:::photos': BY_PULUMI,
  'pulumi up': BY_PULUMI,
};
