/** Holds the rollout templates to the project: the role of resource-role.yaml, the schema's name, the parameters that the one hands to the other. */
import { readFileSync } from 'node:fs';
import packageJson from '../../package.json';
import schema from '../../schema.json';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { parseTemplate, type Resource, type Template } from '../examples/templates';

const IN_AN_ACCOUNT = 'examples/rollout/registry-type-in-an-account.yml';
const STACK_SETS = 'examples/rollout/stack-sets.yml';
/** With the sections that only these have. */
type RolloutTemplate = Template & { readonly Conditions?: unknown; readonly Rules?: unknown };

const templateIn = (path: string): RolloutTemplate => parseTemplate(readFileSync(path, 'utf8'));
const resourceIn = ({ Resources }: Template, name: string): Resource => {
  const resource = Resources[name];
  if (resource === undefined) throw new Error(`no ${name} in the template`);
  return resource;
};
const inAnAccount = templateIn(IN_AN_ACCOUNT);

it('has nothing for cfn-lint to complain about', async () => {
  expect(await lintTemplates([IN_AN_ACCOUNT, STACK_SETS])).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('gives the handlers the role of resource-role.yaml, with its parameters, and lets an organization set them', () => {
  const role = templateIn('resource-role.yaml');
  expect(resourceIn(inAnAccount, 'ExecutionRole')).toEqual(resourceIn(role, 'ExecutionRole'));
  expect(inAnAccount).toMatchObject({ Parameters: role.Parameters, Conditions: role.Conditions, Rules: role.Rules });
  const stackSets = templateIn(STACK_SETS);
  expect(stackSets).toMatchObject({ Parameters: role.Parameters, Rules: role.Rules });
  const { Parameters: handed } = resourceIn(stackSets, 'RegistryType').Properties as { readonly Parameters: readonly object[] };
  expect(handed).toEqual(
    expect.arrayContaining(Object.keys(role.Parameters ?? {}).map((name) => ({ ParameterKey: name, ParameterValue: { Ref: name } }))),
  );
});

it('registers the type of schema.json, and keeps every version', () => {
  expect(resourceIn(inAnAccount, 'Version')).toMatchObject({
    Type: 'AWS::CloudFormation::ResourceVersion',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { TypeName: schema.typeName },
  });
  expect(JSON.stringify(resourceIn(inAnAccount, 'DefaultVersionOfType').Properties)).toContain(
    `type/resource/${schema.typeName.replaceAll('::', '-')}/\${DefaultVersion}`,
  );
});

it('hands on parameters that the template in each account has, all that have no default among them', () => {
  const { Parameters: handed } = resourceIn(templateIn(STACK_SETS), 'RegistryType').Properties as {
    readonly Parameters: readonly { readonly ParameterKey: string }[];
  };
  const names = handed.map(({ ParameterKey }) => ParameterKey);
  const taken = inAnAccount.Parameters ?? {};
  expect(Object.keys(taken)).toEqual(expect.arrayContaining(names));
  expect(names).toEqual(expect.arrayContaining(Object.keys(taken).filter((name) => taken[name]?.Default === undefined)));
});

it('names the version of the project as the package that it begins with', () => {
  for (const template of [inAnAccount, templateIn(STACK_SETS)])
    expect(template.Parameters?.['PackageKey']?.Default).toBe(`identity-pool-with-roles/${packageJson.version}.zip`);
});
