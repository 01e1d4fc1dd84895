import schema from '../../schema.json';
import type { Attributes } from '../core/properties';
import { restoreTypes } from '../core/request/restore-types';
import { NO_SETTINGS, readSettings, type Settings } from '../core/settings';
import { ResourceModel, type TypeConfigurationModel } from '../models';

export { ResourceModel, TypeConfigurationModel } from '../models';

/**
 * What a template says, from the event itself: plain JSON under the schema's names, with types restored and without null, not checked yet.
 * The runtime library's models are no way to it: they drop a property that they do not know, and refuse a value without saying where.
 */
export const toProperties = (raw: unknown): Readonly<Record<string, unknown>> => pick(raw, (name) => !isAttribute(name));

/** What the resource gave and CloudFormation hands back, the primary identifier among it. */
export const toAttributes = (raw: unknown): { readonly [Name in keyof Attributes]?: unknown } => pick(raw, isAttribute);

/** The reverse of `toProperties` and `toAttributes` together. */
export const toResourceModel = (model: object): ResourceModel =>
  ResourceModel.deserialize(JSON.parse(JSON.stringify(model)) as Record<string, unknown>);

/** The account-wide settings as the registry holds them: the type's configuration. */
export const toSettings = (configuration: TypeConfigurationModel | null | undefined): Settings =>
  configuration ? readSettings(configuration.toJSON()) : NO_SETTINGS;

const isAttribute = (name: string): boolean => schema.readOnlyProperties.includes(`/properties/${name}`);

const pick = (raw: unknown, keep: (name: string) => boolean): Record<string, unknown> => {
  const given = restoreTypes(typeof raw === 'object' && raw !== null ? raw : {}) as object;
  return Object.fromEntries(Object.entries(given).filter(([name]) => keep(name)));
};
