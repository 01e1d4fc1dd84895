/** Holds the rollout templates to the project: the role that cfn generate makes, the schema's name, the parameters that the one hands to the other. */
import { readFileSync } from 'node:fs';
import packageJson from '../../package.json';
import schema from '../../schema.json';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { parseTemplate, type Resource, type Template } from '../examples/templates';

const IN_AN_ACCOUNT = 'examples/rollout/registry-type-in-an-account.yml';
const STACK_SETS = 'examples/rollout/stack-sets.yml';
const templateIn = (path: string): Template => parseTemplate(readFileSync(path, 'utf8'));
const resourceIn = ({ Resources }: Template, name: string): Resource => {
  const resource = Resources[name];
  if (resource === undefined) throw new Error(`no ${name} in the template`);
  return resource;
};
const inAnAccount = templateIn(IN_AN_ACCOUNT);

it('has nothing for cfn-lint to complain about', async () => {
  expect(await lintTemplates([IN_AN_ACCOUNT, STACK_SETS])).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('gives the handlers the role that cfn generate makes', () => {
  expect(resourceIn(inAnAccount, 'ExecutionRole')).toEqual(resourceIn(templateIn('resource-role.yaml'), 'ExecutionRole'));
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
