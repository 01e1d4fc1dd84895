/** Tries which-role as a person runs it: the program itself, the usual chain of credentials, and a pool of a local AWS emulator. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { clientsFor } from '../../scripts/local-aws/clients';
import { environmentFor, startLocalAws, stopLocalAws, type LocalAws } from '../../scripts/local-aws/server';
import { tokenOf, USER } from '../cli/which-role/terminal';
import { DEFAULT, READER, USER_POOL, WRITER } from '../cli/which-role/words';
import { makeRoles } from './signed-in-roles';

jest.setTimeout(120_000);

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => stopLocalAws(aws));

it('says which role a token gets from a pool that another tool made', async () => {
  const { cognitoIdentity, iam } = clientsFor(aws);
  const [providerName, clientId] = USER_POOL.split(':');
  const { IdentityPoolId = '' } = await cognitoIdentity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'made elsewhere',
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{ ProviderName: providerName, ClientId: clientId }],
    }),
  );
  await makeRoles(iam, IdentityPoolId, [READER, WRITER]);
  const rule = (Value: string, RoleARN: string) => ({ Claim: 'custom:department', MatchType: 'Equals' as const, Value, RoleARN });
  await cognitoIdentity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { authenticated: DEFAULT },
      RoleMappings: {
        [USER_POOL]: {
          Type: 'Rules',
          AmbiguousRoleResolution: 'Deny',
          RulesConfiguration: { Rules: [rule('office', READER), rule('warehouse', WRITER)] },
        },
      },
    }),
  );
  const tokenFile = join(aws.folder, 'id-token.txt');
  writeFileSync(tokenFile, tokenOf({ ...USER, 'custom:department': 'warehouse' }));
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['bin/identity-pool-with-roles.mjs', 'which-role', '--pool', IdentityPoolId, ...args],
      { env: environmentFor(aws), encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };

  expect(run('--token-file', tokenFile)).toEqual({
    status: 0,
    stdout: [
      `Pool      ${IdentityPoolId}`,
      `Sign-in   ${USER_POOL}`,
      '',
      'rule 1: custom:department Equals "office"      no match   the claim is "warehouse"',
      'rule 2: custom:department Equals "warehouse"   match      the claim is "warehouse"',
      'AmbiguousRoleResolution                        not used   it is Deny',
      '',
      `Role: ${WRITER}`,
      'Why: rule 2 is the first that matches.',
      '',
      "Note: The token's signature was not checked: this answers for a token that Cognito accepts.",
      '',
    ].join('\n'),
    stderr: '',
  });
  expect(run('--guest')).toMatchObject({ status: 1, stderr: '' });
  expect(run()).toEqual({ status: 2, stdout: '', stderr: 'error: Give one of --token-file FILE, --claims FILE and --guest.\n' });
});
