import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CREDENTIALS, REGION } from '../../../scripts/local-aws/server';
import { ATTRIBUTES, makePool } from '../../cli/doctor/account';
import { tokenOf, USER } from '../../cli/which-role/terminal';
import { READER, USER_POOL, WRITER } from '../../cli/which-role/words';
import { EXAMPLE_OF } from '../../recipes';
import { makeRoles } from '../signed-in-roles';
import { filledIn, type Row, type Story } from './row';
import type { Place } from './world';

const EXAMPLE = 'examples/role-rules/custom-resource.yml';
const TEMPLATES_OF_RECIPES = Object.values(EXAMPLE_OF).map((example) => `examples/${example}/custom-resource.yml`);
const POOL_OF_THE_PAGES = 'eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab';

export const soundPool = async (place: Place, name = 'sound', region = REGION): Promise<string> => {
  const { cognitoIdentity, iam } = place.clientsIn(region);
  const endpoint = await cognitoIdentity.config.endpoint?.();
  if (endpoint === undefined) throw new Error('the client has no endpoint');
  const userPools = new CognitoIdentityProviderClient({ endpoint, region, credentials: { ...CREDENTIALS } });
  const { UserPool: { Id: userPoolId = '' } = {} } = await userPools.send(
    new CreateUserPoolCommand({ PoolName: 'shop', Schema: ATTRIBUTES }),
  );
  return makePool({ cognitoIdentity, iam, userPools, region, userPoolId }, name);
};

/** The pool of the pages that tell of which-role. */
const poolWithRules = async (place: Place): Promise<string> => {
  const { cognitoIdentity } = place.clientsIn();
  const [ProviderName, ClientId] = USER_POOL.split(':');
  const pool = new CreateIdentityPoolCommand({
    IdentityPoolName: 'which-role',
    AllowUnauthenticatedIdentities: false,
    CognitoIdentityProviders: [{ ProviderName, ClientId }],
  });
  const { IdentityPoolId = '' } = await cognitoIdentity.send(pool);
  const Rules = [
    { Claim: 'custom:department', MatchType: 'Equals' as const, Value: 'warehouse', RoleARN: WRITER },
    { Claim: 'custom:company', MatchType: 'Equals' as const, Value: 'example', RoleARN: READER },
  ];
  const RoleMappings = {
    [USER_POOL]: { Type: 'Rules' as const, AmbiguousRoleResolution: 'Deny' as const, RulesConfiguration: { Rules } },
  };
  await cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: {}, RoleMappings }));
  return IdentityPoolId;
};

/** The profile alone has credentials then. */
const production = ({ home }: Place): NodeJS.ProcessEnv => {
  const file = join(home, 'config');
  const { accessKeyId, secretAccessKey, sessionToken } = CREDENTIALS;
  const keys = { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey, aws_session_token: sessionToken, region: REGION };
  const lines = Object.entries(keys).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(file, ['[profile production]', ...lines, ''].join('\n'));
  return { AWS_CONFIG_FILE: file, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined };
};

const planning = (template: string): Row => ({
  command: `npx . plan ${template} --region eu-west-1`,
  does: 'tells the steps to the new pool',
  run: async (place, { command }) => {
    const { stdout } = await place.run(command);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      `Identities in ${template} makes a new identity pool in eu-west-1:`,
      '',
      expect.stringMatching(/^ +1\. create the pool /),
    ]);
  },
});

const examining = (template: string): Row => ({
  command: `npx . doctor --template ${template} --region eu-west-1`,
  does: 'finds nothing wrong with a sound template',
  run: async (place, { command }) => {
    const { stdout } = await place.run(command);
    expect(stdout).toMatch(new RegExp(`^Identity pool Identities in ${template}:\\d+ .*\\n\\nNo findings\\.\\n$`));
  },
});

/** What a recipe says of an example's own claims. */
const answering = (example: string, role: string): Row => ({
  command: `npx . which-role --template ${example}/custom-resource.yml --region eu-west-1 --claims ${example}/claims.json`,
  does: 'names the role of the rule that the claims match',
  run: async (place, { command }) => {
    expect((await place.run(command)).stdout).toContain(`\nRole: MappedRoles ${role}\nWhy: rule 1 is the first that matches.\n`);
  },
});

export const OF_POOLS: Story = [
  {
    command: `npx . doctor ${POOL_OF_THE_PAGES} --profile production`,
    does: 'finds nothing wrong with a sound pool in the account of that profile',
    run: async (place, { command }) => {
      const poolId = await soundPool(place);
      const { stdout } = await place.run(filledIn(command, { [POOL_OF_THE_PAGES]: poolId }), { environment: production(place) });
      expect(stdout).toBe(`Identity pool ${poolId} sound\n\nNo findings.\n`);
    },
  },
  {
    command: `npx . doctor ${POOL_OF_THE_PAGES} --print-policy`,
    does: 'prints a policy for that pool and asks AWS nothing',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command);
      const { Statement } = JSON.parse(stdout) as { Statement: { Resource: string }[] };
      expect(Statement[0]?.Resource).toBe(`arn:aws:cognito-identity:eu-west-1:*:identitypool/${POOL_OF_THE_PAGES}`);
    },
  },
  {
    command: `npx . doctor ${POOL_OF_THE_PAGES} --fail-on high --json`,
    does: 'reports on a sound pool in JSON',
    run: async (place, { command }) => {
      const poolId = await soundPool(place, 'sound-json');
      const { stdout } = await place.run(filledIn(command, { [POOL_OF_THE_PAGES]: poolId }));
      expect(JSON.parse(stdout)).toEqual({
        outcome: 'complete',
        identityPoolId: poolId,
        identityPoolName: 'sound-json',
        findings: [],
        notChecked: [],
      });
    },
  },
  {
    command: `npx . which-role --pool ${POOL_OF_THE_PAGES} --token-file id-token.txt`,
    does: 'prints what the page shows',
    run: async (place, { command, output }) => {
      const poolId = await poolWithRules(place);
      await makeRoles(place.clientsIn().iam, poolId, [READER, WRITER]);
      writeFileSync(join(place.folder, 'id-token.txt'), tokenOf({ ...USER, 'custom:department': 'office', 'custom:company': 'example' }));
      const { stdout } = await place.run(filledIn(command, { [POOL_OF_THE_PAGES]: poolId }));
      expect(stdout.trimEnd()).toBe(output?.trimEnd().replaceAll(POOL_OF_THE_PAGES, poolId));
    },
  },
  {
    command: `npx . which-role --pool ${POOL_OF_THE_PAGES} --token-file access-token.txt`,
    does: 'prints what the page shows of a refusal',
    run: async (place, { command, output }) => {
      const poolId = await poolWithRules(place);
      const claims = { iss: USER.iss, exp: USER.exp, client_id: 'client1', token_use: 'access' };
      writeFileSync(join(place.folder, 'access-token.txt'), tokenOf(claims));
      const { stdout } = await place.run(filledIn(command, { [POOL_OF_THE_PAGES]: poolId }), { code: 1 });
      expect(stdout.trimEnd()).toBe(output?.trimEnd().replaceAll(POOL_OF_THE_PAGES, poolId));
    },
  },
  {
    command: `npx . which-role --template ${EXAMPLE} --region eu-west-1 --claims examples/role-rules/claims.json`,
    does: 'tells the role of the rule that the claims match',
    run: async (place, { command }) => {
      expect((await place.run(command)).stdout).toContain('\nRole: MappedRoles Writer\nWhy: rule 1 is the first that matches.\n');
    },
  },
  examining('examples/role-rules/custom-resource.yml'),
  {
    command: 'npx . doctor --template examples/mapped-roles/custom-resource.yml --region eu-west-1',
    does: 'finds the role that can read every repository',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command, { code: 1 });
      expect(stdout).toMatch(/^MEDIUM +signed-in-open-resources: .* read-code allows codecommit:GitPull on \*\.$/m);
      expect(stdout).toContain('\n1 finding: 1 medium. ');
    },
  },
  planning('examples/mapped-roles/custom-resource.yml'),
  planning('examples/role-rules/custom-resource.yml'),
  ...TEMPLATES_OF_RECIPES.map(planning),
  answering('examples/user-pool', 'Curator'),
  answering('examples/saml', 'Finance'),
  answering('examples/google-clients', 'Website'),
  {
    command: 'npx . plan examples/user-pool/custom-resource.yml --region eu-west-1 --stack-name photos --parameter PoolName=photos --json',
    does: 'tells the steps to the new pool as JSON, with the names of that stack',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command);
      expect(JSON.parse(stdout)).toMatchObject({
        does: 'create',
        steps: expect.arrayContaining([
          expect.objectContaining({ do: 'createPool', configuration: expect.objectContaining({ name: 'photos' }) as unknown }),
        ]) as unknown,
      });
      expect(stdout).toContain('"photos-Identities-Authenticated-');
    },
  },
];

const linting = (command: string, template: string): Row => ({
  command,
  does: 'has nothing to say of a template without a fault',
  run: async (place, written) => {
    cpSync('examples/user-pool/custom-resource.yml', join(place.folder, 'my-template.yml'));
    const { stdout } = await place.run(written.command);
    expect(stdout).not.toContain(`${template}:`);
  },
});

export const OF_TEMPLATES: Story = [
  linting('npm run lint:templates -- my-template.yml', 'my-template.yml'),
  linting('cfn-lint my-template.yml --append-rules cfn-lint', 'my-template.yml'),
  ...[EXAMPLE, ...TEMPLATES_OF_RECIPES].map((template) => linting(`npm run lint:templates -- ${template}`, template)),
  {
    command: 'npm run lint:templates -- --format parseable test/tools/broken/unknown-property.yml',
    does: 'ends with what the page shows',
    run: async (place, { command, output = '' }) => {
      const { stdout } = await place.run(command, { code: 2 });
      expect(output).toContain(':E3002:');
      // Before it npm says what it runs.
      expect(stdout.trimEnd().split('\n').slice(-output.trimEnd().split('\n').length).join('\n')).toBe(output.trimEnd());
    },
  },
];

export const OF_RANDOM_LIVES: Story = [
  {
    command: 'npm run soak -- --lives 10000',
    does: 'plays as many lives as it is told',
    run: async (place, { command }) => {
      const { stdout } = await place.run(filledIn(command, { 10000: '20' }));
      expect(stdout).toMatch(/^life cycles: 20 through both entry points, 0 with a difference \(seed \d+\)$/m);
    },
  },
];

export const OF_THE_DEMO: Story = [
  {
    command: 'npm run demo',
    does: 'lives the life of a resource on a local AWS emulator of its own, and leaves nothing',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command);
      expect(stdout).toMatch(/^ *identity pools left +none\n *roles left +none$/m);
      expect(stdout).toContain('== Done. Stopping the local AWS emulator.');
    },
  },
];

export const OF_A_LOCAL_AWS: Story = [
  {
    command: 'npm run local-aws -- start',
    does: 'leaves a local AWS emulator up',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command);
      expect(stdout).toMatch(/its ServiceToken is arn:aws:lambda:/);
      expect(stdout).toContain('The local AWS emulator stays up.');
    },
  },
  {
    command: `npm run local-aws -- deploy ${EXAMPLE}`,
    does: 'makes a pool there',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command);
      expect(stdout).toMatch(/^ +\w+ +eu-west-1:[\da-f-]{36}$/m);
    },
  },
  {
    command: 'npm run local-aws -- deploy examples/user-pool/custom-resource.yml --stack photos --parameter PoolName=photos',
    does: 'makes a stack and a pool of these names there',
    run: async (place, { command }) => {
      expect((await place.run(command)).stdout).toContain('Stack "photos" is created.');
      // Another emulator than the place's own.
      const { stdout } = await place.run(
        'eval "$(npm run --silent local-aws -- status | grep export)"; aws cognito-identity list-identity-pools --max-results 10',
      );
      expect(stdout).toContain('"IdentityPoolName": "photos"');
    },
  },
  {
    command: 'npm run local-aws -- --help',
    does: 'shows the commands and options',
    run: async (place, { command }) => {
      expect((await place.run(command)).stdout).toMatch(/^Usage: npm run local-aws -- [^]*^ {2}deploy [^]*--parameter /m);
    },
  },
  {
    command: 'npm run local-aws -- status',
    does: 'shows how to talk to it',
    run: async (place, { command }) => {
      expect((await place.run(command)).stdout).toMatch(/^ {2}export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/m);
    },
  },
  {
    command: 'npm run local-aws -- delete custom-resource',
    does: 'takes the stack away',
    run: async (place, { command }) => {
      expect((await place.run(command)).stdout).toContain('Stack "custom-resource" is deleted.');
    },
  },
  {
    command: 'npm run local-aws -- stop',
    does: 'ends it',
    run: async (place, { command }) => {
      expect((await place.run(command)).stdout).toContain('The local AWS emulator is stopped.');
      expect((await place.run(command)).stdout).toContain('No local AWS emulator was up.');
    },
  },
];
