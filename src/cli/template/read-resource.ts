/** Reads one resource of this type from a template: its properties as a deployment would send them, as far as they are known. */
import schema from '../../../schema.json';
import type { Properties } from '../../core/properties';
import { restoreTypes } from '../../core/request/restore-types';
import { UsageError } from '../context';
import { isTrue } from './conditions';
import { expandedEntries } from './for-each';
import { secretValuesOf, type Given } from './given';
import type { UnknownValue } from './place-unknown';
import type { Placeholders } from './placeholders';
import { lineOfProperty } from './lines';
import { usageProblem, usageProblems } from './problem';
import { resolve } from './resolve';
import { OpenComparison, problemIn, type Assumption, type Comparison, type Scope } from './scope';
import { findResource, isMap, type Resource, type Template } from './template';
import { Unknown } from './unknown';
import { keepLine } from './yaml';

/** What a resource is if certain comparisons hold. */
export interface ResolvedResource {
  /** What is assumed of the conditions that cannot be known; empty if they all can. */
  readonly assumed: readonly Assumption[];
  /** With a placeholder for each value that only a deployment knows. undefined: the resource's condition is false. */
  readonly properties: Properties | undefined;
  /** By JSON pointer, such as `/AuthenticationProviders/UserPools/0/UserPoolId`: what nobody may judge. */
  readonly unknown: ReadonlyMap<string, UnknownValue>;
  /** By JSON pointer: texts that are wrong whatever their unknown parts turn out to be. */
  readonly misplaced: ReadonlySet<string>;
  /** The line of a property such as `RoleMappings[0].IdentityProvider`. */
  readonly lineOf: (path: string) => number | undefined;
}

export interface TemplateResource {
  readonly logicalId: string;
  /** One if every condition that the resource depends on is known, otherwise one for each way that they can turn out. */
  readonly variants: readonly [ResolvedResource, ...ResolvedResource[]];
  /** Values of NoEcho parameters, which nothing may print. */
  readonly secrets: readonly string[];
}

export interface Question {
  readonly template: Template;
  /** A logical id; left out, the template has to have one resource of this type. */
  readonly resource?: string | undefined;
  readonly given: Given;
  readonly region: string;
  readonly stackName?: string | undefined;
  readonly accountId?: string | undefined;
  readonly placeholders: Placeholders;
}

/** More than a person would compare. */
const MOST_VARIANTS = 4;

export function readResource({ template, resource, placeholders, ...known }: Question): TemplateResource {
  const scope: Scope = {
    ...known,
    stackName: known.stackName,
    accountId: known.accountId,
    template,
    assumed: new Map(),
    missing: new Set(),
    path: [],
    resolve,
  };
  const expanded = { ...scope, template: expandedTemplate(scope) };
  const logicalId = findResource(expanded.template, resource);
  const found = expanded.template.Resources[logicalId] ?? {};
  const read = (inside: Scope): unknown => propertiesOf(found, inside);
  const [first, ...others] = variantsOf(read, expanded).map(({ assumed, value: properties }): ResolvedResource => {
    if (properties === undefined) return { assumed, properties, unknown: new Map(), misplaced: new Set(), lineOf: () => undefined };
    const { value, unknown, misplaced } = placeholders.place(properties);
    const lineOf = (path: string): number | undefined => lineOfProperty(properties, path);
    // Not yet known to be Properties: validation says what does not fit before any of it is used.
    return { assumed, properties: restoreTypes(value) as Properties, unknown, misplaced, lineOf };
  });
  if (first === undefined) throw usageProblem(`${logicalId} cannot be read.`);
  return { logicalId, variants: [first, ...others], secrets: secretValuesOf(template, known.given) };
}

/** With every loop written out. */
export function expandedTemplate(scope: Scope): Template {
  const { template } = scope;
  const Conditions = Object.fromEntries(expandedEntries(template.Conditions, scope));
  const Resources = Object.fromEntries(
    expandedEntries(template.Resources, { ...scope, template: { ...template, Conditions } }).filter(
      ([key, member]) => !key.startsWith('Fn::') && isMap(member),
    ),
  ) as Readonly<Record<string, Resource>>;
  return { ...template, Conditions, Resources: keepLine(Resources, template.Resources) };
}

export interface Variant<Value> {
  readonly assumed: readonly Assumption[];
  readonly value: Value;
}

/** One if every condition that is asked for is known, otherwise one for each way that they can turn out. */
export function variantsOf<Value>(read: (scope: Scope) => Value, scope: Scope, assumed: readonly Assumption[] = []): Variant<Value>[] {
  const missing = new Set<string>();
  try {
    const value = read({ ...scope, missing, assumed: new Map(assumed.map((each) => [each.key, each])) });
    refuseMissing(missing);
    return [{ assumed, value }];
  } catch (error) {
    if (error instanceof UsageError && missing.size > 0) throw usageProblems([error, withoutValue(missing)]);
    if (!(error instanceof OpenComparison)) throw error;
    refuseMissing(missing);
    const { comparison } = error;
    const variants = [true, false].flatMap((holds) => variantsOf(read, scope, [...assumed, { ...comparison, holds }]));
    if (variants.length > MOST_VARIANTS) throw usageProblem(cannotBeKnown(variants.flatMap((variant) => variant.assumed)));
    return variants;
  }
}

function propertiesOf(resource: Resource, scope: Scope): unknown {
  const { Condition, Properties = {} } = resource;
  try {
    if (Condition !== undefined && !isTrue(Condition, scope, resource)) return undefined;
  } catch (error) {
    if (!(error instanceof OpenComparison) || scope.missing.size === 0) throw error;
  }
  if (!isMap(Properties)) throw problemIn(scope, resource, 'Properties is no map. Fill it in, or take it out.', 'Properties');
  // What only the custom resource's entry point needs is not looked into: nobody knows its value here, and nobody needs to.
  const named = keepLine(
    Object.fromEntries(Object.entries(Properties).filter(([name]) => !DOOR_PROPERTIES.includes(name) && !READ_ONLY.includes(name))),
    Properties,
  );
  const resolved = resolve(named, scope);
  if (resolved instanceof Unknown || !isMap(resolved))
    throw problemIn(
      scope,
      resource,
      `Properties is ${resolved instanceof Unknown ? resolved.shown : 'no map'}, which only a deployment knows. Write the properties out.`,
      'Properties',
    );
  return resolved;
}

function refuseMissing(missing: ReadonlySet<string>): void {
  if (missing.size > 0) throw withoutValue(missing);
}

function withoutValue(missing: ReadonlySet<string>): UsageError {
  const names = [...missing];
  return usageProblem(`No value for ${names.join(', ')}. Give ${names.map((name) => `--parameter ${name}=...`).join(' ')}`);
}

/** One line that says which options decide. */
export function cannotBeKnown(comparisons: readonly Comparison[]): string {
  const options = [...new Set(comparisons.flatMap((comparison) => comparison.options))];
  const shown = [...new Set(comparisons.map((comparison) => comparison.shown))];
  const give = options.length === 0 ? 'Write the value into the template.' : `Give ${options.join(' ')}`;
  return `It cannot be known whether ${shown.join(', or whether ')}, and the resource depends on it. ${give}`;
}

const READ_ONLY = schema.readOnlyProperties.map((pointer) => pointer.slice('/properties/'.length));

/** Properties of the custom resource that mean nothing to the pool. */
const DOOR_PROPERTIES = ['ServiceToken', 'ServiceTimeout', 'Revision'];
