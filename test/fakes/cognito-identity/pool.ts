/** What several operations on identity pools share: member constraints, finding a pool, and its providers' names. */
import { map, needed, text, type Shape } from '../constraints';
import { Refusal } from '../operation';
import { regionOf, type FakePool, type World } from '../world';

export const idShape = needed(text({ max: 55, pattern: String.raw`[\w-]+:[0-9a-f-]+` }));
export const arnShape: Shape = text({ min: 20, max: 2048 });
export const tagKeyShape: Shape = text({ max: 128, pattern: String.raw`[a-zA-Z0-9 _.:/=+\-@]+` });
export const tagsShape: Shape = map(tagKeyShape, text({ min: 0, max: 256, pattern: String.raw`[a-zA-Z0-9 _.:/=+\-@]*` }));

export const invalid = (message: string): Refusal => new Refusal('InvalidParameterException', message);

/** A pool of another Region is as one that does not exist (awslabs/aws-sdk-android-samples#151). */
export const poolOf = (world: World, id: string): FakePool => {
  const pool = regionOf(id) === world.region ? world.pools.get(id) : undefined;
  if (pool === undefined) throw new Refusal('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
  return pool;
};

/** The names that a mapping may be for: a user pool is named with its client here, and only here. */
export const mappableProviders = ({ configuration }: Pick<FakePool, 'configuration'>): readonly string[] => [
  ...Object.keys(configuration.SupportedLoginProviders ?? {}),
  ...(configuration.CognitoIdentityProviders ?? []).map(({ ProviderName = '', ClientId = '' }) => `${ProviderName}:${ClientId}`),
  ...(configuration.OpenIdConnectProviderARNs ?? []),
  ...(configuration.SamlProviderARNs ?? []),
];

/** The names that principal tags may be for: a user pool is named without a client, and has one map for all of them. */
export const taggableProviders = ({ configuration }: FakePool): readonly string[] => [
  ...Object.keys(configuration.SupportedLoginProviders ?? {}),
  ...(configuration.CognitoIdentityProviders ?? []).map(({ ProviderName = '' }) => ProviderName),
  ...(configuration.OpenIdConnectProviderARNs ?? []),
  ...(configuration.SamlProviderARNs ?? []),
];

/** @param given what the call brings; @param after what the pool would then have, with tags of AWS's own. */
export const checkTags = (world: World, given: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): void => {
  const reserved = Object.keys(given).find(isSystemTag);
  if (reserved !== undefined) throw invalid(`Tag key ${reserved} is invalid: keys that start with aws: are reserved`);
  // Tags of AWS's own do not count (Tagging AWS Resources and Tag Editor user guide, tag naming limits).
  if (Object.keys(after).filter((key) => !isSystemTag(key)).length > world.quotas.tags)
    throw invalid(`The resource may not have more than ${String(world.quotas.tags)} tags`);
};

export const isSystemTag = (key: string): boolean => /^aws:/i.test(key);
