import { createColors } from 'picocolors';
import type { Issue } from '../../core/request/issue';
import type { PolicyDocument, PoolConfiguration, RoleAssignments, Tags } from '../../core/state';
import type { UnknownValue } from '../template/placeholders';
import type { Assumption } from '../template/scope';
import type { Answer, Planned, PlannedStep } from './plan';

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
  isColoured: boolean,
): string => {
  const texts = answers.map(({ answer }) => show(describeAnswer(subject, answer, isColoured)));
  const [first = ''] = texts;
  const body = texts.every((text) => text === first)
    ? [first]
    : answers.map(({ assumed }, index) => `Where ${assumed.map(describeAssumption).join(' and ')}:\n\n${texts[index] ?? ''}`);
  const unknown = new Map(answers.flatMap((each) => [...each.unknown]));
  const isPlanned = answers.some(({ answer }) => answer !== undefined && !('issues' in answer));
  const notes = isPlanned ? [...(subject.unknown.length === 0 ? [] : [unknownIn(subject, unknown)]), ...assumedIn(unknown).map(show)] : [];
  return [...body, ...notes].join('\n\n');
};

const describeAssumption = ({ shown, holds }: Assumption): string => (holds ? shown : shown.replace(/ = (?!.* = )/, ' is not '));

const describeAnswer = (subject: Subject, answer: Answer | undefined, isColoured: boolean): string => {
  if (answer === undefined) return `${subject.logicalId} in ${subject.template} is not created: its condition is false.`;
  return 'issues' in answer ? describeIssueList(subject, answer.issues) : describePlan(subject, answer, isColoured);
};

const describeIssueList = ({ logicalId, template }: Subject, issues: readonly Issue[]): string =>
  [`${logicalId} in ${template} would be refused:`, ...issues.map(describeIssue)].join('\n');

const describeIssue = ({ path, problem }: Issue): string => `  ${path === '' ? problem : `${path}: ${problem}`}`;

const describePlan = (subject: Subject, planned: Planned, isColoured: boolean): string => {
  const colours = createColors(isColoured);
  let before = planned.before;
  const steps = planned.steps.map((step, index) => {
    const [title = '', ...details] = describeStep(step, before);
    if ('configuration' in step) before = step.configuration;
    return [`${String(index + 1).padStart(3)}. ${colours.bold(title)}`, ...details.map((detail) => `       ${detail}`)].join('\n');
  });
  const policies = Object.entries(trustPoliciesOf(planned.steps)).map(
    ([role, document]) => `${colours.bold(role)}\n${JSON.stringify(document, null, 2)}`,
  );
  const stillDifferent = planned.differences ?? [];
  if (stillDifferent.length > 0) return [heading(subject, planned), '', ...stillDifferent.map(describeIssue)].join('\n');
  return [
    heading(subject, planned),
    ...(steps.length === 0 ? [] : ['', ...steps]),
    ...(policies.length === 0 ? [] : ['', 'Trust policies:', ...policies]),
  ].join('\n');
};

/** Beside a pool, what is not known looks like a change. */
const unknownIn = ({ unknown, poolId }: Subject, values: ReadonlyMap<string, UnknownValue>): string => {
  const options = [...new Set([...values.values()].flatMap((value) => value.options))];
  if (poolId === undefined || options.length === 0) return `Known only when it is deployed: ${unknown.join(', ')}.`;
  return `Not known here, so that it looks like a change: ${unknown.join(', ')}. Give what it is: ${options.join(' ')}`;
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

/** The first line is the title. */
const describeStep = (step: PlannedStep, before: PoolConfiguration): string[] => {
  switch (step.do) {
    case 'createPool':
      return [`create the pool ${step.configuration.name}`, ...describeConfiguration(step.configuration), ...describeTags(step.tags)];
    case 'updatePool':
      return ['update the pool', ...differences(before, step.configuration)];
    case 'deletePool':
      return [`delete the pool ${step.poolId}`];
    case 'tagPool':
      return ['tag the pool', ...describeTags(step.tags)];
    case 'untagPool':
      return [`remove tags from the pool: ${step.keys.join(', ')}`];
    case 'assignRoles':
      return ['set the roles that the pool hands out', ...describeAssignments(step.assignments)];
    case 'setPrincipalTags':
      return [
        `set the principal tags for ${step.providerName}`,
        step.principalTags.useDefaults ? 'the defaults' : describeMap(step.principalTags.tags) || 'off',
      ];
    case 'createClient':
      return [`create the app client ${step.clientName} in user pool ${step.userPoolId}`];
    case 'updateClient':
      return [
        `change the app client ${step.clientId} of user pool ${step.userPoolId}`,
        `signs in users of: ${step.settings.supportedIdentityProviders.join(', ')}`,
        `callbacks: ${step.settings.callbackUrls.join(', ') || 'none'}`,
        `after sign-out: ${step.settings.logoutUrls.join(', ') || 'nowhere'}`,
      ];
    case 'deleteClient':
      return [`delete the app client ${step.clientId} of user pool ${step.userPoolId}`];
    case 'createRole':
      return [
        `create the role ${step.role.path === '/' ? '' : step.role.path}${step.role.name}`,
        step.role.description,
        `sessions of up to ${String(step.role.maxSessionDuration)} seconds${step.role.permissionsBoundary === undefined ? '' : `, within ${step.role.permissionsBoundary}`}`,
        ...describeTags(step.role.tags),
      ];
    case 'setTrustPolicy':
      return [`set the trust policy of role ${step.roleName}`];
    case 'setDescriptionAndDuration':
      return [
        `set role ${step.roleName} to ${JSON.stringify(step.description)}, sessions of up to ${String(step.maxSessionDuration)} seconds`,
      ];
    case 'setPermissionsBoundary':
      return [`set the permissions boundary of role ${step.roleName} to ${step.policyArn}`];
    case 'removePermissionsBoundary':
      return [`remove the permissions boundary of role ${step.roleName}`];
    case 'attachPolicy':
      return [`attach ${step.policyArn} to role ${step.roleName}`];
    case 'detachPolicy':
      return [`detach ${step.policyArn} from role ${step.roleName}`];
    case 'putInlinePolicy':
      return [`write policy ${step.policy.name} into role ${step.roleName}`, JSON.stringify(step.policy.document)];
    case 'deleteInlinePolicy':
      return [`delete policy ${step.policyName} of role ${step.roleName}`];
    case 'tagRole':
      return [`tag role ${step.roleName}`, ...describeTags(step.tags)];
    case 'untagRole':
      return [`remove tags from role ${step.roleName}: ${step.keys.join(', ')}`];
    case 'leaveInstanceProfiles':
      return [`take role ${step.roleName} out of instance profiles, if it is in any`];
    case 'deleteRole':
      return [`delete the role ${step.roleName}`];
  }
};

const describeTags = (tags: Tags): string[] => (Object.keys(tags).length === 0 ? [] : [`tags: ${describeMap(tags)}`]);

const describeMap = (map: Readonly<Record<string, string>>): string =>
  Object.entries(map)
    .map(([key, value]) => `${key} = ${value}`)
    .join(', ');

const describeAssignments = ({ roles, mappings }: RoleAssignments): string[] => [
  `signed-in identities: ${roles.authenticated ?? 'none'}`,
  `guests: ${roles.unauthenticated ?? 'none'}`,
  ...Object.entries(mappings).flatMap(([provider, { type, ambiguousRoleResolution, rules = [] }]) => [
    `${provider}: ${type === 'Token' ? 'the role in the token' : 'the first rule that matches'}, otherwise ${ambiguousRoleResolution ?? 'Deny'}`,
    ...rules.map(
      ({ claim, matchType, value, roleArn }) =>
        `  ${claim} ${matchType} ${JSON.stringify(value)}: ${roleArn || '(a role that is not known here)'}`,
    ),
  ]),
];

/** What each part of a configuration says, by the name under which it is shown. */
const partsOf = (configuration: PoolConfiguration): Readonly<Record<string, string>> => ({
  name: configuration.name,
  guests: configuration.allowUnauthenticatedIdentities ? 'on' : 'off',
  'classic flow': configuration.allowClassicFlow === undefined ? 'not set' : configuration.allowClassicFlow ? 'on' : 'off',
  'login providers': describeMap(configuration.loginProviders),
  'user pools': configuration.userPoolClients
    .map(
      ({ providerName, clientId, serverSideTokenCheck }) =>
        `${providerName} app client ${clientId}${serverSideTokenCheck ? '' : ' without token check'}`,
    )
    .join(', '),
  'OpenID Connect': configuration.openIdConnectProviderArns.join(', '),
  SAML: configuration.samlProviderArns.join(', '),
  'developer provider': configuration.developerProviderName ?? '',
});

const describeConfiguration = (configuration: PoolConfiguration): string[] =>
  Object.entries(partsOf(configuration))
    .filter(([part, value]) => part !== 'name' && value !== '')
    .map(([part, value]) => `${part}: ${value}`);

const differences = (before: PoolConfiguration, after: PoolConfiguration): string[] => {
  const now = partsOf(before);
  return Object.entries(partsOf(after))
    .filter(([part, value]) => now[part] !== value)
    .map(([part, value]) => `${part}: ${now[part] || 'none'} → ${value || 'none'}`);
};
