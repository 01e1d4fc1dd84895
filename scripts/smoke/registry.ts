import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  DetectStackResourceDriftCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteIdentityPoolCommand, DescribeIdentityPoolCommand, UpdateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReadableError } from '../local-aws/readable-error';
import { updateStack } from '../local-aws/stacks';
import { LOGICAL_ID, nameOf, resourceOf, type App } from './app';
import { isGone } from './failures';
import { NAME, STACKS, TYPE_NAME } from './names';
import { makeStack, optionsOf, removeStack, stackEntry, type Run } from './run';

/** Renames the pool behind CloudFormation's back, and restores the name. @returns what was seen. */
export async function drift(run: Run, { poolId }: App): Promise<string> {
  const name = await nameOf(run, poolId);
  await rename(run, poolId, `${NAME}-drifted`);
  const drifted = await detect(run);
  if (drifted.status !== 'MODIFIED' || !drifted.paths.includes('/IdentityPoolName'))
    throw new ReadableError(
      `A pool that was renamed should have drifted; CloudFormation says ${drifted.status} (${drifted.paths.join(', ') || 'no property'}).`,
    );
  await rename(run, poolId, name);
  const right = await detect(run);
  if (right.status !== 'IN_SYNC')
    throw new ReadableError(
      `The pool has its name back and should be in sync; CloudFormation says ${right.status} (${right.paths.join(', ')}).`,
    );
  return `a new name shows as ${drifted.paths.join(', ')}; with the old one the pool is in sync`;
}

async function rename({ clients: { cognitoIdentity } }: Run, IdentityPoolId: string, IdentityPoolName: string | undefined): Promise<void> {
  const {
    $metadata: _metadata,
    AllowUnauthenticatedIdentities = false,
    ...pool
  } = await cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  // What is left out would be reset.
  await cognitoIdentity.send(new UpdateIdentityPoolCommand({ ...pool, IdentityPoolId, AllowUnauthenticatedIdentities, IdentityPoolName }));
}

async function detect({ clients: { cloudFormation } }: Run): Promise<{ readonly status: string; readonly paths: readonly string[] }> {
  const { StackResourceDrift } = await cloudFormation.send(
    new DetectStackResourceDriftCommand({ StackName: STACKS.app, LogicalResourceId: LOGICAL_ID }),
  );
  const { StackResourceDriftStatus: status = 'unknown', PropertyDifferences = [] } = StackResourceDrift ?? {};
  return { status, paths: PropertyDifferences.flatMap(({ PropertyPath }) => PropertyPath ?? []) };
}

const KEPT_NAME = `${NAME}-kept`;

const poolTemplate = ({ entryPoint }: Run, DeletionPolicy: 'Delete' | 'Retain', IdentityPoolName: string): string =>
  JSON.stringify({
    Resources: { [LOGICAL_ID]: { ...resourceOf(entryPoint, { IdentityPoolName }), DeletionPolicy, UpdateReplacePolicy: DeletionPolicy } },
    Outputs: {
      IdentityPoolId: { Value: { Ref: LOGICAL_ID } },
      AuthenticatedRoleName: { Value: { 'Fn::GetAtt': [LOGICAL_ID, 'AuthenticatedRoleName'] } },
      UnauthenticatedRoleName: { Value: { 'Fn::GetAtt': [LOGICAL_ID, 'UnauthenticatedRoleName'] } },
    },
  });

/** Keeps a pool when its stack is deleted, takes it into another stack and deletes it with that. @returns what was seen. */
export async function importPool(run: Run): Promise<string> {
  // Deleted with its stack at first, so that an interruption leaves no pool that nothing knows of.
  const made = await makeStack(run, { name: STACKS.before, template: poolTemplate(run, 'Delete', `${NAME}-not-kept`) });
  const { IdentityPoolId = '', AuthenticatedRoleName = '', UnauthenticatedRoleName = '' } = made;
  const roles = [AuthenticatedRoleName, UnauthenticatedRoleName].filter((role) => role !== '');
  run.ledger.add({
    what: `pool ${IdentityPoolId}`,
    byHand: [
      `aws cognito-identity delete-identity-pool --identity-pool-id ${IdentityPoolId}${optionsOf(run.place)}`,
      ...roles.map((role) => `aws iam delete-role --role-name ${role}${optionsOf(run.place)}`),
    ].join(' && '),
    remove: () => removePool(run, IdentityPoolId, roles),
  });
  // CloudFormation takes a new deletion policy together with another change only.
  await updateStack(run.clients.cloudFormation, {
    name: STACKS.before,
    template: poolTemplate(run, 'Retain', KEPT_NAME),
    pollInterval: run.pollInterval,
  });
  await run.ledger.remove(stackEntry(STACKS.before));
  if ((await nameOf(run, IdentityPoolId)) !== KEPT_NAME)
    throw new ReadableError(`Pool ${IdentityPoolId} should have been kept when its stack was deleted.`);
  await importInto(run, IdentityPoolId);
  await run.ledger.remove(stackEntry(STACKS.imported));
  const left = await nameOf(run, IdentityPoolId).catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  if (left !== undefined)
    throw new ReadableError(`Stack ${STACKS.imported} is deleted, and the pool that it imported, ${IdentityPoolId}, is still there.`);
  return `pool ${IdentityPoolId} was kept, imported into another stack and deleted with it`;
}

async function importInto(run: Run, IdentityPoolId: string): Promise<void> {
  const { cloudFormation } = run.clients;
  const StackName = STACKS.imported;
  const ChangeSetName = 'import';
  run.ledger.add({
    what: stackEntry(StackName),
    byHand: `aws cloudformation delete-stack --stack-name ${StackName}${optionsOf(run.place)}`,
    remove: () => removeStack(run, StackName),
  });
  await cloudFormation.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName,
      ChangeSetType: 'IMPORT',
      TemplateBody: poolTemplate(run, 'Delete', KEPT_NAME),
      ResourcesToImport: [{ ResourceType: TYPE_NAME, LogicalResourceId: LOGICAL_ID, ResourceIdentifier: { IdentityPoolId } }],
    }),
  );
  await until(run, 'CREATE_COMPLETE', async () => {
    const { Status = '', StatusReason = '' } = await cloudFormation.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
    return { status: Status, reason: StatusReason };
  });
  await cloudFormation.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  await until(run, 'IMPORT_COMPLETE', async () => {
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    // For a moment the stack is as it was before.
    const status = stack?.StackStatus === 'REVIEW_IN_PROGRESS' ? 'IMPORT_IN_PROGRESS' : (stack?.StackStatus ?? '');
    return { status, reason: stack?.StackStatusReason ?? '' };
  });
}

async function until(run: Run, expected: string, look: () => Promise<{ readonly status: string; readonly reason: string }>): Promise<void> {
  for (;;) {
    const { status, reason } = await look();
    if (status === expected) return;
    if (!/_(PENDING|IN_PROGRESS)$/.test(status)) throw new ReadableError(`The import is ${status} and not ${expected}: ${reason}`);
    await sleep(run.pollInterval);
  }
}

async function removePool(run: Run, IdentityPoolId: string, roles: readonly string[]): Promise<void> {
  const { cognitoIdentity, iam } = run.clients;
  await unlessGone(() => cognitoIdentity.send(new DeleteIdentityPoolCommand({ IdentityPoolId })));
  for (const RoleName of roles)
    await unlessGone(async () => {
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await iam.send(new DeleteRoleCommand({ RoleName }));
    });
}

async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
