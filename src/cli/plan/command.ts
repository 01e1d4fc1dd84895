/** Owns the command `plan`. */
import { Option } from 'commander';
import { awaitedClientId } from '../../core/desire/desired-state';
import type { Request } from '../../core/operation';
import { MARK_PREFIX, requestMarkOf } from '../../core/rules/ownership';
import { asPoolId } from '../../core/rules/pool-id';
import { secretsIn } from '../../core/rules/provider-name';
import { NO_SETTINGS } from '../../core/settings';
import { EXIT, UsageError, type Context, type ExitCode, type Register } from '../context';
import { withExamples, withJsonOption, type CommonOptions } from '../options';
import { readText } from '../read-text';
import { describeIssueList, describePlan, toJson } from './describe';
import { ACCOUNT_ID, createPlaceholders, type Placeholders } from './placeholders';
import { planCreate, planUpdate, type Answer, type Planned } from './plan';
import { readResource } from './read-resource';
import { givenValues, parseTemplate } from './template';

interface Options extends CommonOptions {
  readonly parameter: readonly string[];
  readonly resource?: string;
  readonly pool?: string;
  readonly previous?: string;
  readonly stackName: string;
}

export const registerPlan: Register = (program, context, finish) => {
  const command = program
    .command('plan')
    .argument('<template>', 'a template, YAML or JSON; - for standard input')
    .summary('what a resource in a template would create or change')
    .description(
      'Tells what CloudFormation would have this type create or change for a resource in a template. Touches nothing, and without --pool asks AWS nothing.',
    )
    .option(
      '--parameter <key=value>',
      'a parameter of the template, or what is known of a resource (UserPool=eu-west-1_AbCdEf, Files.Arn=arn:...); may be given often',
      (pair: string, all: string[]) => [...all, pair],
      [],
    )
    .option('--resource <logical-id>', 'the resource, where the template has several of this type')
    .option('--pool <pool-id>', 'a pool that is there: tells the difference from it')
    .option(
      '--previous <template>',
      'with --pool: the template that was deployed last; what it named and the new one does not is taken back',
    )
    .option('--stack-name <name>', 'the stack, which generated names begin with', 'STACK')
    .addOption(new Option('--region <region>', 'the region of the stack; by default the one in the pool id').env('AWS_REGION'))
    .option('--profile <name>', 'with --pool: a profile of ~/.aws/config; by default the usual chain of credentials')
    .action(async (path: string, options: Options) => finish(await plan(path, options, context)));
  withJsonOption(command);
  withExamples(command, [
    'plan template.yml --region eu-west-1',
    'plan template.yml --region eu-west-1 --parameter Stage=prod --resource Identities --json',
    'plan template.yml --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --previous deployed.yml',
  ]);
};

const REQUEST_TOKEN = 'plan';

const plan = async (path: string, options: Options, context: Context): Promise<ExitCode> => {
  const region = regionOf(options);
  const placeholders = createPlaceholders(region);
  const session = options.pool === undefined ? undefined : await context.openSession({ region, profile: options.profile });
  const accountId = (await session?.accountId()) ?? ACCOUNT_ID;
  const template = parseTemplate(await readText(path, context), path);
  const templateBefore =
    options.previous === undefined ? undefined : parseTemplate(await readText(options.previous, context), options.previous);
  const given = givenValues(options.parameter, templateBefore === undefined ? [template] : [template, templateBefore]);
  const place = { region, accountId, placeholders, given };
  const wanted = readResource(template, options, place);
  if (wanted.properties === undefined) {
    context.print(`${wanted.logicalId} in ${path} is not created: its condition is false.`);
    return EXIT.fine;
  }
  const previous = templateBefore && readResource(templateBefore, options, place);
  const request: Request = {
    region,
    accountId: session === undefined ? '${AWS::AccountId}' : accountId,
    desired: wanted.properties,
    ...(previous?.properties === undefined ? {} : { previous: previous.properties }),
    stackTags: {},
    previousStackTags: {},
    settings: NO_SETTINGS,
    requestToken: REQUEST_TOKEN,
    stackName: options.stackName,
    logicalId: wanted.logicalId,
  };
  const newPoolId = `${region}:00000000-0000-0000-0000-000000000000`;
  const answer =
    session === undefined || options.pool === undefined
      ? planCreate(request, newPoolId)
      : await planUpdate({ ...request, poolId: options.pool }, session.aws, newPoolId);
  if (answer === undefined) throw new UsageError(`There is no identity pool ${String(options.pool)} in this account.`);
  const show = showing(request, answer, { placeholders, newPoolId, secrets: [...wanted.secrets, ...(previous?.secrets ?? [])] });
  const subject = {
    template: path,
    logicalId: wanted.logicalId,
    region,
    poolId: options.pool,
    unknown: [...placeholders.unknown(), ...awaitedClients(answer).map(show)],
  };
  if ('issues' in answer) {
    context.print(
      show(
        options.json === true ? JSON.stringify({ ...subject, issues: answer.issues }, null, 2) : describeIssueList(subject, answer.issues),
      ),
    );
    return EXIT.findings;
  }
  context.print(
    options.json === true
      ? show(JSON.stringify(toJson(subject, answer), null, 2))
      : describePlan(subject, answer, show, context.isColoured),
  );
  return EXIT.fine;
};

const regionOf = ({ pool, region }: Options): string => {
  if (pool !== undefined && asPoolId(pool) === undefined) throw new UsageError(`${pool} is not the id of an identity pool: REGION:GUID.`);
  const found = pool?.slice(0, pool.indexOf(':')) ?? region;
  if (found === undefined) throw new UsageError('No region is known: give --region, or set AWS_REGION.');
  return found;
};

/** Values that only a deployment knows are shown for what they are, and secrets not at all. */
const showing = (
  request: Request,
  answer: Answer,
  { placeholders, newPoolId, secrets }: { placeholders: Placeholders; newPoolId: string; secrets: readonly string[] },
): ((text: string) => string) => {
  const mark = requestMarkOf(REQUEST_TOKEN, request);
  placeholders.declare(ACCOUNT_ID, '${AWS::AccountId}');
  placeholders.declare(newPoolId, '(new pool id)');
  placeholders.declare(newPoolId.replace(':', '_'), '(new pool id)');
  placeholders.declare(newPoolId.slice(newPoolId.indexOf(':') + 1), '(new GUID)');
  placeholders.declare(mark, '(request)');
  placeholders.declare(`_${mark.slice(0, 10)}`, '_(digest)');
  if (!('issues' in answer) && answer.does !== 'update')
    for (const name of createdRoleNames(answer)) placeholders.declare(name, name.replace(/-[0-9a-f]{10}$/, '-(digest)'));
  if (placeholders.unknown().length > 0) for (const value of formMarksOf(answer)) placeholders.declare(value, '(digest)');
  const hidden = [...secrets.filter((secret) => secret.length >= 8), ...('issues' in answer ? [] : secretsOf(answer))];
  return (text) => hidden.reduce((result, secret) => result.replaceAll(secret, '(secret)'), placeholders.show(text));
};

/** Cognito chooses the ids of the app clients that are still to be created. */
const awaitedClients = (answer: Answer): string[] =>
  ('issues' in answer ? [] : answer.steps).flatMap((step) => (step.do === 'createClient' ? [awaitedClientId(step.userPoolId)] : []));

const createdRoleNames = ({ steps }: Planned): string[] => steps.flatMap((step) => (step.do === 'createRole' ? [step.role.name] : []));

/** Digests of providers' names, which may have stand-ins in them. */
const formMarksOf = (answer: Answer): string[] =>
  ('issues' in answer ? [] : answer.steps).flatMap((step) =>
    'tags' in step ? Object.entries(step.tags).flatMap(([key, value]) => (key.startsWith(`${MARK_PREFIX}forms`) ? [value] : [])) : [],
  );

const secretsOf = ({ before, steps }: Planned): string[] =>
  [before, ...steps.flatMap((step) => ('configuration' in step ? [step.configuration] : []))].flatMap(({ loginProviders }) =>
    secretsIn(loginProviders),
  );
