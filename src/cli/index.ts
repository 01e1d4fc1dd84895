import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { run } from './main';
import { callOf, isInteractive, nodeNotice, proxyNotice, wantsColor } from './surroundings';

const showProgress = (text: string): void => void process.stderr.write(`\r\u001b[K${text}`);

// A reader such as "head" may have had enough: that is no error of ours.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? process.exitCode : 2));

const oldNode = nodeNotice(process.versions.node, process.stderr, process.env);
if (oldNode !== undefined) process.stderr.write(`${oldNode}\n`);

process.exitCode = await run(process.argv.slice(2), {
  // Loading the AWS SDK takes longer than everything else: commands that ask AWS nothing do without.
  openSession: async (options) => {
    const notice = proxyNotice(process.env);
    if (notice !== undefined) process.stderr.write(`${notice}\n`);
    return (await import('../aws/session')).openSession(options);
  },
  readFile: (path) => readFile(path, 'utf8'),
  readStandardInput: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  },
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
  call: callOf(fileURLToPath(import.meta.url)),
  isColored: wantsColor(process.stdout, process.env),
  ...(isInteractive(process.stderr, process.env) ? { showProgress } : {}),
});
