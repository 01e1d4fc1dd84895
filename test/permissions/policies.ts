/**
 * Owns reading the policies that are shipped: what each door is allowed, as IAM would be given it.
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
  /** With CloudFormation's functions in it. */
  readonly statements: readonly Statement[];
}

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Properties: {
          readonly Policies?: readonly { readonly Statement?: Statement[]; readonly PolicyDocument?: { Statement: Statement[] } }[];
        };
      }
    >
  >;
}

const policiesOf = (file: string, logicalId: string): readonly Statement[] => {
  const { Resources } = yamlParse(readFileSync(file, 'utf8')) as Template;
  const policies = Resources[logicalId]?.Properties.Policies;
  if (policies === undefined) throw new Error(`${file} has no ${logicalId} with policies`);
  return policies.flatMap(({ Statement, PolicyDocument }) => Statement ?? PolicyDocument?.Statement ?? []);
};

export const readShippedPolicies = (): readonly ShippedPolicy[] => {
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
      statements: policiesOf('resource-role.yaml', 'ExecutionRole'),
    },
    {
      name: 'template.yml',
      isOf: ({ door }) => door === 'the custom resource',
      statements: policiesOf('template.yml', 'CustomResourceFunction'),
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
