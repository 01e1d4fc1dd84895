import { diffArrays, diffLines } from 'diff';
import { isMark } from '../../core/rules/ownership';
import type {
  ClientSettings,
  ObservedRole,
  ObservedState,
  PolicyDocument,
  PoolConfiguration,
  PrincipalTags,
  Role,
  RoleAssignments,
  RoleMapping,
  Tags,
} from '../../core/state';
import { permissionsInWords, unusualDescription, trustInWords } from './in-words';
import type { Planned, PlannedStep } from './plan';

/** One step in words. */
export interface DescribedStep {
  readonly title: string;
  readonly details: readonly string[];
  /** Whole, or as the lines that differ if there was one before. */
  readonly documents: readonly { readonly title: string; readonly text: string }[];
}

/** What the steps find: what changes is described as old and new. */
interface Before {
  readonly observed: ObservedState | undefined;
  /** By this plan, or for this pool before. */
  readonly ownRoles: readonly Pick<Role, 'path' | 'name'>[];
  /** With all marks and default values. */
  readonly isWhole: boolean;
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

function isOf(role: Pick<Role, 'path' | 'name'>, arn: string): boolean {
  return arn.endsWith(`:role${role.path}${role.name}`);
}

function describeRole({ role }: StepOf<'createRole'>, policies: readonly PolicyStep[], isWhole: boolean): DescribedStep {
  const description = isWhole ? role.description : unusualDescription(role.description, role.trustPolicy);
  const tags = isWhole ? role.tags : withoutMarks(role.tags);
  return {
    title: `create the role ${role.path === '/' ? '' : role.path}${role.name}`,
    details: [
      ...(description === undefined ? [] : [description]),
      `trusts: ${trustInWords(role.trustPolicy) ?? OTHER_DOCUMENT}`,
      ...(role.maxSessionDuration === DEFAULT_DURATION && !isWhole ? [] : [`sessions: up to ${String(role.maxSessionDuration)} seconds`]),
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
const DEFAULT_DURATION = 3600;

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
      return described(`change role ${step.roleName}`, [
        ...(role?.description === step.description ? [] : [`description: ${change(role?.description, step.description)}`]),
        ...(role?.maxSessionDuration === step.maxSessionDuration
          ? []
          : [
              `sessions: ${change(role && `up to ${String(role.maxSessionDuration)}`, `up to ${String(step.maxSessionDuration)} seconds`)}`,
            ]),
      ]);
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

/** Both lists have each line once. */
function lineChanges(former: readonly string[], lines: readonly string[]): string[] {
  return [
    ...former.filter((line) => !lines.includes(line)).map((line) => `- ${line}`),
    ...lines.filter((line) => !former.includes(line)).map((line) => `+ ${line}`),
  ];
}

/** Of lines whose order counts: all of them, unless nothing differs. */
function orderedChanges(former: readonly string[], lines: readonly string[]): string[] {
  const parts = diffArrays([...former], [...lines]);
  if (!parts.some(({ added, removed }) => added || removed)) return [];
  return parts.flatMap(({ value, added, removed }) => value.map((line) => `${added ? '+' : removed ? '-' : ' '} ${line}`));
}

function change(former: string | undefined, now: string | undefined): string {
  return `${former || 'none'} → ${now || 'none'}`;
}

function withoutMarks(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !isMark(key)));
}

function describeTags(tags: Tags): string[] {
  return Object.keys(tags).length === 0 ? [] : [`tags: ${describeMap(tags)}`];
}

function tagChanges(former: Tags, tags: Tags, isWhole: boolean): string[] {
  return withMarksNamed(Object.keys(tags), isWhole, (key) => `${key}: ${change(former[key], tags[key])}`);
}

function removals(former: Tags, keys: readonly string[], isWhole: boolean): string[] {
  return withMarksNamed(keys, isWhole, (key) => `${key}: ${change(former[key], undefined)}`);
}

/** What a mark says is for this type to read; which marks are written is for people. */
function withMarksNamed(keys: readonly string[], isWhole: boolean, lineOf: (key: string) => string): string[] {
  if (isWhole) return keys.map(lineOf);
  const marks = keys.filter(isMark).map((key) => key.slice(key.indexOf(':') + 1));
  return [
    ...keys.filter((key) => !isMark(key)).map(lineOf),
    ...(marks.length === 0 ? [] : [`marks of this type, which --documents shows: ${marks.join(', ')}`]),
  ];
}

function describeMap(map: Readonly<Record<string, string>>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key} = ${value}`)
    .join(', ');
}

function principalTagsInWords(tags: PrincipalTags | undefined): string {
  if (tags === undefined) return 'off';
  return tags.useDefaults ? 'the defaults' : describeMap(tags.tags) || 'off';
}

function settingsInWords(settings: ClientSettings | undefined): string[] {
  if (settings === undefined) return [];
  const { supportedIdentityProviders, callbackUrls, logoutUrls } = settings;
  return [
    `signs in users of: ${supportedIdentityProviders.join(', ')}`,
    ...(callbackUrls.length === 0 ? [] : [`callbacks: ${callbackUrls.join(', ')}`]),
    ...(logoutUrls.length === 0 ? [] : [`after sign-out: ${logoutUrls.join(', ')}`]),
  ];
}

/** A pool that hands out nothing yet has nothing to compare with. */
function assignmentChanges({ observed, ownRoles }: Before, assignments: RoleAssignments): string[] {
  const name = (arn: string | undefined): string => (arn === undefined ? 'none' : (ownRoles.find((role) => isOf(role, arn))?.name ?? arn));
  const former = observed?.assignments;
  const isFirst = former === undefined || (Object.keys(former.roles).length === 0 && Object.keys(former.mappings).length === 0);
  const roleOf = (whose: string, before: string | undefined, now: string | undefined): string[] => {
    if (isFirst) return [`${whose}: ${name(now)}`];
    return before === now ? [] : [`${whose}: ${change(name(before), name(now))}`];
  };
  const providers = [...new Set([...Object.keys(former?.mappings ?? {}), ...Object.keys(assignments.mappings)])];
  return [
    ...roleOf('signed-in users', former?.roles.authenticated, assignments.roles.authenticated),
    ...roleOf('guests', former?.roles.unauthenticated, assignments.roles.unauthenticated),
    ...providers.flatMap((provider) => {
      const lines = mappingInWords(assignments.mappings[provider], name);
      if (isFirst) return [`${provider}: ${lines[0] ?? ''}`, ...lines.slice(1).map((line) => `  ${line}`)];
      const changes = orderedChanges(mappingInWords(former.mappings[provider], name), lines);
      return changes.length === 0 ? [] : [`${provider}:`, ...changes.map((line) => `  ${line}`)];
    }),
  ];
}

function mappingInWords(mapping: RoleMapping | undefined, name: (arn: string) => string): string[] {
  if (mapping === undefined) return [];
  const { type, ambiguousRoleResolution, rules = [] } = mapping;
  return [
    `${type === 'Token' ? 'the role in the token' : 'the first rule that matches'}, otherwise ${ambiguousRoleResolution ?? 'Deny'}`,
    ...rules.map(
      ({ claim, matchType, value, roleArn }) =>
        `${claim} ${matchType} ${JSON.stringify(value)}: ${roleArn === '' ? '(a role that is not known here)' : name(roleArn)}`,
    ),
  ];
}

/** What each part of a configuration says, by the name under which it is shown. */
function partsOf(configuration: PoolConfiguration): Readonly<Record<string, string>> {
  return {
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
  };
}

function describeConfiguration(configuration: PoolConfiguration): string[] {
  return Object.entries(partsOf(configuration))
    .filter(([part, value]) => part !== 'name' && value !== '')
    .map(([part, value]) => `${part}: ${value}`);
}

function configurationChanges(before: PoolConfiguration, after: PoolConfiguration): string[] {
  const now = partsOf(before);
  return Object.entries(partsOf(after))
    .filter(([part, value]) => now[part] !== value)
    .map(([part, value]) => `${part}: ${change(now[part], value)}`);
}
