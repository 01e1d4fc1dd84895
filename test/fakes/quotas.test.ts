import {
  GetPrincipalTagAttributeMapCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateIdentityPoolCommand,
  type UpdateIdentityPoolCommandInput,
} from '@aws-sdk/client-cognito-identity';
import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { FakeAws } from './fake-aws';
import { makePool, makeRole, OIDC_ARN, ROLE_ARN, USER_POOL } from './fixtures';

const RoleName = 'signed-in';

let fake: FakeAws;
let id: string;

beforeEach(async () => {
  fake = new FakeAws();
  id = await makePool(fake);
  await makeRole(fake);
});

const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'fine',
    (error: unknown) => (error as Error).name,
  );
const many = (count: number, prefix = 'k'): string[] => Array.from({ length: count }, (_, n) => `${prefix}${String(n)}`);
const withValues = (keys: readonly string[]): Record<string, string> => Object.fromEntries(keys.map((key) => [key, '']));
const tagRole = (...keys: string[]) =>
  fake.clients.iam.send(new TagRoleCommand({ RoleName, Tags: keys.map((Key) => ({ Key, Value: '' })) }));
const untagRole = (...TagKeys: string[]) => fake.clients.iam.send(new UntagRoleCommand({ RoleName, TagKeys }));
const tagPool = (...keys: string[]) =>
  fake.clients.cognitoIdentity.send(new TagResourceCommand({ ResourceArn: fake.poolArn(id), Tags: withValues(keys) }));
const untagPool = (...TagKeys: string[]) =>
  fake.clients.cognitoIdentity.send(new UntagResourceCommand({ ResourceArn: fake.poolArn(id), TagKeys }));
const update = (change: Partial<UpdateIdentityPoolCommandInput>) =>
  fake.clients.cognitoIdentity.send(
    new UpdateIdentityPoolCommand({ IdentityPoolId: id, IdentityPoolName: 'a', AllowUnauthenticatedIdentities: false, ...change }),
  );

// 50 tags: IAM and STS quotas; Cognito API reference, TagResource.
describe('tags', () => {
  it('a role’s tags are counted at each call, so a full role must lose one first', async () => {
    await tagRole(...many(50));
    expect(await outcome(tagRole('new'))).toBe('LimitExceededException');
    expect([await outcome(untagRole('k0')), await outcome(tagRole('new')), await outcome(tagRole('newer'))]).toEqual([
      'fine',
      'fine',
      'LimitExceededException',
    ]);
  });

  it('role tags that differ in case are one tag, spelled as it came last', async () => {
    await tagRole('Team', ...many(49));
    expect(await outcome(tagRole('tEAM'))).toBe('fine');
    expect(Object.keys(fake.roles.get(RoleName)?.tags ?? {})).toContain('tEAM');
    await untagRole('TEAM');
    expect(Object.keys(fake.roles.get(RoleName)?.tags ?? {})).toHaveLength(49);
  });

  it('a pool’s tags are counted at each call, whatever call follows', async () => {
    await tagPool(...many(50));
    expect(await outcome(tagPool('new'))).toBe('InvalidParameterException');
    expect([await outcome(untagPool('k0')), await outcome(tagPool('new'))]).toEqual(['fine', 'fine']);
    expect(await outcome(update({ IdentityPoolTags: withValues(many(51)) }))).toBe('InvalidParameterException');
  });

  it('pool tags that differ in case are two tags', async () => {
    await tagPool('Team', 'team');
    await untagPool('team');
    expect(fake.pools.get(id)?.tags).toEqual({ Team: '' });
    await tagPool(...many(49));
    expect(await outcome(tagPool('TEAM'))).toBe('InvalidParameterException');
  });

  // Tagging AWS Resources and Tag Editor user guide, tag naming limits.
  it('tags that AWS sets do not count, and nobody else can remove them', async () => {
    const own = { 'aws:cloudformation:stack-name': 'shop' };
    Object.assign(fake.pools.get(id)?.tags ?? {}, own);
    Object.assign(fake.roles.get(RoleName)?.tags ?? {}, own);
    expect([await outcome(tagPool(...many(50))), await outcome(tagRole(...many(50)))]).toEqual(['fine', 'fine']);
    expect([await outcome(untagPool(...Object.keys(own))), await outcome(untagRole(...Object.keys(own)))]).toEqual([
      'InvalidParameterException',
      'InvalidInputException',
    ]);
  });

  it('ListRoleTags sorts by key', async () => {
    await tagRole('b', 'a', 'C');
    const { Tags } = await fake.clients.iam.send(new ListRoleTagsCommand({ RoleName }));
    expect(Tags?.map(({ Key }) => Key)).toEqual(['C', 'a', 'b']);
  });
});

// IAM and STS quotas: 10,240 characters for all inline policies of a role together, 10 managed policies by default.
describe('policies of a role', () => {
  const put = (PolicyName: string, size: number, padding = '') => {
    const empty = JSON.stringify({ Version: '2012-10-17', Statement: { Sid: '', Effect: 'Allow', Action: 's3:*', Resource: '*' } });
    const PolicyDocument = padding + empty.replace('"Sid":""', `"Sid":"${'x'.repeat(size - empty.length)}"`);
    return outcome(fake.clients.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })));
  };
  const attach = (name: string) =>
    outcome(fake.clients.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: `arn:aws:iam::aws:policy/${name}` })));

  it('inline policies are counted together at each call, so one must shrink before another grows', async () => {
    expect([await put('a', 1000), await put('b', 8000)]).toEqual(['fine', 'fine']);
    expect(await put('a', 8000)).toBe('LimitExceededException');
    expect([await put('b', 1000), await put('a', 8000)]).toEqual(['fine', 'fine']);
  });

  it('inline policies may have 10,240 characters together, white space not counted', async () => {
    expect([await put('a', 5120), await put('b', 5121), await put('b', 5120, ' \n'.repeat(9000))]).toEqual([
      'fine',
      'LimitExceededException',
      'fine',
    ]);
  });

  it('managed policies are counted at each call, so a full role must lose one first', async () => {
    for (const name of many(10)) expect(await attach(name)).toBe('fine');
    expect(await attach('new')).toBe('LimitExceededException');
    await fake.clients.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/k0' }));
    expect(await attach('new')).toBe('fine');
    fake.quotas.managedPoliciesPerRole = 11;
    expect(await attach('newer')).toBe('fine');
  });
});

describe('providers of a pool', () => {
  const clients = (prefix: string, count: number) =>
    many(count, prefix).map((ClientId) => ({ ProviderName: USER_POOL, ClientId, ServerSideTokenCheck: true }));

  // Cognito developer guide, quotas: 50 user pool providers in an identity pool.
  it('a pool may have 50 app clients of user pools, old and new ones together', async () => {
    expect(await outcome(update({ CognitoIdentityProviders: clients('a', 50) }))).toBe('fine');
    expect(await outcome(update({ CognitoIdentityProviders: [...clients('a', 25), ...clients('b', 26)] }))).toBe('LimitExceededException');
    fake.quotas.userPoolClientsPerPool = 51;
    expect(await outcome(update({ CognitoIdentityProviders: [...clients('a', 25), ...clients('b', 26)] }))).toBe('fine');
  });

  // Service model: IdentityProviders, at most 10.
  it('a pool may have ten login providers', async () => {
    const providers = (count: number) => Object.fromEntries(many(count, 'p').map((name) => [`${name}.example.com`, 'x']));
    expect(await outcome(update({ SupportedLoginProviders: providers(10) }))).toBe('fine');
    expect(await outcome(update({ SupportedLoginProviders: providers(11) }))).toBe('ValidationException');
  });

  it('a pool may have any number of OpenID Connect and SAML providers, unless a quota is set', async () => {
    const arns = (kind: string, count: number) => many(count).map((name) => `arn:aws:iam::123456789012:${kind}/${name}`);
    const both = { OpenIdConnectProviderARNs: arns('oidc-provider', 60), SamlProviderARNs: arns('saml-provider', 60) };
    expect(await outcome(update(both))).toBe('fine');
    fake.quotas.openIdConnectProvidersPerPool = 59;
    expect(await outcome(update(both))).toBe('LimitExceededException');
    Object.assign(fake.quotas, { openIdConnectProvidersPerPool: 60, samlProvidersPerPool: 59 });
    expect(await outcome(update(both))).toBe('LimitExceededException');
  });
});

it('the quota of identity pools is that of one Region', async () => {
  fake.quotas.identityPools = 1;
  expect(await outcome(makePool(fake))).toBe('LimitExceededException');
  expect(await outcome(makePool(fake.inRegion('eu-west-1')))).toBe('fine');
});

describe('principal tags', () => {
  const set = (PrincipalTags: Record<string, string>, IdentityProviderName = USER_POOL) =>
    outcome(
      fake.clients.cognitoIdentity.send(
        new SetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName, PrincipalTags }),
      ),
    );

  // Service model: PrincipalTags, at most 50.
  it('one provider may have 50 principal tags', async () => {
    const claims = (count: number) => Object.fromEntries(many(count).map((key) => [key, 'sub']));
    expect([await set(claims(50)), await set(claims(51))]).toEqual(['fine', 'ValidationException']);
  });

  // Cognito developer guide, quotas.
  it('the claims of principal tags may have 460 bytes of UTF-8 together', async () => {
    const claims = (last: string) => ({ a: 'x'.repeat(256), b: 'x'.repeat(203), c: last });
    expect([await set(claims('x')), await set(claims('é')), await set(claims('xx'))]).toEqual([
      'fine',
      'InvalidParameterException',
      'InvalidParameterException',
    ]);
  });
});

// Service model: IdentityProviderName, 1 to 128, as the key of a mapping and in the calls of principal tags; an ARN of a provider, 20 to 2,048.
describe('a provider by a long ARN', () => {
  const arn = (length: number): string => `${OIDC_ARN}/`.padEnd(length, 'x');
  const get = (IdentityProviderName: string) =>
    outcome(fake.clients.cognitoIdentity.send(new GetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName })));
  const setTags = (IdentityProviderName: string) =>
    outcome(
      fake.clients.cognitoIdentity.send(
        new SetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName, UseDefaults: true }),
      ),
    );
  const map = (provider: string) =>
    outcome(
      fake.clients.cognitoIdentity.send(
        new SetIdentityPoolRolesCommand({
          IdentityPoolId: id,
          Roles: {},
          RoleMappings: { [provider]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
        }),
      ),
    );

  it.each([
    [128, ['fine', 'fine', 'fine', 'fine']],
    [129, ['fine', 'ValidationException', 'ValidationException', 'ValidationException']],
    [2048, ['fine', 'ValidationException', 'ValidationException', 'ValidationException']],
    [2049, ['ValidationException', 'ValidationException', 'ValidationException', 'ValidationException']],
  ])('an ARN of %i characters can be a provider, be tagged, read and mapped as in the model', async (length, expected) => {
    const provider = arn(length);
    const made = await outcome(update({ OpenIdConnectProviderARNs: [provider] }));
    expect([made, await setTags(provider), await get(provider), await map(provider)]).toEqual(expected);
  });
});

// Service model: ClaimName, [\p{L}\p{M}\p{S}\p{N}\p{P}]+.
it.each([
  ['custom:group', 'fine'],
  ['grüße', 'fine'],
  ['部門', 'fine'],
  ['a€+1', 'fine'],
  ['e\u0301', 'fine'],
  ['🎫', 'fine'],
  ['a b', 'ValidationException'],
  ['a\u00a0b', 'ValidationException'],
  ['a\u0007b', 'ValidationException'],
  ['\u0000', 'ValidationException'],
  ['a\u200bb', 'ValidationException'],
  ['a\u00adb', 'ValidationException'],
  ['a\ue000b', 'ValidationException'],
  ['a\u2028b', 'ValidationException'],
  ['a\n', 'ValidationException'],
])('Cognito answers a rule on the claim %j with: %s', async (Claim, expected) => {
  const answer = outcome(
    fake.clients.cognitoIdentity.send(
      new SetIdentityPoolRolesCommand({
        IdentityPoolId: id,
        Roles: {},
        RoleMappings: {
          'accounts.google.com': {
            Type: 'Rules',
            AmbiguousRoleResolution: 'Deny',
            RulesConfiguration: { Rules: [{ Claim, MatchType: 'Equals', Value: '\u0007 \u00a0', RoleARN: ROLE_ARN }] },
          },
        },
      }),
    ),
  );
  expect(await answer).toBe(expected);
});

// Service model: IdentityPoolName, [\w\s+=,.@-]+, with \s and \w of ASCII alone.
it.each([
  ['a b', 'fine'],
  ['a\tb\nc', 'fine'],
  ['a+b=c,d.e@f-g_h', 'fine'],
  ['a\u00a0b', 'ValidationException'],
  ['a\u2003b', 'ValidationException'],
  ['a\u3000b', 'ValidationException'],
  ['\ufeffa', 'ValidationException'],
  ['a\u0085b', 'ValidationException'],
  ['größe', 'ValidationException'],
  ['a:b', 'ValidationException'],
])('Cognito answers a pool named %j with: %s', async (IdentityPoolName, expected) => {
  expect(await outcome(update({ IdentityPoolName }))).toBe(expected);
});

// Service model of IAM: tagKeyType; tagging page of the Cognito developer guide.
it.each([
  ['two words', 'fine', 'fine', 'cost center'],
  ['letters outside ASCII', 'fine', 'ValidationException', 'größe'],
  ['a no-break space', 'fine', 'ValidationException', 'a\u00a0b'],
  ['a number sign', 'ValidationError', 'ValidationException', 'a#b'],
  ['a tab', 'ValidationError', 'ValidationException', 'a\tb'],
  ['128 characters', 'fine', 'fine', 'x'.repeat(128)],
  ['129 characters', 'ValidationError', 'ValidationException', 'x'.repeat(129)],
  ['nothing', 'ValidationError', 'ValidationException', ''],
])('a role and a pool answer %s as a tag key with: %s, %s', async (_, onRole, onPool, key) => {
  expect([await outcome(tagRole(key)), await outcome(tagPool(key))]).toEqual([onRole, onPool]);
});

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('the tag %s is kept and removed as any other', async (key) => {
  await tagRole(key);
  await tagPool(...[key]);
  expect([Object.keys(fake.roles.get(RoleName)?.tags ?? {}), Object.keys(fake.pools.get(id)?.tags ?? {})]).toEqual([[key], [key]]);
  await untagRole(key);
  await untagPool(key);
  expect([fake.roles.get(RoleName)?.tags, fake.pools.get(id)?.tags]).toEqual([{}, {}]);
});
