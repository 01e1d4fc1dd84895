import type { CognitoIdentityProvider, CreateIdentityPoolInput } from '@aws-sdk/client-cognito-identity';
import { Refusal } from '../operation';
import type { World } from '../world';
import { invalid } from './pool';

export const checkProviders = (world: World, input: Partial<CreateIdentityPoolInput>): void => {
  const userPoolClients = input.CognitoIdentityProviders ?? [];
  userPoolClients.forEach(checkUserPoolClient);
  checkUnique(
    userPoolClients.map(({ ProviderName = '', ClientId = '' }) => `${ProviderName}:${ClientId}`),
    'CognitoIdentityProviders',
  );
  if (userPoolClients.length > world.quotas.userPoolClientsPerPool) {
    throw new Refusal(
      'LimitExceededException',
      `The pool may not have more than ${String(world.quotas.userPoolClientsPerPool)} user pool clients`,
    );
  }
  const { OpenIdConnectProviderARNs: oidc = [], SamlProviderARNs: saml = [] } = input;
  checkArns(world, oidc, 'oidc-provider', 'OpenIdConnectProviderARNs');
  checkArns(world, saml, 'saml-provider', 'SamlProviderARNs');
  checkCount(oidc, world.quotas.openIdConnectProvidersPerPool, 'OpenIdConnectProviderARNs');
  checkCount(saml, world.quotas.samlProvidersPerPool, 'SamlProviderARNs');
};

/** The host names the user pool's own Region, whichever the identity pool is in (guidance-for-claude-code-with-amazon-bedrock#596). */
const USER_POOL = /^cognito-idp\.([a-z0-9-]+)\.amazonaws\.(?:com|com\.cn|eu)\/([a-z0-9-]+)_[0-9A-Za-z]+$/;

const checkUserPoolClient = ({ ProviderName = '', ClientId }: CognitoIdentityProvider): void => {
  const found = USER_POOL.exec(ProviderName);
  // AWS's words, which name nothing: aws-cdk#11054.
  if (found === null || found[1] !== found[2] || ClientId === undefined) throw invalid('Invalid Cognito Identity Provider');
};

const checkArns = (world: World, arns: readonly string[], kind: string, member: string): void => {
  const form = new RegExp(String.raw`^arn:${world.partition}:iam::\d{12}:${kind}/\S+$`);
  const malformed = arns.find((arn) => !form.test(arn));
  if (malformed !== undefined) throw invalid(`${malformed} in ${member} is not the ARN of a ${kind}`);
  checkUnique(arns, member);
};

const checkCount = (arns: readonly string[], quota: number, member: string): void => {
  if (arns.length > quota) throw new Refusal('LimitExceededException', `The pool may not have more than ${String(quota)} ${member}`);
};

const checkUnique = (names: readonly string[], member: string): void => {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw invalid(`${member} names ${repeated} twice`);
};
