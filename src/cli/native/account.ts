import type { AccountReads, AppClient, UserPool } from '../../aws/account-reads';
import { defined } from '../../core/defined';
import { Failure } from '../../core/failure';
import type { IdentityPools, Roles } from '../../core/ports';
import type { PolicyDocument } from '../../core/state';
import { awsManagedPolicy } from './aws-managed-policies';
import { openNames } from './documents';
import type { NativeRole, NativeTemplate, OpenDocument } from './native-template';
import { isOn, mapAt, mapsAt, textAt, textsAt, type Properties } from './resources';

/** As much of an account as the tool reads, answered from a template. */
export interface TemplateAccount {
  readonly aws: { readonly pools: Pick<IdentityPools, 'find' | 'roleAssignments' | 'principalTags'>; readonly roles: RoleReads };
  readonly reads: AccountReads;
}

type RoleReads = Pick<Roles, 'find' | 'managedPolicyArns' | 'inlinePolicyNames' | 'inlinePolicy'>;

/** What is asked for is not in the template: another stack has it, or AWS. */
export class OutsideTemplate extends Failure {
  constructor(what: string) {
    super('GeneralServiceException', `The template does not have ${what}; only its deployment knows it.`);
  }
}

/** Answers as AWS would after a deployment. @throws OutsideTemplate for what the template does not say. */
export function accountOf(template: NativeTemplate): TemplateAccount {
  const poolOf = (id: string): NativeTemplate['pools'][number] | undefined => template.pools.find(({ pool }) => pool.id === id);
  return {
    aws: {
      pools: {
        find: async (id) => {
          const found = poolOf(id);
          refuseOpen(found?.open.pool);
          return Promise.resolve(found?.pool);
        },
        roleAssignments: async (id) => {
          const found = poolOf(id);
          refuseOpen(found?.open.assignments);
          return Promise.resolve(found?.assignments);
        },
        principalTags: (id, provider) => {
          const tags = poolOf(id)?.principalTags ?? {};
          return Promise.resolve(Object.hasOwn(tags, provider) ? tags[provider] : undefined);
        },
      },
      roles: rolesOf(template),
    },
    reads: readsOf(template),
  };
}

function refuseOpen(open: readonly string[] = []): void {
  if (open.length > 0) throw new OutsideTemplate(`what ${open.join(', ')} is`);
}

/** Of a policy that is not known as a whole, its own name says so. */
function partsOf(open: OpenDocument['open'] = []): readonly number[] {
  return open === 'whole' ? [] : open;
}

function rolesOf({ roles, openRoles, managedPolicies }: Pick<NativeTemplate, 'roles' | 'openRoles' | 'managedPolicies'>): RoleReads {
  const named = (name: string): NativeRole => {
    const found = roles.find(({ role }) => role.name === name);
    if (found === undefined) throw new OutsideTemplate(`role ${name}`);
    return found;
  };
  return {
    find: async (name) => {
      const { role, place } = named(name);
      if (openRoles.has(place.logicalId)) throw new OutsideTemplate(`the trust policy of ${place.logicalId}`);
      return Promise.resolve(role);
    },
    managedPolicyArns: async (name) => {
      const { managedPolicyArns } = named(name);
      const partly = managedPolicyArns.flatMap((arn) => openNames(arn, partsOf(managedPolicies.get(arn)?.open)));
      return Promise.resolve([...managedPolicyArns, ...partly]);
    },
    inlinePolicyNames: async (name) =>
      Promise.resolve([...named(name).inlinePolicies.map((policy) => policy.name), ...named(name).openPolicies]),
    inlinePolicy: async (name, policyName) => {
      if (named(name).openPolicies.includes(policyName)) throw new OutsideTemplate(`what is in ${policyName}`);
      return Promise.resolve(named(name).inlinePolicies.find((policy) => policy.name === policyName)?.document);
    },
  };
}

function readsOf({ roles, managedPolicies, userPools, appClients, groups, identityProviders }: NativeTemplate): AccountReads {
  const provider = async (arn: string): Promise<object> => {
    if (!identityProviders.has(arn)) throw new OutsideTemplate(`identity provider ${arn}`);
    return Promise.resolve({});
  };
  return {
    allRoles: async () => Promise.resolve(roles.map(({ role: { arn, trustPolicy } }) => ({ arn, trustPolicy }))),
    managedPolicy: async (arn) => Promise.resolve(managedPolicy(arn, managedPolicies)),
    userPool: async (id) => Promise.resolve(userPoolOf(userPools.find((each) => each.id === id)?.properties, id)),
    appClient: async (userPoolId, clientId) => {
      const found = appClients.find((each) => each.userPoolId === userPoolId && each.id === clientId);
      if (found === undefined) throw new OutsideTemplate(`app client ${clientId}`);
      return Promise.resolve(appClientOf(found.properties));
    },
    appClientIds: async (userPoolId) => {
      if (!userPools.some(({ id }) => id === userPoolId)) throw new OutsideTemplate(`user pool ${userPoolId}`);
      return Promise.resolve(appClients.filter((each) => each.userPoolId === userPoolId).map(({ id }) => id));
    },
    groups: async (userPoolId) => {
      if (!userPools.some(({ id }) => id === userPoolId)) throw new OutsideTemplate(`user pool ${userPoolId}`);
      return Promise.resolve(
        groups.filter((each) => each.userPoolId === userPoolId).map(({ name, roleArn }) => defined({ name, roleArn })),
      );
    },
    openIdConnectProvider: provider,
    samlProvider: provider,
  };
}

function managedPolicy(arn: string, own: NativeTemplate['managedPolicies']): PolicyDocument {
  const found = own.get(arn);
  const document = found?.document ?? awsManagedPolicy(arn);
  if (document === undefined || found?.open === 'whole') throw new OutsideTemplate(`policy ${arn}`);
  return document;
}

/** Every user pool has them; all but sub can be changed (SchemaAttributes of DescribeUserPool). */
const STANDARD_ATTRIBUTES = [
  ...['address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name'],
  ...['nickname', 'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website'],
  'zoneinfo',
];

function userPoolOf(properties: Properties | undefined, id: string): UserPool {
  if (properties === undefined) throw new OutsideTemplate(`user pool ${id}`);
  const lambdas = mapAt(properties, 'LambdaConfig');
  const schema = mapsAt(properties, 'Schema').map((attribute) => {
    const name = textAt(attribute, 'Name') ?? '';
    const isMutable = attribute['Mutable'] === undefined || isOn(attribute, 'Mutable');
    return { name: STANDARD_ATTRIBUTES.includes(name) || name === 'sub' ? name : `custom:${name}`, isMutable };
  });
  const standard = STANDARD_ATTRIBUTES.filter((name) => !schema.some((attribute) => attribute.name === name));
  return {
    isAdminOnly: isOn(mapAt(properties, 'AdminCreateUserConfig'), 'AllowAdminCreateUserOnly'),
    changesTokens: lambdas['PreTokenGeneration'] !== undefined || lambdas['PreTokenGenerationConfig'] !== undefined,
    attributes: [{ name: 'sub', isMutable: false }, ...standard.map((name) => ({ name, isMutable: true })), ...schema],
  };
}

function appClientOf(properties: Properties): AppClient {
  const listed = (key: string): readonly string[] | undefined => {
    const names = textsAt(properties, key);
    return names.length === 0 ? undefined : names;
  };
  return defined({
    writeAttributes: listed('WriteAttributes'),
    readAttributes: listed('ReadAttributes'),
    identityProviders: textsAt(properties, 'SupportedIdentityProviders'),
  });
}
