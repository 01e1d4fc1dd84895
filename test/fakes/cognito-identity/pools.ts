import type {
  CognitoIdentityProvider,
  CreateIdentityPoolInput,
  DeleteIdentityPoolInput,
  DescribeIdentityPoolInput,
  IdentityPool,
  ListIdentityPoolsInput,
} from '@aws-sdk/client-cognito-identity';
import { flag, list, map, needed, structure, text, whole, type Checked } from '../constraints';
import { operation, Refusal, type Operations } from '../operation';
import { pageOf } from '../paging';
import { poolId, regionOf, type FakePool, type World } from '../world';
import { arnShape, checkTags, idShape, invalid, isSystemTag, mappableProviders, poolOf, tagsShape } from './pool';
import { checkProviders } from './providers';

const configurationMembers = {
  IdentityPoolName: needed(text({ max: 128, pattern: String.raw`[\w\s+=,.@-]+` })),
  AllowUnauthenticatedIdentities: needed(flag),
  AllowClassicFlow: flag,
  SupportedLoginProviders: map(text({ max: 128 }), text({ max: 128, pattern: String.raw`[\w.;_/-]+` }), { max: 10 }),
  DeveloperProviderName: text({ max: 128, pattern: String.raw`[\w._-]+` }),
  OpenIdConnectProviderARNs: list(arnShape),
  CognitoIdentityProviders: list(
    structure<CognitoIdentityProvider>({
      ProviderName: text({ max: 128, pattern: String.raw`[\w._:/-]+` }),
      ClientId: text({ max: 128, pattern: String.raw`[\w_]+` }),
      ServerSideTokenCheck: flag,
    }),
  ),
  SamlProviderARNs: list(arnShape),
  IdentityPoolTags: tagsShape,
};

export const poolOperations = (world: World): Operations => ({
  CreateIdentityPool: operation<CreateIdentityPoolInput>(configurationMembers, (input) => {
    const tags = input.IdentityPoolTags ?? {};
    checkTags(world, tags, tags);
    checkProviders(world, input);
    if (poolsIn(world).length >= world.quotas.identityPools) {
      throw new Refusal('LimitExceededException', `The account has reached its ${String(world.quotas.identityPools)} identity pools`);
    }
    const id = poolId(world);
    const pool: FakePool = { configuration: configurationFrom(id, input), tags, roles: {}, roleMappings: {}, principalTags: {} };
    world.pools.set(id, pool);
    return describe(pool);
  }),

  DescribeIdentityPool: operation<DescribeIdentityPoolInput>({ IdentityPoolId: idShape }, (input) =>
    describe(poolOf(world, input.IdentityPoolId)),
  ),

  UpdateIdentityPool: operation<IdentityPool>({ IdentityPoolId: idShape, ...configurationMembers }, (input) => {
    const pool = poolOf(world, input.IdentityPoolId);
    const tags = tagsAfter(world, pool, input.IdentityPoolTags);
    checkTags(world, input.IdentityPoolTags ?? {}, tags);
    checkProviders(world, input);
    checkDeveloperProvider(pool, input);
    const configuration = configurationFrom(input.IdentityPoolId, input, pool);
    if (world.openQuestions.mappedProviderDropped === 'refuse') checkMappingsStay(pool, configuration);
    Object.assign(pool, { configuration, tags });
    return describe(pool);
  }),

  DeleteIdentityPool: operation<DeleteIdentityPoolInput>({ IdentityPoolId: idShape }, (input) => {
    poolOf(world, input.IdentityPoolId);
    world.pools.delete(input.IdentityPoolId);
    return {};
  }),

  ListIdentityPools: operation<ListIdentityPoolsInput>(
    { MaxResults: needed(whole({ min: 1, max: 60 })), NextToken: text({ max: 65_535, pattern: String.raw`\S+` }) },
    ({ MaxResults, NextToken }) => {
      const page = pageOf(poolsIn(world), Math.min(MaxResults, world.quotas.pageSize), NextToken);
      if (page === undefined) throw invalid('Invalid NextToken');
      return {
        IdentityPools: page.items.map(({ configuration: { IdentityPoolId, IdentityPoolName } }) => ({ IdentityPoolId, IdentityPoolName })),
        ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
      };
    },
  ),
});

const poolsIn = ({ pools, region }: World): readonly FakePool[] =>
  [...pools].flatMap(([id, pool]) => (regionOf(id) === region ? [pool] : []));

/**
 * What is left out is cleared (terraform-provider-aws#9396), but for two things:
 * the developer provider name (terraform-provider-aws#49985) and the classic flow switch (go-to-k/cdk-real-drift#402) stay.
 */
const configurationFrom = (id: string, input: Checked<CreateIdentityPoolInput>, previous?: FakePool): FakePool['configuration'] => {
  const classicFlow = input.AllowClassicFlow ?? previous?.configuration.AllowClassicFlow;
  const developerProviderName = input.DeveloperProviderName ?? previous?.configuration.DeveloperProviderName;
  return {
    IdentityPoolId: id,
    IdentityPoolName: input.IdentityPoolName,
    AllowUnauthenticatedIdentities: input.AllowUnauthenticatedIdentities,
    // Unset is a state of its own, in which classic calls are served (aws-cli#7652).
    ...(classicFlow === undefined ? {} : { AllowClassicFlow: classicFlow }),
    ...(developerProviderName === undefined ? {} : { DeveloperProviderName: developerProviderName }),
    SupportedLoginProviders: input.SupportedLoginProviders ?? {},
    CognitoIdentityProviders: (input.CognitoIdentityProviders ?? []).map((provider) => ({ ServerSideTokenCheck: false, ...provider })),
    OpenIdConnectProviderARNs: input.OpenIdConnectProviderARNs ?? [],
    SamlProviderARNs: input.SamlProviderARNs ?? [],
  };
};

const tagsAfter = (world: World, pool: FakePool, given: Record<string, string> | undefined): Record<string, string> => {
  if (given === undefined) return pool.tags;
  const kept = Object.entries(pool.tags).filter(([key]) => world.openQuestions.tagsOnUpdate === 'merge' || isSystemTag(key));
  return { ...Object.fromEntries(kept), ...given };
};

const checkDeveloperProvider = ({ configuration }: FakePool, { DeveloperProviderName: wanted }: IdentityPool): void => {
  const present = configuration.DeveloperProviderName;
  if (present !== undefined && wanted !== undefined && wanted !== present) {
    throw invalid(`DeveloperProviderName is ${present} and cannot be changed once it is set`);
  }
};

const checkMappingsStay = (pool: FakePool, configuration: FakePool['configuration']): void => {
  const providers = mappableProviders({ configuration });
  const orphan = Object.keys(pool.roleMappings).find((key) => !providers.includes(key) && mappableProviders(pool).includes(key));
  if (orphan !== undefined) throw invalid(`(${orphan}) cannot be removed while a RoleMapping names it`);
};

/** Empty lists and maps are absent, as in most answers of AWS's; tags are always there. */
const describe = ({ configuration, tags }: FakePool): IdentityPool => {
  const filled = Object.entries(configuration).filter(([, value]) => typeof value !== 'object' || Object.keys(value).length > 0);
  return { ...(Object.fromEntries(filled) as unknown as IdentityPool), IdentityPoolTags: tags };
};
