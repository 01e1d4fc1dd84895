import type * as Yaml from 'yaml';
import schema from '../../../schema.json';
import { dependsOnOf } from './circles';
import { commentsAbove, hasSpaceAbove } from './comments';
import { partsOf, underCondition, type Conversion } from './conversion';
import { referencesIn, toNode, type Value } from './expressions';
import { propertyOf } from './native';
import { principalTags } from './principal-tags';
import { providersOf } from './providers';
import { at, type Report } from './report';
import { roleMappings } from './role-mappings';
import { commentsOfDefaultRole, defaultRole, mappedRoles } from './roles';
import { commentAboveKey, plain } from './source';

/** The resource of this type, with its logical id. */
export function newResource(conversion: Conversion, report: Report): Yaml.Pair {
  const { source, native, requested, replaced, handedOver, folded } = conversion;
  const { pool } = native;
  const properties = mapOf(conversion, propertiesOf(conversion, report));
  const references = referencesIn(plain(source.yaml, properties)).map(({ logicalId }) => logicalId);
  const replacedResources = [...partsOf(native), ...handedOver.map(({ resource }) => resource), ...folded];
  const dependsOn = dependsOnOf(conversion, replacedResources).filter((name) => !references.includes(name));
  const policy = (name: string): Value => (requested.stage === 'imported' ? 'Retain' : pool.map.get(name, true));
  const resource = toNode(source, {
    Type: requested.entryPoint === 'custom-resource' ? 'Custom::IdentityPoolWithRoles' : schema.typeName,
    Condition: pool.condition,
    DependsOn: dependsOn.length > 1 ? dependsOn : dependsOn[0],
    DeletionPolicy: policy('DeletionPolicy'),
    UpdateReplacePolicy: policy('UpdateReplacePolicy'),
    Properties: properties,
  });
  const key = toNode(source, replaced.id);
  const comments = commentsAbove(conversion, pool);
  if (comments !== undefined) key.commentBefore = comments;
  if (source.resources.items[0] !== pool.pair && hasSpaceAbove(conversion, pool)) key.spaceBefore = true;
  return new source.yaml.Pair(key, resource);
}

interface Property {
  readonly name: string;
  readonly value: Value;
  /** Those above the native resource that the property comes from. */
  readonly comments?: string | undefined;
}

/** In this order, because each may add to the report. */
function propertiesOf(conversion: Conversion, report: Report): readonly Property[] {
  const { source, native, requested } = conversion;
  const { pool, attachment } = native;
  const own = (name: string): Yaml.Node | undefined => propertyOf(source, pool, name);
  const isCustom = requested.entryPoint === 'custom-resource';
  const providers = providersOf(source, native, report);
  reportCognitoSync(conversion, report);
  return [
    { name: 'ServiceToken', value: isCustom ? { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' } : undefined },
    { name: 'AdoptIdentityPoolId', value: requested.stage === 'adopted' ? requested.poolId : undefined },
    { name: 'IdentityPoolName', value: own('IdentityPoolName') },
    { name: 'AllowUnauthenticatedIdentities', value: own('AllowUnauthenticatedIdentities') },
    { name: 'AllowClassicFlow', value: own('AllowClassicFlow') },
    { name: 'AuthenticationProviders', value: providers },
    ...(['authenticated', 'unauthenticated'] as const).map((kind) => ({
      name: kind === 'authenticated' ? 'AuthenticatedRole' : 'UnauthenticatedRole',
      value: defaultRole(conversion, kind, report),
      comments: commentsOfDefaultRole(conversion, kind),
    })),
    { name: 'MappedRoles', value: mappedRoles(conversion, report) },
    {
      name: 'RoleMappings',
      value: attachment && underCondition(conversion, attachment, roleMappings(conversion, attachment, report)),
      comments: attachment && commentsAbove(conversion, attachment),
    },
    { name: 'PrincipalTags', value: principalTags(conversion) },
    { name: 'Tags', value: own('IdentityPoolTags') },
  ];
}

function reportCognitoSync({ source, native: { pool }, requested }: Conversion, { leftOut }: Report): void {
  const outcome = requested.stage === 'complete' ? 'A new pool does not have it' : 'The pool keeps it';
  for (const name of ['CognitoStreams', 'CognitoEvents', 'PushSync'])
    if (propertyOf(source, pool, name) !== undefined)
      leftOut.push(`${at(pool)}: ${name} is of Cognito Sync, which this type does not manage. ${outcome}.`);
}

function mapOf({ source }: Conversion, properties: readonly Property[]): Yaml.YAMLMap {
  const map = new source.yaml.YAMLMap();
  for (const { name, value, comments } of properties) {
    if (value === undefined) continue;
    const key = toNode(source, name);
    const inside = source.yaml.isNode(value) ? commentAboveKey(value) : undefined;
    const above = [comments, inside].filter((each) => each !== undefined).join('\n');
    if (above !== '') key.commentBefore = above;
    map.items.push(new source.yaml.Pair(key, toNode(source, value)));
  }
  return map;
}
