/** Owns the border to the generated models: nothing else reads models.ts, and nothing of its shape gets past here. */
import schema from '../../schema.json';
import type { Model } from '../core/operation';
import type { Attributes, Properties } from '../core/properties';
import { restoreTypes } from '../core/restore-types';
import { NO_SETTINGS, readSettings, type Settings } from '../core/settings';
import { ResourceModel, type TypeConfigurationModel } from '../models';

export { ResourceModel, TypeConfigurationModel } from '../models';

/**
 * What a template says, from the event itself: plain JSON under the schema's names, with types restored and without null. The runtime library's
 * models are no way to it: they drop a property that they do not know, and refuse a value without saying where.
 */
export const toProperties = (raw: unknown): Properties => pick(raw, (name) => !isAttribute(name));

/** What the resource gave and CloudFormation hands back, the primary identifier among it. */
export const toAttributes = (raw: unknown): Attributes => pick(raw, isAttribute);

/** The reverse of `toProperties` and `toAttributes` together. */
export const toResourceModel = (model: Model): ResourceModel => ResourceModel.deserialize(JSON.parse(JSON.stringify(model)) as Model);

/** The account-wide settings as the registry holds them: the type's configuration. */
export const toSettings = (configuration: TypeConfigurationModel | null | undefined): Settings =>
  configuration ? readSettings(configuration.toJSON()) : NO_SETTINGS;

const isAttribute = (name: string): boolean => schema.readOnlyProperties.includes(`/properties/${name}`);

const pick = (raw: unknown, keep: (name: string) => boolean): object => {
  // Not yet known to be Properties: validation refuses what does not fit before any of it is used.
  const given = restoreTypes(typeof raw === 'object' && raw !== null ? raw : {}) as object;
  return Object.fromEntries(Object.entries(given).filter(([name]) => keep(name)));
};
