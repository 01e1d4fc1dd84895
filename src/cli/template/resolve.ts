/** Owns what intrinsic functions give, as far as the template and its parameters tell; for the rest a placeholder stands. */
import { dnsSuffixOf, partitionOf } from '../../core/rules/partition';
import { userPoolProviderName } from '../../core/rules/provider-name';
import { UsageError } from '../context';
import type { Kind, Placeholders } from './placeholders';
import type { Template } from './template';

export interface Scope {
  readonly template: Template;
  /** Of parameters, and of what else a caller knows: `UserPool`, `Files.Arn`. */
  readonly values: ReadonlyMap<string, string>;
  readonly region: string;
  readonly stackName: string;
  readonly accountId: string;
  readonly placeholders: Placeholders;
}

/** What `AWS::NoValue` gives: the property is not there. */
const NOTHING = Symbol('AWS::NoValue');

export const resolve = (value: unknown, scope: Scope): unknown => {
  const resolved = resolveAny(value, scope);
  return resolved === NOTHING ? undefined : resolved;
};

const resolveAny = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((member) => resolveAny(member, scope)).filter((member) => member !== NOTHING);
  // YAML takes a policy's Version without quotes for a date.
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  const [name, argument] = entries[0] ?? ['', undefined];
  if (entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')))
    return call(name, argument, scope, value);
  return Object.fromEntries(entries.map(([key, member]) => [key, resolveAny(member, scope)]).filter(([, member]) => member !== NOTHING));
};

const call = (name: string, argument: unknown, scope: Scope, whole: object): unknown => {
  switch (name) {
    case 'Ref':
      return reference(String(argument), scope);
    case 'Fn::GetAtt':
      return attribute(argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Join': {
      const [separator, members] = listOf(argument, scope);
      return (Array.isArray(members) ? members.map(String) : [String(members)]).join(String(separator));
    }
    case 'Fn::Select': {
      const [index, members] = listOf(argument, scope);
      return Array.isArray(members) ? (members[Number(index)] as unknown) : unknown(name, whole, scope);
    }
    case 'Fn::Split': {
      const [separator, text] = listOf(argument, scope);
      return String(text).split(String(separator));
    }
    case 'Fn::If': {
      const [condition, then, otherwise] = Array.isArray(argument) ? (argument as unknown[]) : [];
      return resolveAny(isTrue(String(condition), scope) ? then : otherwise, scope);
    }
    case 'Fn::FindInMap': {
      const [map, top, second] = listOf(argument, scope);
      return scope.template.Mappings?.[String(map)]?.[String(top)]?.[String(second)] ?? unknown(name, whole, scope);
    }
    // A property is free to be called so.
    case 'Condition':
      return Object.fromEntries([[name, resolveAny(argument, scope)]]);
    default:
      return unknown(name, whole, scope);
  }
};

/** A value that only a deployment knows, shown as the template has it. */
const unknown = (name: string, whole: object, { placeholders }: Scope): string => {
  const argument = Object.values(whole)[0] as unknown;
  const shown = typeof argument === 'string' ? argument : JSON.stringify(argument);
  return placeholders.standFor(`\${${name.slice('Fn::'.length)} ${shown}}`, 'text');
};

const listOf = (argument: unknown, scope: Scope): unknown[] => {
  const list = resolveAny(argument, scope);
  return Array.isArray(list) ? (list as unknown[]) : [];
};

const reference = (name: string, scope: Scope): unknown => {
  const { template, values, placeholders } = scope;
  if (name === 'AWS::NoValue') return NOTHING;
  const pseudo = pseudoParameter(name, scope);
  if (pseudo !== undefined) return pseudo;
  const value = values.get(name);
  const type = template.Parameters?.[name]?.Type ?? 'String';
  if (value !== undefined) {
    if (type.startsWith('AWS::SSM::')) return placeholders.standFor(`\${${name}}`, 'text');
    return /List/.test(type) ? value.split(',').map((member) => member.trim()) : value;
  }
  const resource = template.Resources[name];
  if (resource === undefined) throw new UsageError(`Ref ${name} names neither a parameter nor a resource.`);
  return placeholders.standFor(`\${${name}}`, REFERENCES[resource.Type] ?? 'text');
};

/** What the Ref of a resource is, where it matters. */
const REFERENCES: Readonly<Record<string, Kind>> = {
  'AWS::Cognito::UserPool': 'userPoolId',
  'AWS::IAM::ManagedPolicy': 'iam:policy',
  'AWS::IAM::OIDCProvider': 'iam:oidc-provider',
  'AWS::IAM::SAMLProvider': 'iam:saml-provider',
};

const pseudoParameter = (name: string, { region, stackName, accountId, placeholders }: Scope): string | undefined => {
  switch (name) {
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return partitionOf(region);
    case 'AWS::URLSuffix':
      return dnsSuffixOf(region);
    case 'AWS::AccountId':
      return accountId;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::StackId':
    case 'AWS::NotificationARNs':
      return placeholders.standFor(`\${${name}}`, 'arn');
    default:
      return undefined;
  }
};

const attribute = (argument: unknown, scope: Scope): unknown => {
  const [name = '', ...path] = Array.isArray(argument)
    ? argument.map((part) => String(resolveAny(part, scope)))
    : String(argument).split('.');
  const attributeName = path.join('.');
  const given = scope.values.get(`${name}.${attributeName}`);
  if (given !== undefined) return given;
  const resource = scope.template.Resources[name];
  if (resource === undefined) throw new UsageError(`GetAtt ${name}.${attributeName} names no resource.`);
  if (resource.Type === 'AWS::Cognito::UserPool') {
    if (attributeName === 'UserPoolId') return reference(name, scope);
    if (attributeName === 'ProviderName') return userPoolProviderName(String(reference(name, scope)));
  }
  return scope.placeholders.standFor(`\${${name}.${attributeName}}`, kindOf(resource.Type, attributeName));
};

const kindOf = (type: string, attributeName: string): Kind => {
  if (!/arn$/i.test(attributeName)) return 'text';
  if (type === 'AWS::IAM::ManagedPolicy') return 'iam:policy';
  return type === 'AWS::IAM::OIDCProvider' ? 'iam:oidc-provider' : type === 'AWS::IAM::Role' ? 'iam:role' : 'arn';
};

const substitute = (argument: unknown, scope: Scope): string => {
  const [text, own] = Array.isArray(argument)
    ? (argument as [unknown, Readonly<Record<string, unknown>> | undefined])
    : [argument, undefined];
  return String(text).replace(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const value = own !== undefined && Object.hasOwn(own, name) ? resolveAny(own[name], scope) : undefined;
    if (value !== undefined) return textOf(value);
    return String(name.includes('.') ? attribute(name, scope) : reference(name, scope));
  });
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** @param name of one of the template's Conditions. */
export const isTrue = (name: string, scope: Scope): boolean => {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw new UsageError(`The template has no condition ${name}.`);
  return holds(condition, scope);
};

const holds = (condition: unknown, scope: Scope): boolean => {
  const [name, argument] = (Object.entries(condition as object) as [string, unknown][])[0] ?? ['', undefined];
  const members = Array.isArray(argument) ? (argument as unknown[]) : [];
  switch (name) {
    case 'Condition':
      return isTrue(String(argument), scope);
    case 'Fn::Equals': {
      const [one, other] = members.map((member) => String(resolveAny(member, scope)));
      return one === other;
    }
    case 'Fn::Not':
      return !holds(members[0], scope);
    case 'Fn::And':
      return members.every((member) => holds(member, scope));
    case 'Fn::Or':
      return members.some((member) => holds(member, scope));
    default:
      throw new UsageError(`${name} is not known in a condition.`);
  }
};
