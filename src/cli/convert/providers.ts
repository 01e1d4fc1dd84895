/** Login providers of the pool, and the names by which mappings and principal tags call them. */
import type * as Yaml from 'yaml';
import { LOGIN_PROVIDERS } from '../../core/rules/provider-name';
import { isMap } from '../template/template';
import { eachWay, isNothing, referenceOf, choiceIn, listLike, NOTHING, toNode, type Value } from './expressions';
import { propertyOf, type Native, type Resource } from './native';
import { at, type Report } from './report';
import { isPlainList, keyOf, plain, valueAt, type Source } from './source';

const OWN_NAMES: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(LOGIN_PROVIDERS).map(([own, name]) => [name, own]));
const ID_OF: Readonly<Record<string, string>> = { Amazon: 'AppId', Apple: 'ServicesId', Facebook: 'AppId', Google: 'ClientId' };

/** `AuthenticationProviders`. */
export function providersOf(source: Source, { pool }: Native, report: Report): Value {
  const property = (name: string): Yaml.Node | undefined => propertyOf(source, pool, name);
  // The logins come first in the report, and after the user pools in the resource.
  const logins = loginsOf(source, pool, report);
  const value = {
    UserPools: userPoolsOf(source, pool, report),
    ...logins,
    OpenIdConnectProviderArns: property('OpenIdConnectProviderARNs'),
    SamlProviderArns: property('SamlProviderARNs'),
    DeveloperProviderName: property('DeveloperProviderName'),
  };
  return Object.values(value).every((member) => member === undefined) ? undefined : value;
}

function userPoolsOf(source: Source, pool: Resource, report: Report): Value {
  const written = propertyOf(source, pool, 'CognitoIdentityProviders');
  if (written === undefined) return undefined;
  return eachWay(source, written, (list) => {
    if (list === undefined) return undefined;
    if (!isPlainList(source, list)) {
      report.leftOut.push(`${at(pool)}: CognitoIdentityProviders, which a function makes as a whole: write UserPools out.`);
      return undefined;
    }
    const userPools = list.items.map((entry) =>
      eachWay(source, entry as Yaml.Node, (each) => userPoolOf(source, { pool, entry: each }, report)),
    );
    return listLike(source, list, userPools);
  });
}

function userPoolOf(
  source: Source,
  { pool, entry }: { readonly pool: Resource; readonly entry: Yaml.Node | undefined },
  { leftOut, notes }: Report,
): Value {
  if (entry === undefined) return undefined;
  if (!source.yaml.isMap(entry)) {
    leftOut.push(`${at(pool)}: an entry of CognitoIdentityProviders, which a function makes: write it out in UserPools.`);
    return undefined;
  }
  const member = (key: string): Yaml.Node | undefined => valueAt(source.yaml, entry, key);
  const check = member('ServerSideTokenCheck');
  if (check === undefined)
    notes.push(
      `${at(pool)}: ServerSideTokenCheck: false is written because the native pool has none, which is off. Take it out, and users who were signed out everywhere get no more credentials.`,
    );
  const userPool = toNode(source, {
    UserPoolId: userPoolIdOf(source, member('ProviderName')),
    UserPoolClientId: member('ClientId'),
    ServerSideTokenCheck: check ?? 'false',
  });
  if (typeof entry.commentBefore === 'string') userPool.commentBefore = entry.commentBefore;
  return userPool;
}

function loginsOf(source: Source, pool: Resource, report: Report): { readonly [key: string]: Value } {
  const node = propertyOf(source, pool, 'SupportedLoginProviders');
  if (node === undefined) return {};
  if (!isMapWrittenOut(source, node)) {
    report.leftOut.push(`${at(pool)}: SupportedLoginProviders, which a function makes as a whole: write the providers out.`);
    return {};
  }
  const known = node.items.flatMap((pair) => {
    const own = OWN_NAMES[keyOf(pair)];
    if (own === undefined) report.leftOut.push(`${at(pool)}: login provider ${keyOf(pair)}: this type has no property for it.`);
    const id = pair.value as Yaml.Node;
    return own === undefined || isNothing(source, id) ? [] : [{ own, id }];
  });
  return Object.fromEntries(
    known.map(({ own, id }) => [own, eachWay(source, id, (each) => each && loginOf(source, { pool, own, id: each }, report))]),
  );
}

function isMapWrittenOut(source: Source, node: Yaml.Node): node is Yaml.YAMLMap {
  if (!source.yaml.isMap(node) || node.tag !== undefined) return false;
  return choiceIn(source, node) === undefined && !node.items.some((pair) => keyOf(pair).startsWith('Fn::'));
}

function loginOf(
  source: Source,
  { pool, own, id }: { readonly pool: Resource; readonly own: string; readonly id: Yaml.Node },
  { notes }: Report,
): Value {
  if (own !== 'Twitter') return { [ID_OF[own] ?? '']: id };
  const twitter = twitterOf(source, id);
  if (typeof twitter.ConsumerSecret === 'string' && !twitter.ConsumerSecret.includes('{{resolve:'))
    notes.push(
      `${at(pool)}: the consumer secret of Twitter stands in the template as text, before and after. Put a parameter with NoEcho: true, or a dynamic reference, in its place.`,
    );
  return twitter;
}

/** The id at the end of `cognito-idp.REGION.amazonaws.com/ID`. */
export function userPoolIdOf(source: Source, node: Yaml.Node | undefined): Value {
  return eachWay(source, node, (each) => idAtEnd(plain(source.yaml, each)) ?? { 'Fn::Select': ['1', { 'Fn::Split': ['/', each] }] });
}

function idAtEnd(value: unknown): Value {
  if (typeof value === 'string') return value.includes('/') ? value.slice(value.lastIndexOf('/') + 1) : undefined;
  const reference = referenceOf(value);
  if (reference?.attribute === 'ProviderName') return { Ref: reference.logicalId };
  if (!isMap(value)) return undefined;
  const text = subText(value['Fn::Sub']);
  if (text !== undefined) return idOfSub(text);
  const joined = value['Fn::Join'];
  if (!Array.isArray(joined)) return undefined;
  const [delimiter, parts] = joined as [unknown, unknown];
  if (!Array.isArray(parts) || parts.length < 2) return undefined;
  const before: unknown = parts.at(-2);
  const ends = delimiter === '/' || (delimiter === '' && typeof before === 'string' && before.endsWith('/'));
  return ends ? toValue(parts.at(-1)) : delimiter === '' && typeof parts.at(-1) === 'string' ? idAtEnd(parts.at(-1)) : undefined;
}

/** The text of a Fn::Sub, its own variables written out; undefined: it is none, or one of them is more than a reference. */
function subText(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (!Array.isArray(argument)) return undefined;
  const [text, variables] = argument as [unknown, unknown];
  if (typeof text !== 'string' || !isMap(variables)) return undefined;
  const written = new Map(Object.entries(variables).map(([name, value]) => [name, partOfText(value)]));
  if ([...written.values()].includes(undefined)) return undefined;
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => written.get(name) ?? whole);
}

/** A text or a reference as a Fn::Sub has it. */
function partOfText(part: unknown): string | undefined {
  if (typeof part === 'string') return part;
  const reference = referenceOf(part);
  return reference && `\${${[reference.logicalId, reference.attribute].filter((each) => each !== undefined).join('.')}}`;
}

function idOfSub(text: string): Value {
  const id = text.slice(text.lastIndexOf('/') + 1);
  const [, name, attribute] = /^\$\{([\w:]+)(?:\.([\w.]+))?\}$/.exec(id) ?? [];
  if (name === undefined) return text.includes('/') && !id.includes('$') ? id : text.includes('/') ? { 'Fn::Sub': id } : undefined;
  if (!text.includes('/')) return attribute === 'ProviderName' ? { Ref: name } : undefined;
  return attribute === undefined ? { Ref: name } : { 'Fn::GetAtt': [name, attribute] };
}

/** A value in the long form, to be written again. */
export function toValue(value: unknown): Value {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toValue);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toValue(member)])) : undefined;
}

/** Key and secret are one text. */
function twitterOf({ yaml }: Source, node: Yaml.Node): { readonly ConsumerKey: Value; readonly ConsumerSecret: Value } {
  const value = plain(yaml, node);
  if (typeof value === 'string') {
    const at = value.indexOf(';');
    return { ConsumerKey: value.slice(0, at), ConsumerSecret: value.slice(at + 1) };
  }
  const text = isMap(value) ? (subText(value['Fn::Sub']) ?? joinedText(value)) : undefined;
  if (typeof text === 'string' && /^[^;]+;[^;]+$/.test(text)) {
    const [key = '', secret = ''] = text.split(';');
    return { ConsumerKey: subOf(key), ConsumerSecret: subOf(secret) };
  }
  const part = (index: string): Value => ({ 'Fn::Select': [index, { 'Fn::Split': [';', node.clone() as Yaml.Node] }] });
  return { ConsumerKey: part('0'), ConsumerSecret: part('1') };
}

/** A join of texts and Refs as a Fn::Sub has it. */
function joinedText(value: Readonly<Record<string, unknown>>): string | undefined {
  const joined = value['Fn::Join'];
  if (!Array.isArray(joined) || !Array.isArray(joined[1]) || typeof joined[0] !== 'string') return undefined;
  const parts = (joined[1] as unknown[]).map(partOfText);
  return parts.includes(undefined) ? undefined : parts.join(joined[0]);
}

function subOf(text: string): Value {
  const reference = referenceOf({ 'Fn::Sub': text });
  if (reference === undefined) return text.includes('${') ? { 'Fn::Sub': text } : text;
  return reference.attribute === undefined ? { Ref: reference.logicalId } : { 'Fn::GetAtt': [reference.logicalId, reference.attribute] };
}

/** A provider of the pool, as a role mapping or principal tags name it. */
export function identityProviderOf(
  source: Source,
  node: Yaml.Node,
  { native, use }: { readonly native: Native; readonly use: 'mapping' | 'tags' },
): Value {
  return eachWay(source, node, (each) => {
    if (each === undefined) return NOTHING;
    const value = plain(source.yaml, each);
    const own = typeof value === 'string' ? OWN_NAMES[value] : undefined;
    if (own !== undefined) return { LoginProvider: own };
    const typeOf = (id: string | undefined): string | undefined => native.all.find((resource) => resource.id === id)?.type;
    const reference = referenceOf(value);
    if (typeOf(reference?.logicalId) === 'AWS::IAM::OIDCProvider' || /:oidc-provider\//.test(textOf(value)))
      return { OpenIdConnectProviderArn: each };
    if (typeOf(reference?.logicalId) === 'AWS::IAM::SAMLProvider' || /:saml-provider\//.test(textOf(value)))
      return { SamlProviderArn: each };
    const userPool = use === 'tags' ? only(idAtEnd(value)) : withClient(value);
    return userPool === undefined ? { ProviderName: each } : { UserPool: userPool };
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function only(UserPoolId: Value): { readonly [key: string]: Value } | undefined {
  return UserPoolId === undefined || isDeveloper(UserPoolId) ? undefined : { UserPoolId };
}

function isDeveloper(value: Value): boolean {
  return typeof value === 'string' && !/^[\w-]+_[0-9a-zA-Z]+$/.test(value);
}

/** `PROVIDER:CLIENT`, in any of the ways in which templates put it together. */
function withClient(value: unknown): { readonly [key: string]: Value } | undefined {
  const text = typeof value === 'string' ? value : isMap(value) ? (subText(value['Fn::Sub']) ?? joinedText(value)) : undefined;
  if (typeof text !== 'string') return undefined;
  const isMade = typeof value !== 'string';
  const at = splitAtColon(text);
  if (at === undefined) return undefined;
  const [provider, client] = [text.slice(0, at), text.slice(at + 1)];
  const UserPoolId = isMade ? (idOfSub(provider) ?? idAtEnd(provider)) : idAtEnd(provider);
  const known = only(UserPoolId);
  if (known === undefined || client === '') return undefined;
  return { ...known, UserPoolClientId: isMade ? subOf(client) : client };
}

/** The last colon that is not inside of `${AWS::Region}`. */
function splitAtColon(text: string): number | undefined {
  let depth = 0;
  let found: number | undefined;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    if (text[index] === '}') depth -= 1;
    if (text[index] === ':' && depth === 0) found = index;
  }
  return found;
}
