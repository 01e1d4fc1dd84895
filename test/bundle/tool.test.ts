import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const startIn = (folder: string): { stdout: string; stderr: string; status: number | null } =>
  spawnSync(process.execPath, [join(folder, 'bin/identity-pool-with-roles.mjs'), '--version'], { encoding: 'utf8' });

it('the tool of a built project says its version', () => {
  expect(startIn('.')).toMatchObject({ stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string, stderr: '', status: 0 });
});

it('a tool that is not built says in one line how to build it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tool-'));
  cpSync('bin', join(folder, 'bin'), { recursive: true });
  expect(startIn(folder)).toMatchObject({
    stdout: '',
    stderr: 'The command-line tool is not built. Fix: run "npm ci" in its folder, or "npm run build" after a change.\n',
    status: 1,
  });
  rmSync(folder, { recursive: true });
});

it('a tool under a Node.js that is too old says in one line which it needs', () => {
  const old = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } })";
  const args = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'bin/identity-pool-with-roles.mjs', '--version'];
  expect(spawnSync(process.execPath, args, { encoding: 'utf8' })).toMatchObject({
    stdout: '',
    stderr: 'identity-pool-with-roles needs Node.js 22 or newer, and this is 18.20.8. Fix: install a newer one.\n',
    status: 2,
  });
});
