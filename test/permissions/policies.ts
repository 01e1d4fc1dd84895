/**
 * The policies that are shipped: what each entry point is allowed, as IAM would be given it.
 *
 * No log permission is among them. What the runtime library asks of CloudWatch and CloudWatch Logs it asks with the type owner's logging role
 * (`cfn submit` makes it), and a function writes its own log by the managed policy that SAM adds.
 */
import { readFileSync } from 'node:fs';
import { yamlParse } from '../yaml';
import type { Caller, Place } from './calls';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** A policy and the callers that it is all the permission of. */
export interface ShippedPolicy {
  readonly name: string;
  readonly isOf: (caller: Caller) => boolean;
  /** With the pseudo parameters still in it. */
  readonly statements: readonly Statement[];
  /** As a stack with these parameters has them. */
  readonly statementsWith?: (parameters: Parameters) => readonly Statement[];
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string | number }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Properties: {
          readonly Policies?: Policies;
        };
      }
    >
  >;
}

type Policies = readonly { readonly Statement?: Statement[]; readonly PolicyDocument?: { Statement: Statement[] } }[];

/** Of a stack; a parameter that is not named has its default. */
export type Parameters = Readonly<Record<string, string>>;

function policiesOf(file: string, logicalId: string, given: Parameters): readonly Statement[] {
  const template = yamlParse(readFileSync(file, 'utf8')) as Template;
  const policies = template.Resources[logicalId]?.Properties.Policies;
  if (policies === undefined) throw new Error(`${file} has no ${logicalId} with policies`);
  const unknown = Object.keys(given).filter((name) => template.Parameters?.[name] === undefined);
  if (unknown.length > 0) throw new Error(`${file} has no parameter ${unknown.join(', ')}`);
  return (resolved(policies, template, given) as Policies).flatMap(
    ({ Statement, PolicyDocument }) => Statement ?? PolicyDocument?.Statement ?? [],
  );
}

const NO_VALUE = Symbol('AWS::NoValue');

/** With parameters and conditions put in. Pseudo parameters stay, because they differ from place to place. */
function resolved(value: unknown, template: Template, given: Parameters): unknown {
  const inner = (part: unknown): unknown => resolved(part, template, given);
  const parameter = (name: string): string | undefined => {
    const text = given[name] ?? template.Parameters?.[name]?.Default;
    return text === undefined ? undefined : String(text);
  };
  if (Array.isArray(value)) return value.map(inner).filter((each) => each !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const [name, argument] = Object.entries(value)[0] ?? [];
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? NO_VALUE : (parameter(String(argument)) ?? value);
    case 'Fn::Sub':
      return { 'Fn::Sub': String(argument).replace(/\$\{([^}]+)\}/g, (whole, each: string) => parameter(each) ?? whole) };
    case 'Fn::If': {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      return inner(inner(template.Conditions?.[condition]) === true ? yes : no);
    }
    case 'Fn::Equals': {
      const [one, other] = (argument as unknown[]).map(inner);
      return one === other;
    }
    case 'Fn::Not':
      return inner((argument as unknown[])[0]) !== true;
    default:
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, each]) => [key, inner(each)])
          .filter(([, each]) => each !== NO_VALUE),
      );
  }
}

function statementsOf(
  file: string,
  logicalId: string,
  parameters: Parameters,
): Required<Pick<ShippedPolicy, 'statements' | 'statementsWith'>> {
  return {
    statements: policiesOf(file, logicalId, parameters),
    statementsWith: (others) => policiesOf(file, logicalId, { ...others, ...parameters }),
  };
}

/** @param parameters of the provider stack, and of the stack with the execution role. They win over those of a call's account. */
export const readShippedPolicies = (parameters: Parameters = {}): readonly ShippedPolicy[] => {
  const { handlers } = JSON.parse(readFileSync('schema.json', 'utf8')) as { handlers: Record<string, { permissions: string[] }> };
  return [
    ...Object.entries(handlers).map(([handler, { permissions }]) => ({
      name: `schema.json, ${handler}`,
      isOf: (caller: Caller) => caller.door === 'the registry type' && caller.handler === handler,
      statements: [{ Effect: 'Allow', Action: permissions, Resource: '*' }],
    })),
    {
      name: 'resource-role.yaml',
      isOf: ({ door }) => door === 'the registry type',
      ...statementsOf('resource-role.yaml', 'ExecutionRole', parameters),
    },
    {
      name: 'template.yml',
      isOf: ({ door }) => door === 'the custom resource',
      ...statementsOf('template.yml', 'CustomResourceFunction', parameters),
    },
  ];
};

/** The document as it is in one place: pseudo parameters put in. */
export const documentIn = ({ partition, region, accountId }: Place, statements: readonly Statement[]): object => {
  const pseudo: Readonly<Record<string, string>> = { 'AWS::Partition': partition, 'AWS::Region': region, 'AWS::AccountId': accountId };
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    if ('Fn::Sub' in value) return String(value['Fn::Sub']).replace(/\$\{([^}]+)\}/g, (_all, name: string) => known(pseudo, name));
    if ('Ref' in value) return known(pseudo, String(value.Ref));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
  };
  return { Version: '2012-10-17', Statement: filled(statements) };
};

const known = (pseudo: Readonly<Record<string, string>>, name: string): string => {
  const value = pseudo[name];
  if (value === undefined) throw new Error(`A policy refers to ${name}, which is no pseudo parameter`);
  return value;
};
