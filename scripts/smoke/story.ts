import { performance } from 'node:perf_hooks';
import { deploy, refuse, remove, signIn, update, type App } from './app';
import { messageOf } from './failures';
import { install } from './install';
import { drift, importPool } from './registry';
import type { StepResult } from './report';
import type { Run } from './run';

interface Step {
  readonly title: string;
  /** @returns what was seen. */
  readonly run: () => Promise<string>;
}

/** Only a resource type of the registry has drift detection and import. */
export function stepsOf(run: Run): readonly Step[] {
  let app: App | undefined;
  const deployed = (): App => {
    if (app === undefined) throw new Error('No step deployed the example.');
    return app;
  };
  return [
    { title: 'Install from the release', run: () => install(run) },
    {
      title: 'Deploy the user-pool example',
      run: async () => {
        app = await deploy(run);
        return `pool ${app.poolId}`;
      },
    },
    { title: 'Sign a user in and use the role', run: () => signIn(run, deployed()) },
    { title: 'Update the pool in place', run: () => update(run, deployed()) },
    { title: 'Refuse a bad template', run: () => refuse(run) },
    ...(run.entryPoint === 'registry-type'
      ? [
          { title: 'Detect drift', run: () => drift(run, deployed()) },
          { title: 'Import a pool', run: () => importPool(run) },
        ]
      : []),
    { title: 'Delete the example', run: () => remove(run, deployed()) },
    {
      title: 'Uninstall',
      run: async () => {
        const gone = run.ledger.left.map(({ what }) => what);
        const failures = await run.ledger.removeAll(() => undefined);
        if (failures.length > 0) throw new Error(failures.join('; '));
        return `removed ${gone.reverse().join(', ')}`;
      },
    },
  ];
}

/** One after another, until one fails. */
export async function play(steps: readonly Step[], say: (line: string) => void): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  let isOver = false;
  for (const { title, run } of steps) {
    if (isOver) {
      results.push({ title, outcome: 'not run', seconds: 0, detail: '' });
      continue;
    }
    say(title);
    const from = performance.now();
    const ended = (outcome: StepResult['outcome'], detail: string): void => {
      results.push({ title, outcome, seconds: Math.round((performance.now() - from) / 100) / 10, detail });
      say(`  ${outcome}: ${detail}`);
    };
    try {
      ended('passed', await run());
    } catch (error) {
      isOver = true;
      ended('failed', messageOf(error));
    }
  }
  return results;
}
