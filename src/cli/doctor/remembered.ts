import type { Session } from '../../aws/session';
import type { Account } from './account';

/** Pools of an account share roles, policies and user pools: each is read once. */
export function remembered({ aws: { pools, roles }, reads }: Pick<Session, 'aws' | 'reads'>): Account {
  return {
    aws: {
      pools,
      roles: {
        find: once((name) => roles.find(name)),
        managedPolicyArns: once((name) => roles.managedPolicyArns(name)),
        inlinePolicyNames: once((name) => roles.inlinePolicyNames(name)),
        inlinePolicy: once((name, policyName) => roles.inlinePolicy(name, policyName)),
      },
    },
    reads: {
      allRoles: once(() => reads.allRoles()),
      managedPolicy: once((arn) => reads.managedPolicy(arn)),
      userPool: once((id) => reads.userPool(id)),
      appClient: once((userPoolId, clientId) => reads.appClient(userPoolId, clientId)),
      appClientIds: once((userPoolId) => reads.appClientIds(userPoolId)),
      groups: once((userPoolId) => reads.groups(userPoolId)),
      openIdConnectProvider: once((arn) => reads.openIdConnectProvider(arn)),
      samlProvider: once((arn) => reads.samlProvider(arn)),
    },
  };
}

/** A read that failed fails for everybody: with these credentials it would fail again. */
function once<Value, Names extends readonly string[]>(read: (...names: Names) => Promise<Value>): (...names: Names) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (...names) => {
    const key = JSON.stringify(names);
    const value = known.get(key) ?? read(...names);
    known.set(key, value);
    return value;
  };
}
