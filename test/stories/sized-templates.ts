/** Owns the templates by which costs are counted, in tests and in the benchmark: one with everything, and ones that grow. */
import { arnOfSamlProvider, DOCUMENT, READ_ONLY, USER_POOL, USER_POOL_CLIENT } from './fixtures';

const ROLE = { ManagedPolicyArns: [READ_ONLY], Policies: [{ PolicyName: 'p', PolicyDocument: DOCUMENT }] };

export const EVERYTHING = {
  AuthenticationProviders: { Google: { ClientId: 'google-client' }, UserPools: [{ UserPoolId: USER_POOL }] },
  AuthenticatedRole: ROLE,
  UnauthenticatedRole: ROLE,
  MappedRoles: [{ Name: 'Admin', ...ROLE }],
  RoleMappings: [
    {
      IdentityProvider: { LoginProvider: 'Google' },
      Type: 'Rules',
      Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', Role: 'Admin' }],
    },
  ],
  PrincipalTags: [{ IdentityProvider: { UserPool: { UserPoolId: USER_POOL } }, UseDefaults: true }],
  Tags: [{ Key: 'team', Value: 'a' }],
};

/** With everything but an app client to create. */
export const WITHOUT_CREATED_CLIENTS = {
  ...EVERYTHING,
  AuthenticationProviders: {
    Google: { ClientId: 'google-client' },
    UserPools: [{ UserPoolId: USER_POOL, UserPoolClientId: USER_POOL_CLIENT }],
  },
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

export const mappingWithRules = (count: number): object => ({
  IdentityProvider: { LoginProvider: 'Google' },
  Type: 'Rules',
  Rules: numbers(count).map((number) => ({ Claim: 'sub', MatchType: 'Equals', Value: String(number), Role: 'Admin' })),
});

export const withRules = (count: number): object => ({
  AuthenticationProviders: { Google: { ClientId: 'google-client' } },
  MappedRoles: [{ Name: 'Admin' }],
  RoleMappings: [mappingWithRules(count)],
});

/** One provider each: a provider has one mapping. */
export const withMappings = (count: number): object => {
  const arns = numbers(count).map((number) => arnOfSamlProvider(`corporate-${number}`));
  return {
    AuthenticationProviders: { SamlProviderArns: arns },
    MappedRoles: [{ Name: 'Admin' }],
    RoleMappings: arns.map((SamlProviderArn) => ({
      IdentityProvider: { SamlProviderArn },
      Type: 'Rules',
      Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', Role: 'Admin' }],
    })),
  };
};

export const withMappedRoles = (count: number): object => ({
  MappedRoles: numbers(count).map((number) => ({ Name: `R${number}`, ...ROLE })),
});
