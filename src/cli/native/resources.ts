import { UsageError } from '../context';
import { isText, isTrue } from '../template/conditions';
import type { UnknownValue } from '../template/place-unknown';
import type { Placeholders } from '../template/placeholders';
import { problemAt } from '../template/problem';
import { OPEN, resolve } from '../template/resolve';
import { itemNode, memberNode, takes, type SchemaNode } from '../template/schema-node';
import type { Scope } from '../template/scope';
import { isMap, type Resource } from '../template/template';
import { Unknown } from '../template/unknown';
import { lineOf } from '../template/yaml';

/** Where a thing of a template stands. */
export interface Place {
  readonly file: string;
  /** Counted from 1; absent where a macro made it. */
  readonly line?: number;
  readonly logicalId: string;
}

/** A resource of a template whose condition holds, with every value known or replaced by a placeholder. */
export interface NativeResource {
  readonly type: string;
  readonly place: Place;
  readonly properties: Properties;
  /** What only a deployment knows of it. */
  readonly unknown: readonly UnknownValue[];
  /** What adds to it, or stands for a part of it, that has no placeholder, such as a macro. */
  readonly open: readonly string[];
}

/** Numbers and booleans are text, as CloudFormation sends them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Resources of the types that make a pool what it is. */
export function resourcesIn(scope: Scope, placeholders: Placeholders): NativeResource[] {
  const problems: string[] = [];
  const found = Object.entries(scope.template.Resources).flatMap(([logicalId, resource]) => {
    const type = String(resource.Type);
    const form = Object.hasOwn(FORMS, type) ? FORMS[type] : undefined;
    if (form === undefined || !isCreated(resource, scope)) return [];
    const line = lineOf(scope.template.Resources, logicalId) ?? lineOf(resource);
    const place = { file: scope.template.file, ...(line === undefined ? {} : { line }), logicalId };
    // An empty section has no value, and the parser has made nothing of it.
    const resolved = resolve(resource.Properties ?? {}, scope);
    const of = isMap(resolved)
      ? { line, name: logicalId }
      : { line: lineOf(resource, 'Properties') ?? line, name: `${logicalId}.Properties` };
    problems.push(...misfits(resolved, form, { file: place.file, ...of }));
    const { value, unknown } = placeholders.place(settled(resolved, form, scope), form);
    return [{ type, place, properties: isMap(value) ? value : {}, unknown: [...unknown.values()], open: openIn(unknown, form) }];
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return found;
}

interface At {
  readonly file: string;
  readonly line: number | undefined;
  /** The logical id and the path below it. */
  readonly name: string;
}

/** Values that CloudFormation refuses because they are of another type, and would be overlooked here. */
function misfits(value: unknown, node: SchemaNode, at: At): string[] {
  const problem = (text: string): string[] => [problemAt(at.file, at.line, `${at.name} ${text}`).message];
  if (value instanceof Unknown || node.type === undefined) {
    const choices = value instanceof Unknown ? undefined : node.enum;
    return choices === undefined || isChoice(value, choices) ? [] : problem(`takes ${choices.join(' or ')}. Correct it.`);
  }
  const inside = (key: string | number, member: unknown, of: SchemaNode | undefined): string[] =>
    of === undefined ? [] : misfits(member, of, { ...at, line: lineOf(value, String(key)) ?? at.line, name: `${at.name}.${String(key)}` });
  if (node.type === 'array')
    return Array.isArray(value)
      ? value.flatMap((member, index) => inside(index + 1, member, itemNode(node)))
      : problem(`is ${wordFor(value)}. It takes a list.`);
  if (node.type === 'string') return typeof value === 'object' ? problem(`is ${wordFor(value)}. It takes text.`) : [];
  // Maps of the template's own names may be JSON text, too.
  if (typeof value === 'string' && takes(node, 'string') && mapFrom(value) !== undefined) return [];
  if (!isMap(value)) return problem(`is ${wordFor(value)}. It takes a map.`);
  const absent = Object.hasOwn(value, OPEN) ? [] : (node.required ?? []).filter((key) => !Object.hasOwn(value, key));
  return [
    ...absent.flatMap((key) => problem(`has no ${key}. Add it.`)),
    ...Object.entries(value).flatMap(([key, member]) => inside(key, member, memberNode(node, key))),
  ];
}

function isChoice(value: unknown, choices: readonly unknown[]): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
  const text = String(value);
  return choices.includes(text) || (choices.includes('true') && /^(true|false|yes|no|on|off|[01])$/i.test(text));
}

/** Never the text itself: it may be a secret. */
function wordFor(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isMap(value) ? 'a map' : 'text';
}

/** Parts that are known to be there and no more: nothing can be said to be missing beside them. */
function openIn(unknown: ReadonlyMap<string, UnknownValue>, form: SchemaNode): string[] {
  return [...unknown].flatMap(([pointer, { kind, shown }]) => {
    const key = pointer.split('/')[1];
    const part = key === undefined ? form : memberNode(form, key);
    const isOfTexts = itemNode(part)?.type === 'string';
    return part !== undefined && !isOfTexts && (kind === 'object' || kind === 'list') ? [shown] : [];
  });
}

/** No placeholder can stand for one of a few texts: each is assumed in turn. */
function settled(value: unknown, node: SchemaNode | undefined, scope: Scope): unknown {
  if (value instanceof Unknown) {
    const [last, ...others] = [...(node?.enum ?? [])].reverse().map(String);
    return others.reverse().find((choice) => isText(value, choice, scope)) ?? last ?? value;
  }
  if (Array.isArray(value)) return value.map((member) => settled(member, itemNode(node), scope));
  if (!isMap(value)) return value;
  const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, settled(member, memberNode(node, key), scope)]));
  return Object.hasOwn(value, OPEN) ? Object.defineProperty(members, OPEN, { value: (value as { [OPEN]?: unknown })[OPEN] }) : members;
}

function isCreated(resource: Resource, scope: Scope): boolean {
  return resource.Condition === undefined || isTrue(resource.Condition, scope, resource);
}

const ROLE_ARN: SchemaNode = { type: 'string', pattern: '^arn:[^:]+:iam::\\d{12}:role/.+$' };
export const POLICY_ARN: SchemaNode = { type: 'string', pattern: '^arn:[^:]+:iam::(\\d{12}|aws):policy/.+$' };
export const OIDC_ARN: SchemaNode = { type: 'string', pattern: '^arn:[^:]+:iam::\\d{12}:oidc-provider/.+$' };
export const SAML_ARN: SchemaNode = { type: 'string', pattern: '^arn:[^:]+:iam::\\d{12}:saml-provider/.+$' };
const USER_POOL_ID: SchemaNode = { type: 'string', pattern: '^[a-z-]+-\\d+_\\w+$' };
export const TEXT: SchemaNode = { type: 'string' };
const SWITCH: SchemaNode = { enum: ['true', 'false'] };
const listOf = (items: SchemaNode): SchemaNode => ({ type: 'array', items });
const mapOf = (properties: Readonly<Record<string, SchemaNode>>, required: readonly string[] = []): SchemaNode => ({
  type: 'object',
  properties,
  required,
});
const any = (member: SchemaNode): SchemaNode => ({ type: ['object', 'string'], patternProperties: { '.*': member } });

const ROLE_POLICIES = { Roles: listOf(TEXT), PolicyName: TEXT };

/** What a value that only a deployment knows looks like, by where it stands; of the rest nothing is known. */
const FORMS: Readonly<Record<string, SchemaNode>> = {
  'AWS::Cognito::IdentityPool': mapOf({
    IdentityPoolName: TEXT,
    AllowUnauthenticatedIdentities: SWITCH,
    AllowClassicFlow: SWITCH,
    OpenIdConnectProviderARNs: listOf(OIDC_ARN),
    SamlProviderARNs: listOf(SAML_ARN),
    CognitoIdentityProviders: listOf(
      mapOf({ ProviderName: TEXT, ClientId: TEXT, ServerSideTokenCheck: SWITCH }, ['ProviderName', 'ClientId']),
    ),
    SupportedLoginProviders: any(TEXT),
  }),
  'AWS::Cognito::IdentityPoolRoleAttachment': mapOf({
    IdentityPoolId: TEXT,
    Roles: any(ROLE_ARN),
    RoleMappings: any(
      mapOf({
        IdentityProvider: TEXT,
        Type: { enum: ['Token', 'Rules'] },
        AmbiguousRoleResolution: { enum: ['AuthenticatedRole', 'Deny'] },
        RulesConfiguration: mapOf({
          Rules: listOf(
            mapOf({ Claim: TEXT, MatchType: { enum: ['Equals', 'Contains', 'StartsWith', 'NotEqual'] }, Value: TEXT, RoleARN: ROLE_ARN }, [
              'Claim',
              'MatchType',
              'Value',
              'RoleARN',
            ]),
          ),
        }),
      }),
    ),
  }),
  'AWS::Cognito::IdentityPoolPrincipalTag': mapOf({
    IdentityPoolId: TEXT,
    IdentityProviderName: TEXT,
    UseDefaults: SWITCH,
    PrincipalTags: any(TEXT),
  }),
  'AWS::Cognito::UserPool': { type: 'object' },
  'AWS::Cognito::UserPoolClient': mapOf({ UserPoolId: USER_POOL_ID }),
  'AWS::Cognito::UserPoolGroup': mapOf({ UserPoolId: USER_POOL_ID, GroupName: TEXT, RoleArn: ROLE_ARN }),
  'AWS::IAM::Role': mapOf(
    {
      RoleName: TEXT,
      Path: TEXT,
      ManagedPolicyArns: listOf(POLICY_ARN),
      PermissionsBoundary: POLICY_ARN,
      Policies: listOf(mapOf({ PolicyName: TEXT }, ['PolicyName', 'PolicyDocument'])),
    },
    ['AssumeRolePolicyDocument'],
  ),
  'AWS::IAM::Policy': mapOf(ROLE_POLICIES),
  'AWS::IAM::ManagedPolicy': mapOf(ROLE_POLICIES),
  'AWS::IAM::RolePolicy': mapOf({ RoleName: TEXT, PolicyName: TEXT }),
  'AWS::IAM::OIDCProvider': { type: 'object' },
  'AWS::IAM::SAMLProvider': { type: 'object' },
};

export function textAt(properties: Properties, key: string): string | undefined {
  const value = properties[key];
  return typeof value === 'string' ? value : undefined;
}

export function isOn(properties: Properties, key: string): boolean {
  return /^(true|yes|on|1)$/i.test(textAt(properties, key) ?? '');
}

export function textsAt(properties: Properties, key: string): string[] {
  const value = properties[key];
  return Array.isArray(value) ? value.filter((member): member is string => typeof member === 'string') : [];
}

export function mapsAt(properties: Properties, key: string): Properties[] {
  const value = properties[key];
  return Array.isArray(value) ? value.filter(isMap) : [];
}

export function mapAt(properties: Properties, key: string): Properties {
  return mapFrom(properties[key]) ?? {};
}

/** undefined: neither a map nor JSON text of one. */
export function mapFrom(value: unknown): Properties | undefined {
  if (typeof value !== 'string') return isMap(value) ? value : undefined;
  try {
    const parsed = JSON.parse(value) as unknown;
    return isMap(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export function textMapAt(properties: Properties, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapAt(properties, key)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
