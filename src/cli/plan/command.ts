import { Option } from 'commander';
import { awaitedClientId } from '../../core/desire/desired-state';
import type { Request } from '../../core/operation';
import type { Properties } from '../../core/properties';
import { MARK_PREFIX, requestMarkOf } from '../../core/rules/ownership';
import { asPoolId, poolGuidOf, poolRegionOf } from '../../core/rules/pool-id';
import { secretsIn } from '../../core/rules/provider-name';
import { NO_SETTINGS } from '../../core/settings';
import { EXIT, UsageError, type Context, type ExitCode, type Register } from '../context';
import { withExamples, withJsonOption, type CommonOptions } from '../options';
import { describeAnswers, toJson, type Subject, type VariantAnswer } from './describe';
import { planCreate, placeIssues, planUpdate, type Judge, type Planned } from './plan';
import { readGiven, type TemplateOptions } from '../template/given';
import { judgeable } from '../template/judge';
import { checkedRegion, withTemplateOptions } from '../template/options';
import { STACK_NAME } from '../template/placeholder-ledger';
import { createPlaceholders, type Placeholders } from '../template/placeholders';
import { cannotBeKnown, readResource, type ResolvedResource, type TemplateResource } from '../template/read-resource';
import type { Assumption } from '../template/scope';
import { hiding } from '../template/secrets';
import { loadTemplate } from '../template/template';

interface Options extends CommonOptions, TemplateOptions {
  readonly resource?: string;
  readonly pool?: string;
  readonly previous?: string;
  readonly stackName?: string;
  readonly rolePath?: string;
  readonly documents?: boolean;
}

export const registerPlan: Register = (program, context, finish) => {
  const command = program
    .command('plan')
    .argument('<template>', 'a template, YAML or JSON; - for standard input')
    .summary('what a resource in a template would create or change')
    .description(
      'Shows what CloudFormation would have this type create or change for a resource in a template. Changes nothing, and without --pool asks AWS nothing. ' +
        'A value that only a deployment knows is shown as the template has it, and is refused only where it is wrong whatever it turns out to be, such as a text for an object. ' +
        'If a condition depends on such a value, each way that it can turn out is planned.',
    );
  withTemplateOptions(command)
    .option('--pool <pool-id>', 'an existing pool: shows the difference from it')
    .option(
      '--previous <template>',
      'with --pool: the template that was deployed last; what it named and the new one does not is taken back',
    )
    .option('--stack-name <name>', 'the stack, whose name generated names begin with; STACK if left out')
    .option('--role-path <path>', "the account's path for created roles, if an administrator set another than /identity-pools/")
    .addOption(new Option('--region <region>', 'the region of the stack; by default the one in the pool id').env('AWS_REGION'))
    .option('--documents', 'whole policy documents, marks and default values too; of what changes, the lines that differ')
    .option('--profile <name>', 'with --pool: a profile of ~/.aws/config; by default the usual chain of credentials')
    .action(async (path: string, options: Options) => finish(await plan(path, options, context)));
  withJsonOption(command);
  withExamples(
    command,
    [
      'plan template.yml --region eu-west-1',
      'plan template.yml --region eu-west-1 --parameter Stage=prod --resource Identities --json',
      'plan template.yml --region eu-west-1 --import shared-user-pool=eu-west-1_AbCdEf',
      'plan template.yml --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --previous deployed.yml',
    ],
    EXIT_CODES,
  );
};

const EXIT_CODES = `Exit codes:
  0  the steps are printed, or there is nothing to do
  1  the resource would be refused, or the pool cannot be adopted yet
  2  wrong usage, a template that cannot be read, or AWS could not be read`;

const REQUEST_TOKEN = 'plan';

const plan = async (path: string, options: Options, context: Context): Promise<ExitCode> => {
  const region = regionOf(options);
  const placeholders = createPlaceholders(region);
  const session = options.pool === undefined ? undefined : await context.openSession({ region, profile: options.profile });
  const template = await loadTemplate(path, context);
  const previousTemplate = options.previous === undefined ? undefined : await loadTemplate(options.previous, context);
  const given = readGiven(options, previousTemplate === undefined ? [template] : [template, previousTemplate]);
  const accountId = (await session?.accountId()) ?? given.parameters.get('AWS::AccountId');
  const question = { region, accountId, placeholders, given, resource: options.resource, stackName: options.stackName };
  const desired = readResource({ ...question, template });
  const previous = previousTemplate && readResource({ ...question, template: previousTemplate });
  const newPoolId = `${region}:00000000-0000-0000-0000-000000000000`;

  const marks = new Set<string>();
  const planVariant = async (variant: ResolvedResource): Promise<VariantAnswer> => {
    if (variant.properties === undefined) return { assumed: variant.assumed, unknown: variant.unknown };
    const previousProperties = previous && compatible(previous, variant.assumed);
    const request: Request = {
      region,
      accountId: accountId ?? '${AWS::AccountId}',
      desired: variant.properties,
      ...(previousProperties === undefined ? {} : { previous: previousProperties }),
      stackTags: {},
      previousStackTags: {},
      settings: { ...NO_SETTINGS, path: options.rolePath },
      requestToken: REQUEST_TOKEN,
      stackName: options.stackName ?? STACK_NAME,
      // An existing pool has the mark of its own stack, which nobody knows here.
      ...(session === undefined ? { stackId: given.parameters.get('AWS::StackId') ?? '${AWS::StackId}' } : {}),
      logicalId: desired.logicalId,
    };
    marks.add(requestMarkOf(REQUEST_TOKEN, request));
    const judge: Judge = (issues) => judgeable(issues, variant, placeholders);
    const answer =
      session === undefined || options.pool === undefined
        ? planCreate(request, newPoolId, judge)
        : await planUpdate({ ...request, poolId: options.pool }, session.aws, { newPoolId, judge });
    if (answer === undefined) throw new UsageError(`There is no identity pool ${String(options.pool)} in this account.`);
    return { assumed: variant.assumed, unknown: variant.unknown, answer: placeIssues(answer, variant.lineOf) };
  };

  const answers: VariantAnswer[] = [];
  for (const variant of desired.variants) answers.push(await planVariant(variant));
  const showing = createShowing(answers, { placeholders, newPoolId, marks, secrets: [...desired.secrets, ...(previous?.secrets ?? [])] });
  const subject: Subject = {
    template: path,
    logicalId: desired.logicalId,
    region,
    poolId: options.pool,
    unknown: [...new Set([...placeholders.unknown(), ...answers.flatMap(awaitedClients).map(showing.show)])],
  };
  context.print(
    options.json === true
      ? JSON.stringify(showing.showAll(toJson(subject, answers)), null, 2)
      : describeAnswers(subject, answers, showing.show, {
          isColored: context.isColored,
          hasDocuments: options.documents === true,
        }),
  );
  return answers.some(isRefused) ? EXIT.findings : EXIT.fine;
};

function isRefused({ answer }: VariantAnswer): boolean {
  return answer !== undefined && ('issues' in answer || (answer.differences ?? []).length > 0);
}

/** The previous properties under the same assumptions. */
const compatible = ({ variants }: TemplateResource, assumed: readonly Assumption[]): Properties | undefined => {
  const fitting = variants.filter((variant) =>
    variant.assumed.every(({ key, holds }) => assumed.every((other) => other.key !== key || other.holds === holds)),
  );
  const [first, ...others] = fitting;
  if (others.some(({ properties }) => JSON.stringify(properties) !== JSON.stringify(first?.properties)))
    throw new UsageError(cannotBeKnown(fitting.flatMap((variant) => variant.assumed)));
  return first?.properties;
};

const regionOf = ({ pool, region }: Options): string => {
  if (pool !== undefined && asPoolId(pool) === undefined) throw new UsageError(`${pool} is not the id of an identity pool: REGION:GUID.`);
  return checkedRegion(pool === undefined ? region : poolRegionOf(pool));
};

interface Showing {
  readonly show: (text: string) => string;
  readonly showAll: (value: unknown) => unknown;
}

/** Values that only a deployment knows are shown for what they are, and secrets not at all. */
const createShowing = (
  answers: readonly VariantAnswer[],
  {
    placeholders,
    newPoolId,
    marks,
    secrets,
  }: {
    readonly placeholders: Placeholders;
    readonly newPoolId: string;
    /** Of the requests that are planned. */
    readonly marks: ReadonlySet<string>;
    readonly secrets: readonly string[];
  },
): Showing => {
  const planned = answers.flatMap(({ answer }) => (answer === undefined || 'issues' in answer ? [] : [answer]));
  placeholders.declare(newPoolId, '(new pool id)');
  placeholders.declare(newPoolId.replace(':', '_'), '(new pool id)');
  placeholders.declare(poolGuidOf(newPoolId), '(new GUID)');
  for (const mark of marks) {
    placeholders.declare(mark, '(request)');
    placeholders.declare(`_${mark.slice(0, 10)}`, '_(digest)');
  }
  for (const each of planned.filter(({ does }) => does !== 'update'))
    for (const [name, shown] of namesOfCreatedRoles(each)) placeholders.declare(name, shown);
  if (placeholders.unknown().length > 0)
    for (const each of planned) for (const value of formMarksOf(each)) placeholders.declare(value, '(digest)');
  // A secret of a few characters counts only beside its key, as secretsIn gives it.
  const inSteps = planned.flatMap(secretsOf);
  const hideGiven = hiding(secrets);
  const hide = (text: string): string => inSteps.reduce((result, secret) => result.replaceAll(secret, '(secret)'), hideGiven(text));
  return { show: (text) => hide(placeholders.show(text)), showAll: (value) => eachText(placeholders.showAll(value), hide) };
};

const eachText = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((member) => eachText(member, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [change(key), eachText(member, change)]));
};

/** Cognito chooses the ids of the app clients that are still to be created. */
const awaitedClients = ({ answer }: VariantAnswer): string[] =>
  (answer === undefined || 'issues' in answer ? [] : answer.steps).flatMap((step) =>
    step.do === 'createClient' ? [awaitedClientId(step.userPoolId)] : [],
  );

/** The digest of a generated name is the new pool's. us-gov-east-1 leaves room for little else, so there it says which role it is. */
const namesOfCreatedRoles = ({ steps }: Planned): [name: string, shown: string][] => {
  const roles = steps.flatMap((step) => (step.do === 'createRole' ? [step.role] : []));
  const stems = roles.map(({ name }) => name.replace(DIGEST, ''));
  return roles.map(({ name, tags }, index) => {
    const isShared = stems.filter((stem) => stem === stems[index]).length > 1;
    return [name, name.replace(DIGEST, isShared ? `-(digest of ${tags[`${MARK_PREFIX}part`] ?? 'the role'})` : '-(digest)')];
  });
};

const DIGEST = /-[0-9a-f]{10}$/;

/** Digests of providers' names, which may have placeholders in them. */
const formMarksOf = ({ steps }: Planned): string[] =>
  steps.flatMap((step) =>
    'tags' in step ? Object.entries(step.tags).flatMap(([key, value]) => (key.startsWith(`${MARK_PREFIX}forms`) ? [value] : [])) : [],
  );

const secretsOf = ({ before, steps }: Planned): string[] =>
  [before, ...steps.flatMap((step) => ('configuration' in step ? [step.configuration] : []))].flatMap(({ loginProviders }) =>
    secretsIn(loginProviders),
  );
