import type * as Yaml from 'yaml';
import schema from '../../../schema.json';
import { isMap } from '../template/template';
import { usageProblem } from '../template/problem';
import { choiceIn, eachWay, listLike, memberOf, NOTHING, referencesIn, referenceOf, toNode, type Value } from './expressions';
import { readNativePool, propertyOf, roleIn, resourcesOf, type Native, type Place, type Resource, type RoleOfPool } from './native';
import { layoutOf, type Layout } from './print';
import { identityProviderOf, providersOf } from './providers';
import { rewrite, rewriteDependsOn } from './references';
import { commentAboveKey, copyOf, keyOf, plain, valueAt, type Source } from './source';
import { attributeOfRole, targetOf, type Replaced } from './targets';
import { compareTrust } from './trust';

export const ENTRY_POINTS = ['custom-resource', 'registry-type'] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];

/** How far the move has come. `complete`: nothing native is left, as for a new stack and at the end of a move. */
export type Stage = 'retained' | 'taken-out' | 'adopted' | 'imported' | 'complete';

export interface Requested {
  readonly entryPoint: EntryPoint;
  readonly resource: string | undefined;
  readonly stage: Stage;
  /** Of the pool that is there, for the stages between. */
  readonly poolId: string | undefined;
  /** Logical ids of native roles that the new resource creates again; of no meaning once the move is complete. */
  readonly handedOver: readonly string[];
  readonly keepsRoleNames: boolean;
}

export interface Converted {
  readonly source: Source;
  readonly layout: Layout | undefined;
  readonly native: Native;
  readonly id: string;
  /** undefined: this stage has none. */
  readonly pair: Yaml.Pair | undefined;
  readonly removed: readonly Resource[];
  readonly fixed: readonly string[];
  readonly leftOut: readonly string[];
  readonly notes: readonly string[];
}

/** Changes the document of the source. @throws UsageError where there is nothing to convert. */
export function convert(source: Source, requested: Requested): Converted {
  const layout = layoutOf(source);
  const native = readNativePool(source, requested.resource);
  const unknown = requested.handedOver.filter((id) => !native.roles.some(({ resource }) => resource.id === id));
  if (unknown.length > 0)
    throw usageProblem(
      `${unknown.join(', ')} is no role of ${native.pool.id} in ${source.file}. Its roles: ${native.roles.map(({ resource }) => resource.id).join(', ') || 'none'}.`,
    );
  return new Conversion(source, requested, { native, layout }).run();
}

const MACRO = 'Fn::Transform';

/** Properties of native resources that are maps, and of which nothing else is said where they are read. */
const MAPS = ['Roles', 'PrincipalTags'];

const ADDED = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'];

class Conversion {
  private readonly fixed: string[] = [];
  private readonly leftOut: string[] = [];
  private readonly notes: string[] = [];
  private readonly native: Native;
  private readonly layout: Layout | undefined;
  private readonly id: string;
  private readonly handed: readonly RoleOfPool[];
  private readonly folded = new Map<string, Resource>();
  private readonly extracted: Yaml.Pair[] = [];
  private readonly extractedFrom = new Set<string>();
  private readonly replaced: Replaced;
  private readonly reaching: ReadonlySet<string>;

  constructor(
    private readonly source: Source,
    private readonly requested: Requested,
    { native, layout }: { readonly native: Native; readonly layout: Layout | undefined },
  ) {
    this.native = native;
    this.layout = layout;
    this.id = freeName(native);
    const { stage, handedOver, poolId } = requested;
    this.handed = native.roles.filter(({ resource }) => stage === 'complete' || handedOver.includes(resource.id));
    // Those that a condition may leave out come last: they move the numbers of the others.
    const mapped = this.handed.filter(({ places }) => places.some((place) => typeof place === 'object'));
    const isOpen = ({ resource }: RoleOfPool): boolean => resource.condition !== undefined && resource.condition !== native.pool.condition;
    this.replaced = {
      id: this.id,
      pool: native.pool.id,
      poolId: stage === 'complete' ? undefined : poolId,
      poolName: propertyOf(source, native.pool, 'IdentityPoolName'),
      // An import changes nothing else, so that nothing can refer to what it brings.
      isReferable: stage === 'complete' || stage === 'adopted',
      others: new Set([native.attachment, ...native.principalTags].flatMap((each) => (each === undefined ? [] : [each.id]))),
      roles: new Map(this.handed.map((role) => [role.resource.id, role])),
      mapped: [...mapped.filter((role) => !isOpen(role)), ...mapped.filter(isOpen)],
    };
    this.reaching = this.findReaching();
  }

  run(): Converted {
    const { source, requested, native } = this;
    if (requested.stage === 'retained') {
      for (const resource of [native.pool, native.attachment, ...native.principalTags])
        if (resource !== undefined) this.retain(resource.map);
      return this.answer(undefined, []);
    }
    const hasNew = requested.stage !== 'taken-out';
    if (hasNew) this.findFolded();
    if (hasNew) this.findUnread();
    const pair = hasNew ? this.newPair() : undefined;
    const removed = [
      native.pool,
      ...(native.attachment === undefined ? [] : [native.attachment]),
      ...native.principalTags,
      ...this.handed.filter(({ stays }) => stays === undefined).map(({ resource }) => resource),
      ...[...this.folded.values()].filter((policy) => !this.isOfStayingRole(policy)),
    ];
    this.attachPolicies(removed);
    if (requested.stage !== 'complete') this.forgetNames();
    this.cutTrust();
    const at = source.resources.items.findIndex((each) => each === native.pool.pair);
    const items = source.resources.items.filter((each) => !removed.some((resource) => resource.pair === each));
    const before = source.resources.items.slice(0, at).filter((each) => items.includes(each)).length;
    items.splice(before, 0, ...(pair === undefined ? [] : [pair]), ...this.extracted);
    source.resources.items = items;
    this.rewriteAll(new Set(removed.map((resource) => resource.id)), pair);
    this.findCircles();
    if (source.hadAliases) this.notes.push('Aliases and merge keys are written out, because what they stand for may move.');
    return this.answer(pair, removed);
  }

  private answer(pair: Yaml.Pair | undefined, removed: readonly Resource[]): Converted {
    const { source, layout, native, id, fixed, leftOut, notes } = this;
    return { source, layout, native, id, pair, removed, fixed: distinct(fixed), leftOut: distinct(leftOut), notes: distinct(notes) };
  }

  /** What macros add is not known, and what is of another type than CloudFormation takes cannot be read. */
  private findUnread(): void {
    const { pool, attachment, principalTags } = this.native;
    const converted = [
      pool,
      ...(attachment === undefined ? [] : [attachment]),
      ...principalTags,
      ...this.handed.map(({ resource }) => resource),
    ];
    for (const resource of converted) {
      const whole = plain(this.source.yaml, resource.map.get('Properties', true));
      if (whole !== undefined && whole !== null && !isMap(whole))
        this.leftOut.push(`${at(resource)}: Properties, which is no map. Correct it.`);
      const { properties } = resource;
      for (const key of MAPS) {
        const value = properties[key];
        if (value !== undefined && value !== null && !isMap(value))
          this.leftOut.push(`${at(resource)}: ${key}, which is no map. Correct it.`);
      }
      const hasMacro = (value: unknown): boolean => isMap(value) && Object.hasOwn(value, MACRO);
      const open = MAPS.filter((key) => hasMacro(properties[key]));
      for (const key of hasMacro(properties) ? ['Properties', ...open] : open)
        this.leftOut.push(`${at(resource)}: what ${MACRO} adds to ${key}, because only a deployment knows it. Write it out.`);
    }
  }

  private retain(map: Yaml.YAMLMap): void {
    for (const key of ['DeletionPolicy', 'UpdateReplacePolicy']) map.set(key, toNode(this.source, 'Retain'));
  }

  /** Resources that stay and that depend on the new one: nothing of it may refer to them. */
  private findReaching(): ReadonlySet<string> {
    const { all } = this.native;
    const gone = (id: string): boolean => this.isGone(id);
    // What SAM writes into each of its resources.
    const globals = plain(this.source.yaml, this.source.root.get('Globals', true));
    const edges = new Map(
      all
        .filter(({ id }) => !gone(id))
        .map(({ id, type, map }) => {
          const value = plain(this.source.yaml, map);
          const written = type.startsWith('AWS::Serverless::') ? [value, globals] : value;
          const dependsOn = isMap(value) ? [value['DependsOn'] ?? []].flat().map(String) : [];
          return [
            id,
            [
              ...referencesIn(written).map((reference) => this.leadsTo(reference)),
              ...dependsOn.map((name) => (gone(name) ? this.id : name)),
            ],
          ];
        }),
    );
    const reaching = new Set([this.id]);
    for (let size = 0; size !== reaching.size;) {
      size = reaching.size;
      for (const [id, targets] of edges) if (targets.some((target) => target !== undefined && reaching.has(target))) reaching.add(id);
    }
    return reaching;
  }

  private isGone(id: string): boolean {
    const { replaced } = this;
    const role = replaced.roles.get(id);
    return id === replaced.pool || replaced.others.has(id) || (role !== undefined && role.stays === undefined);
  }

  private leadsTo(reference: { readonly logicalId: string; readonly attribute: string | undefined }): string | undefined {
    const target = targetOf(reference, this.replaced);
    if (target === undefined || target === null) return reference.logicalId;
    if (reference.attribute === 'Name' && this.replaced.poolName !== undefined) return undefined;
    return typeof target === 'string' ? undefined : this.id;
  }

  private isCircular(node: Yaml.Node | undefined): boolean {
    return referencesIn(plain(this.source.yaml, node)).some((reference) => this.reaching.has(this.leadsTo(reference) ?? ''));
  }

  /** Policies beside a role that the new resource can have inside. */
  private findFolded(): void {
    const { source, native } = this;
    for (const policy of native.all) {
      if (!ADDED.includes(policy.type)) continue;
      const { Users, Groups } = policy.properties;
      const ids = this.roleIdsOf(policy);
      const isReferredTo = native.all.some(({ map }) =>
        referencesIn(plain(source.yaml, map)).some(({ logicalId }) => logicalId === policy.id),
      );
      const isOurs = ids.length > 0 && ids.every((id) => id !== undefined && this.replaced.roles.has(id));
      const written = propertyOf(source, policy, 'PolicyDocument');
      const isOpenList = this.handed.some(
        ({ resource }) => ids.includes(resource.id) && !isPlainList(source, propertyOf(source, resource, 'Policies')),
      );
      if (
        isOurs &&
        Users === undefined &&
        Groups === undefined &&
        !isReferredTo &&
        !isOpenList &&
        written !== undefined &&
        !this.isCircular(written)
      )
        this.folded.set(policy.id, policy);
    }
  }

  /** undefined for what is no native role of this template. */
  private roleIdsOf({ type, properties }: Resource): (string | undefined)[] {
    const written = type === 'AWS::IAM::RolePolicy' ? [properties['RoleName']] : properties['Roles'];
    if (!Array.isArray(written)) return written === undefined ? [] : [undefined];
    return written.map((each) => {
      const reference = referenceOf(each);
      return reference?.attribute === undefined ? reference?.logicalId : undefined;
    });
  }

  private isOfStayingRole(policy: Resource): boolean {
    return this.roleIdsOf(policy).some((id) => this.replaced.roles.get(id ?? '')?.stays !== undefined);
  }

  private newPair(): Yaml.Pair {
    const { source, native, requested } = this;
    const { pool, attachment } = native;
    const isCustom = requested.entryPoint === 'custom-resource';
    const providers = providersOf(source, native);
    this.leftOut.push(...providers.leftOut.map((text) => `${at(pool)}: ${text}.`));
    this.notes.push(...providers.notes.map((text) => `${at(pool)}: ${text}`));
    for (const name of ['CognitoStreams', 'CognitoEvents', 'PushSync'])
      if (propertyOf(source, pool, name) !== undefined)
        this.leftOut.push(
          `${at(pool)}: ${name} is of Cognito Sync, which this type does not manage. ${requested.stage === 'complete' ? 'A new pool does not have it' : 'The pool keeps it'}.`,
        );
    const roleValues = (kind: 'authenticated' | 'unauthenticated'): Value => this.defaultRole(kind);
    const own = (name: string): Yaml.Node | undefined => propertyOf(source, pool, name);
    const properties: readonly (readonly [string, Value, (Resource | undefined)?])[] = [
      ['ServiceToken', isCustom ? { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' } : undefined],
      ['AdoptIdentityPoolId', requested.stage === 'adopted' ? requested.poolId : undefined],
      ['IdentityPoolName', own('IdentityPoolName')],
      ['AllowUnauthenticatedIdentities', own('AllowUnauthenticatedIdentities')],
      ['AllowClassicFlow', own('AllowClassicFlow')],
      ['AuthenticationProviders', providers.value],
      ['AuthenticatedRole', roleValues('authenticated'), this.only('authenticated')],
      ['UnauthenticatedRole', roleValues('unauthenticated'), this.only('unauthenticated')],
      ['MappedRoles', this.mappedRoles()],
      ['RoleMappings', this.underCondition(attachment, this.roleMappings()), attachment],
      ['PrincipalTags', this.principalTags()],
      ['Tags', own('IdentityPoolTags')],
    ];
    const map = new source.yaml.YAMLMap();
    for (const [name, value, from] of properties) {
      if (value === undefined) continue;
      const key = toNode(source, name);
      const inside = source.yaml.isNode(value) ? commentAboveKey(value) : undefined;
      const comment = [from && this.commentsAbove(from), inside].filter((each) => each !== undefined).join('\n');
      if (comment !== '') key.commentBefore = comment;
      map.items.push(new source.yaml.Pair(key, toNode(source, value)));
    }
    const resource = new source.yaml.YAMLMap();
    const put = (name: string, value: Value): void => {
      if (value !== undefined) resource.items.push(new source.yaml.Pair(toNode(source, name), toNode(source, value)));
    };
    put('Type', isCustom ? 'Custom::IdentityPoolWithRoles' : schema.typeName);
    put('Condition', pool.condition);
    const references = referencesIn(plain(source.yaml, map)).map(({ logicalId }) => logicalId);
    const dependsOn = this.dependsOn().filter((name) => !references.includes(name));
    put('DependsOn', dependsOn.length === 1 ? dependsOn[0] : dependsOn.length === 0 ? undefined : dependsOn);
    for (const name of ['DeletionPolicy', 'UpdateReplacePolicy']) {
      const written = pool.map.get(name, true) as Yaml.Node | undefined;
      put(name, requested.stage === 'imported' ? 'Retain' : written);
    }
    put('Properties', map);
    const key = toNode(source, this.id) as Yaml.Scalar;
    const above = this.commentsAbove(pool);
    if (above !== undefined) key.commentBefore = above;
    if (source.resources.items[0] !== pool.pair && this.hasSpaceAbove(pool)) key.spaceBefore = true;
    this.reportOthers();
    if (own('IdentityPoolTags') !== undefined && this.handed.length > 0)
      this.notes.push(`${at(pool)}: its tags are put on the created roles too.`);
    return new source.yaml.Pair(key, resource);
  }

  private linesAbove(resource: Resource): readonly string[] {
    for (const { members } of this.layout?.sections.values() ?? []) {
      const unit = members?.get(resource.pair);
      if (unit !== undefined) return unit.above;
    }
    return [];
  }

  private hasSpaceAbove(resource: Resource): boolean {
    return this.linesAbove(resource).some((line) => line.trim() === '');
  }

  private commentsAbove(resource: Resource): string | undefined {
    const comments = this.linesAbove(resource).flatMap((line) => (line.trim().startsWith('#') ? [line.trim().slice(1)] : []));
    return comments.length === 0 ? undefined : comments.join('\n');
  }

  /** The one native role in this place, whose comments go there. */
  private only(kind: 'authenticated' | 'unauthenticated'): Resource | undefined {
    const found = this.handed.filter(({ places }) => places.includes(kind));
    return found.length === 1 ? found[0]?.resource : undefined;
  }

  private dependsOn(): string[] {
    const { native } = this;
    const from = [
      native.pool,
      native.attachment,
      ...native.principalTags,
      ...this.handed.map(({ resource }) => resource),
      ...this.folded.values(),
    ];
    const names = from.flatMap((resource) => {
      const written = resource === undefined ? undefined : plain(this.source.yaml, resource.map.get('DependsOn', true));
      return (Array.isArray(written) ? written : [written]).filter((name): name is string => typeof name === 'string' && name !== '');
    });
    return distinct(names).filter((name) => !this.isGone(name) && !this.folded.has(name) && !this.reaching.has(name));
  }

  private reportOthers(): void {
    const { native } = this;
    const gone = [native.pool, native.attachment, ...native.principalTags, ...this.handed.map(({ resource }) => resource)];
    for (const resource of gone) {
      const metadata = plain(this.source.yaml, resource?.map.get('Metadata', true));
      const keys = isMap(metadata) ? Object.keys(metadata).filter((key) => key !== 'aws:cdk:path') : [];
      if (resource !== undefined && keys.length > 0) this.notes.push(`${at(resource)}: its Metadata (${keys.join(', ')}) is left out.`);
    }
    for (const { resource, stays } of this.handed)
      if (stays !== undefined)
        this.notes.push(`${at(resource)} stays, because ${stays}. The pool gets a role of its own with the same permissions.`);
  }

  private defaultRole(kind: 'authenticated' | 'unauthenticated'): Value {
    const { source, native } = this;
    const { attachment } = native;
    if (attachment === undefined) return { Create: 'false' };
    const written = memberOf(source, propertyOf(source, attachment, 'Roles'), kind);
    const value = eachWay(source, written, (node) => {
      if (node === undefined) return { Create: 'false' };
      const role = roleIn(source, node, this.handed);
      return role === undefined ? { Arn: node } : this.settingsOf(role, kind);
    });
    // The attachment may come without the pool's condition, never the other way round.
    if (attachment.condition === undefined || attachment.condition === native.pool.condition) return value;
    return { 'Fn::If': [attachment.condition, value ?? NOTHING, { Create: 'false' }] };
  }

  private underCondition(resource: Resource | undefined, value: Value): Value {
    const condition = resource?.condition;
    if (value === undefined || condition === undefined || condition === this.native.pool.condition) return value;
    return { 'Fn::If': [condition, value, NOTHING] };
  }

  /** undefined: a role without anything. */
  private settingsOf(role: RoleOfPool, place: Place): Value {
    const settings = this.roleSettings(role, place);
    return Object.values(settings).every((value) => value === undefined) ? undefined : settings;
  }

  private roleSettings(role: RoleOfPool, place: Place): { readonly [key: string]: Value } {
    const { source, requested, native } = this;
    const { resource } = role;
    const kind = place === 'unauthenticated' ? 'unauthenticated' : 'authenticated';
    const { faults, lost } = compareTrust(role.trust, { pool: native.pool.id, kind, hasPrincipalTags: native.principalTags.length > 0 });
    this.fixed.push(...faults.map((fault) => `${at(resource)}: ${fault}.`));
    this.leftOut.push(...lost.map((text) => `${at(resource)}: ${text}.`));
    const property = (name: string): Yaml.Node | undefined => copyOf(propertyOf(source, resource, name));
    const unlessCircular = (name: string): Yaml.Node | undefined => {
      const node = property(name);
      if (!this.isCircular(node)) return node;
      this.leftOut.push(`${at(resource)}: ${name} refers to the pool, or to what depends on it, and a resource cannot refer to itself.`);
      return undefined;
    };
    const name = property('RoleName');
    if (name !== undefined && !requested.keepsRoleNames)
      this.leftOut.push(
        `${at(resource)}: RoleName ${shown(source, name)}, because IAM has a name once and the old role has it until it is deleted. For a stack of its own: --keep-role-names.`,
      );
    const path = property('Path');
    const keepsPath = path !== undefined && /^\/identity-pools\/./.test(shown(source, path));
    if (path !== undefined && !keepsPath && shown(source, path) !== '/')
      this.leftOut.push(
        `${at(resource)}: Path ${shown(source, path)}: created roles are under the account's path, /identity-pools/ unless an administrator set another.`,
      );
    if (resource.map.has('DeletionPolicy') && shown(source, resource.map.get('DeletionPolicy', true)) !== 'Delete')
      this.leftOut.push(`${at(resource)}: DeletionPolicy: created roles are deleted with the resource, unless it is retained as a whole.`);
    return {
      RoleName: requested.keepsRoleNames ? name : undefined,
      Path: keepsPath ? path : undefined,
      Description: unlessCircular('Description'),
      MaxSessionDuration: property('MaxSessionDuration'),
      ManagedPolicyArns: this.managedPolicyArns(role, property('ManagedPolicyArns')),
      Policies: this.policies(role, property('Policies')),
      PermissionsBoundary: unlessCircular('PermissionsBoundary'),
      Tags: unlessCircular('Tags'),
    };
  }

  /** Where the policy itself depends on the pool, it is attached from its own side: attachPolicies. */
  private managedPolicyArns(role: RoleOfPool, node: Yaml.Node | undefined): Value {
    const { yaml } = this.source;
    if (!this.isCircular(node)) return node;
    if (!yaml.isSeq(node) || node.tag !== undefined) {
      this.leftOut.push(
        `${at(role.resource)}: ManagedPolicyArns, which depend on the pool: attach them with Roles of each AWS::IAM::ManagedPolicy.`,
      );
      return undefined;
    }
    const kept = node.items.filter((item) => !this.isCircular(item as Yaml.Node));
    node.items = kept;
    return kept.length === 0 ? undefined : node;
  }

  private policies(role: RoleOfPool, node: Yaml.Node | undefined): Value {
    const { source } = this;
    const { yaml } = source;
    const folded = [...this.folded.values()]
      .filter((policy) => this.roleIdsOf(policy).includes(role.resource.id))
      .map((policy) => this.entryOf(policy, role));
    if (node === undefined) return folded.length === 0 ? undefined : folded;
    if (!yaml.isSeq(node) || node.tag !== undefined) {
      if (this.isCircular(node))
        this.leftOut.push(
          `${at(role.resource)}: Policies, which a function makes and which refer to the pool: write them as AWS::IAM::Policy.`,
        );
      return this.isCircular(node) ? undefined : node;
    }
    const circular = node.items.filter((item) => this.isCircular(item as Yaml.Node));
    const [first] = node.items;
    for (const item of circular) {
      const policy = item as Yaml.Node;
      if (item === first && typeof node.commentBefore === 'string') {
        policy.commentBefore = node.commentBefore;
        delete node.commentBefore;
      }
      this.extract(role, policy);
    }
    this.extractedFrom.add(role.resource.id);
    node.items = [...node.items.filter((item) => !circular.includes(item)), ...folded.map((entry) => toNode(source, entry))];
    return node.items.length === 0 ? undefined : node;
  }

  private entryOf(policy: Resource, role: RoleOfPool): Value {
    const { source } = this;
    const clone = (name: string): Yaml.Node | undefined => copyOf(propertyOf(source, policy, name));
    const entry = toNode(source, { PolicyName: clone('PolicyName'), PolicyDocument: clone('PolicyDocument') });
    const comment = this.commentsAbove(policy);
    if (comment !== undefined) entry.commentBefore = comment;
    const isImplied = [undefined, role.resource.condition, this.native.pool.condition].includes(policy.condition);
    return isImplied ? entry : { 'Fn::If': [policy.condition, entry, NOTHING] };
  }

  /** A policy that refers to the pool, or to what depends on it, has to come after the pool. */
  private extract(role: RoleOfPool, item: Yaml.Node): void {
    const { source, native } = this;
    const name = plain(source.yaml, item);
    const written = isMap(name) && typeof name['PolicyName'] === 'string' ? name['PolicyName'] : '';
    if (!source.yaml.isMap(item) || choiceIn(source, item) !== undefined) {
      this.leftOut.push(`${at(role.resource)}: a policy that a function makes and that refers to the pool: write it as AWS::IAM::Policy.`);
      return;
    }
    // A role may be in several places.
    if (this.extractedFrom.has(role.resource.id)) return;
    const stem = `${role.resource.id}${written.replace(/[^A-Za-z0-9]/g, '')}Policy`;
    const isTaken = (id: string): boolean =>
      id === this.id || native.all.some((each) => each.id === id) || this.extracted.some((pair) => keyOf(pair) === id);
    let logicalId = stem;
    for (let number = 2; isTaken(logicalId); number += 1) logicalId = `${stem}${number}`;
    const properties = item.clone();
    if (!source.yaml.isMap(properties)) return;
    properties.items.push(new source.yaml.Pair(toNode(source, 'Roles'), toNode(source, this.namesOf(role))));
    const value: Value = { Type: 'AWS::IAM::Policy', Condition: role.resource.condition ?? native.pool.condition, Properties: properties };
    const key = toNode(source, logicalId);
    if (typeof item.commentBefore === 'string') key.commentBefore = item.commentBefore;
    delete properties.commentBefore;
    this.extracted.push(new source.yaml.Pair(key, toNode(source, value)));
    this.notes.push(
      `${at(role.resource)}: ${written === '' ? 'a policy' : `the policy ${written}`} refers to the pool, or to what depends on it, and so is a resource of its own, ${logicalId}.`,
    );
  }

  private namesOf(role: RoleOfPool): Value[] {
    return role.places.map((place) => attributeOfRole(place, role, { attribute: undefined, replaced: this.replaced }) ?? NOTHING);
  }

  private mappedRoles(): Value {
    const { mapped } = this.replaced;
    if (mapped.length === 0) return undefined;
    return mapped.map((role) => {
      const place = role.places.find((each) => typeof each === 'object');
      const name = typeof place === 'object' ? place.mapped : '';
      const entry = toNode(this.source, { Name: name, ...this.roleSettings(role, { mapped: name }) });
      const comment = this.commentsAbove(role.resource);
      if (comment !== undefined) entry.commentBefore = comment;
      return this.underCondition(role.resource, entry);
    });
  }

  private roleMappings(): Value {
    const { source, native } = this;
    const { attachment } = native;
    if (attachment === undefined) return undefined;
    const written = propertyOf(source, attachment, 'RoleMappings');
    if (written === undefined) return undefined;
    return eachWay(source, written, (node) => {
      if (node === undefined) return undefined;
      const isMade = !source.yaml.isMap(node) || node.tag !== undefined || node.items.some((pair) => keyOf(pair).startsWith('Fn::'));
      if (!source.yaml.isMap(node) || isMade) {
        this.leftOut.push(
          `${at(attachment)}: RoleMappings, which a function makes as a whole: write them out as RoleMappings of ${this.id}.`,
        );
        return undefined;
      }
      return listLike(
        source,
        node,
        node.items.map((pair) => this.mappingOf(attachment, pair)),
      );
    });
  }

  private mappingOf(attachment: Resource, pair: Yaml.Pair): Value {
    const { source } = this;
    return eachWay(source, pair.value as Yaml.Node, (node) => {
      if (node === undefined) return undefined;
      if (!source.yaml.isMap(node) || node.tag !== undefined) {
        this.leftOut.push(`${at(attachment)}: the mapping ${keyOf(pair)}, which a function makes: write it out in RoleMappings.`);
        return undefined;
      }
      const of = (key: string): Yaml.Node | undefined => valueAt(source.yaml, node, key);
      const provider = of('IdentityProvider') ?? toNode(source, keyOf(pair));
      const rules = memberOf(source, of('RulesConfiguration'), 'Rules');
      const entry = toNode(source, {
        IdentityProvider: identityProviderOf(source, provider, { native: this.native, use: 'mapping' }),
        Type: of('Type'),
        AmbiguousRoleResolution: of('AmbiguousRoleResolution'),
        Rules: rules && this.rulesOf(attachment, rules),
      });
      const { commentBefore } = pair.key as { readonly commentBefore?: string };
      if (typeof commentBefore === 'string') entry.commentBefore = commentBefore;
      return entry;
    });
  }

  private rulesOf(attachment: Resource, rules: Yaml.Node): Value {
    const { source } = this;
    return eachWay(source, rules, (node) => {
      if (node === undefined) return undefined;
      if (!source.yaml.isSeq(node) || node.tag !== undefined) {
        this.leftOut.push(`${at(attachment)}: rules that a function makes: write them out in RoleMappings.`);
        return undefined;
      }
      return listLike(
        source,
        node,
        node.items.map((item) => eachWay(source, item as Yaml.Node, (rule) => this.ruleOf(rule))),
      );
    });
  }

  private ruleOf(rule: Yaml.Node | undefined): Value {
    const { source } = this;
    if (!source.yaml.isMap(rule)) return rule;
    const role = rule.get('RoleARN', true) as Yaml.Node | undefined;
    // Each way with a rule of its own: one has Role, the other may have RoleArn.
    return eachWay(source, role, (node) => {
      const converted = rule.clone();
      if (!source.yaml.isMap(converted)) return rule;
      const pair = converted.items.find((each) => keyOf(each) === 'RoleARN');
      if (pair === undefined || node === undefined) return converted;
      const found = roleIn(source, node, this.handed);
      const name = found && this.nameInRules(found);
      const key = pair.key as Yaml.Scalar;
      key.value = name === undefined ? 'RoleArn' : 'Role';
      pair.value = name === undefined ? node : toNode(source, name);
      return converted;
    });
  }

  private nameInRules({ places }: RoleOfPool): string | undefined {
    if (places.includes('authenticated')) return 'Authenticated';
    const place = places.find((each) => typeof each === 'object');
    return typeof place === 'object' ? place.mapped : undefined;
  }

  private principalTags(): Value {
    const { source, native } = this;
    if (native.principalTags.length === 0) return undefined;
    return native.principalTags.map((resource) => {
      const provider = propertyOf(source, resource, 'IdentityProviderName');
      const isDefault = shown(source, propertyOf(source, resource, 'UseDefaults')) === 'true';
      const entry = toNode(source, {
        IdentityProvider: provider && identityProviderOf(source, provider, { native, use: 'tags' }),
        UseDefaults: isDefault ? 'true' : undefined,
        Tags: isDefault ? undefined : propertyOf(source, resource, 'PrincipalTags'),
      });
      const comment = this.commentsAbove(resource);
      if (comment !== undefined) entry.commentBefore = comment;
      return this.underCondition(resource, entry);
    });
  }

  /** Policies that name native roles from their own side name the created ones. */
  private attachPolicies(removed: readonly Resource[]): void {
    const { source, native } = this;
    const { yaml } = source;
    for (const resource of native.all) {
      if (!['AWS::IAM::ManagedPolicy', ...ADDED].includes(resource.type) || removed.includes(resource)) continue;
      const policiesHere = this.handed.filter((role) => this.isCircularPolicyOf(role, resource));
      const roles = propertyOf(source, resource, 'Roles');
      const names = policiesHere.flatMap((role) => this.namesOf(role));
      if (roles === undefined) {
        const properties = resource.map.get('Properties', true) as unknown;
        if (names.length > 0 && yaml.isMap(properties))
          properties.items.push(new yaml.Pair(toNode(source, 'Roles'), toNode(source, names)));
        continue;
      }
      if (!yaml.isSeq(roles) || roles.tag !== undefined || this.folded.has(resource.id)) continue;
      roles.items = roles.items.flatMap((item) => {
        const reference = referenceOf(plain(yaml, item));
        const role = reference?.attribute === undefined ? this.replaced.roles.get(reference?.logicalId ?? '') : undefined;
        if (role === undefined) return [item];
        return [...(role.stays === undefined ? [] : [item as Yaml.Node]), ...this.namesOf(role).map((name) => toNode(source, name))];
      });
      const have = new Set(roles.items.map((item) => JSON.stringify(plain(yaml, item))));
      roles.items.push(...names.map((name) => toNode(source, name)).filter((node) => !have.has(JSON.stringify(plain(yaml, node)))));
    }
  }

  /** Nothing has the generated name of the pool while the pool is in between; old roles lose a description that shows it. */
  private forgetNames(): void {
    const { source, native, replaced } = this;
    if (replaced.poolName !== undefined) return;
    for (const { resource } of native.roles) {
      const shows = referencesIn(resource.properties['Description']).some(
        ({ logicalId, attribute }) => logicalId === native.pool.id && attribute === 'Name',
      );
      const properties = resource.map.get('Properties', true) as unknown;
      if (!shows || !source.yaml.isMap(properties)) continue;
      properties.delete('Description');
      this.notes.push(
        `${at(resource)}: its Description is left out meanwhile, because it shows the name that CloudFormation gave to the pool.`,
      );
    }
  }

  private isCircularPolicyOf({ resource: role }: RoleOfPool, policy: Resource): boolean {
    const list = propertyOf(this.source, role, 'ManagedPolicyArns');
    return (
      this.reaching.has(policy.id) &&
      referencesIn(plain(this.source.yaml, list)).some(({ logicalId }) => logicalId === policy.id) &&
      policy.type === 'AWS::IAM::ManagedPolicy'
    );
  }

  /** A role that stays for others no longer lets the pool in, which has a role of its own. */
  private cutTrust(): void {
    const { source } = this;
    for (const { resource, trust, stays } of this.handed) {
      if (stays === undefined || trust.others.length === 0) continue;
      const statements = memberOf(source, propertyOf(source, resource, 'AssumeRolePolicyDocument'), 'Statement');
      const cut = (trust.statements ?? []).filter(({ hasOthers }) => !hasOthers).map(({ index }) => index);
      if (source.yaml.isSeq(statements) && cut.length < statements.items.length)
        statements.items = statements.items.filter((_, index) => !cut.includes(index));
    }
  }

  private rewriteAll(gone: ReadonlySet<string>, pair: Yaml.Pair | undefined): void {
    const { source, replaced, id } = this;
    for (const section of source.root.items) {
      const { value } = section;
      if (!source.yaml.isMap(value)) continue;
      for (const member of value.items) {
        const name = `${keyOf(section)}.${keyOf(member)}`;
        const cannot = ({ logicalId, attribute }: { readonly logicalId: string; readonly attribute: string | undefined }): void =>
          void this.leftOut.push(
            `${name} refers to ${logicalId}${attribute === undefined ? '' : `.${attribute}`}, which is gone and has no counterpart: change it by hand.`,
          );
        if (!source.yaml.isNode(member.value)) continue;
        rewrite(source, member.value, { replaced, cannot });
        if (source.yaml.isMap(member.value) && keyOf(section) === 'Resources')
          rewriteDependsOn(source, member.value, { gone, id: replaced.isReferable && member !== pair ? id : undefined });
      }
    }
  }

  private findCircles(): void {
    const { source } = this;
    const now = resourcesOf(source);
    const edges = new Map(now.map(({ id, map }) => [id, referencesIn(plain(source.yaml, map)).map(({ logicalId }) => logicalId)]));
    const seen = new Set<string>();
    const queue = [...(edges.get(this.id) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === this.id) {
        this.leftOut.push(`${this.id} and what it refers to depend on each other, which CloudFormation refuses: break the circle by hand.`);
        return;
      }
      if (!seen.has(next)) queue.push(...(edges.get(next) ?? []));
      seen.add(next);
    }
  }
}

function isPlainList({ yaml }: Source, node: Yaml.Node | undefined): boolean {
  return node === undefined || (yaml.isSeq(node) && node.tag === undefined);
}

function freeName({ all, pool }: Native): string {
  const names = ['Identities', `${pool.id}WithRoles`, `${pool.id}Identities`];
  return names.find((name) => !all.some(({ id }) => id === name)) ?? `${pool.id}IdentityPoolWithRoles`;
}

function at({ id, line }: Resource): string {
  return `${id} (line ${line})`;
}

function shown({ yaml }: Source, node: unknown): string {
  const value = node === undefined ? '' : plain(yaml, node);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
