import { partitionOf } from '../../core/rules/partition';
import type { Given } from '../template/given';
import { ACCOUNT_ID } from '../template/placeholder-ledger';
import type { Placeholders } from '../template/placeholders';
import { expandedTemplate, variantsOf } from '../template/read-resource';
import { resolve } from '../template/resolve';
import type { SchemaNode } from '../template/schema-node';
import type { Scope } from '../template/scope';
import { isMap, type Template } from '../template/template';
import { splitOpen, isTrustOpen } from './documents';
import type { NativeTemplate } from './native-template';
import { poolsOf } from './pools';
import { OIDC_ARN, POLICY_ARN, SAML_ARN, TEXT, resourcesIn, textAt, type NativeResource } from './resources';
import { roleOf } from './roles';

export interface NativeQuestion {
  readonly template: Template;
  readonly given: Given;
  readonly region: string;
  readonly accountId: string | undefined;
  readonly placeholders: Placeholders;
}

const POOL = 'AWS::Cognito::IdentityPool';
const ROLE = 'AWS::IAM::Role';
const DECIDES = /^AWS::Cognito::IdentityPool(RoleAttachment)?$/;

export function hasNativePools({ Resources }: Template): boolean {
  return Object.values(Resources).some(({ Type }) => Type === POOL);
}

/** @returns one for each way in which conditions that cannot be known may turn out. */
export function readNative({ template, given, region, accountId, placeholders }: NativeQuestion): NativeTemplate[] {
  const scope: Scope = {
    template,
    given,
    region,
    accountId,
    stackName: undefined,
    assumed: new Map(),
    missing: new Set(),
    path: [],
    resolve,
  };
  const expanded = { ...scope, template: expandedTemplate(scope) };
  return variantsOf((inside) => readUnder(inside, placeholders), expanded).map(({ assumed, value }) => ({ ...value, assumed }));
}

function readUnder(scope: Scope, placeholders: Placeholders): Omit<NativeTemplate, 'assumed'> {
  const named = withResourceNames(scope, placeholders);
  const all = resourcesIn(named, placeholders);
  const of = (type: string): NativeResource[] => all.filter((resource) => resource.type === type);
  // In the form that it has wherever the template refers to it.
  const ref = (logicalId: string, form: SchemaNode = TEXT): string =>
    String(placeholders.place(resolve({ Ref: logicalId }, named), form).value);
  const managedPolicies = of('AWS::IAM::ManagedPolicy').map(({ place, properties }) => {
    const document = splitOpen(properties['PolicyDocument'], placeholders);
    return [ref(place.logicalId, POLICY_ARN), document] as const;
  });
  return {
    arnsOfRoles: new Map(of(ROLE).map(({ place: { logicalId } }) => [logicalId, named.given.parameters.get(`${logicalId}.Arn`) ?? ''])),
    unknown: all.filter(({ type }) => DECIDES.test(type)).flatMap((resource) => resource.unknown),
    pools: of(POOL).flatMap((resource) => poolsOf(resource, ref(resource.place.logicalId), all)),
    openRoles: new Set(
      of(ROLE)
        .filter((role) => isRoleOpen(role, placeholders))
        .map(({ place }) => place.logicalId),
    ),
    roles: of(ROLE).map((resource) => roleOf(resource, ref(resource.place.logicalId), { all, ref, scope: named, placeholders })),
    managedPolicies: new Map(managedPolicies),
    userPools: of('AWS::Cognito::UserPool').map(({ place, properties }) => ({ id: ref(place.logicalId), properties, place })),
    appClients: of('AWS::Cognito::UserPoolClient').map((resource) => appClientOf(resource, ref(resource.place.logicalId))),
    groups: of('AWS::Cognito::UserPoolGroup').map(groupOf),
    identityProviders: new Set([
      ...of('AWS::IAM::OIDCProvider').map(({ place }) => ref(place.logicalId, OIDC_ARN)),
      ...of('AWS::IAM::SAMLProvider').map(({ place }) => ref(place.logicalId, SAML_ARN)),
    ]),
  };
}

/** Whether nobody knows yet whom a role trusts. */
function isRoleOpen({ properties, open }: NativeResource, placeholders: Placeholders): boolean {
  return isTrustOpen(properties, placeholders) || (open.length > 0 && properties['AssumeRolePolicyDocument'] === undefined);
}

function appClientOf({ place, properties }: NativeResource, id: string): NativeTemplate['appClients'][number] {
  return { id, userPoolId: textAt(properties, 'UserPoolId') ?? '', properties, place };
}

function groupOf({ place, properties }: NativeResource): NativeTemplate['groups'][number] {
  const roleArn = textAt(properties, 'RoleArn');
  return {
    userPoolId: textAt(properties, 'UserPoolId') ?? '',
    name: textAt(properties, 'GroupName') ?? place.logicalId,
    ...(roleArn === undefined ? {} : { roleArn }),
    place,
  };
}

/** A role and a pool that nobody has named yet have to be recognized wherever the template refers to them. */
function withResourceNames(scope: Scope, placeholders: Placeholders): Scope {
  const parameters = new Map(scope.given.parameters);
  const inside = { ...scope, given: { ...scope.given, parameters } };
  const give = (name: string, value: string, shown: string): void => {
    if (parameters.has(name)) return;
    parameters.set(name, value);
    placeholders.declare(value, shown);
  };
  const entries = Object.entries(scope.template.Resources);
  entries
    .filter(([, { Type }]) => Type === POOL)
    .forEach(([logicalId], index) => {
      give(logicalId, `${scope.region}:00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`, `\${${logicalId}}`);
    });
  for (const [logicalId, { Type, Properties }] of entries) {
    if (Type !== ROLE) continue;
    const textOf = (key: string): string | undefined => {
      if (!isMap(Properties) || !Object.hasOwn(Properties, key)) return undefined;
      const { value } = placeholders.place(resolve(Properties[key], inside), { type: 'string' });
      return typeof value === 'string' ? value : undefined;
    };
    const name = textOf('RoleName');
    const arn = `arn:${partitionOf(scope.region)}:iam::${scope.accountId ?? ACCOUNT_ID}:role${textOf('Path') ?? '/'}${name ?? logicalId}`;
    if (name === undefined) {
      give(`${logicalId}.Arn`, arn, `\${${logicalId}.Arn}`);
      if (!parameters.has(logicalId)) parameters.set(logicalId, logicalId);
    } else {
      parameters.set(`${logicalId}.Arn`, parameters.get(`${logicalId}.Arn`) ?? arn);
      parameters.set(logicalId, parameters.get(logicalId) ?? name);
    }
  }
  return inside;
}
