/** The native resources of a template that make one pool what it is. */
import type * as Yaml from 'yaml';
import { isMap, isOwnType } from '../template/template';
import { usageProblem } from '../template/problem';
import { choiceIn, referenceOf, referencesIn } from './expressions';
import { keyOf, plain, valueAt, type Source } from './source';
import { isPool, readTrust, type Trust } from './trust';

export interface Resource {
  readonly id: string;
  readonly pair: Yaml.Pair;
  readonly type: string;
  readonly map: Yaml.YAMLMap;
  readonly condition: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly line: number;
}

export interface RoleOfPool {
  readonly resource: Resource;
  readonly trust: Trust;
  /** In the order in which a reference elsewhere is served. */
  readonly places: readonly Place[];
  /** Why the native role stays beside the created one; undefined: it goes. */
  readonly stays: string | undefined;
}

export type Place = 'authenticated' | 'unauthenticated' | { readonly mapped: string };

export interface Native {
  readonly all: readonly Resource[];
  readonly pool: Resource;
  readonly attachment: Resource | undefined;
  readonly principalTags: readonly Resource[];
  readonly roles: readonly RoleOfPool[];
}

const POOL = 'AWS::Cognito::IdentityPool';
const ATTACHMENT = 'AWS::Cognito::IdentityPoolRoleAttachment';
const PRINCIPAL_TAG = 'AWS::Cognito::IdentityPoolPrincipalTag';

export function resourcesOf({ yaml, resources, text }: Source): Resource[] {
  return resources.items.flatMap((pair) => {
    const written = plain(yaml, pair.value);
    if (!isMap(written) || !yaml.isMap(pair.value)) return [];
    const { range } = pair.key as { readonly range?: readonly number[] };
    const { Type, Condition, Properties } = written;
    return [
      {
        id: keyOf(pair),
        pair: pair,
        type: String(Type),
        map: pair.value,
        condition: typeof Condition === 'string' ? Condition : undefined,
        properties: isMap(Properties) ? Properties : {},
        line: text.slice(0, range?.[0] ?? 0).split('\n').length,
      },
    ];
  });
}

/** @throws UsageError where there is no native pool to convert, or not one alone. */
export function readNativePool(source: Source, asked: string | undefined): Native {
  const all = resourcesOf(source);
  const pools = all.filter(({ type }) => type === POOL);
  const pool = choosePool(source, { all, pools, asked });
  const ofPool = (type: string): Resource[] =>
    all.filter((each) => each.type === type && isPool(each.properties['IdentityPoolId'], pool.id));
  const attachments = ofPool(ATTACHMENT);
  if (attachments.length > 1)
    throw usageProblem(
      `${source.file}: ${pool.id} has ${attachments.length} role attachments, ${attachments.map(({ id }) => id).join(' and ')}, and a pool has one. Unite them first, with Fn::If where their conditions differ.`,
    );
  const [attachment] = attachments;
  const native = { all, pool, attachment, principalTags: ofPool(PRINCIPAL_TAG) };
  return { ...native, roles: rolesOf(source, native) };
}

function choosePool(
  { file }: Source,
  { all, pools, asked }: { readonly all: readonly Resource[]; readonly pools: readonly Resource[]; readonly asked: string | undefined },
): Resource {
  const own = all.filter(({ type }) => isOwnType(type));
  const ids = pools.map(({ id }) => id).join(', ');
  if (asked !== undefined) {
    const found = pools.find(({ id }) => id === asked);
    if (found !== undefined) return found;
    const other = all.find(({ id }) => id === asked);
    if (other !== undefined && isOwnType(other.type))
      throw usageProblem(`${asked} in ${file} is of this type already: there is nothing to convert.`);
    throw usageProblem(`${file} has no AWS::Cognito::IdentityPool ${asked}. It has: ${ids === '' ? 'none' : ids}.`);
  }
  const [pool, ...others] = pools;
  if (pool === undefined) {
    if (own.length > 0)
      throw usageProblem(
        `${file} has no AWS::Cognito::IdentityPool: ${own.map(({ id }) => id).join(', ')} is of this type already, and there is nothing to convert.`,
      );
    throw usageProblem(
      `${file} has no AWS::Cognito::IdentityPool. If a macro, a loop (Fn::ForEach) or another tool makes it, convert the template that this makes, such as that of cdk synth.`,
    );
  }
  if (others.length > 0)
    throw usageProblem(
      `${file} has several identity pools: ${ids}. Name one with --resource; then convert what was printed again, for the next.`,
    );
  return pool;
}

type Unresolved = Omit<Native, 'roles'>;

function rolesOf(source: Source, native: Unresolved): RoleOfPool[] {
  const { all, pool, attachment } = native;
  const { Roles, RoleMappings } = attachment?.properties ?? {};
  const used = new Map<string, Place[]>();
  const use = (id: string, place: Place): void => void used.set(id, [...(used.get(id) ?? []), place]);
  const isRole = (id: string): boolean => all.some((each) => each.id === id && each.type === 'AWS::IAM::Role');
  const rolesIn = (value: unknown): string[] => [
    ...new Set(
      referencesIn(value)
        .filter(({ logicalId, attribute }) => attribute === 'Arn' && isRole(logicalId))
        .map(({ logicalId }) => logicalId),
    ),
  ];
  for (const kind of ['authenticated', 'unauthenticated'] as const) for (const id of membersOf(Roles, kind).flatMap(rolesIn)) use(id, kind);
  const names = new Set(['authenticated']);
  const map = (id: string): void => {
    if (used.get(id)?.some((place) => place === 'authenticated' || typeof place === 'object') === true) return;
    use(id, { mapped: mappedName(id, names) });
  };
  for (const id of rolesIn(RoleMappings)) map(id);
  // Roles of groups reach the pool in the token.
  const groups = all.filter(({ type }) => type === 'AWS::Cognito::UserPoolGroup');
  for (const id of groups.flatMap(({ properties }) => rolesIn(properties['RoleArn']))) {
    const statements = readTrust(all.find((each) => each.id === id)?.properties['AssumeRolePolicyDocument']).statements ?? [];
    const audiences = statements.flatMap((statement) => statement.audiences);
    const isLone = audiences.length > 0 || all.filter(({ type }) => type === POOL).length === 1;
    if (used.has(id) || (statements.length > 0 && isLone && audiences.every((audience) => isPool(audience, pool.id)))) map(id);
  }
  return [...used].flatMap(([id, places]) => {
    const resource = all.find((each) => each.id === id);
    if (resource === undefined) return [];
    const trust = readTrust(resource.properties['AssumeRolePolicyDocument']);
    return [{ resource, trust, places, stays: whyItStays(source, { resource, trust, native, places }) }];
  });
}

/** The values of a key, in a map that conditions may choose. */
function membersOf(value: unknown, key: string): unknown[] {
  if (!isMap(value)) return [];
  const choice = value['Fn::If'];
  if (Array.isArray(choice)) return choice.slice(1).flatMap((way) => membersOf(way, key));
  return key in value ? [value[key]] : [];
}

function mappedName(id: string, names: Set<string>): string {
  const short = id.length > 4 && id.endsWith('Role') ? id.slice(0, -4) : id;
  const stem = short.replace(/[^A-Za-z0-9]/g, '').slice(0, 30);
  let name = stem;
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `${stem}${number}`;
  names.add(name.toLowerCase());
  return name;
}

function whyItStays(
  source: Source,
  {
    resource,
    trust,
    native,
    places,
  }: { readonly resource: Resource; readonly trust: Trust; readonly native: Unresolved; readonly places: readonly Place[] },
): string | undefined {
  const { all, pool } = native;
  if (trust.others.length > 0) return 'others than Cognito can take it';
  const otherPools = all.filter(
    ({ id, type, properties }) =>
      type === ATTACHMENT && id !== native.attachment?.id && referencesIn(properties).some(({ logicalId }) => logicalId === resource.id),
  );
  if (otherPools.length > 0) return `${otherPools.map(({ id }) => id).join(', ')} gives it to another pool`;
  // MappedRoleIds do not exist.
  const isMappedOnly = places.every((place) => typeof place === 'object');
  const unserved = all.find(({ id, map }) => {
    if (id === resource.id || id === pool.id) return false;
    return referencesIn(plain(source.yaml, map)).some(
      ({ logicalId, attribute }) =>
        logicalId === resource.id && attribute !== undefined && attribute !== 'Arn' && (isMappedOnly || attribute !== 'RoleId'),
    );
  });
  if (unserved !== undefined) return `${unserved.id} refers to an attribute of it that this type does not have for mapped roles`;
  const profile = all.find(
    ({ type, properties }) =>
      type === 'AWS::IAM::InstanceProfile' && referencesIn(properties['Roles']).some(({ logicalId }) => logicalId === resource.id),
  );
  return profile === undefined ? undefined : `${profile.id} has it`;
}

/** The nodes of a resource's property. */
export function propertyOf({ yaml }: Source, { map }: Pick<Resource, 'map'>, name: string): Yaml.Node | undefined {
  return valueAt(yaml, map.get('Properties', true), name);
}

/** Whether the value is the ARN of a native role of the pool, for each way in which it may turn out. */
export function roleIn(source: Source, node: Yaml.Node | undefined, roles: readonly RoleOfPool[]): RoleOfPool | undefined {
  if (choiceIn(source, node) !== undefined) return undefined;
  const reference = referenceOf(plain(source.yaml, node));
  return reference?.attribute === 'Arn' ? roles.find(({ resource }) => resource.id === reference.logicalId) : undefined;
}
