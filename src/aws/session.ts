import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Failure } from '../core/failure';
import type { Aws } from '../core/ports';
import { createCalls } from './calls';
import { openClients } from './clients';
import { connect } from './connect';
import { PERSON } from './failures';
import { systemClock } from './system-clock';
import { accountReads, type AccountReads } from './account-reads';

export interface SessionOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

export interface Session {
  readonly region: string;
  readonly aws: Aws;
  /** What only the command-line tool reads. */
  readonly reads: AccountReads;
  readonly accountId: () => Promise<string>;
}

/** @param options what is left out is looked for where AWS's own tools look. */
export const openSession = async ({ region: givenRegion, profile }: SessionOptions): Promise<Session> => {
  const region = givenRegion ?? (await defaultRegion(profile));
  const { accessKeyId, secretAccessKey, sessionToken } = await findCredentials(region, profile);
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  const clients = openClients({ region, credentials });
  const policy = { clock: systemClock, caller: PERSON };
  const call = createCalls(policy);
  return {
    region,
    aws: connect(clients, policy),
    reads: accountReads(clients, call),
    accountId: async () => {
      const sts = new STSClient({ region, credentials: { ...credentials }, maxAttempts: 1 });
      const { Account = '' } = await call({ doing: 'Asking whose account this is', permission: 'sts:GetCallerIdentity' }, () =>
        sts.send(new GetCallerIdentityCommand({})),
      );
      return Account;
    },
  };
};

const findCredentials = async (region: string, profile: string | undefined) => {
  try {
    return await fromNodeProviderChain({ clientConfig: { region }, ...(profile === undefined ? {} : { profile }) })();
  } catch (error) {
    const where = profile === undefined ? '' : ` for profile ${profile}`;
    const advice =
      profile === undefined
        ? 'Sign in, or name a profile.'
        : 'Sign in with that profile, or name another one: aws configure list-profiles.';
    throw new Failure('InvalidCredentials', `No credentials were found${where}: ${textOf(error)} ${advice}`, { cause: error });
  }
};

/** From AWS_REGION or the profile, as every client looks for it. */
const defaultRegion = async (profile: string | undefined): Promise<string> => {
  try {
    return await new CognitoIdentityClient(profile === undefined ? {} : { profile }).config.region();
  } catch (error) {
    throw new Failure('InvalidRequest', 'No region is known: give --region, set AWS_REGION, or name a profile that has one.', {
      cause: error,
    });
  }
};

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.');
