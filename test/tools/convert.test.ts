/** cfn-lint has nothing to say about what `convert` prints, and `plan` takes it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintTemplates } from '../../scripts/docs/cfn-lint';
import { runTool } from '../cli/terminal';

const FILES = ['test/native-templates', 'test/cli/convert/native'].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);

/** Rule and message of each finding, without places. */
async function findingsIn(files: readonly string[]): Promise<string[]> {
  const { stdout } = await lintTemplates(files, 'json');
  const found = JSON.parse(stdout === '' ? '[]' : stdout) as { Filename: string; Rule: { Id: string }; Message: string }[];
  return found.map(({ Filename, Rule, Message }) => `${Filename.replace(/^.*\//, '')} ${Rule.Id} ${Message}`);
}

it.each(['custom-resource', 'registry-type'])(
  'says nothing about a converted template that it does not say about the native one: %s',
  async (entryPoint) => {
    const folder = mkdtempSync(join(tmpdir(), 'convert-'));
    try {
      const converted: string[] = [];
      for (const file of FILES) {
        const { out } = await runTool(['convert', file, '--entry-point', entryPoint], { files: { [file]: readFileSync(file, 'utf8') } });
        const planned = await runTool(['plan', '-', '--region', 'eu-west-1'], { standardInput: out });
        expect({ file, ...planned }).toMatchObject({ file, code: 0, err: '' });
        const to = join(folder, file.replace(/^.*\//, ''));
        writeFileSync(to, `${out}\n`);
        converted.push(to);
      }
      const native = await findingsIn(FILES);
      expect((await findingsIn(converted)).filter((finding) => !native.includes(finding))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
