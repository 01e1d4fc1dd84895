/** Tries the tool as a process whose reader has had enough. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

jest.setTimeout(120_000);

it('says nothing of a reader that goes before the end', async () => {
  const tool = spawn(process.execPath, ['bin/identity-pool-with-roles.mjs', '--help']);
  tool.stdout.destroy();
  const [complaints, code] = await Promise.all([text(tool.stderr), new Promise((resolve) => tool.on('close', resolve))]);
  expect({ complaints, code }).toEqual({ complaints: '', code: 0 });
});
