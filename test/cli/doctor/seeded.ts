/** Pools as they stand in an account, of whatever tool: sound, but for what a row says otherwise. */
import type { MappingRule, RoleMapping } from '@aws-sdk/client-cognito-identity';
import { FakeAws } from '../../fakes';
import type { Severity } from '../../../src/cli/doctor/finding';
import type { FindingId } from '../../../src/cli/doctor/catalogue';

type PoolSeed = NonNullable<Parameters<FakeAws['seedPool']>[0]>;
type RoleSeed = Parameters<FakeAws['seedRole']>[0];
type UserPoolSeed = Parameters<FakeAws['seedUserPool']>[0];

export const REGION = 'eu-west-1';
export const POOL_ID = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';
export const ACCOUNT = '123456789012';
export const C = 'cognito-identity.amazonaws.com';
export const USER_POOL_ID = 'eu-west-1_EXAMPLE01';
export const USER_POOL = `cognito-idp.eu-west-1.amazonaws.com/${USER_POOL_ID}`;
export const WEB = `${USER_POOL}:web`;
export const USERS = roleArn('users');
export const GUESTS = roleArn('guests');
export const EXTRA = roleArn('extra');
export const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/login.example.com`;
export const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/Example`;
export const SUB = '${cognito-identity.amazonaws.com:sub}';

function roleArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

/** What differs from the sound pool. */
export interface Row {
  readonly pool?: PoolSeed;
  /** Statements, in place of the sound one. */
  readonly trust?: Readonly<Partial<Record<'users' | 'guests' | 'extra', object[]>>>;
  /** Statements; left out: none. */
  readonly allows?: Readonly<Partial<Record<'users' | 'guests' | 'extra', object[]>>>;
  readonly role?: Readonly<Partial<Record<'users' | 'guests' | 'extra', Partial<RoleSeed>>>>;
  /** Of app client web, for role extra unless they say otherwise. */
  readonly rules?: readonly MappingRule[];
  readonly mappings?: Readonly<Record<string, RoleMapping>>;
  readonly userPool?: Partial<UserPoolSeed>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly managedPolicies?: Readonly<Record<string, object>>;
  readonly missingProviders?: readonly string[];
  /** Of the three, and of the user pool. */
  readonly without?: readonly ('users' | 'guests' | 'extra' | 'user pool')[];
}

export type Broken = readonly [finding: FindingId, severity: Severity, sentence: string, row: Row];

export const allow = (actions: string | string[], resources: string | string[] = '*', condition?: object): object => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(condition === undefined ? {} : { Condition: condition }),
});

export const cognito = (condition: object, changes: object = {}): object => ({
  Effect: 'Allow',
  Principal: { Federated: C },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  ...changes,
});

export const AUD = { [`${C}:aud`]: POOL_ID };
export const amr = (value: string | string[]): object => ({ 'ForAnyValue:StringLike': { [`${C}:amr`]: value } });
export const sound = (identityType: string, changes: object = {}): object => cognito({ StringEquals: AUD, ...amr(identityType) }, changes);

export const rule = (Claim: string, MatchType: MappingRule['MatchType'], Value: string, RoleARN = EXTRA): MappingRule => ({
  Claim,
  MatchType,
  Value,
  RoleARN,
});

export const attribute = (Name: string, Mutable = true): object => ({ Name, Mutable, AttributeDataType: 'String' });

export const STANDARD = ['sub', 'name', 'email', 'phone_number', 'nickname', 'profile', 'preferred_username', 'updated_at'];
export const SCHEMA = [
  ...STANDARD.map((name) => attribute(name, name !== 'sub')),
  attribute('custom:group'),
  attribute('custom:tenant'),
  attribute('custom:born', false),
];
export const ADMIN_ONLY = { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }, SchemaAttributes: SCHEMA };
export const SELF_SIGN_UP = { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false }, SchemaAttributes: SCHEMA };

/** Of Cognito: its region may be another. */
export function seededAccount(row: Row): FakeAws {
  const aws = new FakeAws({ region: REGION, accountId: ACCOUNT });
  const without = row.without ?? [];
  const identity = { users: 'authenticated', guests: 'unauthenticated', extra: 'authenticated' } as const;
  for (const name of ['users', 'guests', 'extra'] as const)
    if (!without.includes(name))
      aws.seedRole({
        name,
        trustPolicy: {
          Version: '2012-10-17',
          Statement: row.trust?.[name] ?? [
            sound(identity[name], row.tags === undefined ? {} : { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }),
          ],
        },
        inlinePolicies: row.allows?.[name] === undefined ? {} : { app: { Version: '2012-10-17', Statement: row.allows[name] } },
        ...row.role?.[name],
      });
  if (!without.includes('user pool'))
    aws.seedUserPool({
      id: USER_POOL_ID,
      settings: ADMIN_ONLY,
      clients: { web: { WriteAttributes: ['name', 'nickname'] } },
      ...row.userPool,
    });
  const mappings = { ...(row.rules === undefined ? {} : { [WEB]: rulesOf(row.rules) }), ...row.mappings };
  aws.seedPool({
    IdentityPoolId: POOL_ID,
    IdentityPoolName: 'shop',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: false,
    CognitoIdentityProviders: [{ ProviderName: USER_POOL, ClientId: 'web', ServerSideTokenCheck: true }],
    roles: { authenticated: USERS, unauthenticated: GUESTS },
    roleMappings: mappings,
    principalTags: row.tags === undefined ? {} : { [USER_POOL]: { UseDefaults: false, PrincipalTags: { ...row.tags } } },
    ...row.pool,
  });
  for (const [arn, document] of Object.entries(row.managedPolicies ?? {})) aws.managedPolicies.set(arn, document);
  for (const arn of row.missingProviders ?? []) aws.missingProviders.add(arn);
  return aws;
}

export function rulesOf(rules: readonly MappingRule[], resolution: 'Deny' | 'AuthenticatedRole' = 'Deny'): RoleMapping {
  return { Type: 'Rules', AmbiguousRoleResolution: resolution, RulesConfiguration: { Rules: [...rules] } };
}
