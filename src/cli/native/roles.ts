import type { Placeholders } from '../template/placeholders';
import type { SchemaNode } from '../template/schema-node';
import type { Scope } from '../template/scope';
import { openNames, splitOpen, withOpenValues, documentAt } from './documents';
import type { NativeRole } from './native-template';
import { POLICY_ARN, mapsAt, textAt, textsAt, type NativeResource } from './resources';

export interface Surroundings {
  readonly all: readonly NativeResource[];
  readonly ref: (logicalId: string, form?: SchemaNode) => string;
  readonly scope: Scope;
  readonly placeholders: Placeholders;
}

export function roleOf(
  { place, properties, open }: NativeResource,
  name: string,
  { all, ref, scope, placeholders }: Surroundings,
): NativeRole {
  const boundary = textAt(properties, 'PermissionsBoundary');
  const putInto = (resource: NativeResource): boolean =>
    resource.type === 'AWS::IAM::RolePolicy'
      ? textAt(resource.properties, 'RoleName') === name
      : textsAt(resource.properties, 'Roles').includes(name);
  const inline = all.filter((resource) => /^AWS::IAM::(Role)?Policy$/.test(resource.type) && putInto(resource));
  const attached = all.filter((resource) => resource.type === 'AWS::IAM::ManagedPolicy' && putInto(resource));
  const policies = [...mapsAt(properties, 'Policies'), ...inline.map((resource) => resource.properties)].map((policy) => ({
    name: textAt(policy, 'PolicyName') ?? '',
    ...splitOpen(policy['PolicyDocument'], placeholders),
  }));
  return {
    place,
    role: {
      name,
      arn: scope.given.parameters.get(`${place.logicalId}.Arn`) ?? '',
      id: '',
      path: textAt(properties, 'Path') ?? '/',
      trustPolicy: withOpenValues(documentAt(properties, 'AssumeRolePolicyDocument'), placeholders),
      description: textAt(properties, 'Description') ?? '',
      maxSessionDuration: 3600,
      ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
      tags: {},
      createdAt: 0,
    },
    inlinePolicies: policies.filter((policy) => policy.open !== 'whole').map(({ name: policy, document }) => ({ name: policy, document })),
    openPolicies: [...new Set([...policies.flatMap((policy) => openNames(policy.name, policy.open)), ...open])],
    managedPolicyArns: [
      ...new Set([...textsAt(properties, 'ManagedPolicyArns'), ...attached.map((resource) => ref(resource.place.logicalId, POLICY_ARN))]),
    ],
  };
}
