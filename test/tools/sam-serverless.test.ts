/** Holds the SAM and Serverless examples to what the resource takes; test/local-aws/tools.test.ts deploys them. */
import { readFileSync } from 'node:fs';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import type { Properties } from '../../src/core/properties';
import { NO_SETTINGS } from '../../src/core/settings';
import { findIssues } from '../../src/core/request/validation';
import { DOORS, identitiesOf, parseTemplate, propertiesOf, readTemplate, resolve } from '../examples/templates';

const TEMPLATES = ['examples/sam/template.yml', 'examples/serverless/resources.yml'];

it('has nothing for cfn-lint to complain about, the transform of SAM among it', async () => {
  expect(await lintTemplates(TEMPLATES)).toEqual({ code: 0, stdout: '', stderr: '' });
});

it.each(TEMPLATES)('has no property that the resource refuses in %s', (path) => {
  const template = readTemplate(path);
  expect(identitiesOf(template).Type).toBe(DOORS['custom-resource']);
  const desired = resolve(template, propertiesOf(template), true) as Properties;
  expect(findIssues({ desired, region: 'eu-west-1', stackTags: {}, settings: NO_SETTINGS })).toEqual([]);
});

it('gives serverless.yml the checked template as its resources, whole', () => {
  const service = parseTemplate(readFileSync('examples/serverless/serverless.yml', 'utf8')) as unknown as { readonly resources: string };
  expect(service.resources).toBe('${file(resources.yml)}');
});

it('lets signed-in users call the one path that the service has', () => {
  const { functions } = parseTemplate(readFileSync('examples/serverless/serverless.yml', 'utf8')) as unknown as {
    readonly functions: { readonly whoAmI: { readonly handler: string; readonly events: readonly object[] } };
  };
  expect(functions.whoAmI.events).toEqual([{ http: { path: 'who-am-i', method: 'get', authorizer: 'aws_iam' } }]);
  expect(readFileSync('examples/serverless/resources.yml', 'utf8')).toContain(':*/*/GET/who-am-i\n');
});
