import { partitionOf } from '../../core/rules/partition';
import type { MappingRule, ObservedPool, PolicyDocument, PrincipalTags, Role, RoleAssignments, RoleMapping } from '../../core/state';
import type { NamedPolicy } from '../policies/permissions';
import type { Given } from '../template/given';
import { ACCOUNT_ID, type Placeholders, type UnknownValue } from '../template/placeholders';
import { expandedTemplate, variantsOf } from '../template/read-resource';
import { resolve } from '../template/resolve';
import type { SchemaNode } from '../template/schema-node';
import type { Assumption, Scope } from '../template/scope';
import { isMap, type Template } from '../template/template';
import {
  isOn,
  mapAt,
  mapFrom,
  OIDC_ARN,
  POLICY_ARN,
  SAML_ARN,
  TEXT,
  mapsAt,
  resourcesIn,
  textAt,
  textMapAt,
  textsAt,
  type NativeResource,
  type Place,
  type Properties,
} from './resources';

/** What a template makes of the native types, under one set of assumptions. */
export interface NativeTemplate {
  readonly assumed: readonly Assumption[];
  /** By logical id: the ARN under which `roles` has the role. */
  readonly arnsOfRoles: ReadonlyMap<string, string>;
  /** What only a deployment knows of the pools and of who gets which role. */
  readonly unknown: readonly UnknownValue[];
  readonly pools: readonly NativePool[];
  readonly roles: readonly NativeRole[];
  /** Logical ids of roles of which nobody knows yet whom they trust. */
  readonly openRoles: ReadonlySet<string>;
  /** By ARN. */
  readonly managedPolicies: ReadonlyMap<string, OpenDocument>;
  readonly userPools: readonly { readonly id: string; readonly properties: Properties; readonly place: Place }[];
  readonly appClients: readonly {
    readonly id: string;
    readonly userPoolId: string;
    readonly properties: Properties;
    readonly place: Place;
  }[];
  readonly groups: readonly { readonly userPoolId: string; readonly name: string; readonly roleArn?: string; readonly place: Place }[];
  /** ARNs of OIDC and SAML providers. */
  readonly identityProviders: ReadonlySet<string>;
}

export interface NativePool {
  readonly place: Place;
  readonly pool: ObservedPool;
  readonly assignments: RoleAssignments;
  /** Of the resource that has the roles; absent if none has. */
  readonly attachment?: Place;
  /** Logical ids, if several resources give the same pool its roles: the last one written counts. */
  readonly rivals: readonly string[];
  /** What of them has no placeholder, so that nothing can be said to be missing. */
  readonly open: { readonly pool: readonly string[]; readonly assignments: readonly string[] };
  readonly principalTags: Readonly<Record<string, PrincipalTags>>;
}

export interface NativeRole {
  readonly place: Place;
  readonly role: Role;
  readonly inlinePolicies: readonly NamedPolicy[];
  /** Names for statements of which nobody knows yet what they allow. */
  readonly openPolicies: readonly string[];
  readonly managedPolicyArns: readonly string[];
}

export interface OpenDocument {
  /** Without what is open. */
  readonly document: PolicyDocument;
  /** The statements, counted from 1, of which nobody knows yet what they allow. */
  readonly open: 'whole' | readonly number[];
}

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
  const named = withStandIns(scope, placeholders);
  const all = resourcesIn(named, placeholders);
  const of = (type: string): NativeResource[] => all.filter((resource) => resource.type === type);
  // In the form that it has wherever the template refers to it.
  const ref = (logicalId: string, form: SchemaNode = TEXT): string =>
    String(placeholders.place(resolve({ Ref: logicalId }, named), form).value);
  const managedPolicies = new Map(
    of('AWS::IAM::ManagedPolicy').map(({ place, properties }) => [
      ref(place.logicalId, POLICY_ARN),
      splitOpen(properties['PolicyDocument'], placeholders),
    ]),
  );
  return {
    arnsOfRoles: new Map(of(ROLE).map(({ place: { logicalId } }) => [logicalId, named.given.parameters.get(`${logicalId}.Arn`) ?? ''])),
    unknown: all.filter(({ type }) => DECIDES.test(type)).flatMap((resource) => resource.unknown),
    pools: of(POOL).flatMap((resource) => poolsOf(resource, ref(resource.place.logicalId), all)),
    openRoles: new Set(
      of(ROLE)
        .filter(
          ({ properties, open }) =>
            isTrustOpen(properties, placeholders) || (open.length > 0 && properties['AssumeRolePolicyDocument'] === undefined),
        )
        .map(({ place }) => place.logicalId),
    ),
    roles: of(ROLE).map((resource) => roleOf(resource, ref(resource.place.logicalId), { all, ref, scope: named, placeholders })),
    managedPolicies,
    userPools: of('AWS::Cognito::UserPool').map(({ place, properties }) => ({ id: ref(place.logicalId), properties, place })),
    appClients: of('AWS::Cognito::UserPoolClient').map(({ place, properties }) => ({
      id: ref(place.logicalId),
      userPoolId: textAt(properties, 'UserPoolId') ?? '',
      properties,
      place,
    })),
    groups: of('AWS::Cognito::UserPoolGroup').map(({ place, properties }) => {
      const roleArn = textAt(properties, 'RoleArn');
      return {
        userPoolId: textAt(properties, 'UserPoolId') ?? '',
        name: textAt(properties, 'GroupName') ?? place.logicalId,
        ...(roleArn === undefined ? {} : { roleArn }),
        place,
      };
    }),
    identityProviders: new Set([
      ...of('AWS::IAM::OIDCProvider').map(({ place }) => ref(place.logicalId, OIDC_ARN)),
      ...of('AWS::IAM::SAMLProvider').map(({ place }) => ref(place.logicalId, SAML_ARN)),
    ]),
  };
}

/** A role and a pool that nobody has named yet have to be recognized wherever the template refers to them. */
function withStandIns(scope: Scope, placeholders: Placeholders): Scope {
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

/** One for each resource that gives it roles. */
function poolsOf({ place, properties, open }: NativeResource, id: string, all: readonly NativeResource[]): NativePool[] {
  const ofPool = (type: string): NativeResource[] =>
    all.filter((resource) => resource.type === type && textAt(resource.properties, 'IdentityPoolId') === id);
  const attachments = ofPool('AWS::Cognito::IdentityPoolRoleAttachment');
  const rivals = attachments.length > 1 ? attachments.map((each) => each.place.logicalId) : [];
  const tags = ofPool('AWS::Cognito::IdentityPoolPrincipalTag').map((resource) => resource.properties);
  const developer = textAt(properties, 'DeveloperProviderName');
  const made = {
    place,
    rivals,
    pool: {
      id,
      name: textAt(properties, 'IdentityPoolName') ?? '',
      allowUnauthenticatedIdentities: isOn(properties, 'AllowUnauthenticatedIdentities'),
      ...(properties['AllowClassicFlow'] === undefined ? {} : { allowClassicFlow: isOn(properties, 'AllowClassicFlow') }),
      loginProviders: textMapAt(properties, 'SupportedLoginProviders'),
      userPoolClients: mapsAt(properties, 'CognitoIdentityProviders').map((client) => ({
        providerName: textAt(client, 'ProviderName') ?? '',
        clientId: textAt(client, 'ClientId') ?? '',
        serverSideTokenCheck: isOn(client, 'ServerSideTokenCheck'),
      })),
      openIdConnectProviderArns: textsAt(properties, 'OpenIdConnectProviderARNs'),
      samlProviderArns: textsAt(properties, 'SamlProviderARNs'),
      ...(developer === undefined ? {} : { developerProviderName: developer }),
      tags: {},
    },
    principalTags: Object.fromEntries(
      tags.map((each) => [
        textAt(each, 'IdentityProviderName') ?? '',
        { useDefaults: isOn(each, 'UseDefaults'), tags: textMapAt(each, 'PrincipalTags') },
      ]),
    ),
  };
  if (attachments.length === 0) return [{ ...made, assignments: { roles: {}, mappings: {} }, open: { pool: open, assignments: [] } }];
  return attachments.map((attachment) => ({
    ...made,
    assignments: assignmentsOf(attachment.properties),
    attachment: attachment.place,
    open: { pool: open, assignments: attachment.open },
  }));
}

function assignmentsOf(properties: Properties): RoleAssignments {
  const { authenticated, unauthenticated } = textMapAt(properties, 'Roles');
  return {
    roles: { ...(authenticated === undefined ? {} : { authenticated }), ...(unauthenticated === undefined ? {} : { unauthenticated }) },
    // The key is a name of the template's own if the mapping says its provider itself.
    mappings: Object.fromEntries(
      Object.entries(mapAt(properties, 'RoleMappings')).flatMap(([key, mapping]) =>
        isMap(mapping) ? [[textAt(mapping, 'IdentityProvider') ?? key, mappingOf(mapping)]] : [],
      ),
    ),
  };
}

function mappingOf(mapping: Properties): RoleMapping {
  const resolution = textAt(mapping, 'AmbiguousRoleResolution');
  const known: Pick<RoleMapping, 'ambiguousRoleResolution'> =
    resolution === 'AuthenticatedRole' || resolution === 'Deny' ? { ambiguousRoleResolution: resolution } : {};
  if (textAt(mapping, 'Type') !== 'Rules') return { type: 'Token', ...known };
  return { type: 'Rules', ...known, rules: mapsAt(mapAt(mapping, 'RulesConfiguration'), 'Rules').map(ruleOf) };
}

function ruleOf(rule: Properties): MappingRule {
  return {
    claim: textAt(rule, 'Claim') ?? '',
    // Anything else is refused by Cognito.
    matchType: (textAt(rule, 'MatchType') ?? 'Equals') as MappingRule['matchType'],
    value: textAt(rule, 'Value') ?? '',
    roleArn: textAt(rule, 'RoleARN') ?? '',
  };
}

interface Surroundings {
  readonly all: readonly NativeResource[];
  readonly ref: (logicalId: string, form?: SchemaNode) => string;
  readonly scope: Scope;
  readonly placeholders: Placeholders;
}

function roleOf({ place, properties, open }: NativeResource, name: string, { all, ref, scope, placeholders }: Surroundings): NativeRole {
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

/** What is allowed can only be judged where effect and actions are known. */
function splitOpen(written: unknown, { isOpen }: Pick<Placeholders, 'isOpen'>): OpenDocument {
  const document = documentFrom(written);
  if (document['Statement'] === undefined) return { document, open: isOpen(JSON.stringify(written ?? '')) ? 'whole' : [] };
  const statements = [document['Statement']].flat();
  const isOpenStatement = (statement: unknown): boolean =>
    isMap(statement) && statement['Effect'] !== undefined
      ? isOpen(JSON.stringify([statement['Effect'], statement['Action'], statement['NotAction']]))
      : isOpen(JSON.stringify(statement));
  const open = statements.flatMap((statement, index) => (isOpenStatement(statement) ? [index + 1] : []));
  if (open.length === 0) return { document, open };
  return { document: { ...document, Statement: statements.filter((statement) => !isOpenStatement(statement)) }, open };
}

/** What is not known of a policy, by the name that a report gives it. */
export function openNames(policy: string, open: OpenDocument['open']): string[] {
  return open === 'whole' ? [policy] : open.map((index) => `${policy}, statement ${String(index)}`);
}

function documentAt(properties: Properties, key: string): PolicyDocument {
  return documentFrom(properties[key]);
}

/** CloudFormation takes JSON text too. */
function documentFrom(value: unknown): PolicyDocument {
  return mapFrom(value) ?? {};
}

/** What a condition compares with begins so where only a deployment knows it. */
export const OPEN_VALUE = '${aws:deployment/';

/**
 * What only a deployment knows in a condition is written as a policy variable that only a request could fill: nothing is decided by it.
 * Variables need the newer version of the language.
 */
function withOpenValues(document: PolicyDocument, placeholders: Placeholders): PolicyDocument {
  const opened = (value: unknown): unknown => {
    if (typeof value === 'string' && placeholders.isOpen(value)) {
      const variable = `${OPEN_VALUE}${Buffer.from(value).toString('hex')}}`;
      placeholders.declare(variable, placeholders.show(value));
      return variable;
    }
    if (Array.isArray(value)) return value.map(opened);
    return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, opened(member)])) : value;
  };
  const statements = [document['Statement']].flat().filter((statement) => statement !== undefined);
  const Statement = statements.map((statement) => (isMap(statement) ? { ...statement, ...conditionOf(statement, opened) } : statement));
  const isOpen = JSON.stringify(Statement) !== JSON.stringify(statements);
  return isOpen ? { ...document, Version: '2012-10-17', Statement } : document;
}

/** The whole document, or the principal of a statement. */
function isTrustOpen(properties: Properties, { isOpen }: Placeholders): boolean {
  const written = properties['AssumeRolePolicyDocument'];
  const principals = [documentAt(properties, 'AssumeRolePolicyDocument')['Statement']]
    .flat()
    // A whole statement can be open, too.
    .map((statement) =>
      JSON.stringify(isMap(statement) && statement['Effect'] !== undefined ? (statement['Principal'] ?? '') : (statement ?? '')),
    );
  const hasNoStatement = documentAt(properties, 'AssumeRolePolicyDocument')['Statement'] === undefined;
  return (hasNoStatement && isOpen(JSON.stringify(written ?? ''))) || principals.some(isOpen);
}

function conditionOf(statement: Properties, opened: (value: unknown) => unknown): object {
  return Object.hasOwn(statement, 'Condition') ? { Condition: opened(statement['Condition']) } : {};
}
