/** Owns `npm run lint:templates`: cfn-lint over every template of the project, those inside README.md among them. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../local-aws/command';
import { preparePython, pythonTool } from '../local-aws/python';
import { main, ReadableError } from '../local-aws/readable-error';

/** What is wrong with a template for the registry has to be found, or else cfn-lint has not looked at schema.json: see cfn_lint.py. */
const WRONG = [
  { says: 'E3002', from: 'AuthenticatedRole:', to: 'AuthenticatedRoles:' },
  { says: 'E6101', from: 'Identities.AuthenticatedRoleArn', to: 'Identities.AuthenticatedRolesArn' },
] as const;

const lint = (schemas: string, templates: readonly string[]): ReturnType<typeof run> =>
  run(pythonTool('python'), ['scripts/docs/cfn_lint.py', '--registry-schemas', schemas, '--template', ...templates]);

const examples = (): string[] =>
  readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => join('examples', name))
    .sort();

/** The complete templates inside README.md, each in a file of its own; other YAML there is a part of one. */
const fromReadme = (folder: string): string[] =>
  [...readFileSync('README.md', 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)]
    .map(([, text = '']) => text)
    .filter((text) => text.includes('\nResources:\n') || text.startsWith('Resources:\n'))
    .map((text, index) => {
      const file = join(folder, `readme-${index + 1}.yml`);
      writeFileSync(file, text);
      return file;
    });

const requireWatchfulness = async (folder: string, schemas: string): Promise<void> => {
  const right = readFileSync('examples/social-providers/registry-type.yml', 'utf8');
  for (const { says, from, to } of WRONG) {
    const file = join(folder, 'wrong.yml');
    writeFileSync(file, right.replaceAll(from, to));
    const { stdout } = await lint(schemas, [file]);
    if (!stdout.includes(says)) throw new ReadableError(`cfn-lint does not see ${to}, which schema.json does not know: it should say ${says}.`);
  }
};

await main(async () => {
  await preparePython();
  const folder = mkdtempSync(join(tmpdir(), 'lint-templates-'));
  try {
    const schemas = join(folder, 'schemas');
    mkdirSync(schemas);
    cpSync('schema.json', join(schemas, 'schema.json'));
    await requireWatchfulness(folder, schemas);
    const templates = ['template.yml', ...examples(), ...fromReadme(folder)];
    const { code, stdout, stderr } = await lint(schemas, templates);
    if (code !== 0) throw new ReadableError(`cfn-lint complains:\n${stdout}${stderr}`);
    console.log(`cfn-lint has nothing to say about ${templates.length} templates.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
