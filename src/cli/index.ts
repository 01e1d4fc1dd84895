import { readFile } from 'node:fs/promises';
import { run } from './main';

// A reader such as "head" may have had enough: that is no error of ours.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? process.exitCode : 2));

process.exitCode = await run(process.argv.slice(2), {
  // Loading the AWS SDK takes longer than everything else: commands that ask AWS nothing do without.
  openSession: async (options) => (await import('../aws/session')).openSession(options),
  readFile: (path) => readFile(path, 'utf8'),
  readStandardInput: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  },
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
  // https://no-color.org; a terminal that cannot is TERM=dumb.
  isColoured: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
});
