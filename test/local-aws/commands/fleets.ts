/** The commands of guide/fleet.md and guide/pipelines.md. Other stories make pools in the usual region, so that these have regions of their own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CREDENTIALS } from '../../../scripts/local-aws/server';
import { filledIn, type Row, type Story } from './row';
import { soundPool } from './tool';
import type { Place } from './world';

const POOL_OF_THE_PAGES = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const [FIRST, SECOND] = ['ap-south-1', 'sa-east-1'] as const;

interface Fleet {
  readonly outcome: string;
  readonly summary: { readonly pools: number; readonly findings: Readonly<Record<string, number>> };
  readonly pools: readonly { readonly identityPoolName: string }[];
}

const NO_FINDINGS = { critical: 0, high: 0, medium: 0, low: 0 };

/** A profile for each name; the environment has no credentials then. */
function profiles({ home }: Place, names: readonly string[], region: string): NodeJS.ProcessEnv {
  const file = join(home, 'config');
  const { accessKeyId, secretAccessKey, sessionToken } = CREDENTIALS;
  const keys = { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey, aws_session_token: sessionToken, region };
  const lines = Object.entries(keys).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(file, names.flatMap((name) => [`[profile ${name}]`, ...lines, '']).join('\n'));
  return {
    AWS_CONFIG_FILE: file,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
  };
}

export const OF_FLEETS: Story = [
  {
    command: 'npx . doctor --all',
    does: 'sums up the pools of the region, and names those without findings',
    run: async (place, { command }) => {
      const ids = [await soundPool(place, 'fleet-one', FIRST), await soundPool(place, 'fleet-two', FIRST)];
      const { stdout } = await place.run(command, { region: FIRST });
      expect(stdout).toBe(
        `2 identity pools: no findings; 2 without findings.\n  ${String(ids[0])} fleet-one\n  ${String(ids[1])} fleet-two\n`,
      );
    },
  },
  {
    command: 'npx . doctor --all --regions eu-west-1,us-east-1',
    does: 'sums up the pools of both regions',
    run: async (place, { command }) => {
      await soundPool(place, 'fleet-three', SECOND);
      const { stdout } = await place.run(filledIn(command, { 'eu-west-1': FIRST, 'us-east-1': SECOND }));
      expect(stdout).toMatch(/^3 identity pools: no findings; 3 without findings\.\n/);
    },
  },
  {
    command: 'npx . doctor --all --all-roles --fail-on high',
    does: 'looks at the roles of the account, too, and finds none that sound pools could hand out',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command, { region: FIRST });
      expect(stdout).toMatch(/^2 identity pools: no findings; 2 without findings\.\n/);
    },
  },
  {
    command: `npx . doctor ${POOL_OF_THE_PAGES} --all-roles`,
    does: 'does so for one pool',
    run: async (place, { command }) => {
      const poolId = await soundPool(place, 'fleet-alone', SECOND);
      const { stdout } = await place.run(filledIn(command, { [POOL_OF_THE_PAGES]: poolId }));
      expect(stdout).toBe(`Identity pool ${poolId} fleet-alone\n\nNo findings.\n`);
    },
  },
  {
    command: `npx . doctor ${POOL_OF_THE_PAGES} --all-roles --print-policy`,
    does: 'prints a policy that may list roles',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command);
      expect(stdout).toContain('iam:ListRoles');
    },
  },
  {
    command: 'for profile in production staging; do\nnpx . doctor --all --profile "$profile" --json > "$profile.json"\ndone',
    does: 'keeps a file for each account',
    run: async (place, { command }) => {
      await place.run(command, { environment: profiles(place, ['production', 'staging'], FIRST) });
      for (const profile of ['production', 'staging']) {
        const { outcome, summary, pools } = JSON.parse(readFileSync(join(place.folder, `${profile}.json`), 'utf8')) as Fleet;
        expect({ outcome, summary }).toEqual({ outcome: 'complete', summary: { pools: 2, findings: NO_FINDINGS } });
        expect(pools.map(({ identityPoolName }) => identityPoolName)).toEqual(['fleet-one', 'fleet-two']);
      }
    },
  },
];

const shows = (command: string, does: string, code: number): Row => ({
  command,
  does,
  run: async (place, written) => {
    const { stdout } = await place.run(command, { code });
    expect(stdout.trimEnd()).toBe(written.output?.trimEnd());
  },
});

const IGNORE = '--ignore examples/pipeline/identity-pools-ignore.yaml';

export const OF_PIPELINES: Story = [
  shows(
    'npx . doctor --template test/native-templates/no-audience.yaml --region eu-west-1 --format github',
    'prints what the page shows, and finds something',
    1,
  ),
  shows(`npx . doctor --template examples/pipeline/template.yml --region eu-west-1 ${IGNORE}`, 'prints what the page shows', 0),
  shows(
    `npx . doctor --templates --region eu-west-1 package.json examples/pipeline/template.yml ${IGNORE} --fail-on high`,
    'prints what the page shows',
    0,
  ),
];
