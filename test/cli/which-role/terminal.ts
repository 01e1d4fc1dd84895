/** A terminal, files and an account for the command: what it prints, what it complains of, and how it ends. */
import type { IdentityPool } from '@aws-sdk/client-cognito-identity';
import { connect } from '../../../src/aws/connect';
import { PERSON } from '../../../src/aws/failures';
import type { Context } from '../../../src/cli/context';
import { run } from '../../../src/cli/main';
import { trustPolicyFor } from '../../../src/core/rules/trust-policy';
import { IMPATIENT } from '../../aws/recorded-client';
import { FakeAws } from '../../fakes';
import { DEFAULT, GUEST, MANAGER, POOL, READER, USER_POOL, WRITER } from './words';

export const POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';

const COGNITO = 'cognito-identity.amazonaws.com';
const ANCHOR = { principal: COGNITO, conditionPrefix: COGNITO };

/** What AWS's own pages write for a role of this pool. */
export const trust = (
  identityType: 'authenticated' | 'unauthenticated' = 'authenticated',
  withTags = false,
  poolId: string = POOL_ID,
): object => trustPolicyFor(poolId, identityType, ANCHOR, withTags);

export interface AccountSeed {
  /** By role ARN; null: there is no such role. Left out: as AWS's pages write it. */
  readonly trust?: Readonly<Record<string, object | null>>;
  /** By provider. */
  readonly principalTags?: Readonly<Record<string, { readonly UseDefaults: boolean; readonly PrincipalTags: Record<string, string> }>>;
  readonly pool?: Partial<IdentityPool>;
  readonly roles?: Readonly<Record<string, string>>;
}

export const account = ({ trust: trusts = {}, principalTags = {}, pool = {}, roles }: AccountSeed = {}): FakeAws => {
  const aws = new FakeAws({ region: 'eu-west-1' });
  for (const arn of [DEFAULT, GUEST, READER, WRITER, MANAGER]) {
    const trustPolicy = arn in trusts ? trusts[arn] : trust(arn === GUEST ? 'unauthenticated' : 'authenticated');
    if (trustPolicy !== null && trustPolicy !== undefined) aws.seedRole({ name: arn.slice(arn.lastIndexOf('/') + 1), arn, trustPolicy });
  }
  aws.seedPool({
    principalTags,
    IdentityPoolId: POOL_ID,
    AllowUnauthenticatedIdentities: true,
    SupportedLoginProviders: { ...POOL.loginProviders },
    CognitoIdentityProviders: POOL.userPoolClients.map(({ providerName, clientId }) => ({
      ProviderName: providerName,
      ClientId: clientId,
    })),
    OpenIdConnectProviderARNs: [...POOL.openIdConnectProviderArns],
    SamlProviderARNs: [...POOL.samlProviderArns],
    roles: roles ?? { authenticated: DEFAULT, unauthenticated: GUEST },
    ...pool,
    roleMappings: {
      [USER_POOL]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: {
          Rules: [
            { Claim: 'custom:department', MatchType: 'Equals', Value: 'warehouse', RoleARN: WRITER },
            { Claim: 'custom:company', MatchType: 'Equals', Value: 'example', RoleARN: READER },
          ],
        },
      },
    },
  });
  return aws;
};

/** Seconds since the epoch: 2026-11-27T12:00:00Z. */
export const NOW = Date.UTC(2026, 10, 27, 12) / 1000;

export interface Ended {
  readonly code: number;
  readonly printed: string;
  readonly complained: string;
}

export interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly standardInput?: string;
  readonly aws?: FakeAws;
  readonly isColored?: boolean;
}

export const whichRole = async (args: readonly string[], given: Given = {}): Promise<Ended> => {
  const { files = {}, standardInput = '', aws = account(), isColored = false } = given;
  const printed: string[] = [];
  const complained: string[] = [];
  const context: Context = {
    openSession: ({ region = '' }) => {
      const unasked = () => Promise.reject(new Error('which-role does not ask for this'));
      return Promise.resolve({
        region,
        aws: connect({ ...aws.clients, userPools: () => aws.clients.userPools }, { ...IMPATIENT, caller: PERSON }),
        reads: new Proxy({}, { get: () => unasked }) as never,
        accountId: () => Promise.resolve('123456789012'),
      });
    },
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new Error(`ENOENT: no such file or directory, open '${path}'`)) : Promise.resolve(text);
    },
    readStandardInput: () => Promise.resolve(standardInput),
    print: (text) => void printed.push(text),
    complain: (text) => void complained.push(text),
    isColored,
    now: () => NOW * 1000,
  };
  const code = await run(['which-role', ...args], context);
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
};

const encoded = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Unsigned: nothing here looks at a signature. */
export const tokenOf = (claims: unknown, header: object = { alg: 'RS256', kid: 'key' }): string =>
  [encoded(header), encoded(claims), encoded('the signature')].join('.');

export const USER_POOL_PROVIDER = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE01';
export const ISSUER = `https://${USER_POOL_PROVIDER}`;
export const USER = { iss: ISSUER, aud: 'client1', token_use: 'id', sub: '00000000-1111', exp: 4_102_444_800 };
