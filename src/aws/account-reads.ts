import { DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../core/state';
import { orUndefinedIfAbsent, type MakeCall } from './calls';
import type { AwsClients } from './clients';
import { decodeDocument } from './roles';

export interface AccountReads {
  /** The default version; undefined: there is no such policy. */
  managedPolicy(arn: string): Promise<PolicyDocument | undefined>;
  /** undefined: there is no such app client. */
  appClient(userPoolId: string, clientId: string): Promise<AppClient | undefined>;
}

export interface AppClient {
  /** undefined: never said, which stands for the standard attributes (DescribeUserPoolClient, API reference). */
  readonly writeAttributes?: readonly string[];
}

export const accountReads = ({ iam, userPools }: AwsClients, call: MakeCall): AccountReads => ({
  managedPolicy: async (arn) => {
    const found = await orUndefinedIfAbsent(
      call({ doing: `Reading policy ${arn}`, permission: 'iam:GetPolicy' }, () => iam.send(new GetPolicyCommand({ PolicyArn: arn }))),
    );
    if (found === undefined) return undefined;
    const VersionId = found.Policy?.DefaultVersionId;
    const version = await orUndefinedIfAbsent(
      call({ doing: `Reading version ${String(VersionId)} of policy ${arn}`, permission: 'iam:GetPolicyVersion' }, () =>
        iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId })),
      ),
    );
    return version && decodeDocument(version.PolicyVersion?.Document);
  },

  appClient: async (userPoolId, clientId) => {
    const region = userPoolId.slice(0, userPoolId.lastIndexOf('_'));
    const found = await orUndefinedIfAbsent(
      call({ doing: `Reading app client ${clientId} of user pool ${userPoolId}`, permission: 'cognito-idp:DescribeUserPoolClient' }, () =>
        userPools(region).send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId })),
      ),
    );
    const writeAttributes = found?.UserPoolClient?.WriteAttributes;
    return found && (writeAttributes === undefined || writeAttributes.length === 0 ? {} : { writeAttributes });
  },
});
