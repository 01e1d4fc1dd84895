import type { Given } from './given';
import type { Template } from './template';
import { problemAt } from './problem';
import { lineOf } from './yaml';
import type { UsageError } from '../context';

/** What a value of a template is resolved with. */
export interface Scope {
  readonly template: Template;
  readonly given: Given;
  readonly region: string;
  /** undefined: only a deployment knows it. */
  readonly stackName: string | undefined;
  readonly accountId: string | undefined;
  /** Conditions that depend on unknown values, by `Comparison.key`. */
  readonly assumed: ReadonlyMap<string, Assumption>;
  /** Parameters that were asked for and have no value. */
  readonly missing: Set<string>;
  /** What is being resolved, from the outside to the inside: what leads to itself is a circle. */
  readonly path: readonly string[];
  readonly resolve: (value: unknown, scope: Scope) => unknown;
}

/** A comparison that cannot be made because one side is unknown. */
export interface Comparison {
  readonly key: string;
  /** As the template has it: `${ImportValue stage} = prod`. */
  readonly shown: string;
  /** The unknown side and the known text, if one side is known. */
  readonly unknown: string;
  readonly text: string | undefined;
  /** The options that would decide it. */
  readonly options: readonly string[];
  /** It is about a property's own value, not about a condition that the template's author wrote. */
  readonly isOfValue?: true;
}

export interface Assumption extends Comparison {
  readonly holds: boolean;
}

/** Stops resolving at a comparison that cannot be made. */
export class OpenComparison extends Error {
  constructor(readonly comparison: Comparison) {
    super(comparison.shown);
  }
}

/** `AWS::NoValue`: what it stands for is not there. */
export const NOTHING = Symbol('AWS::NoValue');

/** @param place the map, list or function that is wrong; with a key, that entry of it. */
export function problemIn({ template }: Scope, place: unknown, problem: string, key?: string): UsageError {
  return problemAt(template.file, lineOf(place, key), problem);
}
