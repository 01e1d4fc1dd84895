/** Compares the templates of examples/rollout with what they are made from, by other means than those that make them. */
import { readFileSync } from 'node:fs';
import schema from '../../schema.json';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { FILES } from '../../scripts/release/names';
import { parseTemplate, type Resource, type Template } from '../examples/templates';

const FOLDER = 'examples/rollout';
/** With the sections that only these have. */
type RolloutTemplate = Template & { readonly Conditions?: unknown; readonly Rules?: unknown };

const templateIn = (path: string): RolloutTemplate => parseTemplate(readFileSync(path, 'utf8'));
const resourceIn = ({ Resources }: Template, name: string): Resource => {
  const resource = Resources[name];
  if (resource === undefined) throw new Error(`no ${name} in the template`);
  return resource;
};
const withoutDefault = (parameters: Template['Parameters'] = {}): object =>
  Object.fromEntries(Object.entries(parameters).map(([name, { Default: _default, ...rest }]) => [name, rest]));

const registryType = templateIn(`${FOLDER}/registry-type-in-an-account.yml`);
const customResource = templateIn(`${FOLDER}/custom-resource-in-an-account.yml`);
const KINDS = [
  { file: FILES.rolloutOfRegistryType, inAnAccount: 'registry-type-in-an-account.yml', logicalId: 'RegistryType' },
  { file: FILES.rolloutOfCustomResource, inAnAccount: 'custom-resource-in-an-account.yml', logicalId: 'CustomResource' },
];

it('has nothing for cfn-lint to complain about', async () => {
  const files = KINDS.flatMap(({ file, inAnAccount }) => [`${FOLDER}/${file}`, `${FOLDER}/${inAnAccount}`]);
  expect(await lintTemplates(files)).toEqual({ code: 0, stdout: '', stderr: '' });
}, 120_000);

it.each(KINDS)('rolls out in $file what is in $inAnAccount, with its parameters and rules', ({ file, inAnAccount, logicalId }) => {
  const rollout = templateIn(`${FOLDER}/${file}`);
  const account = templateIn(`${FOLDER}/${inAnAccount}`);
  const { TemplateBody } = resourceIn(rollout, logicalId).Properties as { readonly TemplateBody: string };
  expect(parseTemplate(TemplateBody)).toEqual(account);
  expect(rollout).toMatchObject({ Parameters: account.Parameters, Rules: account.Rules });
});

it('gives the handlers of the registry type the role of resource-role.yaml, with its parameters, none of which has a default', () => {
  const role = templateIn('resource-role.yaml');
  expect(resourceIn(registryType, 'ExecutionRole')).toEqual(resourceIn(role, 'ExecutionRole'));
  expect(registryType).toMatchObject({ Parameters: withoutDefault(role.Parameters), Conditions: role.Conditions, Rules: role.Rules });
  expect(resourceIn(registryType, 'Version').Properties).toMatchObject({ TypeName: schema.typeName });
});

it('gives the function of the custom resource what template.yml gives it, and every parameter that is not for tests', () => {
  const { RegistryFunctions, ResponseOrigin, ...parameters } = templateIn('template.yml').Parameters ?? {};
  expect([RegistryFunctions, ResponseOrigin]).toEqual([expect.anything(), expect.anything()]);
  expect(customResource.Parameters).toEqual({
    PackageBucketPrefix: registryType.Parameters?.['PackageBucketPrefix'],
    PackageFolder: registryType.Parameters?.['PackageFolder'],
    ...withoutDefault(parameters),
  });
  const given = resourceIn(templateIn('template.yml'), 'CustomResourceFunction').Properties as {
    readonly Policies: unknown;
    readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
  };
  const role = resourceIn(customResource, 'CustomResourceFunctionRole').Properties as {
    readonly Policies: readonly { readonly PolicyDocument: unknown }[];
  };
  expect(role.Policies.flatMap((policy) => ('PolicyDocument' in policy ? [policy.PolicyDocument] : []))).toContainEqual(
    (given.Policies as readonly unknown[])[0],
  );
  const { RESPONSE_ORIGIN, ...variables } = given.Environment.Variables;
  expect(RESPONSE_ORIGIN).toEqual({ Ref: 'ResponseOrigin' });
  expect(resourceIn(customResource, 'CustomResourceFunction').Properties).toMatchObject({ Environment: { Variables: variables } });
});
