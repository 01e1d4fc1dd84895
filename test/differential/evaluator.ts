/** A policy evaluator that is not the tool's: @cloud-copilot/iam-simulate, which tests alone use. */
import { createValidatedPolicy } from '@cloud-copilot/iam-policy';
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

export type ContextKeys = Readonly<Record<string, string | string[]>>;

/**
 * Whether a trust policy lets a federated identity do this to the role.
 * The evaluator's own check of context keys is left out: it takes Cognito's `amr` for a single value, and drops the keys of Cognito for sts:TagSession.
 */
export function allows(trustPolicy: object, principal: string, action: string, context: ContextKeys): boolean {
  const accountId = '123456789012';
  const result: unknown = runUnsafeSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource: `arn:aws:iam::${accountId}:role/asked`, accountId },
        contextVariables: { ...context },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      // Wrapped, since the policy needs a name in here.
      resourcePolicy: createValidatedPolicy(trustPolicy, () => [], { name: 'trust' }),
    },
    {},
  );
  if (result !== 'Allowed' && result !== 'ImplicitlyDenied' && result !== 'ExplicitlyDenied')
    throw new Error(`The evaluator answers ${JSON.stringify(result)}.`);
  return result === 'Allowed';
}
