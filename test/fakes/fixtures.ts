/** The pool, role and documents that the tests of the fake start from. */
import { CreateIdentityPoolCommand, type CreateIdentityPoolCommandInput } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, type CreateRoleCommandInput } from '@aws-sdk/client-iam';
import type { FakeAws } from './fake-aws';

export const USER_POOL = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01';
export const USER_POOL_CLIENT = { ProviderName: USER_POOL, ClientId: 'exampleclient01', ServerSideTokenCheck: true };
export const OIDC_ARN = 'arn:aws:iam::123456789012:oidc-provider/login.example.com';
export const ROLE_ARN = 'arn:aws:iam::123456789012:role/signed-in';
export const POLICY_ARN = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

export const trustIn = (condition?: object, federated = 'cognito-identity.amazonaws.com'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: federated },
        Action: 'sts:AssumeRoleWithWebIdentity',
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  });

export const TRUST = trustIn({ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:00000000-0000-4000-8000-000000000000' } });

export const allow = (action: string, resource = '*'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: resource } });

/** @returns the id of a pool with one provider of each common kind. */
export const makePool = async (fake: FakeAws, input: Partial<CreateIdentityPoolCommandInput> = {}): Promise<string> => {
  const made = await fake.clients.cognitoIdentity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'demo',
      AllowUnauthenticatedIdentities: false,
      SupportedLoginProviders: { 'accounts.google.com': 'example' },
      CognitoIdentityProviders: [USER_POOL_CLIENT],
      OpenIdConnectProviderARNs: [OIDC_ARN],
      ...input,
    }),
  );
  return made.IdentityPoolId ?? '';
};

export const makeRole = async (fake: FakeAws, input: Partial<CreateRoleCommandInput> = {}): Promise<string> => {
  const made = await fake.clients.iam.send(new CreateRoleCommand({ RoleName: 'signed-in', AssumeRolePolicyDocument: TRUST, ...input }));
  return made.Role?.Arn ?? '';
};
