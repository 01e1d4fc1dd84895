import { isDeepStrictEqual } from 'node:util';

/** What a template is to CloudFormation in these tests. */
export interface Template {
  readonly Metadata: Facts;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, unknown>>;
}

/** What the deployment of one template knows, and what its users' tokens say. */
interface Facts {
  /** `Ref NAME`, `GetAtt NAME.ATTRIBUTE`, `ImportValue NAME` or the inside of a dynamic reference, to its value. */
  readonly Deployment: Readonly<Record<string, string>>;
  readonly Resource?: string;
  readonly Claims?: object;
  readonly Provider?: string;
  readonly Question?: readonly string[];
  /** Why no deployment settles the question either: AWS does not say. */
  readonly Undocumented?: string;
}

export const STACK = 'shop-prod';
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::StackName': STACK,
};
const NO_VALUE = Symbol('AWS::NoValue');

/** The properties that CloudFormation would send for the resource: the intrinsic functions written a second time, plainly. */
export function deployed({ Metadata, Parameters = {}, Mappings = {}, Conditions = {}, Resources }: Template, logicalId: string): object {
  const known = (key: string): string => {
    const value = Metadata.Deployment[key];
    if (value === undefined) throw new Error(`this deployment does not know ${key}`);
    return value;
  };
  const ref = (name: string, loop: Loop): unknown => {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name in PSEUDO) return PSEUDO[name];
    if (name in loop) return loop[name];
    const parameter = Parameters[name];
    if (parameter === undefined || isLookedUp(parameter)) return known(`Ref ${name}`);
    const text = String(parameter.Default);
    return parameter.Type === 'CommaDelimitedList' ? text.split(',').map((part) => part.trim()) : text;
  };
  const holds = (condition: unknown, loop: Loop): boolean => {
    const [name, argument] = Object.entries(condition as object)[0] as [string, unknown];
    if (name === 'Condition') return holds(Conditions[argument as string], loop);
    if (name === 'Fn::Not') return !holds((argument as unknown[])[0], loop);
    if (name === 'Fn::Or') return (argument as unknown[]).some((each) => holds(each, loop));
    const [one, other] = argument as [unknown, unknown];
    return isDeepStrictEqual(valueOf(one, loop), valueOf(other, loop));
  };
  const text = (value: unknown, loop: Loop): string => String(valueOf(value, loop));
  const list = (value: unknown, loop: Loop): unknown[] => valueOf(value, loop) as unknown[];
  const sub = (argument: unknown, loop: Loop): string => {
    const [written, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Readonly<Record<string, unknown>>];
    return written
      .replace(/\$\{([^!}]+)\}/g, (_, name: string) => {
        if (name in own) return text(own[name], loop);
        return name.includes('.') ? known(`GetAtt ${name}`) : String(ref(name, loop));
      })
      .replaceAll('${!', '${');
  };
  const FUNCTIONS: Readonly<Record<string, (argument: unknown, loop: Loop) => unknown>> = {
    Ref: (name, loop) => ref(name as string, loop),
    'Fn::GetAtt': (path) => known(`GetAtt ${(Array.isArray(path) ? path : [path]).join('.')}`),
    'Fn::ImportValue': (name, loop) => known(`ImportValue ${text(name, loop)}`),
    'Fn::Sub': sub,
    'Fn::Join': (argument, loop) => list((argument as unknown[])[1], loop).join((argument as string[])[0]),
    'Fn::Split': (argument, loop) => text((argument as unknown[])[1], loop).split((argument as [string])[0]),
    'Fn::Select': (argument, loop) => list((argument as unknown[])[1], loop)[Number((argument as unknown[])[0])],
    'Fn::If': (argument, loop) => {
      const [name, then, otherwise] = argument as [string, unknown, unknown];
      return valueOf(holds(Conditions[name], loop) ? then : otherwise, loop);
    },
    'Fn::FindInMap': (argument, loop) => {
      const [map, first, second, options] = argument as [string, unknown, unknown, { DefaultValue?: unknown } | undefined];
      return Mappings[map]?.[text(first, loop)]?.[text(second, loop)] ?? options?.DefaultValue;
    },
    'Fn::ToJsonString': (value, loop) => JSON.stringify(valueOf(value, loop)),
  };
  const valueOf = (value: unknown, loop: Loop = {}): unknown => {
    if (Array.isArray(value)) return value.map((member) => valueOf(member, loop)).filter((member) => member !== NO_VALUE);
    if (typeof value === 'string') return value.replace(/\{\{(resolve:[^}]+)\}\}/g, (_, reference: string) => known(reference));
    if (typeof value !== 'object' || value === null) return value;
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    const compute = others.length === 0 ? FUNCTIONS[name] : undefined;
    if (compute !== undefined) return compute(argument, loop);
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, member]) => [key, valueOf(member, loop)] as const)
        .filter(([, member]) => member !== NO_VALUE),
    );
  };
  const { resource, loop } = find(Resources, logicalId);
  const { ServiceToken: _token, ...properties } = resource.Properties;
  return valueOf(properties, loop) as object;
}

function isLookedUp(parameter: { readonly Type: string } | undefined): boolean {
  return parameter?.Type.startsWith('AWS::SSM::Parameter::Value') === true;
}

type Loop = Readonly<Record<string, string>>;

interface Found {
  readonly resource: { readonly Properties: Readonly<Record<string, unknown>> };
  readonly loop: Loop;
}

function find(resources: Template['Resources'], logicalId: string): Found {
  for (const [key, value] of Object.entries(resources)) {
    if (key === logicalId) return { resource: value as Found['resource'], loop: {} };
    if (!key.startsWith('Fn::ForEach::')) continue;
    const [name, members, body] = value as [string, string[], Readonly<Record<string, Found['resource']>>];
    for (const member of members)
      for (const [pattern, resource] of Object.entries(body))
        if (pattern.replace(`\${${name}}`, member) === logicalId) return { resource, loop: { [name]: member } };
  }
  throw new Error(`no resource ${logicalId}`);
}

/** What the tool can be told of the deployment. */
export function given({ Metadata, Parameters = {} }: Template): string[] {
  return Object.entries(Metadata.Deployment).flatMap(([key, value]) => {
    const [kind, name = ''] = key.split(/ (.*)/);
    if (kind === 'ImportValue') return ['--import', `${name}=${value}`];
    if (kind === 'Ref') return ['--parameter', `${name}${isLookedUp(Parameters[name]) ? '.ResolvedValue' : ''}=${value}`];
    return ['--parameter', `${kind === 'GetAtt' ? name : `{{${key}}}`}=${value}`];
  });
}
