/** The settings of an app client: their shapes, which of them Cognito refuses together, and their defaults. */
import type {
  AnalyticsConfigurationType,
  RefreshTokenRotationType,
  TokenValidityUnitsType,
} from '@aws-sdk/client-cognito-identity-provider';
import { flag, list, needed, structure, text, whole, type Members } from '../constraints';
import { Refusal } from '../operation';
import type { ClientSettings, FakeUserPool } from '../world';
import { invalid } from './user-pool';

const VISIBLE = String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`;
const ARN = String.raw`arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?`;
const AUTH_FLOWS = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
];
const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const STANDARD_SCOPES = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'];

const validityShape = whole({ min: 1, max: 86_400 });
const unitShape = text({ oneOf: Object.keys(SECONDS) });
const attributesShape = list(text({ max: 2048 }));
const urlShape = text({ max: 1024, pattern: VISIBLE });
const urlsShape = list(urlShape, { max: 100 });
const arnShape = text({ min: 20, max: 2048, pattern: ARN });

export const settingsMembers: Members<ClientSettings> = {
  RefreshTokenValidity: whole({ min: 0, max: 315_360_000 }),
  AccessTokenValidity: validityShape,
  IdTokenValidity: validityShape,
  TokenValidityUnits: structure<TokenValidityUnitsType>({ AccessToken: unitShape, IdToken: unitShape, RefreshToken: unitShape }),
  ReadAttributes: attributesShape,
  WriteAttributes: attributesShape,
  ExplicitAuthFlows: list(text({ oneOf: AUTH_FLOWS })),
  SupportedIdentityProviders: list(text({ max: 32, pattern: String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+` })),
  CallbackURLs: urlsShape,
  LogoutURLs: urlsShape,
  DefaultRedirectURI: urlShape,
  AllowedOAuthFlows: list(text({ oneOf: ['code', 'implicit', 'client_credentials'] }), { max: 3 }),
  AllowedOAuthScopes: list(text({ max: 256, pattern: String.raw`[\x21\x23-\x5B\x5D-\x7E]+` }), { max: 50 }),
  AllowedOAuthFlowsUserPoolClient: flag,
  AnalyticsConfiguration: structure<AnalyticsConfigurationType>({
    ApplicationId: text({ pattern: '[0-9a-fA-F]+' }),
    ApplicationArn: arnShape,
    RoleArn: arnShape,
    ExternalId: text({ min: 0, max: 131_072 }),
    UserDataShared: flag,
  }),
  PreventUserExistenceErrors: text({ oneOf: ['LEGACY', 'ENABLED'] }),
  EnableTokenRevocation: flag,
  EnablePropagateAdditionalUserContextData: flag,
  AuthSessionValidity: whole({ min: 3, max: 15 }),
  RefreshTokenRotation: structure<RefreshTokenRotationType>({
    Feature: needed(text({ oneOf: ['ENABLED', 'DISABLED'] })),
    RetryGracePeriodSeconds: whole({ min: 0, max: 60 }),
  }),
};

const DEFAULT_REFRESH_TOKEN_DAYS = 30;

/** Whatever else is left out is absent, and Cognito does as its documentation says of the default. */
export const withDefaults = ({ RefreshTokenValidity = 0, ...settings }: ClientSettings): ClientSettings => ({
  AllowedOAuthFlowsUserPoolClient: false,
  // These two and the refresh token: go-to-k/cdk-real-drift#1689.
  EnableTokenRevocation: true,
  AuthSessionValidity: 3,
  EnablePropagateAdditionalUserContextData: false,
  ...settings,
  RefreshTokenValidity: RefreshTokenValidity === 0 ? DEFAULT_REFRESH_TOKEN_DAYS : RefreshTokenValidity,
});

export const checkSettings = (userPoolId: string, pool: FakeUserPool, settings: ClientSettings, hasSecret: boolean): void => {
  checkAuthFlows(settings);
  checkValidity(settings);
  checkProviders(userPoolId, pool, settings);
  checkOAuth(settings, hasSecret);
};

const checkAuthFlows = ({ ExplicitAuthFlows: flows = [] }: ClientSettings): void => {
  const isMixed = new Set(flows.map((flow) => flow.startsWith('ALLOW_'))).size > 1;
  if (isMixed) throw invalid('ExplicitAuthFlows that begin with ALLOW_ cannot be set together with legacy ones.');
};

/** AWS's words, which name no token: aws-samples/cloudfront-authorization-at-edge#144. */
const checkValidity = (settings: ClientSettings): void => {
  const { AccessToken = 'hours', IdToken = 'hours', RefreshToken = 'days' } = settings.TokenValidityUnits ?? {};
  const isFine = [
    isWithin(settings.AccessTokenValidity, AccessToken, { min: 300, max: 86_400 }),
    isWithin(settings.IdTokenValidity, IdToken, { min: 300, max: 86_400 }),
    isWithin(settings.RefreshTokenValidity, RefreshToken, { min: 3600, max: 315_360_000 }),
  ];
  if (isFine.includes(false)) throw invalid('Invalid range for token validity.');
};

/** Zero, which only a refresh token can have, stands for the default as nothing does. */
const isWithin = (amount: number | undefined, unit: keyof typeof SECONDS, { min, max }: { min: number; max: number }): boolean =>
  amount === undefined || amount === 0 || (amount * SECONDS[unit] >= min && amount * SECONDS[unit] <= max);

/** AWS's words: lgallard/terraform-aws-cognito-user-pool#71. */
const checkProviders = (userPoolId: string, { identityProviders }: FakeUserPool, settings: ClientSettings): void => {
  const absent = settings.SupportedIdentityProviders?.find((name) => name !== 'COGNITO' && !identityProviders.includes(name));
  if (absent !== undefined) throw invalid(`The provider ${absent} does not exist for User Pool ${userPoolId}.`);
};

/** Flows without the switch that turns them on are no error, only without effect (aws-sdk-js-v3#7158). */
const checkOAuth = (settings: ClientSettings, hasSecret: boolean): void => {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [], CallbackURLs: urls = [] } = settings;
  const unknown = scopes.find((scope) => !STANDARD_SCOPES.includes(scope));
  // AWS's words: awsdocs/aws-cloudformation-user-guide#564. No user pool here has a resource server with scopes of its own.
  if (unknown !== undefined) throw new Refusal('ScopeDoesNotExistException', `Invalid scope requested: ${unknown}`);
  if (settings.AllowedOAuthFlowsUserPoolClient === true && (flows.length === 0 || scopes.length === 0)) {
    throw badFlow('AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.');
  }
  if (flows.includes('client_credentials')) {
    if (flows.length > 1) throw badFlow('client_credentials flow can not be selected along with code flow or implicit flow.');
    if (!hasSecret) throw badFlow('client_credentials flow can not be selected if client does not have a client secret.');
  }
  // AWS's words: cisagov/crossfeed#440.
  if (urls.length === 0 && (flows.includes('code') || flows.includes('implicit'))) {
    throw badFlow('CallbackUrls can not be empty when code flow or implicit flow is selected');
  }
  [...urls, ...(settings.LogoutURLs ?? [])].forEach(checkUrl);
  const redirect = settings.DefaultRedirectURI;
  if (redirect !== undefined && !urls.includes(redirect)) throw invalid('DefaultRedirectURI must be one of CallbackURLs.');
};

/** HTTP for the machine that the browser runs on and for no other, whatever path and port (microsoft/vscode#256122 for the two addresses). */
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/?]|$)/i;

/** An absolute URI without a fragment, of any scheme but HTTP (Cognito API reference, CreateUserPoolClient). */
const checkUrl = (url: string): void => {
  // AWS's words, and those of the two below are ours.
  if (/^http:/i.test(url) && !LOOPBACK.test(url)) throw invalid(`${url} cannot use the HTTP protocol.`);
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) throw invalid(`${url} is not an absolute URI.`);
  if (url.includes('#')) throw invalid(`${url} cannot have a fragment.`);
};

const badFlow = (message: string): Refusal => new Refusal('InvalidOAuthFlowException', message);
