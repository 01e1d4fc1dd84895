import type * as Yaml from 'yaml';
import { choiceIn, eachWay, isNothing, listLike, toNode, type Value } from './expressions';
import { OWN_NAMES } from './identity-provider';
import { propertyOf, type Native, type Resource } from './native';
import { at, type Report } from './report';
import { isPlainList, keyOf, plain, valueAt, type Source } from './source';
import { madeText, subOf, userPoolIdOf } from './texts';

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
  { leftOut, notes }: Report,
): Value {
  if (own !== 'Twitter') return { [ID_OF[own] ?? '']: id };
  const twitter = twitterOf(source, id);
  if (twitter === undefined) {
    leftOut.push(
      `${at(pool)}: login provider api.twitter.com, because its text has no ; between the consumer key and the consumer secret: write ConsumerKey and ConsumerSecret out in AuthenticationProviders.Twitter.`,
    );
    return undefined;
  }
  if (typeof twitter.ConsumerSecret === 'string' && !twitter.ConsumerSecret.includes('{{resolve:'))
    notes.push(
      `${at(pool)}: the consumer secret of Twitter stands in the template as text, before and after. Put a parameter with NoEcho: true, or a dynamic reference, in its place.`,
    );
  return twitter;
}

/** Key and secret are one text. undefined: it cannot be taken apart. */
function twitterOf({ yaml }: Source, node: Yaml.Node): { readonly ConsumerKey: Value; readonly ConsumerSecret: Value } | undefined {
  const value = plain(yaml, node);
  if (typeof value === 'string') {
    const [, key, secret] = /^([^;]+);(.+)$/s.exec(value) ?? [];
    return key === undefined ? undefined : { ConsumerKey: key, ConsumerSecret: secret };
  }
  const text = madeText(value);
  if (text !== undefined && /^[^;]+;[^;]+$/.test(text)) {
    const [key = '', secret = ''] = text.split(';');
    return { ConsumerKey: subOf(key), ConsumerSecret: subOf(secret) };
  }
  // CloudFormation splits a text before it looks up a dynamic reference.
  if (text?.includes('{{resolve:') === true) return undefined;
  const part = (index: string): Value => ({ 'Fn::Select': [index, { 'Fn::Split': [';', node.clone() as Yaml.Node] }] });
  return { ConsumerKey: part('0'), ConsumerSecret: part('1') };
}
