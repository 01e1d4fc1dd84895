/** Owns the comparison of policies with calls: which calls a policy does not allow, and which of its actions no call needs. */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Caller, RecordedCall } from './calls';
import { documentIn, type ShippedPolicy } from './policies';

export interface Comparison {
  /** In words: which call, and which policy does not allow it. */
  readonly missing: readonly string[];
  readonly unused: readonly string[];
}

export const compare = async (policies: readonly ShippedPolicy[], calls: readonly RecordedCall[]): Promise<Comparison> => {
  const missing: string[] = [];
  const unused: string[] = [];
  for (const policy of policies) {
    const needed = new Set<string>();
    for (const call of calls.filter(({ caller }) => caller !== undefined && policy.isOf(caller))) {
      needed.add(call.action);
      if (!(await allows(policy, call))) missing.push(`${policy.name} does not allow ${told(call)}`);
    }
    const listed = new Set(policy.statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action));
    unused.push(...[...listed].filter((action) => !needed.has(action)).map((action) => `${action} of ${policy.name}`));
  }
  for (const call of calls.filter(({ caller }) => caller === undefined))
    for (const door of ['the registry type', 'the custom resource'] as const)
      if (!(await someAllows(policies, door, call))) missing.push(`no policy of ${door} allows ${told(call)}`);
  return { missing, unused };
};

/** A call of nobody in particular is one that some handler of each door would make. */
const someAllows = async (policies: readonly ShippedPolicy[], door: Caller['door'], call: RecordedCall): Promise<boolean> => {
  for (const policy of policies.filter(({ isOf }) => HANDLERS.some((handler) => isOf({ door, handler }))))
    if (await allows(policy, call)) return true;
  return false;
};

const HANDLERS = ['create', 'read', 'update', 'delete', 'list'];

export const allows = async (policy: ShippedPolicy, call: RecordedCall): Promise<boolean> => {
  const { action, resource, context, place, caller } = call;
  const { partition, accountId } = place;
  const simulated = await runSimulation(
    {
      request: {
        principal: `arn:${partition}:iam::${accountId}:role/provider`,
        action,
        resource: { resource, accountId },
        contextVariables: { ...context },
      },
      identityPolicies: [{ name: 'shipped', policy: documentIn(place, statementsFor(policy, caller)) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (simulated.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(simulated.errors)}`);
  return simulated.overallResult === 'Allowed';
};

function statementsFor({ statements, statementsWith }: ShippedPolicy, caller: Caller | undefined): ShippedPolicy['statements'] {
  return caller?.parameters === undefined || statementsWith === undefined ? statements : statementsWith(caller.parameters);
}

const told = ({ caller, action, resource, context }: RecordedCall): string => {
  const conditions = Object.entries(context).map(([key, value]) => `, ${key} ${value}`);
  return `${action} on ${resource}${conditions.join('')}${caller === undefined ? '' : ` (${caller.handler} of ${caller.door})`}`;
};
