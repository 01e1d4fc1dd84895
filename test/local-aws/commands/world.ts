import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clientsFor, type Clients } from '../../../scripts/local-aws/clients';
import { run, type Finished } from '../../../scripts/local-aws/command';
import { AWS_TOOLS, preparePython, pythonTool } from '../../../scripts/local-aws/python';
import { ReadableError } from '../../../scripts/local-aws/readable-error';
import { environmentFor, REGION, startLocalAws, stopLocalAws } from '../../../scripts/local-aws/server';
import { cloudFormation } from './cloudformation';
import { openFront, type Asked, type Substitute } from './front';

export interface Options {
  /** Inside the copy. */
  readonly folder?: string;
  readonly region?: string;
  /** What the user types when asked. */
  readonly input?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Answers for what the local AWS emulator lacks; an account with two versions of the type, unless given. */
  readonly substitute?: Substitute;
  /** The exit code that it should have. */
  readonly code?: number;
}

export interface Ran extends Finished {
  /** What CloudFormation was asked, without the repetitions of who waits. */
  readonly asked: readonly Asked[];
}

/** Where the commands of one story are run, one after another. */
export interface Place {
  readonly folder: string;
  readonly home: string;
  /** @throws with all that was printed, where it ends with another exit code. */
  readonly run: (command: string, options?: Options) => Promise<Ran>;
  /** Of the local AWS emulator itself. */
  readonly endpoint: string;
  readonly clientsIn: (region?: string) => Clients;
}

export interface World {
  readonly enter: (story: string) => Promise<Place>;
  readonly end: () => Promise<void>;
}

/** The longest takes a minute on a busy machine. A stack whose function never answers would be waited for until its ServiceTimeout. */
const LIMIT = 240_000;

export const startWorld = async (): Promise<World> => {
  if (!existsSync('dist')) throw new ReadableError('dist/ is not there: run "npm run build" first.');
  await preparePython(console.log, AWS_TOOLS);
  const aws = await startLocalAws();
  const scratch = await mkdtemp(join(tmpdir(), 'commands-'));
  const bin = await programsIn(join(scratch, 'bin'));
  const lastWords = (): string => readFileSync(join(aws.folder, 'server.log'), 'utf8').split('\n').slice(-200).join('\n');
  const inTurn = limited(availableParallelism() + 1);

  const enter = async (story: string): Promise<Place> => {
    const folder = join(scratch, story, 'project');
    const home = join(scratch, story, 'home');
    await mkdir(home, { recursive: true });
    await copyProject(folder);

    const runHere = async (command: string, options: Options): Promise<Ran> => {
      const front = await openFront(aws.endpoint, options.substitute ?? cloudFormation(2));
      try {
        const finished = await run('bash', ['-euc', command], {
          folder: join(folder, options.folder ?? '.'),
          environment: {
            ...OWN_ENVIRONMENT,
            ...Object.fromEntries(['LANG', 'PYTHON'].map((name) => [name, process.env[name]])),
            PATH: `${bin}:${process.env['PATH'] ?? ''}`,
            HOME: home,
            ...environmentFor({ endpoint: front.endpoint, region: options.region ?? REGION }),
            ...options.environment,
          },
          ...(options.input === undefined ? {} : { input: options.input }),
          limit: LIMIT,
        });
        const { code, stdout, stderr } = finished;
        if (code !== (options.code ?? 0))
          throw new Error(`exit code ${code} in ${folder}\n${command}\n${stdout}\n${stderr}\nThe local AWS emulator:\n${lastWords()}`);
        return { ...finished, asked: withoutRepetitions(front.asked) };
      } finally {
        await front.close();
      }
    };

    return {
      folder,
      home,
      endpoint: aws.endpoint,
      run: (command, options = {}) => inTurn(() => runHere(command, options)),
      clientsIn: (region = aws.region) => clientsFor({ endpoint: aws.endpoint, region }),
    };
  };

  const end = async (): Promise<void> => {
    await stopLocalAws(aws);
    await rm(scratch, { recursive: true, force: true });
  };
  return { enter, end };
};

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** Nothing of the starter's own, which would lead the programs to another account; and no way out of this machine, where sam asks for its newest version. */
const OWN_ENVIRONMENT: NodeJS.ProcessEnv = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
  NO_PROXY: '127.0.0.1',
  SAM_CLI_TELEMETRY: '0',
  // Between two looks at a stack it would wait five seconds.
  SAM_CLI_POLL_DELAY: '0.5',
  npm_config_update_notifier: 'false',
};

/** The users' own programs, which the pages take for granted. */
const programsIn = async (bin: string): Promise<string> => {
  await mkdir(bin);
  for (const program of ['aws', 'sam']) await symlink(pythonTool(program, AWS_TOOLS), join(bin, program));
  await symlink(pythonTool('cfn-lint'), join(bin, 'cfn-lint'));
  return bin;
};

const LINKED = ['node_modules', '.venv', '.venv-wheel'];
const NOT_COPIED = /^(node_modules|\.venv.*|\.git|\.local|build|coverage|release)$|\.(zip|log)$/;

const copyProject = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const names = (await readdir('.')).filter((name) => !NOT_COPIED.test(name));
  await Promise.all(
    names.map((name) =>
      cp(name, join(folder, name), { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('/node_modules') }),
    ),
  );
  for (const name of LINKED.filter((each) => existsSync(each))) await symlink(resolve(name), join(folder, name));
};

const withoutRepetitions = (asked: readonly Asked[]): readonly Asked[] =>
  asked.filter((each, index) => index === 0 || JSON.stringify(each) !== JSON.stringify(asked[index - 1]));

/** At most so many at once. */
const limited = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
};
