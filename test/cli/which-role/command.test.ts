import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020';
import schema from '../../../src/cli/which-role/answer.schema.json';
import { account, POOL_ID, tokenOf, trust, USER, whichRole, type Ended } from './terminal';
import { DEFAULT, denial, GUEST, READER, USER_POOL, WRITER } from './words';

const isAnswer = new Ajv().compile(schema);

const inPool = (...args: string[]): string[] => ['--pool', POOL_ID, '--token-file', 'token', ...args];

describe('from a pool and a token', () => {
  it('says the role, the rules in turn and that the signature was not checked', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'office', 'custom:company': 'example' }) };
    expect(await whichRole(inPool(), { files })).toEqual({
      code: 0,
      printed: [
        `Pool      ${POOL_ID}`,
        `Sign-in   ${USER_POOL}`,
        '',
        'rule 1: custom:department Equals "warehouse"   no match   the claim is "office"',
        'rule 2: custom:company Equals "example"        match      the claim is "example"',
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

  it('ends with 1 if the sign-in is refused, and says what the app shows and what to do', async () => {
    const { code, printed } = await whichRole(inPool(), { files: { token: tokenOf(USER) } });
    expect(code).toBe(1);
    expect(printed.split('\n').slice(7, 12)).toEqual([
      'Refused: AmbiguousRoleResolution is Deny.',
      'Why: no rule matches.',
      'The app shows: NotAuthorizedException: The ambiguous role mapping rules denied this request',
      'Fix: Change the rules or the claims so that a rule matches or the token prefers a role, or set AmbiguousRoleResolution to AuthenticatedRole.',
      '',
    ]);
  });

  it('ends with 3 if it cannot be known, and lists everything that is possible', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'Warehouse', 'custom:company': 'example' }) };
    const { code, printed } = await whichRole(inPool(), { files });
    expect(code).toBe(3);
    expect(printed).toContain(`\nUnsettled: it cannot be known. One of:\n  - ${WRITER}\n  - ${READER}\nWhy: `);
  });

  it('takes the token from standard input, with white space and Bearer around it', async () => {
    const standardInput = `Bearer ${tokenOf({ ...USER, 'custom:department': 'warehouse' })}\n`;
    const { code, printed } = await whichRole(['--pool', POOL_ID, '--token-file', '-'], { standardInput });
    expect([code, printed]).toEqual([0, expect.stringContaining(`\nRole: ${WRITER}\n`)]);
  });

  it('gives the role that is asked for, where its rule matches', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'warehouse', 'custom:company': 'example' }) };
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
        { what: 'rule 2: custom:company Equals "example"', result: 'not reached', why: 'a rule before it matches', role: READER },
        { what: 'AmbiguousRoleResolution', result: 'not used', why: 'it is Deny' },
      ],
      notes: ["The token's signature was not checked: this answers for a token that Cognito accepts."],
    });
  });

  it('says what is possible as JSON if it cannot be known', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'Warehouse' }) };
    const { printed } = await whichRole(inPool('--json'), { files });
    expect(JSON.parse(printed)).toMatchObject({ outcome: 'unsettled', possible: [{ role: WRITER }, { refused: DENY }] });
  });

  it.each([
    ['nothing but the pool if no role comes of it', USER, false, []],
    ['the role and the tags', { ...USER, 'custom:department': 'warehouse' }, false, ['GetPrincipalTagAttributeMap', 'GetRole']],
    ['the role alone if it allows tags anyway', { ...USER, 'custom:department': 'warehouse' }, true, ['GetRole']],
    [
      'each role that may come of it',
      { ...USER, 'custom:department': 'WAREHOUSE', 'custom:company': 'example' },
      true,
      ['GetRole', 'GetRole'],
    ],
  ])('reads %s, and changes nothing', async (_, claims, withTags, more) => {
    const trusting = trust('authenticated', withTags);
    const aws = account({ trust: { [WRITER]: trusting, [READER]: trusting } });
    const before = aws.snapshot();
    await whichRole(inPool(), { aws, files: { token: tokenOf(claims) } });
    expect(aws.calls.map(({ operation }) => operation).sort()).toEqual(['DescribeIdentityPool', 'GetIdentityPoolRoles', ...more].sort());
    expect(aws.snapshot()).toEqual(before);
  });

  const files = { token: tokenOf({ ...USER, 'custom:department': 'warehouse' }) };
  it.each([
    ['GetRole', 'iam:GetRole'],
    ['GetPrincipalTagAttributeMap', 'cognito-identity:GetPrincipalTagAttributeMap'],
  ])('ends with 3 if these credentials may not call %s, and says which permission is missing', async (operation, permission) => {
    const aws = account();
    aws.fail({ operation, error: { name: 'AccessDeniedException', message: 'no identity-based policy allows it' } });
    const { code, printed, complained } = await whichRole(inPool('--json'), { aws, files });
    expect([code, complained]).toEqual([3, '']);
    const answer = JSON.parse(printed) as { readonly why: string };
    expect(answer).toMatchObject({
      outcome: 'unsettled',
      possible: [{ role: WRITER }, { refused: { fix: 'Grant what could not be read, and ask again.' } }],
    });
    expect(answer.why).toContain(`whether STS hands out ${WRITER} could not be read: `);
    expect(answer.why).toContain(permission);
    expect(isAnswer(answer)).toBe(true);
  });

  it('ends with 2 if AWS fails otherwise', async () => {
    const aws = account();
    aws.fail({ operation: 'GetRole', error: { name: 'ServiceFailure', message: 'an internal error' }, times: 9 });
    const { code, printed, complained } = await whichRole(inPool('--json'), { aws, files });
    expect([code, JSON.parse(printed)]).toMatchObject([2, { outcome: 'failed' }]);
    expect(complained).toContain('error: ');
  });

  it('colors the answer on a terminal only', async () => {
    const files = { token: tokenOf({ ...USER, 'custom:department': 'warehouse' }) };
    const plain = await whichRole(inPool(), { files });
    const colored = await whichRole(inPool(), { files, isColored: true });
    const escape = String.fromCharCode(27);
    expect(plain.printed).not.toContain(escape);
    expect(colored.printed).toContain(escape);
    expect(colored.printed.replace(new RegExp(`${escape}\\[\\d+m`, 'g'), '')).toBe(plain.printed);
  });
});

const DENY = {
  why: 'AmbiguousRoleResolution is Deny',
  error: { code: 'NotAuthorizedException', message: 'The ambiguous role mapping rules denied this request' },
  fix: 'Change the rules or the claims so that a rule matches or the token prefers a role, or set AmbiguousRoleResolution to AuthenticatedRole.',
};

it('says as JSON why the sign-in is refused', async () => {
  const { printed } = await whichRole(inPool('--json'), { files: { token: tokenOf(USER) } });
  expect(JSON.parse(printed)).toMatchObject({ outcome: 'refused', refused: DENY, why: 'no rule matches' });
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

it('takes the ARN of a pool for its id', async () => {
  const arn = `arn:aws:cognito-identity:eu-west-1:123456789012:identitypool/${POOL_ID}`;
  expect(await whichRole(['--pool', arn, '--guest'])).toEqual(await whichRole(['--pool', POOL_ID, '--guest']));
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
    [
      ['--pool', POOL_ID, '--region', 'us-east-1', '--guest'],
      `Identity pool ${POOL_ID} is in eu-west-1, and --region is us-east-1. Leave --region out, or give the pool of that region.`,
    ],
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

describe('the examples of the help, as they stand', () => {
  /** By what follows the name of the command: the exit code, and the line that matters. */
  const ANSWERS: Readonly<Record<string, readonly [number, string]>> = {
    [`--pool ${POOL_ID} --token-file id-token.txt`]: [0, `Role: ${WRITER}`],
    [`--pool ${POOL_ID} --guest --json`]: [0, `  "role": "${GUEST}",`],
    '--template examples/role-rules/custom-resource.yml --region eu-west-1 --claims examples/role-rules/claims.json': [
      0,
      'Role: MappedRoles Writer',
    ],
    '--properties inputs/inputs_5_create.json --claims examples/role-rules/claims.json --provider Google': [0, 'Role: MappedRoles Buyer'],
  };
  const EXAMPLE = '  $ npx identity-pool-with-roles which-role ';

  it('are all here', async () => {
    const { printed } = await whichRole(['--help']);
    const examples = printed.split('\n').filter((line) => line.startsWith(EXAMPLE));
    expect(examples.map((line) => line.slice(EXAMPLE.length))).toEqual(Object.keys(ANSWERS));
  });

  it.each(Object.entries(ANSWERS))('give the right answer: %s', async (args, [code, line]) => {
    const own = args.split(' ').filter((arg) => /^(examples|inputs)\//.test(arg));
    const files = {
      'id-token.txt': tokenOf({ ...USER, 'custom:department': 'warehouse' }),
      ...Object.fromEntries(own.map((path) => [path, readFileSync(path, 'utf8')])),
    };
    const ended = await whichRole(args.split(' '), { files });
    expect([ended.code, ended.complained]).toEqual([code, '']);
    expect(ended.printed.split('\n')).toContain(line);
  });
});

it.each([
  ['wrong usage', ['--json', '--guest']],
  ['an id that cannot be one', ['--json', '--guest', '--pool', 'my-pool']],
  ['a pool that is not there', ['--json', '--guest', '--pool', POOL_ID.replace('0f', '00')]],
  ['a file that is not there', ['--json', '--pool', POOL_ID, '--token-file', 'absent']],
  ['a token that cannot be read', ['--json', '--pool', POOL_ID, '--token-file', 'text']],
])('prints JSON beside the error for %s, and ends with 2', async (_, args) => {
  const { code, printed, complained }: Ended = await whichRole(args, { files: { text: 'planted' } });
  expect(code).toBe(2);
  const answer = JSON.parse(printed) as { readonly problem: string };
  expect(answer).toEqual({ outcome: 'failed', problem: answer.problem });
  expect(isAnswer(answer)).toBe(true);
  expect(complained).toBe(`error: ${answer.problem}`);
  expect(printed).not.toContain('planted');
});

it.each([
  ['README.md', 'which-role', { 'id-token.txt': tokenOf({ ...USER, 'custom:department': 'office', 'custom:company': 'example' }) }],
  [
    'guide/sign-in-refused.md',
    'which-role refused',
    { 'access-token.txt': tokenOf({ iss: USER.iss, client_id: 'client1', token_use: 'access', exp: USER.exp }) },
  ],
])('%s shows what it prints: %s', async (page, name, files) => {
  const [, block = ''] = new RegExp(`<!-- ${name} -->\\s+\`\`\`console\\n(.*?)^\`\`\``, 'ms').exec(readFileSync(page, 'utf8')) ?? [];
  const [command = '', ...output] = block
    .replaceAll(/ \\\n */g, ' ')
    .trimEnd()
    .split('\n');
  const start = '$ npx . which-role ';
  expect(command).toContain(start);
  const { printed } = await whichRole(command.slice(start.length).split(' '), { files });
  expect(output.join('\n')).toBe(printed);
});
