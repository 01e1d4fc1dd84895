/** A pool with its roles, made by plain API calls in any account that answers them: sound, but for what a test asks otherwise. */
import {
  CreateIdentityPoolCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  UpdateIdentityPoolCommand,
  type CognitoIdentityClient,
  type CognitoIdentityProvider,
  type CreateIdentityPoolInput,
  type MappingRule,
  type RoleMapping,
} from '@aws-sdk/client-cognito-identity';
import { CreateUserPoolClientCommand, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, DeleteRoleCommand, PutRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';

export interface Account {
  readonly cognitoIdentity: Pick<CognitoIdentityClient, 'send'>;
  readonly iam: Pick<IAMClient, 'send'>;
  readonly userPools: Pick<CognitoIdentityProviderClient, 'send'>;
  readonly region: string;
  /** One that exists. */
  readonly userPoolId: string;
}

/** What a pool is made of. */
export interface Recipe {
  readonly pool: Partial<CreateIdentityPoolInput>;
  readonly serverSideTokenCheck: boolean;
  readonly writeAttributes: readonly string[] | undefined;
  readonly trust: { readonly signedIn: Trust; readonly guests: Trust; readonly inRules: Trust };
  readonly guestPolicy: object;
  /** @param roleArn that of the role for rules. */
  readonly rules: (roleArn: string) => MappingRule[];
  /** By provider; `CLIENT` is the pool's own. */
  readonly otherMappings: Readonly<Record<string, RoleMapping>>;
  readonly principalTags: Readonly<Record<string, string>>;
  /** What is done at last. */
  readonly afterwards: (made: Made, account: Account) => Promise<unknown>;
}

export interface Made {
  readonly poolId: string;
  readonly mappingKey: string;
  readonly configuration: CreateIdentityPoolInput;
  readonly roleNames: { readonly signedIn: string; readonly guests: string; readonly inRules: string };
}

export interface Trust {
  readonly principal: string;
  readonly actions: string | readonly string[];
  readonly condition: (poolId: string) => object;
}

export const COGNITO = 'cognito-identity.amazonaws.com';

export const trust = (amr: string, changes: Partial<Trust> = {}): Trust => ({
  principal: COGNITO,
  actions: amr === 'authenticated' ? ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] : 'sts:AssumeRoleWithWebIdentity',
  condition: (poolId) => ({ StringEquals: { [`${COGNITO}:aud`]: poolId }, 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: amr } }),
  ...changes,
});

export const allow = (Action: string | readonly string[], Resource = '*'): object => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource },
});

/** The attributes that the rules and tags below ask for. */
export const ATTRIBUTES = ['group', 'tenant'].map((Name) => ({ Name, AttributeDataType: 'String' as const, Mutable: true }));

export const rule = (Claim: string, MatchType: MappingRule['MatchType'], Value: string, RoleARN: string): MappingRule => ({
  Claim,
  MatchType,
  Value,
  RoleARN,
});

export const SOUND: Recipe = {
  pool: { AllowUnauthenticatedIdentities: true, AllowClassicFlow: false, SupportedLoginProviders: { 'accounts.google.com': 'google-app' } },
  serverSideTokenCheck: true,
  writeAttributes: ['name', 'email'],
  trust: { signedIn: trust('authenticated'), guests: trust('unauthenticated'), inRules: trust('authenticated') },
  guestPolicy: allow(['s3:GetObject', 'rum:PutRumEvents'], 'arn:aws:s3:::shop-public/*'),
  rules: (roleArn) => [rule('custom:group', 'Equals', 'admin', roleArn), rule('custom:group', 'StartsWith', 'adm', roleArn)],
  otherMappings: {},
  principalTags: { tenant: 'custom:tenant' },
  afterwards: () => Promise.resolve(),
};

/** @param name of the pool and its roles. */
export const makePool = async (account: Account, name: string, recipe: Recipe = SOUND): Promise<string> => {
  const { cognitoIdentity, region, userPoolId } = account;
  const { UserPoolClient } = await account.userPools.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: name,
      ...(recipe.writeAttributes === undefined ? {} : { WriteAttributes: [...recipe.writeAttributes] }),
    }),
  );
  const provider: CognitoIdentityProvider = {
    ProviderName: `cognito-idp.${region}.amazonaws.com/${userPoolId}`,
    ClientId: UserPoolClient?.ClientId,
    ServerSideTokenCheck: recipe.serverSideTokenCheck,
  };
  const configuration: CreateIdentityPoolInput = {
    IdentityPoolName: name,
    AllowUnauthenticatedIdentities: false,
    CognitoIdentityProviders: [provider],
    ...recipe.pool,
  };
  const { IdentityPoolId: poolId = '' } = await cognitoIdentity.send(new CreateIdentityPoolCommand(configuration));
  const roleNames = { signedIn: `${name}-signed-in`, guests: `${name}-guests`, inRules: `${name}-in-rules` };
  const authenticated = await makeRole(account, roleNames.signedIn, recipe.trust.signedIn, poolId);
  const unauthenticated = await makeRole(account, roleNames.guests, recipe.trust.guests, poolId);
  const inRules = await makeRole(account, roleNames.inRules, recipe.trust.inRules, poolId);
  await account.iam.send(
    new PutRolePolicyCommand({ RoleName: roleNames.guests, PolicyName: 'guests', PolicyDocument: JSON.stringify(recipe.guestPolicy) }),
  );
  const mappingKey = `${String(provider.ProviderName)}:${String(provider.ClientId)}`;
  const rules = recipe.rules(inRules);
  await cognitoIdentity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId: poolId,
      Roles: { authenticated, unauthenticated },
      RoleMappings: {
        ...(rules.length === 0
          ? {}
          : { [mappingKey]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: rules } } }),
        ...recipe.otherMappings,
      },
    }),
  );
  if (Object.keys(recipe.principalTags).length > 0)
    await cognitoIdentity.send(
      new SetPrincipalTagAttributeMapCommand({
        IdentityPoolId: poolId,
        IdentityProviderName: provider.ProviderName,
        UseDefaults: false,
        PrincipalTags: recipe.principalTags,
      }),
    );
  await recipe.afterwards({ poolId, mappingKey, configuration, roleNames }, account);
  return poolId;
};

const makeRole = async ({ iam }: Account, RoleName: string, { principal, actions, condition }: Trust, poolId: string): Promise<string> => {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: principal }, Action: actions, Condition: condition(poolId) }],
  };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(document) }));
  return Role?.Arn ?? '';
};

export const dropProvider =
  (drop: Partial<CreateIdentityPoolInput>) =>
  async ({ poolId, configuration }: Made, { cognitoIdentity }: Account): Promise<void> => {
    await cognitoIdentity.send(new UpdateIdentityPoolCommand({ ...configuration, IdentityPoolId: poolId, ...drop }));
  };

export const deleteRole =
  (which: keyof Made['roleNames']) =>
  async ({ roleNames }: Made, { iam }: Account): Promise<void> => {
    await iam.send(new DeleteRoleCommand({ RoleName: roleNames[which] }));
  };
