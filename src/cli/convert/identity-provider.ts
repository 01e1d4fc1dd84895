/** The names by which role mappings and principal tags call the login providers of the pool. */
import type * as Yaml from 'yaml';
import { LOGIN_PROVIDERS } from '../../core/rules/provider-name';
import { eachWay, NOTHING, referenceOf, type Value } from './expressions';
import type { Native } from './native';
import { plain, type Source } from './source';
import { idAtEnd, idOfSub, madeText, subOf } from './texts';

/** This type's names of login providers, by those that Cognito has for them. */
export const OWN_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LOGIN_PROVIDERS).map(([own, name]) => [name, own]),
);

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
  const text = typeof value === 'string' ? value : madeText(value);
  if (text === undefined) return undefined;
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
