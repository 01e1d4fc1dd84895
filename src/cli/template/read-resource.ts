/** Owns reading one resource of this type from a template: its properties as a deployment would send them. */
import schema from '../../../schema.json';
import type { Properties } from '../../core/properties';
import { restoreTypes } from '../../core/request/restore-types';
import { isTrue, resolve, type Scope } from './resolve';
import { findResource, secretValuesOf, valuesFor, type Template } from './template';

export interface WantedResource {
  readonly logicalId: string;
  /** undefined: its condition is false. */
  readonly properties: Properties | undefined;
  readonly secrets: readonly string[];
}

export const readResource = (
  template: Template,
  { resource: wanted, stackName }: { readonly resource?: string | undefined; readonly stackName: string },
  { given, ...place }: Pick<Scope, 'region' | 'accountId' | 'placeholders'> & { readonly given: ReadonlyMap<string, string> },
): WantedResource => {
  const logicalId = findResource(template, wanted);
  const values = valuesFor(template, given);
  const secrets = secretValuesOf(template, values);
  const scope: Scope = { ...place, template, values, stackName };
  const resource = template.Resources[logicalId];
  if (resource?.Condition !== undefined && !isTrue(resource.Condition, scope)) return { logicalId, properties: undefined, secrets };
  // What only the door needs is not looked into: nobody knows its value here, and nobody needs to.
  const named = Object.entries(resource?.Properties ?? {}).filter(([name]) => !DOOR_PROPERTIES.includes(name) && !READ_ONLY.includes(name));
  // Not yet known to be Properties: validation tells of what does not fit before any of it is used.
  return { logicalId, properties: restoreTypes(resolve(Object.fromEntries(named), scope)) as Properties, secrets };
};

const READ_ONLY = schema.readOnlyProperties.map((pointer) => pointer.slice('/properties/'.length));

/** Properties of the custom resource that mean nothing to the pool. */
const DOOR_PROPERTIES = ['ServiceToken', 'ServiceTimeout', 'Revision'];
