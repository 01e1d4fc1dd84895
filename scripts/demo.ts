import { DescribeIdentityPoolCommand, GetIdentityPoolRolesCommand, type RoleMapping } from '@aws-sdk/client-cognito-identity';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { readFile } from 'node:fs/promises';
import { yamlParse } from '../test/yaml';
import { clientsFor, type Clients } from './local-aws/clients';
import { readArguments } from './local-aws/arguments';
import { addedBetween, takeInventory, trustPolicyOf } from './local-aws/inventory';
import { explain, NOT_AS_AWS, remember, stopKept } from './local-aws/kept';
import { buildBundles, deployProvider } from './local-aws/provider';
import { ReadableError, main } from './local-aws/readable-error';
import { withLocalAws, type LocalAws } from './local-aws/server';
import { createStack, deleteStack, updateStack } from './local-aws/stacks';

const EXAMPLE = 'examples/user-pool/custom-resource.yml';
const STACK = 'my-app';
const TYPE = 'Custom::IdentityPoolWithRoles';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
}

const say = (text = ''): void => console.log(text);
const step = (title: string): void => say(`\n== ${title}`);

const table = (rows: readonly (readonly [string, string])[]): void => {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) say(`  ${name.padEnd(width)}  ${value}`);
};

const build = async (): Promise<void> => {
  step('Building the Lambda bundles (npm run build)');
  await buildBundles();
};

/** The example as it is, and with guests let in, or kept out if it lets them in. */
const readExample = async (): Promise<{ before: string; after: string; logicalId: string; guests: boolean }> => {
  const before = await readFile(EXAMPLE, 'utf8');
  const template = yamlParse(before) as Template;
  const [logicalId, resource] = Object.entries(template.Resources).find(([, { Type }]) => Type === TYPE) ?? [];
  if (logicalId === undefined || resource === undefined) throw new ReadableError(`${EXAMPLE} has no ${TYPE}.`);
  const guests = resource.Properties['AllowUnauthenticatedIdentities'] !== true;
  resource.Properties['AllowUnauthenticatedIdentities'] = guests;
  return { before, after: JSON.stringify(template), logicalId, guests };
};

const poolIdOf = async ({ cloudFormation }: Clients, logicalId: string): Promise<string> => {
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: STACK }));
  return StackResources.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)?.PhysicalResourceId ?? '';
};

const letsGuestsIn = async ({ cognitoIdentity }: Clients, poolId: string): Promise<boolean> => {
  const { AllowUnauthenticatedIdentities } = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: poolId }));
  return AllowUnauthenticatedIdentities === true;
};

/** One line for each rule, as Cognito holds it. */
const rulesOf = async ({ cognitoIdentity }: Clients, poolId: string): Promise<(readonly [string, string])[]> => {
  const { RoleMappings = {} } = await cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: poolId }));
  return Object.values<RoleMapping>(RoleMappings).flatMap(({ RulesConfiguration, AmbiguousRoleResolution = '' }) => [
    ...(RulesConfiguration?.Rules ?? []).map(
      ({ Claim = '', MatchType = '', Value = '', RoleARN = '' }) => [`${Claim} ${MatchType} ${Value}`, RoleARN] as const,
    ),
    ['no rule matches', AmbiguousRoleResolution] as const,
  ]);
};

/** From nothing to a pool whose property was changed; @returns how to end it. */
const live = async (aws: LocalAws): Promise<() => Promise<void>> => {
  const clients = clientsFor(aws);
  say(`  MiniStack answers for AWS at ${aws.endpoint}: CloudFormation, Lambda, Cognito, IAM. It enforces IAM policies.`);
  for (const line of NOT_AS_AWS) say(`  ${line}`);

  step('Deploying the provider stack, template.yml: the Lambda function behind the custom resource');
  table(Object.entries(await deployProvider(aws)));

  const example = await readExample();
  const empty = await takeInventory(clients);
  step(`Deploying ${EXAMPLE} as stack "${STACK}": a user pool, an app client, a bucket and one ${TYPE}`);
  const outputs = await createStack(clients.cloudFormation, { name: STACK, template: example.before });
  const poolId = await poolIdOf(clients, example.logicalId);
  say(
    '  CloudFormation called the function, the function made the pool, its default roles and a role for a rule, and these are the outputs:\n',
  );
  table(Object.entries(outputs));

  step('Trust policies as made');
  for (const role of addedBetween(empty, await takeInventory(clients)).roles) {
    say(`  ${role}`);
    say(indent(JSON.stringify(await trustPolicyOf(clients, role), undefined, 2)));
  }

  step('Who gets which role: the rules as made');
  table(await rulesOf(clients, poolId));

  step(`Changing one property: AllowUnauthenticatedIdentities becomes ${example.guests}`);
  const before = await letsGuestsIn(clients, poolId);
  await updateStack(clients.cloudFormation, { name: STACK, template: example.after });
  const samePoolId = await poolIdOf(clients, example.logicalId);
  const after = await letsGuestsIn(clients, samePoolId);
  table([
    ['pool before', poolId],
    ['pool after', samePoolId],
    ['guests before', String(before)],
    ['guests after', String(after)],
  ]);
  if (samePoolId !== poolId) throw new ReadableError('The update replaced the pool.');
  if (after !== example.guests) throw new ReadableError('The update did not reach the pool.');
  say('  The same pool, updated in place.');

  return async () => {
    step(`Deleting stack "${STACK}"`);
    await deleteStack(clients.cloudFormation, STACK);
    const left = addedBetween(empty, await takeInventory(clients));
    table([
      ['identity pools left', left.pools.join(', ') || 'none'],
      ['roles left', left.roles.join(', ') || 'none'],
    ]);
    if (left.pools.length + left.roles.length > 0) throw new ReadableError('The stack is deleted, and something of it is left.');
  };
};

const indent = (text: string): string => text.replace(/^/gm, '    ');

const demo = async ({ keep }: { readonly keep: boolean }): Promise<void> => {
  await build();
  if (keep) await stopKept();
  step('Starting a local AWS emulator');
  await withLocalAws(
    async (aws) => {
      const end = await live(aws);
      if (keep) remember(aws);
      else await end();
      step(
        keep
          ? explain(aws)
          : 'Done. Stopping the local AWS emulator.\n\nNext, a template of yours on a local AWS emulator:  npm run local-aws -- deploy FILE',
      );
    },
    { keep },
  );
};

void main(async () => {
  const { values } = readArguments({ options: { keep: { type: 'boolean', default: false } } });
  await demo(values);
});
