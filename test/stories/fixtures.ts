export const ACCOUNT_ID = '123456789012';

export const USER_POOL = 'us-east-1_EXAMPLE01';
/** As Cognito names the user pool among the providers of an identity pool. */
export const USER_POOL_PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${USER_POOL}`;
export const USER_POOL_CLIENT = 'exampleclient01';
/** In another Region than the identity pools. */
export const OTHER_USER_POOL = 'eu-west-1_EXAMPLE02';

/** The part of a role's path that is the pool's own. */
export const guidOf = ({ id }: { readonly id: string | undefined }): string => (id ?? '').slice((id ?? '').indexOf(':') + 1);

export const arnOfRole = (nameWithPath: string): string => `arn:aws:iam::${ACCOUNT_ID}:role/${nameWithPath}`;
export const arnOfPolicy = (name: string): string => `arn:aws:iam::${ACCOUNT_ID}:policy/${name}`;
export const arnOfSamlProvider = (name: string): string => `arn:aws:iam::${ACCOUNT_ID}:saml-provider/${name}`;

/** A role that no template creates. */
export const ELSEWHERE = arnOfRole('elsewhere');
export const BOUNDARY = arnOfPolicy('boundary');
export const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
export const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
export const OIDC = `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/idp.example.com`;
export const SAML = arnOfSamlProvider('corporate');

export function allow(Action: string): { Version: string; Statement: object[] } {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
}
export const DOCUMENT = allow('s3:GetObject');
export const OTHER_DOCUMENT = allow('s3:PutObject');
