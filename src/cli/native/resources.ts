import { isText, isTrue } from '../template/conditions';
import type { Placeholders, UnknownValue } from '../template/placeholders';
import { resolve } from '../template/resolve';
import { itemNode, memberNode, type SchemaNode } from '../template/schema-node';
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
}

/** Numbers and booleans are text, as CloudFormation sends them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Resources of the types that make a pool what it is. */
export function resourcesIn(scope: Scope, placeholders: Placeholders): NativeResource[] {
  return Object.entries(scope.template.Resources).flatMap(([logicalId, resource]) => {
    const type = String(resource.Type);
    if (!Object.hasOwn(FORMS, type) || !isCreated(resource, scope)) return [];
    const { Properties = {} } = resource;
    const resolved = isMap(Properties) ? resolve(Properties, scope) : {};
    const { value, unknown } = placeholders.place(settled(isMap(resolved) ? resolved : {}, FORMS[type], scope), FORMS[type]);
    const line = lineOf(scope.template.Resources, logicalId) ?? lineOf(resource);
    const place = { file: scope.template.file, ...(line === undefined ? {} : { line }), logicalId };
    return [{ type, place, properties: isMap(value) ? value : {}, unknown: [...unknown.values()] }];
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
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, settled(member, memberNode(node, key), scope)]));
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
const mapOf = (properties: Readonly<Record<string, SchemaNode>>): SchemaNode => ({ type: 'object', properties });
const any = (member: SchemaNode): SchemaNode => ({ type: 'object', patternProperties: { '.*': member } });

const ROLE_POLICIES = { Roles: listOf(TEXT), PolicyName: TEXT };

/** What a value that only a deployment knows looks like, by where it stands; of the rest nothing is known. */
const FORMS: Readonly<Record<string, SchemaNode>> = {
  'AWS::Cognito::IdentityPool': mapOf({
    IdentityPoolName: TEXT,
    AllowUnauthenticatedIdentities: SWITCH,
    AllowClassicFlow: SWITCH,
    OpenIdConnectProviderARNs: listOf(OIDC_ARN),
    SamlProviderARNs: listOf(SAML_ARN),
    CognitoIdentityProviders: listOf(mapOf({ ProviderName: TEXT, ClientId: TEXT })),
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
            mapOf({ Claim: TEXT, MatchType: { enum: ['Equals', 'Contains', 'StartsWith', 'NotEqual'] }, Value: TEXT, RoleARN: ROLE_ARN }),
          ),
        }),
      }),
    ),
  }),
  'AWS::Cognito::IdentityPoolPrincipalTag': mapOf({ IdentityPoolId: TEXT, IdentityProviderName: TEXT, PrincipalTags: any(TEXT) }),
  'AWS::Cognito::UserPool': {},
  'AWS::Cognito::UserPoolClient': mapOf({ UserPoolId: USER_POOL_ID }),
  'AWS::Cognito::UserPoolGroup': mapOf({ UserPoolId: USER_POOL_ID, GroupName: TEXT, RoleArn: ROLE_ARN }),
  'AWS::IAM::Role': mapOf({ RoleName: TEXT, Path: TEXT, ManagedPolicyArns: listOf(POLICY_ARN), PermissionsBoundary: POLICY_ARN }),
  'AWS::IAM::Policy': mapOf(ROLE_POLICIES),
  'AWS::IAM::ManagedPolicy': mapOf(ROLE_POLICIES),
  'AWS::IAM::RolePolicy': mapOf({ RoleName: TEXT, PolicyName: TEXT }),
  'AWS::IAM::OIDCProvider': {},
  'AWS::IAM::SAMLProvider': {},
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
  const value = properties[key];
  return isMap(value) ? value : {};
}

export function textMapAt(properties: Properties, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapAt(properties, key)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
