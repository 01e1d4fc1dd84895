import { isDeepStrictEqual } from 'node:util';

export type Values = Readonly<Record<string, unknown>>;
export type Properties = Values;

/** What one type of resource does. Identifiers are physical ids, which `Ref` gives. */
export interface Provider {
  /** Properties whose change is a replacement. */
  readonly createOnly: readonly string[];
  readonly create: (properties: Properties, logicalId: string) => string;
  readonly update: (id: string, properties: Properties, previous: Properties) => void;
  readonly delete: (id: string, properties: Properties) => void;
  readonly attribute?: (id: string, name: string) => string;
}

export interface StackTemplate {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Rules?: Readonly<Record<string, Rule>>;
  readonly Conditions?: Values;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>>;
}

interface Parameter {
  readonly Type: string;
  readonly Default?: unknown;
  readonly AllowedValues?: readonly string[];
  readonly AllowedPattern?: string;
  readonly MinLength?: number;
  readonly MaxLength?: number;
}

interface Rule {
  readonly RuleCondition: unknown;
  readonly Assertions: readonly { readonly Assert: unknown; readonly AssertDescription: string }[];
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface Made {
  readonly type: string;
  readonly id: string;
  readonly properties: Properties;
  readonly isRetained: boolean;
}

/** Where a stack is, and what is there. */
export interface Place {
  readonly pseudo: Readonly<Record<string, string>>;
  readonly provider: (type: string) => Provider;
  readonly exports: Map<string, string>;
  /** Names of exports that another stack imports. */
  readonly imported: ReadonlySet<string>;
}

/**
 * A stack, as CloudFormation works on it: in the order of references; what needs a replacement is made anew first, then what refers to it is changed,
 * and when all has gone well the replaced ones are deleted. What fails is taken back in the other direction.
 */
export class Stack {
  private made = new Map<string, Made>();
  private template: StackTemplate = { Resources: {} };
  parameters: Readonly<Record<string, string>> = {};
  outputs: Values = {};

  constructor(private readonly place: Place) {}

  /** As `aws cloudformation update-stack` and `create-stack` do it: a parameter that is not named has its default, or is refused. */
  update(template: StackTemplate, given: Readonly<Record<string, string>>): void {
    const parameters = checked(template, given);
    const evaluated = new Evaluation(template, parameters, this.place.pseudo);
    for (const { RuleCondition, Assertions } of Object.values(template.Rules ?? {}))
      if (evaluated.isTrue(RuleCondition))
        for (const { Assert, AssertDescription } of Assertions) if (!evaluated.isTrue(Assert)) throw new Error(AssertDescription);
    this.carryOut(template, evaluated, parameters);
  }

  /** As `aws cloudformation deploy` does it: a parameter that is not named keeps its value. */
  deploy(template: StackTemplate, given: Readonly<Record<string, string>>): void {
    const kept = Object.fromEntries(Object.entries(this.parameters).filter(([name]) => template.Parameters?.[name] !== undefined));
    this.update(template, { ...kept, ...given });
  }

  /** In the reverse order of creation; what fails stays, and so does what it refers to. */
  delete(): void {
    for (const name of this.exportNames())
      if (this.place.imported.has(name)) throw new Error(`Export ${name} cannot be deleted as it is in use.`);
    for (const logicalId of order(this.template).reverse()) {
      const resource = this.made.get(logicalId);
      if (resource === undefined) continue;
      if (!resource.isRetained) this.place.provider(resource.type).delete(resource.id, resource.properties);
      this.made.delete(logicalId);
    }
    for (const name of this.exportNames()) this.place.exports.delete(name);
    this.outputs = {};
  }

  idOf(logicalId: string): string | undefined {
    return this.made.get(logicalId)?.id;
  }

  private carryOut(template: StackTemplate, evaluated: Evaluation, parameters: Readonly<Record<string, string>>): void {
    const before = new Map(this.made);
    const undo: (() => void)[] = [];
    const cleanUp: (() => void)[] = [];
    try {
      for (const logicalId of order(template)) {
        const resource = template.Resources[logicalId];
        if (resource === undefined || (resource.Condition !== undefined && !evaluated.isTrue({ Condition: resource.Condition }))) continue;
        const properties = evaluated.resolve(resource.Properties ?? {}, this.made, this.place) as Properties;
        const provider = this.place.provider(resource.Type);
        const previous = this.made.get(logicalId);
        const isRetained = (resource.DeletionPolicy ?? 'Delete') !== 'Delete';
        const keep = (id: string): void => {
          this.made.set(logicalId, { type: resource.Type, id, properties, isRetained });
        };
        if (previous === undefined || provider.createOnly.some((name) => !isDeepStrictEqual(previous.properties[name], properties[name]))) {
          const id = provider.create(properties, logicalId);
          undo.push(() => provider.delete(id, properties));
          if (previous !== undefined && resource.UpdateReplacePolicy !== 'Retain')
            cleanUp.push(() => provider.delete(previous.id, previous.properties));
          keep(id);
        } else if (!isDeepStrictEqual(previous.properties, properties)) {
          // Before the call: also an update that fails halfway is taken back.
          undo.push(() => provider.update(previous.id, previous.properties, properties));
          provider.update(previous.id, properties, previous.properties);
          keep(previous.id);
        }
      }
    } catch (error) {
      for (const step of undo.reverse()) step();
      this.made = before;
      throw error;
    }
    for (const [logicalId, { type, id, properties, isRetained }] of before)
      if (template.Resources[logicalId] === undefined) {
        if (!isRetained) cleanUp.push(() => this.place.provider(type).delete(id, properties));
        this.made.delete(logicalId);
      }
    this.template = template;
    this.parameters = parameters;
    for (const step of cleanUp.reverse()) step();
    this.outputs = Object.fromEntries(
      Object.entries(template.Outputs ?? {}).map(([name, { Value, Export }]) => {
        const value = evaluated.resolve(Value, this.made, this.place);
        if (Export !== undefined) this.place.exports.set(String(Export.Name), String(value));
        return [name, value];
      }),
    );
  }

  private exportNames(): string[] {
    return Object.values(this.template.Outputs ?? {}).flatMap(({ Export }) => (Export === undefined ? [] : [String(Export.Name)]));
  }
}

function checked(template: StackTemplate, given: Readonly<Record<string, string>>): Record<string, string> {
  const known = template.Parameters ?? {};
  const unknown = Object.keys(given).filter((name) => known[name] === undefined);
  if (unknown.length > 0) throw new Error(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = Object.keys(known).filter((name) => given[name] === undefined && known[name]?.Default === undefined);
  if (missing.length > 0) throw new Error(`Parameters: [${missing.join(', ')}] must have values`);
  return Object.fromEntries(
    Object.entries(known).map(([name, { Default, AllowedValues, AllowedPattern, MinLength = 0, MaxLength = Infinity }]) => {
      const value = given[name] ?? String(Default);
      const isAllowed =
        (AllowedValues?.includes(value) ?? true) &&
        new RegExp(`^(?:${AllowedPattern ?? '.*'})$`).test(value) &&
        value.length >= MinLength &&
        value.length <= MaxLength;
      if (!isAllowed) throw new Error(`Parameter ${name} failed to satisfy constraint`);
      return [name, value];
    }),
  );
}

/** What refers to another comes after it. */
function order({ Resources }: StackTemplate): string[] {
  const sorted: string[] = [];
  const visit = (logicalId: string): void => {
    if (sorted.includes(logicalId) || Resources[logicalId] === undefined) return;
    const { Properties, DependsOn = [] } = Resources[logicalId];
    for (const name of [DependsOn].flat()) visit(name);
    for (const name of namesIn(Properties)) if (name !== logicalId) visit(name);
    sorted.push(logicalId);
  };
  Object.keys(Resources).forEach(visit);
  return sorted;
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [[inner].flat().join('.').split('.')[0] ?? ''];
    if (key === 'Fn::Sub' && typeof inner === 'string') return [...inner.matchAll(/\$\{([\w:]+)/g)].map(([, name = '']) => name);
    return namesIn(inner);
  });
}

const NO_VALUE = Symbol('AWS::NoValue');

class Evaluation {
  constructor(
    private readonly template: StackTemplate,
    private readonly parameters: Readonly<Record<string, string>>,
    private readonly pseudo: Readonly<Record<string, string>>,
  ) {}

  isTrue(condition: unknown): boolean {
    const [[name, argument] = ['', undefined]] = Object.entries(condition as object) as [string, unknown][];
    if (name === 'Condition') return this.isTrue(this.template.Conditions?.[String(argument)]);
    const members = argument as readonly unknown[];
    if (name === 'Fn::Not') return !this.isTrue(members[0]);
    if (name === 'Fn::And') return members.every((each) => this.isTrue(each));
    if (name === 'Fn::Or') return members.some((each) => this.isTrue(each));
    if (name === 'Fn::Equals') return this.resolve(members[0]) === this.resolve(members[1]);
    throw new Error(`${name} in a condition is not known to this fake`);
  }

  resolve(value: unknown, made: ReadonlyMap<string, Made> = new Map(), place?: Place): unknown {
    const again = (inner: unknown): unknown => this.resolve(inner, made, place);
    const reference = (name: string): unknown => {
      if (name === 'AWS::NoValue') return NO_VALUE;
      const parameter = this.parameters[name];
      if (parameter !== undefined)
        return this.template.Parameters?.[name]?.Type === 'CommaDelimitedList' ? parameter.split(',') : parameter;
      const found = this.pseudo[name] ?? made.get(name)?.id;
      if (found === undefined) throw new Error(`Unresolved resource dependency [${name}]`);
      return found;
    };
    const attribute = (path: string): string => {
      const [logicalId = '', ...names] = path.split('.');
      const resource = made.get(logicalId);
      const found = resource && place?.provider(resource.type).attribute?.(resource.id, names.join('.'));
      if (found === undefined) throw new Error(`Unresolved attribute [${path}]`);
      return found;
    };
    if (Array.isArray(value)) return value.map(again).filter((each) => each !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value) as [string, unknown][];
    const [name, argument] = entries[0] ?? ['', undefined];
    if (entries.length === 1) {
      if (name === 'Ref') return reference(String(argument));
      if (name === 'Fn::GetAtt') return attribute([argument].flat().join('.'));
      if (name === 'Fn::If') {
        const [condition, yes, no] = argument as [string, unknown, unknown];
        return again(this.isTrue({ Condition: condition }) ? yes : no);
      }
      if (name === 'Fn::Sub')
        return String(argument).replace(/\$\{([^}]+)\}/g, (_whole, inner: string) =>
          inner.includes('.') ? attribute(inner) : String(reference(inner)),
        );
      if (name.startsWith('Fn::')) throw new Error(`${name} is not known to this fake`);
    }
    return Object.fromEntries(entries.map(([key, inner]) => [key, again(inner)] as const).filter(([, inner]) => inner !== NO_VALUE));
  }
}
