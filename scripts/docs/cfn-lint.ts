import { resolve } from 'node:path';
import { run } from '../local-aws/command';
import { pythonTool } from '../local-aws/python';

/** cfn-lint/ teaches it the types: it says why that takes more than --registry-schemas. These are the last arguments, because --append-rules takes all that follows. */
export const KNOWING_THE_TYPES = ['--append-rules', resolve('cfn-lint')] as const;

export const lintTemplates = (templates: readonly string[], format = 'parseable'): ReturnType<typeof run> =>
  run(pythonTool('cfn-lint'), ['--format', format, '--template', ...templates, ...KNOWING_THE_TYPES]);
