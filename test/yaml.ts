import * as yaml from 'yaml';
import { readYaml } from '../src/cli/template/yaml';

/** As CloudFormation reads it, short tags and all. */
export const yamlParse = (text: string): unknown => readYaml(yaml, text, 'the template');
