/**
 * `npm run lint:templates`: cfn-lint that knows both types. `-- FILE...` is for templates of one's own, and takes cfn-lint's options;
 * without any it looks at every template of the project, those inside its pages among them.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAGES } from '../../test/pages';
import { run } from '../local-aws/command';
import { preparePython, pythonTool } from '../local-aws/python';
import { main, ReadableError } from '../local-aws/readable-error';
import { KNOWING_THE_TYPES, lintTemplates } from './cfn-lint';

/** serverless.yml is a template of the Serverless Framework's own; what it deploys is beside it. */
const examples = (): string[] =>
  readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml') && !name.endsWith('serverless.yml') && !/node_modules|\.venv|cdk\.out/.test(name))
    .map((name) => join('examples', name))
    .sort();

/** The complete templates inside a page, each in a file of its own; other YAML there is a part of one. */
const fromPage = (folder: string, page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('\nResources:\n') || text.startsWith('Resources:\n'))
    .map((text, index) => {
      const file = join(folder, `${page.replaceAll('/', '-')}-${index + 1}.yml`);
      writeFileSync(file, text);
      return file;
    });

const lintProject = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'lint-templates-'));
  try {
    const templates = ['template.yml', ...examples(), ...PAGES.flatMap((page) => fromPage(folder, page))];
    const { code, stdout, stderr } = await lintTemplates(templates);
    if (code !== 0) throw new ReadableError(`cfn-lint complains:\n${stdout}${stderr}`);
    console.log(`cfn-lint has nothing to say about ${templates.length} templates.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** npm runs scripts in the project's folder; what is given is meant from where the user is. */
const lintGiven = async (given: readonly string[]): Promise<void> => {
  const folder = process.env['INIT_CWD'] ?? '.';
  const { code } = await run(pythonTool('cfn-lint'), [...given, ...KNOWING_THE_TYPES], { folder, show: true });
  process.exitCode = code;
  // On the error stream: what reads the findings reads the other.
  if (code === 0) console.error('cfn-lint has nothing to say.');
};

void main(async () => {
  await preparePython();
  const given = process.argv.slice(2);
  await (given.length === 0 ? lintProject() : lintGiven(given));
});
