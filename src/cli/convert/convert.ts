import type * as Yaml from 'yaml';
import { usageProblem } from '../template/problem';
import { dependsOnItself } from './circles';
import { partsOf, type Conversion, type Requested } from './conversion';
import { decide } from './decide';
import { readNativePool, type Native, type Resource } from './native';
import { notesOnNative, unreadableParts } from './native-notes';
import { newResource } from './new-resource';
import { isOfStayingRole } from './policies';
import { layoutOf, type Layout } from './print';
import { rewriteTemplate } from './references';
import { distinct, type Report } from './report';
import { createdRoles } from './roles';
import { attachPolicies, separatePolicies } from './separate-policies';
import type { Source } from './source';
import { forgetPoolName, removePoolFromTrust, retainNative } from './staying';

export interface Converted {
  readonly source: Source;
  readonly layout: Layout | undefined;
  readonly native: Native;
  readonly id: string;
  /** undefined: this stage has none. */
  readonly pair: Yaml.Pair | undefined;
  readonly removed: readonly Resource[];
  readonly fixed: readonly string[];
  readonly leftOut: readonly string[];
  readonly notes: readonly string[];
}

/** Changes the document of the source. @throws UsageError where there is nothing to convert. */
export function convert(source: Source, requested: Requested): Converted {
  const layout = layoutOf(source);
  const native = readNativePool(source, requested.resource);
  refuseOtherRoles(source, native, requested.handedOver);
  const conversion = decide({ source, layout, native, requested });
  const report: Report = { fixed: [], leftOut: [], notes: [] };
  if (requested.stage === 'retained') {
    retainNative(source, native);
    return converted(conversion, { pair: undefined, removed: [], report });
  }

  const { pair, policies } = makeNew(conversion, report);
  const removed = removedBy(conversion);
  attachPolicies(conversion, removed);
  if (requested.stage !== 'complete') report.notes.push(...forgetPoolName(conversion));
  removePoolFromTrust(conversion);
  replaceResources(conversion, removed, pair === undefined ? policies : [pair, ...policies]);
  report.leftOut.push(...rewriteTemplate(source, { replaced: conversion.replaced, removed, added: pair }));
  report.leftOut.push(...circlesLeft(conversion));
  if (source.hadAliases) report.notes.push('Aliases and merge keys are written out, because what they stand for may move.');
  return converted(conversion, { pair, removed, report });
}

function refuseOtherRoles({ file }: Source, { pool, roles }: Native, asked: readonly string[]): void {
  const own = roles.map(({ resource }) => resource.id);
  const unknown = asked.filter((id) => !own.includes(id));
  if (unknown.length > 0)
    throw usageProblem(`${unknown.join(', ')} is no role of ${pool.id} in ${file}. Its roles: ${own.join(', ') || 'none'}.`);
}

/** The new resource, and the policies that cannot be inside of it. */
function makeNew(
  conversion: Conversion,
  report: Report,
): { readonly pair: Yaml.Pair | undefined; readonly policies: readonly Yaml.Pair[] } {
  if (conversion.requested.stage === 'taken-out') return { pair: undefined, policies: [] };
  report.leftOut.push(...unreadableParts(conversion));
  const pair = newResource(conversion, report);
  const policies = separatePolicies(conversion, createdRoles(conversion), report);
  report.notes.push(...notesOnNative(conversion));
  return { pair, policies };
}

function removedBy(conversion: Conversion): Resource[] {
  const { native, handedOver, folded } = conversion;
  return [
    ...partsOf(native),
    ...handedOver.filter(({ stays }) => stays === undefined).map(({ resource }) => resource),
    ...folded.filter((policy) => !isOfStayingRole(conversion, policy)),
  ];
}

/** Puts the new resources where the pool was. */
function replaceResources({ source: { resources }, native }: Conversion, removed: readonly Resource[], added: readonly Yaml.Pair[]): void {
  const stays = (pair: Yaml.Pair): boolean => !removed.some((resource) => resource.pair === pair);
  const at = resources.items.indexOf(native.pool.pair);
  resources.items = [...resources.items.slice(0, at).filter(stays), ...added, ...resources.items.slice(at).filter(stays)];
}

function circlesLeft({ source, replaced: { id } }: Conversion): string[] {
  if (!dependsOnItself(source, id)) return [];
  return [`${id} and what it refers to depend on each other, which CloudFormation refuses: break the circle by hand.`];
}

function converted(
  { source, layout, native, replaced }: Conversion,
  { report, ...made }: Pick<Converted, 'pair' | 'removed'> & { readonly report: Report },
): Converted {
  const { fixed, leftOut, notes } = report;
  return {
    source,
    layout,
    native,
    id: replaced.id,
    ...made,
    fixed: distinct(fixed),
    leftOut: distinct(leftOut),
    notes: distinct(notes),
  };
}
