import { createColors } from 'picocolors';
import type { PolicyDocument } from '../../core/state';
import type { UnknownValue } from '../template/place-unknown';
import type { Assumption } from '../template/scope';
import { describeSteps } from './describe-steps';
import type { Answer, PlacedIssue, Planned, PlannedStep } from './plan';

export interface Subject {
  readonly template: string;
  readonly logicalId: string;
  readonly region: string;
  readonly poolId: string | undefined;
  /** What only a deployment knows, as it is shown. */
  readonly unknown: readonly string[];
}

/** What is planned if the assumptions hold; without an answer the resource is not created. */
export interface VariantAnswer {
  readonly assumed: readonly Assumption[];
  readonly unknown: ReadonlyMap<string, UnknownValue>;
  readonly answer?: Answer;
}

/** The form of an answer. */
export interface Form {
  readonly isColored: boolean;
  /** Whole policy documents, marks and default values too. */
  readonly hasDocuments: boolean;
}

/** With `variants` if a condition cannot be known; each says where it holds. */
export const toJson = (subject: Subject, answers: readonly VariantAnswer[]): object => {
  const [first, ...others] = answers.map(({ answer }) => answerToJson(answer));
  if (others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return { ...subject, ...first };
  return { ...subject, variants: answers.map((each) => ({ where: each.assumed.map(describeAssumption), ...answerToJson(each.answer) })) };
};

const answerToJson = (answer: Answer | undefined): object => {
  if (answer === undefined) return { does: 'nothing', steps: [], trustPolicies: {} };
  if ('issues' in answer) return { issues: answer.issues };
  const { does, steps, differences: stillDifferent } = answer;
  return {
    does: steps.length === 0 ? 'nothing' : does,
    ...(stillDifferent && { stillDifferent }),
    steps,
    trustPolicies: trustPoliciesOf(steps),
  };
};

/** @param show turns placeholders into what they stand for. */
export const describeAnswers = (
  subject: Subject,
  answers: readonly VariantAnswer[],
  show: (text: string) => string,
  form: Form,
): string => {
  const texts = answers.map(({ answer }) => show(describeAnswer(subject, answer, form)));
  const [first = ''] = texts;
  const body = texts.every((text) => text === first)
    ? [first]
    : answers.map(({ assumed }, index) => `Where ${assumed.map(describeAssumption).join(' and ')}:\n\n${texts[index] ?? ''}`);
  const unknown = new Map(answers.flatMap((each) => [...each.unknown]));
  const isPlanned = answers.some(({ answer }) => answer !== undefined && !('issues' in answer));
  if (!isPlanned) return body.join('\n\n');
  const likeChanges = likeChangesIn(subject, unknown);
  const open =
    likeChanges.length > 0 || subject.unknown.length === 0 ? [] : [`Known only when it is deployed: ${subject.unknown.join(', ')}.`];
  return [...likeChanges, ...body, ...open, ...assumedIn(unknown).map(show)].join('\n\n');
};

const describeAssumption = ({ shown, holds }: Assumption): string => (holds ? shown : shown.replace(/ = (?!.* = )/, ' is not '));

const describeAnswer = (subject: Subject, answer: Answer | undefined, form: Form): string => {
  if (answer === undefined) return `${subject.logicalId} in ${subject.template} is not created: its condition is false.`;
  return 'issues' in answer ? describeIssueList(subject, answer.issues) : describePlan(subject, answer, form);
};

const describeIssueList = ({ logicalId, template }: Subject, issues: readonly PlacedIssue[]): string =>
  [`${logicalId} in ${template} would be refused:`, ...issues.map(describeIssue)].join('\n');

const describeIssue = ({ path, problem, line }: PlacedIssue): string =>
  `  ${path === '' ? '' : `${path}${line === undefined ? '' : ` (line ${String(line)})`}: `}${problem}`;

const describePlan = (subject: Subject, planned: Planned, { isColored, hasDocuments }: Form): string => {
  const colors = createColors(isColored);
  const stillDifferent = planned.differences ?? [];
  if (stillDifferent.length > 0) return [heading(subject, planned), '', ...stillDifferent.map(describeIssue)].join('\n');
  const described = describeSteps(planned, hasDocuments);
  const steps = described.map(({ title, details }, index) =>
    [`${String(index + 1).padStart(3)}. ${colors.bold(title)}`, ...details.map((detail) => `       ${detail}`)].join('\n'),
  );
  const documents = hasDocuments ? described.flatMap((step) => step.documents) : [];
  return [
    heading(subject, planned),
    ...(steps.length === 0 ? [] : ['', ...steps]),
    ...documents.flatMap(({ title, text }) => ['', colors.bold(title), text]),
  ].join('\n');
};

/** Beside a pool, what is not known looks like a change: whoever reads the steps has to know it first. */
const likeChangesIn = ({ unknown, poolId }: Subject, values: ReadonlyMap<string, UnknownValue>): string[] => {
  const options = [...new Set([...values.values()].flatMap((value) => value.options))];
  if (poolId === undefined || unknown.length === 0 || options.length === 0) return [];
  return [`Not known here, so that it looks like a change below: ${unknown.join(', ')}. Give what it is: ${options.join(' ')}`];
};

/** What a plan cannot show as the template has it, because it is no text. */
const assumedIn = (values: ReadonlyMap<string, UnknownValue>): string[] => {
  const assumed = [...values].flatMap(([pointer, { shown, assumed: value }]) =>
    value === undefined || isShownWhole(value)
      ? []
      : [`${pointer.slice(1).replaceAll('/', '.')} = ${JSON.stringify(value)} (it is ${shown})`],
  );
  return assumed.length === 0 ? [] : [`Assumed here, because only a deployment knows it: ${assumed.join(', ')}.`];
};

/** A policy document shows as the template has it. */
const isShownWhole = (value: unknown): boolean => {
  const [entry, ...others] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return others.length === 0 && entry !== undefined && entry[0] === entry[1];
};

const heading = ({ logicalId, template, region, poolId }: Subject, { does, steps, differences: stillDifferent = [] }: Planned): string => {
  const what = `${logicalId} in ${template}`;
  if (does === 'adopt')
    return stillDifferent.length === 0
      ? `${what} describes ${String(poolId)} as it is, and adopts it. Only marks are written:`
      : `${what} cannot adopt ${String(poolId)} yet, because it does not describe the pool as it is. Still different:`;
  if (does === 'create') return `${what} makes a new identity pool in ${region}:`;
  if (does === 'replace')
    return `${what} cannot be had from ${String(poolId)}: DeveloperProviderName, once set, neither changes nor goes. A new pool takes its place, and the old one is deleted with its identities:`;
  return steps.length === 0 ? `${what} is as ${String(poolId)} is: nothing to do.` : `${what} changes ${String(poolId)}:`;
};

const trustPoliciesOf = (steps: readonly PlannedStep[]): Record<string, PolicyDocument> =>
  Object.fromEntries(
    steps.flatMap((step) => {
      if (step.do === 'createRole') return [[step.role.name, step.role.trustPolicy]];
      return step.do === 'setTrustPolicy' ? [[step.roleName, step.document]] : [];
    }),
  );
