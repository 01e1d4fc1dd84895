import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DescribeIdentityPoolCommand, GetIdentityPoolRolesCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import { setTimeout as sleep } from 'node:timers/promises';
import { deployProvider } from '../../../scripts/local-aws/provider';
import { ACCOUNT_ID } from '../../../scripts/local-aws/server';
import { createStack, updateStack } from '../../../scripts/local-aws/stacks';
import { filledIn, type Row, type Story } from './row';
import type { Place } from './world';

/** With a provider stack of its own. */
const HERE = { region: 'eu-north-1' };
const STACK = 'stuck';
const USER_POOL = `${HERE.region}_EXAMPLE01`;
const PROVIDER = `cognito-idp.${HERE.region}.amazonaws.com/${USER_POOL}`;

const ServiceToken = { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' };

const template = (properties: object, others: object = {}): string =>
  JSON.stringify({
    Resources: { Identities: { Type: 'Custom::IdentityPoolWithRoles', Properties: { ServiceToken, ...properties } }, ...others },
    Outputs: { IdentityPoolId: { Value: { Ref: 'Identities' } } },
  });

const mappedTo = (UserPoolClientId: string): object => ({
  RoleMappings: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL, UserPoolClientId } }, Type: 'Token' }],
});

/** Refused when the pool is done. */
const failing = {
  Broken: {
    Type: 'Custom::IdentityPoolWithRoles',
    DependsOn: 'Identities',
    Properties: { ServiceToken, AllowUnauthenticatedIdentities: 'perhaps' },
  },
};

/** As somebody else would, and in place of the one before. */
const giveClient = async (place: Place, IdentityPoolId: string, ClientId: string): Promise<void> => {
  const { cognitoIdentity } = place.clientsIn(HERE.region);
  const { $metadata: _metadata, ...pool } = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  await cognitoIdentity.send(
    new UpdateIdentityPoolCommand({
      ...pool,
      IdentityPoolId,
      IdentityPoolName: pool.IdentityPoolName,
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{ ProviderName: PROVIDER, ClientId }],
    }),
  );
};

const statusAfter = async (client: CloudFormationClient): Promise<string | undefined> => {
  for (;;) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
    if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack?.StackStatus;
    await sleep(250);
  }
};

const continueWithout: Row = {
  command: 'aws cloudformation continue-update-rollback --stack-name STACK --resources-to-skip LOGICAL_ID',
  does: 'frees a stack whose rollback names a provider that others took from the pool, and the corrected template can be deployed',
  run: async (place, { command }) => {
    const { cloudFormation, cognitoIdentity } = place.clientsIn(HERE.region);
    await deployProvider(
      { ...HERE, endpoint: place.endpoint, accountId: ACCOUNT_ID, pid: 0, folder: place.home },
      { stack: 'provider-of-rollbacks' },
    );
    const { IdentityPoolId = '' } = await createStack(cloudFormation, { name: STACK, template: template({}) });
    await giveClient(place, IdentityPoolId, 'first');
    await updateStack(cloudFormation, { name: STACK, template: template(mappedTo('first')) });
    await giveClient(place, IdentityPoolId, 'second');
    await expect(updateStack(cloudFormation, { name: STACK, template: template(mappedTo('second'), failing) })).rejects.toThrow();
    expect(await statusAfter(cloudFormation)).toBe('UPDATE_ROLLBACK_FAILED');

    await place.run(filledIn(command, { STACK, LOGICAL_ID: 'Identities' }), HERE);
    expect(await statusAfter(cloudFormation)).toBe('UPDATE_ROLLBACK_COMPLETE');
    await updateStack(cloudFormation, { name: STACK, template: template(mappedTo('second')) });
    const { RoleMappings } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
    expect(Object.keys(RoleMappings ?? {})).toEqual([`${PROVIDER}:second`]);
  },
};

export const OF_ROLLBACKS: Story = [continueWithout];
