/** Synthesises examples/cdk with the project's own aws-cdk-lib, and holds the templates to what the resource takes. */
import { App } from 'aws-cdk-lib/core';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json';
import examplePackageJson from '../../examples/cdk/package.json';
import type { IdentityPoolProperties, IdentityProvider, IdentityRole, RoleMapping } from '../../examples/cdk/lib/properties';
import { PhotosStack } from '../../examples/cdk/lib/photos-stack';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import type { Properties } from '../../src/core/properties';
import { NO_SETTINGS } from '../../src/core/settings';
import { findIssues } from '../../src/core/request/validation';
import { DOORS, readTemplate, resolve, type Resource, type Template } from '../examples/templates';

const folder = mkdtempSync(join(tmpdir(), 'cdk-example-'));
const fileOf = (door: keyof typeof DOORS): string => join(folder, `${door}.template.json`);

beforeAll(() => {
  const app = new App({ outdir: folder, analyticsReporting: false });
  for (const door of ['custom-resource', 'registry-type'] as const) new PhotosStack(app, door, door);
  app.synth();
});

afterAll(() => rmSync(folder, { recursive: true }));

const resourceOf = ({ Resources }: Template, type: string): Resource => {
  const resource = Object.values(Resources).find(({ Type }) => Type === type);
  if (resource === undefined) throw new Error(`no ${type} in the template`);
  return resource;
};

const client = { UserPoolId: { Ref: 'UserPool' }, UserPoolClientId: { Ref: 'WebClient' } };
const photos = { 'Fn::GetAtt': ['PhotosB9552D0D', 'Arn'] };
const PROPERTIES = {
  AuthenticationProviders: { UserPools: [client] },
  AuthenticatedRole: {
    ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonPollyReadOnlyAccess']] }],
  },
  UnauthenticatedRole: { Create: false },
  MappedRoles: [
    {
      Name: 'Curator',
      Policies: [
        {
          PolicyName: 'read-all',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [photos, '/*']] } }],
          },
        },
      ],
    },
  ],
  RoleMappings: [
    {
      IdentityProvider: { UserPool: client },
      Type: 'Rules',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      Rules: [{ Claim: 'custom:job', MatchType: 'Equals', Value: 'curator', Role: 'Curator' }],
    },
  ],
};

it('makes the same resource through both doors, except for ServiceToken and what CDK says of every custom resource', () => {
  expect(resourceOf(readTemplate(fileOf('registry-type')), DOORS['registry-type'])).toEqual({
    Type: DOORS['registry-type'],
    Properties: PROPERTIES,
  });
  expect(resourceOf(readTemplate(fileOf('custom-resource')), DOORS['custom-resource'])).toEqual({
    Type: DOORS['custom-resource'],
    Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' }, ...PROPERTIES },
    UpdateReplacePolicy: 'Delete',
    DeletionPolicy: 'Delete',
  });
});

it('makes templates that cfn-lint has nothing to say about', async () => {
  expect(await lintTemplates([fileOf('custom-resource'), fileOf('registry-type')])).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('has no property that the resource refuses', () => {
  const desired = resolve(readTemplate(fileOf('registry-type')), PROPERTIES, true) as Properties;
  expect(findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS })).toEqual([]);
});

it('has property types that say what schema.json says', () => {
  expect(() => execFileSync('node', ['scripts/generate-cdk-types.mjs', '--check'], { stdio: 'pipe' })).not.toThrow();
});

it('has property types that the compiler holds to one provider, one kind of role, and no rules beside Token', () => {
  const IdentityProvider: IdentityProvider = { LoginProvider: 'Google' };
  const wrong: object[] = [
    // @ts-expect-error one of the five forms, not two
    { LoginProvider: 'Google', ProviderName: 'accounts.google.com' } satisfies IdentityProvider,
    // @ts-expect-error Arn stands alone
    { Arn: 'arn:aws:iam::123456789012:role/theirs', Path: '/app/' } satisfies IdentityRole,
    // @ts-expect-error a mapping of type Token has no rules
    { IdentityProvider, Type: 'Token', Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: 'x', Role: 'A' }] } satisfies RoleMapping,
    // @ts-expect-error an attribute is not a property
    { IdentityPoolId: 'eu-west-1:00000000-0000-0000-0000-000000000000' } satisfies IdentityPoolProperties,
  ];
  // The compiler has the say, in npm run check: a line above that it does not mind is an error there.
  expect(wrong.every((value) => Object.keys(value).length > 0)).toBe(true);
});

it('names the versions that it is tried with', () => {
  const { 'aws-cdk-lib': cdk, constructs } = packageJson.devDependencies;
  expect(examplePackageJson.dependencies).toEqual({ 'aws-cdk-lib': cdk, constructs });
  expect(JSON.parse(readFileSync('node_modules/aws-cdk-lib/package.json', 'utf8'))).toHaveProperty('version', cdk);
});
