/** Owns what several operations on identity pools share: member constraints, finding a pool, and its providers' names. */
import { map, needed, text, type Shape } from '../constraints';
import { Refusal } from '../operation';
import type { FakePool, World } from '../world';

export const idShape = needed(text({ max: 55, pattern: String.raw`[\w-]+:[0-9a-f-]+` }));
export const arnShape: Shape = text({ min: 20, max: 2048 });
export const tagKeyShape: Shape = text({ max: 128, pattern: String.raw`[a-zA-Z0-9 _.:/=+\-@]+` });
export const tagsShape: Shape = map(tagKeyShape, text({ min: 0, max: 256, pattern: String.raw`[a-zA-Z0-9 _.:/=+\-@]*` }));

export const invalid = (message: string): Refusal => new Refusal('InvalidParameterException', message);

export const poolOf = (world: World, id: string): FakePool => {
  const pool = world.pools.get(id);
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
  if (Object.keys(after).length > world.quotas.tags) throw invalid(`The resource may not have more than ${String(world.quotas.tags)} tags`);
};

export const isSystemTag = (key: string): boolean => /^aws:/i.test(key);
