import { DescribeIdentityPoolCommand, GetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { readFileSync } from 'node:fs';
import { ACCOUNT_ID } from '../../../scripts/local-aws/server';
import { createStack } from '../../../scripts/local-aws/stacks';
import { filledIn, type Row, type Story } from './row';
import type { Place } from './world';

interface GuestPool {
  readonly guests: boolean | undefined;
  readonly classicFlow: boolean | undefined;
  readonly kindsOfRoles: readonly string[];
  readonly statements: unknown;
}

const guestPoolOf = async (
  place: Place,
  { stack, policy, region }: { readonly stack: string; readonly policy: string; readonly region: string },
): Promise<GuestPool> => {
  const { cloudFormation, cognitoIdentity, iam } = place.clientsIn(region);
  const { Stacks: [found] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
  const outputs = Object.fromEntries((found?.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]));
  const { IdentityPoolId, GuestRoleArn = '' } = outputs;
  const pool = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  const { Roles = {} } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId }));
  expect(Roles['unauthenticated']).toBe(GuestRoleArn);
  const question = new GetRolePolicyCommand({ RoleName: GuestRoleArn.replace(/.*\//, ''), PolicyName: policy });
  const { PolicyDocument = '' } = await iam.send(question);
  return {
    guests: pool.AllowUnauthenticatedIdentities,
    classicFlow: pool.AllowClassicFlow,
    kindsOfRoles: Object.keys(Roles),
    statements: (JSON.parse(decodeURIComponent(PolicyDocument)) as { readonly Statement: unknown }).Statement,
  };
};

/** @param region one in which the provider stack is. */
export const ofGuests = (region: string): Story => {
  const maps = (classicFlow: boolean): GuestPool => ({
    guests: true,
    classicFlow,
    kindsOfRoles: ['unauthenticated'],
    statements: [
      { Effect: 'Allow', Action: ['geo-maps:GetTile', 'geo-maps:GetStaticMap'], Resource: `arn:aws:geo-maps:${region}::provider/default` },
    ],
  });
  const rum: Row = {
    command:
      'aws cloudformation deploy --template-file examples/rum/custom-resource.yml --stack-name website-monitoring ' +
      '--parameter-overrides Domain=www.example.com',
    does: 'makes a pool whose guests may send events to one app monitor, which the local AWS emulator does not have',
    run: async (place, { command }) => {
      const domain = 'Domain=www.example.com';
      await place.run(filledIn(command, { [domain]: `${domain} CreateAppMonitor=false` }), { region });
      expect(await guestPoolOf(place, { stack: 'website-monitoring', policy: 'send-events', region })).toEqual({
        guests: true,
        classicFlow: true,
        kindsOfRoles: ['unauthenticated'],
        statements: [{ Effect: 'Allow', Action: 'rum:PutRumEvents', Resource: `arn:aws:rum:${region}:${ACCOUNT_ID}:appmonitor/website` }],
      });
    },
  };
  const location: Row = {
    command: 'aws cloudformation deploy --template-file examples/location/custom-resource.yml --stack-name website-maps',
    does: 'makes a pool whose guests may see maps, with the classic flow off, and on if the parameter says so',
    run: async (place, { command }) => {
      const deployed = { stack: 'website-maps', policy: 'see-maps', region };
      await place.run(command, { region });
      expect(await guestPoolOf(place, deployed)).toEqual(maps(false));
      const template = readFileSync('examples/location/custom-resource.yml', 'utf8');
      const classic = { name: 'website-maps-classic', template, parameters: { ClassicFlow: 'true' } };
      await createStack(place.clientsIn(region).cloudFormation, classic);
      expect(await guestPoolOf(place, { ...deployed, stack: classic.name })).toEqual(maps(true));
    },
  };
  return [rum, location];
};
