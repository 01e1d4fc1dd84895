import * as yaml from 'yaml';
import { UsageError } from '../../../src/cli/context';
import { readGiven } from '../../../src/cli/template/given';
import { createPlaceholders, type Placeholders } from '../../../src/cli/template/placeholders';
import { readResource, type TemplateResource } from '../../../src/cli/template/read-resource';
import { toTemplate } from '../../../src/cli/template/template';
import { readYaml } from '../../../src/cli/template/yaml';

export interface Options {
  readonly parameter?: readonly string[];
  readonly import?: readonly string[];
  readonly resource?: string;
  readonly stackName?: string;
  readonly accountId?: string;
  readonly region?: string;
}

export interface Read extends TemplateResource {
  readonly placeholders: Placeholders;
}

export function read(template: string | object, options: Options = {}): Read {
  const { region = 'eu-west-1', parameter = [], import: imports = [], ...more } = options;
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  const parsed = toTemplate(readYaml(yaml, text, 't.yml'), 't.yml');
  const placeholders = createPlaceholders(region);
  const given = readGiven({ parameter, import: imports }, [parsed]);
  return { ...readResource({ template: parsed, given, region, placeholders, ...more }), placeholders };
}

/** The properties as they are shown. */
export function shown(template: string | object, options: Options = {}): unknown {
  const { variants, placeholders } = read(template, options);
  return placeholders.showAll(variants[0].properties);
}

/** The message that the reader ends with. */
export function problemOf(template: string | object, options: Options = {}): string {
  try {
    read(template, options);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'no problem';
}

/** A template whose resource has these properties, as indented YAML. */
export function withProperties(properties: string, more = ''): string {
  return `${more}
Resources:
  Users: { Type: AWS::Cognito::UserPool }
  Identities:
    Type: Custom::IdentityPoolWithRoles
    Properties:
${properties
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}
`;
}
