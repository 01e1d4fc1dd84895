import { Failure, type FailureCode } from '../failure';
import type { Plan, Step } from '../plan/steps';
import type { Aws, NewRole, Roles, Workplace } from '../ports';
import { roleNameOf, rolePathOf } from '../rules/arn';
import { roleArnsIn } from '../rules/role-mapping';
import { areOfOnePool, basePathOf } from '../rules/role-path';
import type { CreatedClient, RoleArn } from '../state';

/** AWS is not, or not yet, as the plan took it to be: look again and plan again. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';
  constructor(override readonly cause: Failure) {
    super(cause.message);
  }
}

/**
 * Carries out every step, or throws the first failure once all that runs beside it has ended: no call outlives the answer.
 * @throws Failure what CloudFormation is answered with.
 * @throws Unsettled a plan from another look may well succeed.
 */
export const apply = async (plan: Plan, workplace: Workplace): Promise<Made> => {
  const made: Made = { roleIds: new Map(), clients: [], poolWasThere: undefined };
  const run = async (part: Plan): Promise<void> => {
    if ('inOrder' in part) {
      for (const next of part.inOrder) await run(next);
    } else if ('sideBySide' in part) {
      await allEnded(part.sideBySide.map(run));
    } else {
      await carryOut(part, workplace, made);
    }
  };
  await run(plan);
  return made;
};

/** What carrying a plan out showed that nobody could know before. */
export interface Made {
  /** Role ARN to IAM's unique id. */
  readonly roleIds: Map<RoleArn, string>;
  readonly clients: CreatedClient[];
  /** Whether there was a pool to delete; undefined: no step deleted one. */
  poolWasThere: boolean | undefined;
}

/** Like Promise.all, but throws the first failure only after all have ended. */
export const allEnded = async <Value>(work: readonly Promise<Value>[]): Promise<Value[]> => {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
};

const carryOut = async (step: Step, workplace: Workplace, made: Made): Promise<void> => {
  workplace.signal?.throwIfAborted();
  const target = targetOf(step);
  workplace.log(`${step.do} ${target}`, { step: step.do, target });
  try {
    await call(step, workplace.aws, made);
  } catch (error) {
    throw error instanceof Failure ? await explain(step, error, workplace, made) : error;
  }
};

/** Distinguishes a refusal from AWS not having caught up with itself. */
const explain = async (step: Step, failure: Failure, workplace: Workplace, { roleIds }: Made): Promise<Error> => {
  const { aws } = workplace;
  switch (failure.reason) {
    case 'exists':
      return step.do === 'createRole' ? explainTakenName(step, failure, aws) : failure;
    case 'roleRefused':
      // boto3#73: Cognito refuses a role that IAM made a moment ago, whoever made it.
      return step.do === 'assignRoles' && (await namesYoungRole(step, workplace)) ? new Unsettled(failure) : failure;
    case 'absent':
      if ('roleName' in step && [...roleIds.keys()].some((arn) => roleNameOf(arn) === step.roleName)) return new Unsettled(failure);
      return new Failure(codeOfAbsence(step), failure.message, { cause: failure });
    case 'inUse':
      return new Unsettled(failure);
    case undefined:
      return failure;
  }
};

/**
 * NotFound says to CloudFormation that the resource itself is gone, so it is for the pool alone. The template named a policy or user pool that does not
 * exist; somebody deleted a role while this ran.
 */
const codeOfAbsence = (step: Step): FailureCode => {
  switch (step.do) {
    case 'createRole':
    case 'attachPolicy':
    case 'setPermissionsBoundary':
    case 'createClient':
    case 'updateClient':
      return 'InvalidRequest';
    default:
      return 'poolId' in step ? 'NotFound' : 'NotStabilized';
  }
};

const explainTakenName = async (step: Extract<Step, { do: 'createRole' }>, failure: Failure, aws: Aws): Promise<Error> => {
  const role = await aws.roles.find(step.role.name);
  // Ours, made by an earlier try; or IAM has yet to show it, or still shows the role of another part that made room for it.
  if (role === undefined || areOfOnePool(role.path, step.role.path)) return new Unsettled(failure);
  return new Failure(
    'AlreadyExists',
    `${failure.message} The role belongs to something else. Choose another RoleName, or use the role as it is: give its ARN as Arn.`,
    { cause: failure },
  );
};

/** How long after its creation a role counts as just made, in milliseconds. */
const YOUNG_ROLE = 120_000;

/** A role in the pool's own path that is not found is one that IAM does not show yet. A role that may not be read could be young. */
async function namesYoungRole({ poolId, assignments }: Extract<Step, { do: 'assignRoles' }>, { aws, clock }: Workplace): Promise<boolean> {
  const isYoung = async (arn: RoleArn): Promise<boolean> => {
    const role = await aws.roles.find(roleNameOf(arn)).catch(() => 'unknown' as const);
    if (role === 'unknown') return true;
    return role === undefined ? basePathOf(rolePathOf(arn), poolId) !== undefined : clock.now() - role.createdAt < YOUNG_ROLE;
  };
  return (await Promise.all(roleArnsIn(assignments).map(isYoung))).includes(true);
}

const call = async (step: Step, { pools, roles, clients }: Aws, made: Made): Promise<void> => {
  switch (step.do) {
    case 'updatePool':
      return pools.update(step.poolId, step.configuration, step.tags);
    case 'tagPool':
      return pools.tag(step.poolArn, step.tags);
    case 'untagPool':
      return pools.untag(step.poolArn, step.keys);
    case 'assignRoles':
      return pools.assignRoles(step.poolId, step.assignments);
    case 'setPrincipalTags':
      return pools.setPrincipalTags(step.poolId, step.providerName, step.principalTags);
    case 'deletePool':
      made.poolWasThere = await pools.delete(step.poolId);
      return;
    case 'createClient':
      made.clients.push(...(await createClient(step, clients)));
      return;
    case 'updateClient':
      return clients.update(step.userPoolId, step.clientId, step.settings);
    case 'deleteClient':
      return clients.delete(step.userPoolId, step.clientId);
    case 'createRole':
      return createRole(step.role, roles, made);
    case 'setTrustPolicy':
      return roles.setTrustPolicy(step.roleName, step.document);
    case 'setDescriptionAndDuration':
      return roles.setDescriptionAndDuration(step.roleName, step.description, step.maxSessionDuration);
    case 'setPermissionsBoundary':
      return roles.setPermissionsBoundary(step.roleName, step.policyArn);
    case 'removePermissionsBoundary':
      return roles.removePermissionsBoundary(step.roleName);
    case 'attachPolicy':
      return roles.attachPolicy(step.roleName, step.policyArn);
    case 'detachPolicy':
      return roles.detachPolicy(step.roleName, step.policyArn);
    case 'putInlinePolicy':
      return roles.putInlinePolicy(step.roleName, step.policy);
    case 'deleteInlinePolicy':
      return roles.deleteInlinePolicy(step.roleName, step.policyName);
    case 'tagRole':
      return roles.tag(step.roleName, step.tags);
    case 'untagRole':
      return roles.untag(step.roleName, step.keys);
    case 'leaveInstanceProfiles':
      return roles.leaveInstanceProfiles(step.roleName);
    case 'deleteRole':
      return roles.delete(step.roleName);
  }
};

async function createRole(role: NewRole, roles: Roles, { roleIds }: Made): Promise<void> {
  const { arn, id } = await roles.create(role);
  roleIds.set(arn, id);
}

/** CloudFormation may call a create again with the context of its first call, so a pool that counts as new may already have its app clients. */
async function createClient(
  { userPoolId, clientName, settings, mayExist }: Extract<Step, { do: 'createClient' }>,
  clients: Aws['clients'],
): Promise<CreatedClient[]> {
  const existing = mayExist ? await clients.named(userPoolId, clientName) : [];
  await allEnded(existing.map((clientId) => clients.update(userPoolId, clientId, settings)));
  const clientIds = existing.length > 0 ? existing : [await clients.create(userPoolId, clientName, settings)];
  return clientIds.map((clientId) => ({ userPoolId, clientId, settings }));
}

/** The id that a step is about; configurations, policies and tags stay out of the log. */
const targetOf = (step: Step): string => {
  if ('poolId' in step) return step.poolId;
  if ('userPoolId' in step) return step.userPoolId;
  if ('poolArn' in step) return step.poolArn;
  return 'role' in step ? step.role.name : step.roleName;
};
