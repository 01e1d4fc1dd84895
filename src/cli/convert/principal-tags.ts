import { withCommentsAbove } from './comments';
import { underCondition, type Conversion } from './conversion';
import { toNode, type Value } from './expressions';
import { identityProviderOf } from './identity-provider';
import { propertyOf } from './native';
import { shown } from './report';

export function principalTags(conversion: Conversion): Value {
  const { source, native } = conversion;
  if (native.principalTags.length === 0) return undefined;
  return native.principalTags.map((resource) => {
    const provider = propertyOf(source, resource, 'IdentityProviderName');
    const isDefault = shown(source, propertyOf(source, resource, 'UseDefaults')) === 'true';
    const entry = toNode(source, {
      IdentityProvider: provider && identityProviderOf(source, provider, { native, use: 'tags' }),
      UseDefaults: isDefault ? 'true' : undefined,
      Tags: isDefault ? undefined : propertyOf(source, resource, 'PrincipalTags'),
    });
    return underCondition(conversion, resource, withCommentsAbove(conversion, resource, entry));
  });
}
