/** Owns carrying a plan out: each step is one call, and what runs side by side ends side by side. */
import { Failure } from './failure';
import type { Plan, Step } from './plan';
import type { Aws } from './ports';
import { haveSameMarks } from './rules/ownership';

export interface Workplace {
  readonly aws: Aws;
  /** One line for each step: ids and the step's name, never a payload. */
  readonly log: (line: string) => void;
  /** Aborted when the time for an answer runs out: no further step begins. */
  readonly signal?: AbortSignal;
}

/** AWS is not, or not yet, as the plan took it to be: look again and plan again. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';
  constructor(override readonly cause: Failure) {
    super(cause.message);
  }
}

/**
 * Carries out every step, or throws the first failure once all that runs beside it has ended: no call outlives the answer.
 * @throws Failure what CloudFormation is to be told.
 * @throws Unsettled the same plan, made anew from another look, may well succeed.
 */
export const apply = async (plan: Plan, workplace: Workplace): Promise<void> => {
  const createdNow = new Set<string>();
  const run = async (part: Plan): Promise<void> => {
    if ('inOrder' in part) {
      for (const next of part.inOrder) await run(next);
    } else if ('sideBySide' in part) {
      const results = await Promise.allSettled(part.sideBySide.map(run));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    } else {
      await take(part, workplace, createdNow);
    }
  };
  await run(plan);
};

const take = async (step: Step, workplace: Workplace, createdNow: Set<string>): Promise<void> => {
  workplace.signal?.throwIfAborted();
  workplace.log(describe(step));
  try {
    await call(step, workplace.aws);
    if (step.do === 'createRole') createdNow.add(step.role.name);
  } catch (error) {
    throw error instanceof Failure ? await explain(step, error, workplace.aws, createdNow) : error;
  }
};

/** Tells a refusal from AWS not having caught up with itself. */
const explain = async (step: Step, failure: Failure, aws: Aws, createdNow: ReadonlySet<string>): Promise<Error> => {
  switch (failure.reason) {
    case 'exists':
      return step.do === 'createRole' ? explainTakenName(step, failure, aws) : failure;
    case 'roleRefused':
      // boto3#73: Cognito refuses a role that IAM made a moment ago. Whether one was made lately is the life cycle's to know.
      return new Unsettled(failure);
    case 'absent':
      return 'roleName' in step && createdNow.has(step.roleName) ? new Unsettled(failure) : failure;
    case 'inUse':
      return new Unsettled(failure);
    case undefined:
      return failure;
  }
};

const explainTakenName = async (step: Extract<Step, { do: 'createRole' }>, failure: Failure, aws: Aws): Promise<Error> => {
  const role = await aws.roles.find(step.role.name);
  // Ours, made by an earlier try; or IAM has yet to show it.
  if (role === undefined || haveSameMarks(role.tags, step.role.tags)) return new Unsettled(failure);
  return new Failure(
    'AlreadyExists',
    `${failure.message} The role belongs to something else. Choose another RoleName, or use the role as it is: give its ARN as Arn.`,
    { cause: failure },
  );
};

const call = async (step: Step, { pools, roles }: Aws): Promise<void> => {
  switch (step.do) {
    case 'updatePool':
      return pools.update(step.poolId, step.configuration, step.tags);
    case 'tagPool':
      return pools.tag(step.poolArn, step.tags);
    case 'untagPool':
      return pools.untag(step.poolArn, step.keys);
    case 'assignRoles':
      return pools.assignRoles(step.poolId, step.assignments);
    case 'deletePool':
      return pools.delete(step.poolId);
    case 'createRole':
      await roles.create(step.role);
      return;
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
    case 'leaveInstanceProfile':
      return roles.leaveInstanceProfile(step.roleName, step.instanceProfile);
    case 'deleteRole':
      return roles.delete(step.roleName);
  }
};

/** The step's name and the id it is about; configurations, policies and tags stay out of the log. */
const describe = (step: Step): string => {
  if ('poolId' in step) return `${step.do} ${step.poolId}`;
  if ('poolArn' in step) return `${step.do} ${step.poolArn}`;
  return `${step.do} ${'role' in step ? step.role.name : step.roleName}`;
};
