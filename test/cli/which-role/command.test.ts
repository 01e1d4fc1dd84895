import { readFileSync } from 'node:fs';
import { account, POOL_ID, tokenOf, USER, whichRole } from './terminal';
import { DEFAULT, denial, GUEST, READER, USER_POOL, WRITER } from './words';

const inPool = (...args: string[]): string[] => ['--pool', POOL_ID, '--token-file', 'token', ...args];

describe('from a pool and a token', () => {
  it('tells the role, the rules in turn and that the signature was not checked', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'office', email: 'jo@example.com' }) };
    expect(await whichRole(inPool(), { files })).toEqual({
      code: 0,
      printed: [
        `Pool      ${POOL_ID}`,
        `Sign-in   ${USER_POOL}`,
        '',
        'rule 1: custom:department Equals "warehouse"   no match   the claim is "office"',
        'rule 2: email Contains "@example.com"          match      the claim is "jo@example.com"',
        'AmbiguousRoleResolution                        not used   it is Deny',
        '',
        `Role: ${READER}`,
        'Why: rule 2 is the first that matches.',
        '',
        "Note: The token's signature was not checked: this answers for a token that Cognito accepts.",
      ].join('\n'),
      complained: '',
    });
  });

  it('ends with 1 where the sign-in is denied', async () => {
    const { code, printed } = await whichRole(inPool(), { files: { token: tokenOf(USER) } });
    expect(code).toBe(1);
    expect(printed).toContain('\nDenied: AmbiguousRoleResolution is Deny.\nWhy: no rule matches.\n');
  });

  it('ends with 1 where it is unsettled, and tells each role that it may be', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'Warehouse', email: 'jo@example.com' }) };
    const { code, printed } = await whichRole(inPool(), { files });
    expect(code).toBe(1);
    expect(printed).toContain(`\nUnsettled: the documentation leaves it open. One of:\n  - ${WRITER}\n  - ${READER}\n`);
  });

  it('takes the token from standard input, with white space and Bearer around it', async () => {
    const standardInput = `Bearer ${tokenOf({ ...USER, 'custom:department': 'warehouse' })}\n`;
    const { code, printed } = await whichRole(['--pool', POOL_ID, '--token-file', '-'], { standardInput });
    expect([code, printed]).toEqual([0, expect.stringContaining(`\nRole: ${WRITER}\n`)]);
  });

  it('gives the role that is asked for, where its rule matches', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'warehouse', email: 'jo@example.com' }) };
    const { printed } = await whichRole(inPool('--custom-role', READER), { files });
    expect(printed).toContain(`\nRole: ${READER}\n`);
  });

  it('says all of it as JSON', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'warehouse' }) };
    const { code, printed } = await whichRole(inPool('--json'), { files });
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toEqual({
      pool: POOL_ID,
      provider: USER_POOL,
      outcome: 'role',
      role: WRITER,
      why: 'rule 1 is the first that matches',
      trail: [
        { what: 'rule 1: custom:department Equals "warehouse"', result: 'match', why: 'the claim is "warehouse"', role: WRITER },
        { what: 'rule 2: email Contains "@example.com"', result: 'not reached', why: 'a rule before it matches', role: READER },
        { what: 'AmbiguousRoleResolution', result: 'not used', why: 'it is Deny' },
      ],
      notes: ["The token's signature was not checked: this answers for a token that Cognito accepts."],
    });
  });

  it('says what is possible as JSON where it is unsettled', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'Warehouse' }) };
    const { printed } = await whichRole(inPool('--json'), { files });
    expect(JSON.parse(printed)).toMatchObject({
      outcome: 'unsettled',
      possible: [{ role: WRITER }, { denied: 'AmbiguousRoleResolution is Deny' }],
    });
  });

  it('reads the pool and its roles, and changes nothing', async () => {
    const aws = account();
    const before = aws.snapshot();
    await whichRole(inPool(), { aws, files: { token: tokenOf(USER) } });
    expect(aws.calls.map(({ operation }) => operation).sort()).toEqual(['DescribeIdentityPool', 'GetIdentityPoolRoles']);
    expect(aws.snapshot()).toEqual(before);
  });

  it('colours the answer on a terminal alone', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'warehouse' }) };
    const plain = await whichRole(inPool(), { files });
    const coloured = await whichRole(inPool(), { files, isColoured: true });
    const escape = String.fromCharCode(27);
    expect(plain.printed).not.toContain(escape);
    expect(coloured.printed).toContain(escape);
    expect(coloured.printed.replace(new RegExp(`${escape}\\[\\d+m`, 'g'), '')).toBe(plain.printed);
  });
});

it('tells as JSON why it is denied', async () => {
  const { printed } = await whichRole(inPool('--json'), { files: { token: tokenOf(USER) } });
  expect(JSON.parse(printed)).toMatchObject({ outcome: 'denied', denied: 'AmbiguousRoleResolution is Deny', why: 'no rule matches' });
});

describe('a guest', () => {
  it("gets the guests' role", async () => {
    expect(await whichRole(['--pool', POOL_ID, '--guest'])).toEqual({
      code: 0,
      printed: [`Pool      ${POOL_ID}`, 'Sign-in   guest', '', `Role: ${GUEST}`, 'Why: guests get the unauthenticated role.'].join('\n'),
      complained: '',
    });
  });
});

describe('from the properties of a resource', () => {
  const properties = (more: object = {}): Record<string, string> => ({
    'properties.json': JSON.stringify({
      AllowUnauthenticatedIdentities: 'true',
      AuthenticationProviders: { UserPools: [{ UserPoolId: 'eu-west-1_EXAMPLE01' }] },
      MappedRoles: [{ Name: 'Writer' }],
      RoleMappings: [
        {
          IdentityProvider: { UserPool: { UserPoolId: 'eu-west-1_EXAMPLE01' } },
          Type: 'Rules',
          AmbiguousRoleResolution: 'AuthenticatedRole',
          Rules: [{ Claim: 'custom:department', MatchType: 'Equals', Value: 'warehouse', Role: 'Writer' }],
        },
      ],
      ...more,
    }),
  });
  const role = async (args: readonly string[], files: Record<string, string>): Promise<unknown> => {
    const { printed, complained } = await whichRole(['--properties', 'properties.json', '--json', ...args], { files });
    expect(complained).toBe('');
    const { role: name, outcome } = JSON.parse(printed) as { role?: string; outcome: string };
    return name ?? outcome;
  };

  it('names a role that is still to be made as the template does, and takes a client that is still to be made for the one of the token', async () => {
    const files = { ...properties(), token: tokenOf({ ...USER, aud: 'whatever', 'custom:department': 'warehouse' }) };
    expect(await role(['--token-file', 'token'], files)).toBe('MappedRoles Writer');
  });

  it('names the default roles so too, and gives the ARN of a supplied one', async () => {
    expect(await role(['--token-file', 'token'], { ...properties(), token: tokenOf(USER) })).toBe('AuthenticatedRole');
    expect(await role(['--guest'], properties())).toBe('UnauthenticatedRole');
    expect(await role(['--token-file', 'token'], { ...properties({ AuthenticatedRole: { Arn: DEFAULT } }), token: tokenOf(USER) })).toBe(
      DEFAULT,
    );
    expect(await role(['--guest'], properties({ UnauthenticatedRole: { Create: false } }))).toBe(denial);
  });

  it('refuses properties that the resource refuses, with their paths', async () => {
    const { code, complained } = await whichRole(['--properties', 'properties.json', '--guest'], {
      files: properties({ Rolemappings: [] }),
    });
    expect(code).toBe(2);
    expect(complained).toContain('properties.json: Invalid property. Rolemappings:');
  });
});

describe('wrong usage ends with 2 and says what is to be given', () => {
  const token = tokenOf(USER);
  it.each([
    [['--guest'], 'Give one of --pool POOL_ID, --template FILE and --properties FILE.'],
    [['--pool', POOL_ID, '--properties', 'p', '--guest'], 'Give one of --pool POOL_ID, --template FILE and --properties FILE.'],
    [['--pool', POOL_ID], 'Give one of --token-file FILE, --claims FILE and --guest.'],
    [['--pool', POOL_ID, '--guest', '--token-file', 'token'], 'Give one of --token-file FILE, --claims FILE and --guest.'],
    [['--pool', 'my-pool', '--guest'], 'my-pool is not the id of an identity pool: REGION:GUID.'],
    [['--pool', POOL_ID.replace('0f', '00'), '--guest'], `There is no identity pool ${POOL_ID.replace('0f', '00')} in this account.`],
    [['--pool', POOL_ID, '--token-file', 'absent'], 'absent cannot be read: ENOENT'],
    [['--properties', 'text', '--guest'], 'text is not JSON.'],
    [['--pool', POOL_ID, '--claims', 'text'], 'The claims are no JSON object'],
    [['--pool', POOL_ID, '--claims', 'list'], 'The claims are no JSON object'],
  ])('%j', async (args, said) => {
    const { code, printed, complained } = await whichRole(args, { files: { token, text: 'planted text', list: '[1]' } });
    expect([code, printed]).toEqual([2, '']);
    expect(complained).toContain(`error: ${said}`);
    expect(complained).not.toContain('planted');
  });
});

it('GUIDE.md shows what it prints', async () => {
  const [, block = ''] = /<!-- which-role -->\s+```console\n(.*?)^```/ms.exec(readFileSync('GUIDE.md', 'utf8')) ?? [];
  const [command = '', ...output] = block.trimEnd().split('\n');
  const start = '$ npx . which-role ';
  expect(command).toContain(start);
  const files = { 'id-token.txt': tokenOf({ ...USER, 'custom:department': 'office', email: 'jo@example.com' }) };
  const { printed } = await whichRole(command.slice(start.length).split(' '), { files });
  expect(output.join('\n')).toBe(printed);
});
