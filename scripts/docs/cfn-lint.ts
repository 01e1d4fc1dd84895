/** Owns calling cfn-lint so that it checks both types against schema.json. */
import { run } from '../local-aws/command';
import { pythonTool } from '../local-aws/python';

/** cfn-lint/ teaches it the types: it says why that takes more than --registry-schemas. */
export const lintTemplates = (templates: readonly string[], format = 'parseable'): ReturnType<typeof run> =>
  run(pythonTool('cfn-lint'), ['--append-rules', 'cfn-lint', '--format', format, '--template', ...templates]);
