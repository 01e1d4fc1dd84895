import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { environmentFor, isUp, stopLocalAws, type LocalAws } from './server';

const FILE = resolve(process.env['LOCAL_AWS_KEPT'] ?? '.local/kept.json');

export const remember = (aws: LocalAws): void => writeFileSync(FILE, JSON.stringify(aws));

/** The local AWS emulator that was left up, if it still answers. */
export const findKept = async (): Promise<LocalAws | undefined> => {
  if (!existsSync(FILE)) return undefined;
  const aws = JSON.parse(readFileSync(FILE, 'utf8')) as LocalAws;
  // The process may be gone and its number may be another's by now: only one that answers is ours to stop.
  return (await isUp(aws)) ? aws : undefined;
};

/** @returns whether there was one. */
export const stopKept = async (): Promise<boolean> => {
  const aws = await findKept();
  if (aws !== undefined) await stopLocalAws(aws);
  rmSync(FILE, { force: true });
  return aws !== undefined;
};

/** MiniStack 1.5.33: test/local-aws/README.md has the whole list. */
export const NOT_AS_AWS: readonly string[] = [
  'The emulator does not decide roles as AWS does: in the enhanced flow rules, groups, Deny and trust policies',
  'change nothing there. Ask "npx . which-role" and "npx . doctor", and believe them, not the session.',
];

/** How to talk to it from a shell, and how to stop it. */
export const explain = (aws: LocalAws): string =>
  [
    'The local AWS emulator stays up. To deploy a template of yours on it, and to delete its stack:',
    '',
    '  npm run local-aws -- deploy FILE [--stack NAME] [--parameter NAME=VALUE]...',
    '  npm run local-aws -- delete STACK',
    '',
    'To talk to it with the AWS command line or any SDK, in a shell:',
    '',
    ...Object.entries(environmentFor(aws)).map(([name, value]) => `  export ${name}=${value ?? ''}`),
    '  aws cognito-identity list-identity-pools --max-results 10',
    '',
    ...NOT_AS_AWS,
    '',
    'To stop it:  npm run local-aws -- stop',
  ].join('\n');
