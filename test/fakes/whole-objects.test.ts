/** What AWS keeps, resets and forgets when something is updated: emulators get this wrong. */
import {
  DeleteIdentityPoolCommand,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  GetPrincipalTagAttributeMapCommand,
  ListTagsForResourceCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateIdentityPoolCommand,
  type UpdateIdentityPoolCommandInput,
} from '@aws-sdk/client-cognito-identity';
import { GetRoleCommand, TagRoleCommand, UntagRoleCommand, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { FakeAws } from './fake-aws';
import { makePool, makeRole, OIDC_ARN, ROLE_ARN, USER_POOL, USER_POOL_CLIENT } from './fixtures';

let fake: FakeAws;
let id: string;

beforeEach(async () => {
  fake = new FakeAws();
  id = await makePool(fake, { DeveloperProviderName: 'login.example.app', AllowClassicFlow: true, IdentityPoolTags: { team: 'a' } });
});

const describePool = (of = id) => fake.clients.cognitoIdentity.send(new DescribeIdentityPoolCommand({ IdentityPoolId: of }));
const rolesOf = () => fake.clients.cognitoIdentity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: id }));
const update = (change: Partial<UpdateIdentityPoolCommandInput> = {}) =>
  fake.clients.cognitoIdentity.send(
    new UpdateIdentityPoolCommand({ IdentityPoolId: id, IdentityPoolName: 'renamed', AllowUnauthenticatedIdentities: true, ...change }),
  );
const set = (input: object) =>
  fake.clients.cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: id, Roles: {}, ...input }));

describe('an identity pool', () => {
  it('loses on update the providers that are left out, and keeps id, developer name, classic flow and tags', async () => {
    await update();
    expect(await describePool()).toEqual({
      $metadata: expect.anything() as unknown,
      IdentityPoolId: id,
      IdentityPoolName: 'renamed',
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      DeveloperProviderName: 'login.example.app',
      IdentityPoolTags: { team: 'a' },
    });
  });

  it('shows no classic flow until it is set, and then false as false', async () => {
    const other = await makePool(fake);
    expect(await describePool(other)).not.toHaveProperty('AllowClassicFlow');
    await update({ AllowClassicFlow: false });
    expect(await describePool()).toHaveProperty('AllowClassicFlow', false);
  });

  it('has an id of its Region and a lower-case GUID, never the same twice', async () => {
    const other = await makePool(fake);
    expect(id).toMatch(/^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(other).not.toBe(id);
  });

  it('takes the token check as off where it is left out', async () => {
    const other = await makePool(fake, { CognitoIdentityProviders: [{ ProviderName: USER_POOL, ClientId: 'c' }] });
    expect((await describePool(other)).CognitoIdentityProviders).toEqual([
      { ...USER_POOL_CLIENT, ClientId: 'c', ServerSideTokenCheck: false },
    ]);
  });

  it.each([
    ['replace', { team: 'b' }],
    ['merge', { team: 'b', kept: '1' }],
  ] as const)('can %s its tags on update, because nobody knows which', async (tagsOnUpdate, expected) => {
    fake.openQuestions.tagsOnUpdate = tagsOnUpdate;
    await fake.clients.cognitoIdentity.send(new TagResourceCommand({ ResourceArn: fake.poolArn(id), Tags: { kept: '1' } }));
    await update({ IdentityPoolTags: { team: 'b' } });
    expect(await describePool()).toHaveProperty('IdentityPoolTags', expected);
  });

  it('adds and removes tags by its ARN', async () => {
    const ResourceArn = fake.poolArn(id);
    await fake.clients.cognitoIdentity.send(new TagResourceCommand({ ResourceArn, Tags: { more: '' } }));
    await fake.clients.cognitoIdentity.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team', 'absent'] }));
    expect(await fake.clients.cognitoIdentity.send(new ListTagsForResourceCommand({ ResourceArn }))).toHaveProperty('Tags', { more: '' });
  });
});

describe('the roles of an identity pool', () => {
  const mappings = {
    [`${USER_POOL}:exampleclient01`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
    [OIDC_ARN]: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      RulesConfiguration: {
        Rules: ['b', 'a'].map((Value) => ({ Claim: 'custom:group', MatchType: 'Equals', Value, RoleARN: ROLE_ARN })),
      },
    },
  };

  it('are one set: what is left out is dropped, also the mappings', async () => {
    await set({ Roles: { authenticated: ROLE_ARN, unauthenticated: ROLE_ARN }, RoleMappings: mappings });
    expect(await rolesOf()).toMatchObject({ Roles: { authenticated: ROLE_ARN, unauthenticated: ROLE_ARN }, RoleMappings: mappings });
    await set({ Roles: { authenticated: ROLE_ARN } });
    expect(await rolesOf()).toEqual({ $metadata: expect.anything() as unknown, IdentityPoolId: id, Roles: { authenticated: ROLE_ARN } });
  });

  it('are absent from the answer when there are none', async () => {
    expect(Object.keys(await rolesOf())).toEqual(['IdentityPoolId', '$metadata']);
  });

  it('may be roles that do not exist yet, by default', async () => {
    await set({ Roles: { authenticated: ROLE_ARN } });
    fake.openQuestions.absentRole = 'refuse';
    await expect(set({ Roles: { authenticated: ROLE_ARN } })).rejects.toThrow(`Access to Role '${ROLE_ARN}' is forbidden.`);
  });
});

describe('principal tags', () => {
  const setTags = (input: object) =>
    fake.clients.cognitoIdentity.send(
      new SetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName: USER_POOL, ...input }),
    );
  const getTags = () =>
    fake.clients.cognitoIdentity.send(new GetPrincipalTagAttributeMapCommand({ IdentityPoolId: id, IdentityProviderName: USER_POOL }));

  it('are one map for each provider, written whole', async () => {
    await setTags({ PrincipalTags: { tenant: 'custom:tenant', user: 'sub' } });
    await setTags({ PrincipalTags: { tenant: 'custom:org' } });
    expect(await getTags()).toMatchObject({ UseDefaults: false, PrincipalTags: { tenant: 'custom:org' } });
  });

  it('can be turned off for a provider that is gone, and then count for nothing in a snapshot', async () => {
    const before = fake.snapshot();
    await setTags({ UseDefaults: true });
    expect(fake.snapshot()).not.toEqual(before);
    await update({ IdentityPoolName: 'demo', AllowUnauthenticatedIdentities: false });
    await setTags({});
    expect(fake.snapshot().pools[id]?.principalTags).toEqual({});
  });

  it('never set can read as empty, because nobody knows', async () => {
    fake.openQuestions.unsetPrincipalTags = 'empty';
    expect(await getTags()).toMatchObject({ UseDefaults: false, PrincipalTags: {} });
  });

  it('go with their pool, and its roles stay', async () => {
    await makeRole(fake);
    await setTags({ UseDefaults: true });
    await fake.clients.cognitoIdentity.send(new DeleteIdentityPoolCommand({ IdentityPoolId: id }));
    await expect(getTags()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect([...fake.roles.keys()]).toEqual(['signed-in']);
  });
});

describe('a role', () => {
  const RoleName = 'signed-in';
  const get = () => fake.clients.iam.send(new GetRoleCommand({ RoleName }));

  it('keeps on update what is left out', async () => {
    await makeRole(fake, { Description: 'before', MaxSessionDuration: 7200 });
    await fake.clients.iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 3600 }));
    expect((await get()).Role).toMatchObject({ Description: 'before', MaxSessionDuration: 3600 });
  });

  it('gains tags and loses none by TagRole, and takes the newest spelling of a key', async () => {
    await makeRole(fake, { Tags: [{ Key: 'Team', Value: 'a' }] });
    await fake.clients.iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'more', Value: '' }] }));
    await fake.clients.iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'b' }] }));
    expect(fake.roles.get(RoleName)?.tags).toEqual({ more: '', team: 'b' });
    await fake.clients.iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['MORE'] }));
    expect((await get()).Role?.Tags).toEqual([{ Key: 'team', Value: 'b' }]);
  });
});

it('shares nothing with its callers, in either direction', async () => {
  const tags = { team: 'a' };
  const other = await makePool(fake, { IdentityPoolTags: tags });
  tags.team = 'changed';
  const answer = await describePool(other);
  Object.assign(answer.IdentityPoolTags ?? {}, { team: 'changed' });
  Object.assign(fake.snapshot().pools[other]?.tags ?? {}, { team: 'changed' });
  expect(fake.pools.get(other)?.tags).toEqual({ team: 'a' });
  expect(fake.calls[1]?.input).toMatchObject({ IdentityPoolTags: { team: 'a' } });
});
