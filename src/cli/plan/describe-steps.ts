import { diffLines } from 'diff';
import { DEFAULT_MAX_SESSION_DURATION, type ObservedRole, type PolicyDocument, type PoolConfiguration } from '../../core/state';
import { change, describeTags, lineChanges, removals, tagChanges, withoutMarks } from './changes';
import { permissionsInWords, unusualDescription, trustInWords } from './in-words';
import type { Planned, PlannedStep } from './plan';
import {
  assignmentChanges,
  configurationChanges,
  describeConfiguration,
  principalTagsInWords,
  settingsInWords,
  type Before,
} from './pool-in-words';

/** One step in words. */
export interface DescribedStep {
  readonly title: string;
  readonly details: readonly string[];
  /** Whole, or as the lines that differ if there was one before. */
  readonly documents: readonly { readonly title: string; readonly text: string }[];
}

/** A role that is created is described together with its policies. */
export function describeSteps({ steps, before: configuration, observed }: Planned, isWhole: boolean): DescribedStep[] {
  const newRoles = steps.flatMap((step) => (step.do === 'createRole' ? [step.role] : []));
  const created = new Set(newRoles.map(({ name }) => name));
  const before: Before = { observed, ownRoles: [...newRoles, ...(observed?.createdRoles ?? [])], isWhole };
  let now = configuration;
  return steps.flatMap((step) => {
    if ((step.do === 'attachPolicy' || step.do === 'putInlinePolicy') && created.has(step.roleName)) return [];
    const description =
      step.do === 'createRole' ? describeRole(step, policiesOf(step.role.name, steps), isWhole) : describeStep(step, before, now);
    if ('configuration' in step) now = step.configuration;
    return [description];
  });
}

type StepOf<Do extends PlannedStep['do']> = Extract<PlannedStep, { readonly do: Do }>;
type PolicyStep = StepOf<'attachPolicy' | 'putInlinePolicy'>;

function policiesOf(roleName: string, steps: readonly PlannedStep[]): PolicyStep[] {
  return steps.flatMap((step) =>
    (step.do === 'attachPolicy' || step.do === 'putInlinePolicy') && step.roleName === roleName ? [step] : [],
  );
}

function describeRole({ role }: StepOf<'createRole'>, policies: readonly PolicyStep[], isWhole: boolean): DescribedStep {
  const description = isWhole ? role.description : unusualDescription(role.description, role.trustPolicy);
  const tags = isWhole ? role.tags : withoutMarks(role.tags);
  return {
    title: `create the role ${role.path === '/' ? '' : role.path}${role.name}`,
    details: [
      ...(description === undefined ? [] : [description]),
      `trusts: ${trustInWords(role.trustPolicy) ?? OTHER_DOCUMENT}`,
      ...(role.maxSessionDuration === DEFAULT_MAX_SESSION_DURATION && !isWhole
        ? []
        : [`sessions: up to ${String(role.maxSessionDuration)} seconds`]),
      ...(role.permissionsBoundary === undefined ? [] : [`within: ${role.permissionsBoundary}`]),
      ...describeTags(tags),
      ...(policies.length === 0 ? ['policies: none'] : policies.flatMap(describePolicy)),
    ],
    documents: [
      { title: `Trust policy of role ${role.name}`, text: textOf(role.trustPolicy) },
      ...policies.flatMap((step) => (step.do === 'attachPolicy' ? [] : [{ title: policyTitle(step), text: textOf(step.policy.document) }])),
    ],
  };
}

const OTHER_DOCUMENT = 'a document of another form, which --documents shows';

function policyTitle({ policy, roleName }: StepOf<'putInlinePolicy'>): string {
  return `Policy ${policy.name} of role ${roleName}`;
}

function describePolicy(step: PolicyStep): string[] {
  if (step.do === 'attachPolicy') return [`policy: ${step.policyArn}`];
  const [first = 'no statement', ...others] = permissionsInWords(step.policy.document);
  return [`policy ${step.policy.name}: ${first}`, ...others.map((line) => `  ${line}`)];
}

function textOf(document: PolicyDocument): string {
  return JSON.stringify(document, null, 2);
}

function describeStep(step: Exclude<PlannedStep, StepOf<'createRole'>>, before: Before, configuration: PoolConfiguration): DescribedStep {
  const { observed, isWhole } = before;
  const role = 'roleName' in step ? observed?.createdRoles.find(({ name }) => name === step.roleName) : undefined;
  switch (step.do) {
    case 'createPool':
      return described(`create the pool ${step.configuration.name}`, [
        ...describeConfiguration(step.configuration),
        ...describeTags(isWhole ? step.tags : withoutMarks(step.tags)),
      ]);
    case 'updatePool':
      return described('update the pool', configurationChanges(configuration, step.configuration));
    case 'deletePool':
      return described(`delete the pool ${step.poolId}`);
    case 'tagPool':
      return described('tag the pool', tagChanges(observed?.pool.tags ?? {}, step.tags, isWhole));
    case 'untagPool':
      return described('remove tags from the pool', removals(observed?.pool.tags ?? {}, step.keys, isWhole));
    case 'assignRoles':
      return described('set the roles that the pool hands out', assignmentChanges(before, step.assignments));
    case 'setPrincipalTags':
      return described(`set the principal tags for ${step.providerName}`, [
        observed === undefined
          ? principalTagsInWords(step.principalTags)
          : change(principalTagsInWords(observed.principalTags[step.providerName]), principalTagsInWords(step.principalTags)),
      ]);
    case 'createClient':
      return described(`create the app client ${step.clientName} in user pool ${step.userPoolId}`, settingsInWords(step.settings));
    case 'updateClient':
      return described(
        `change the app client ${step.clientId} of user pool ${step.userPoolId}`,
        lineChanges(
          settingsInWords(observed?.createdClients.find(({ clientId }) => clientId === step.clientId)?.settings),
          settingsInWords(step.settings),
        ),
      );
    case 'deleteClient':
      return described(`delete the app client ${step.clientId} of user pool ${step.userPoolId}`);
    case 'setTrustPolicy':
      return describeTrust(step, role);
    case 'setDescriptionAndDuration':
      return described(`change role ${step.roleName}`, descriptionAndDurationChanges(step, role));
    case 'setPermissionsBoundary':
      return described(`change role ${step.roleName}`, [`within: ${change(role?.permissionsBoundary, step.policyArn)}`]);
    case 'removePermissionsBoundary':
      return described(`change role ${step.roleName}`, [`within: ${change(role?.permissionsBoundary, undefined)}`]);
    case 'attachPolicy':
      return described(`attach ${step.policyArn} to role ${step.roleName}`);
    case 'detachPolicy':
      return described(`detach ${step.policyArn} from role ${step.roleName}`);
    case 'putInlinePolicy':
      return describeInlinePolicy(step, role);
    case 'deleteInlinePolicy':
      return described(`delete policy ${step.policyName} of role ${step.roleName}`);
    case 'tagRole':
      return described(`tag role ${step.roleName}`, tagChanges(role?.tags ?? {}, step.tags, isWhole));
    case 'untagRole':
      return described(`remove tags from role ${step.roleName}`, removals(role?.tags ?? {}, step.keys, isWhole));
    case 'leaveInstanceProfiles':
      return described(`take role ${step.roleName} out of instance profiles, if it is in any`);
    case 'deleteRole':
      return described(`delete the role ${step.roleName}`);
  }
}

function described(title: string, details: readonly string[] = []): DescribedStep {
  return { title, details, documents: [] };
}

function describeTrust({ roleName, document }: StepOf<'setTrustPolicy'>, role: ObservedRole | undefined): DescribedStep {
  const former = role && (trustInWords(role.trustPolicy) ?? OTHER_DOCUMENT);
  return {
    title: `set the trust policy of role ${roleName}`,
    details: [`trusts: ${change(former, trustInWords(document) ?? OTHER_DOCUMENT)}`],
    documents: [documentChange(`Trust policy of role ${roleName}`, role?.trustPolicy, document)],
  };
}

function descriptionAndDurationChanges(
  { description, maxSessionDuration }: StepOf<'setDescriptionAndDuration'>,
  role: ObservedRole | undefined,
): string[] {
  const former = role && `up to ${String(role.maxSessionDuration)}`;
  return [
    ...(role?.description === description ? [] : [`description: ${change(role?.description, description)}`]),
    ...(role?.maxSessionDuration === maxSessionDuration
      ? []
      : [`sessions: ${change(former, `up to ${String(maxSessionDuration)} seconds`)}`]),
  ];
}

function describeInlinePolicy(step: StepOf<'putInlinePolicy'>, role: ObservedRole | undefined): DescribedStep {
  const former = role?.inlinePolicies.find(({ name }) => name === step.policy.name)?.document;
  const lines = permissionsInWords(step.policy.document);
  const changes = former === undefined ? lines : lineChanges(permissionsInWords(former), lines);
  return {
    title: `write policy ${step.policy.name} into role ${step.roleName}`,
    details: changes.length === 0 ? ['says the same in another form, which --documents shows'] : changes,
    documents: [documentChange(policyTitle(step), former, step.policy.document)],
  };
}

function documentChange(title: string, former: PolicyDocument | undefined, document: PolicyDocument): DescribedStep['documents'][number] {
  if (former === undefined) return { title, text: textOf(document) };
  const text = diffLines(`${textOf(former)}\n`, `${textOf(document)}\n`)
    .flatMap(({ value, added, removed }) =>
      value
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `${added ? '+' : removed ? '-' : ' '} ${line}`),
    )
    .join('\n');
  return { title, text };
}
