import schema from '../../schema.json';
import type { Properties } from '../../src/core/properties';
import { restoreTypes } from '../../src/core/request/restore-types';
import { readSettings } from '../../src/core/settings';
import { ENTRY_POINT_PROPERTIES } from '../../src/custom-resource/event';
import { PLANTED } from '../secrets/planted';
import { lifecycleOn, LOGICAL_ID, newAccount, STACK_ID, type Account } from '../stories/cloudformation';
import { ACCOUNT_ID, USER_POOL, USER_POOL_CLIENT } from '../stories/fixtures';

export const EVENTS = 10_000;

export const FAILURE_CODES =
  /^(AccessDenied|AlreadyExists|GeneralServiceException|InternalFailure|InvalidCredentials|InvalidRequest|NetworkFailure|NotFound|NotStabilized|NotUpdatable|ResourceConflict|ServiceInternalError|ServiceLimitExceeded|Throttling)$/;
/** What is said of an error that no rule foresaw: no event may lead to one. */
export const UNFORESEEN = 'The handler met an error that it does not know. Its log names the place.';
const CLIENT = { UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT };
const OIDC = `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/login.example.com`;
const SAML = `arn:aws:iam::${ACCOUNT_ID}:saml-provider/company`;
export const PROPERTIES = {
  IdentityPoolName: 'mine',
  AllowClassicFlow: 'false',
  AuthenticationProviders: {
    UserPools: [CLIENT],
    Google: { ClientId: 'g' },
    OpenIdConnectProviderArns: [OIDC],
    SamlProviderArns: [SAML],
    Twitter: { ConsumerKey: 'k', ConsumerSecret: PLANTED.consumerSecret },
  },
  AuthenticatedRole: {
    Path: '/identity-pools/app/',
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
  },
  UnauthenticatedRole: { Create: 'false' },
  MappedRoles: [{ Name: 'Admin' }],
  // Each form of a login provider is one place more that an event can break.
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: 'Google' },
      Type: 'Rules',
      Rules: [
        { Claim: 'sub', MatchType: 'Equals', Value: 'x', Role: 'Admin' },
        { Claim: 'sub', MatchType: 'Equals', Value: 'y', RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/theirs` },
      ],
    },
    { IdentityProvider: { UserPool: CLIENT }, Type: 'Token' },
    { IdentityProvider: { OpenIdConnectProviderArn: OIDC }, Type: 'Token' },
    { IdentityProvider: { SamlProviderArn: SAML }, Type: 'Token' },
  ],
  PrincipalTags: [
    { IdentityProvider: { LoginProvider: 'Google' }, UseDefaults: 'true' },
    { IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, Tags: { team: 'custom:team' } },
    { IdentityProvider: { ProviderName: SAML }, UseDefaults: 'false' },
  ],
  Tags: [{ Key: 'a', Value: 'b' }],
};

export type Inhabited = Account & { readonly poolId: string };

/** An account with one whole resource in it: the same one for as long as every event left it as it was. */
let current: Inhabited | undefined;

/** The next event meets a new account. */
export const moveOut = (): void => {
  current = undefined;
};

export const inhabited = async (): Promise<Inhabited> => (current ??= await settle());

const settle = async (): Promise<Inhabited> => {
  const account = newAccount();
  const lifecycle = lifecycleOn(account.aws, account.clock, () => undefined);
  const operation = {
    ...ACCOUNT,
    desired: { IdentityPoolName: 'there already' },
    stackTags: {},
    previousStackTags: {},
    settings: readSettings({}),
    requestToken: 'seed',
  };
  const made = await lifecycle.create(operation);
  if (made.status !== 'inProgress') throw new Error('no pool was made');
  await lifecycle.create({ ...operation, callbackContext: made.callbackContext });
  return { ...account, poolId: made.poolId };
};

/** As the entry points take it from an event: without what is theirs, and without attributes. */
const ofTheTemplate = (properties: unknown): object => {
  const others = [...ENTRY_POINT_PROPERTIES, ...schema.readOnlyProperties.map((pointer) => pointer.slice('/properties/'.length))];
  const all = Object.entries(typeof properties === 'object' && properties !== null ? properties : {});
  return Object.fromEntries(all.filter(([name]) => !others.includes(name)));
};

/** What a failed create or update is followed by: CloudFormation deletes what was named, and goes back to what the template said before. */
export const expectUndone = async (
  { aws, clock, poolId }: Inhabited,
  before: object,
  properties: unknown,
  named: unknown,
): Promise<void> => {
  if (aws.writes.length === 0) return;
  const lifecycle = lifecycleOn(aws, clock, () => undefined);
  const operation = { ...ACCOUNT, stackTags: {}, previousStackTags: {}, settings: readSettings({}), requestToken: 'undo' };
  if (typeof named === 'string' && named !== poolId) await lifecycle.delete({ ...operation, desired: {}, poolId: named });
  const desired = { IdentityPoolName: 'there already' };
  const previous = restoreTypes(ofTheTemplate(properties)) as Properties;
  expect(await lifecycle.update({ ...operation, desired, previous, poolId })).toMatchObject({ status: 'succeeded' });
  expect(aws.snapshot()).toEqual(before);
};

const ACCOUNT = { region: 'us-east-1', accountId: ACCOUNT_ID, stackId: STACK_ID, logicalId: LOGICAL_ID };
