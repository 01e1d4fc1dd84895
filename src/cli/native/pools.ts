import type { MappingRule, RoleAssignments, RoleMapping } from '../../core/state';
import { isMap } from '../template/template';
import type { NativePool } from './native-template';
import { isOn, mapAt, mapsAt, textAt, textMapAt, textsAt, type NativeResource, type Properties } from './resources';

/** One for each resource that gives it roles. */
export function poolsOf({ place, properties, open }: NativeResource, id: string, all: readonly NativeResource[]): NativePool[] {
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
