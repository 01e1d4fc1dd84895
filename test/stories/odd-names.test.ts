import { DOORS, newAccount, RegistryStack } from './cloudformation';
import { ACCOUNT_ID, arnOfSamlProvider } from './fixtures';

const GOOGLE = { AuthenticationProviders: { Google: { ClientId: 'g' } } };
const rule = (Claim: string): object => ({
  ...GOOGLE,
  RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Type: 'Rules', Rules: [{ Claim, Value: 'x', Role: 'Authenticated' }] }],
});
const principalTags = (Tags: object): object => ({ ...GOOGLE, PrincipalTags: [{ IdentityProvider: { LoginProvider: 'Google' }, Tags }] });
const numbered = (count: number, claim: string): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${String(index)}`, claim]));

describe.each(DOORS)('keys that programs have a meaning for, through %s', (_door, open) => {
  const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', '__defineGetter__'];

  it.each(NAMES)('a tag of that name is set, changed and removed: %s', async (Key) => {
    const stack = open();
    const tagsOf = (): object[] => {
      const { pools, roles } = stack.aws.snapshot();
      return [...Object.values(pools), ...Object.values(roles)].map(({ tags }) => tags);
    };
    expect(await stack.create({ Tags: [{ Key, Value: 'a' }] })).toMatchObject({ ok: true });
    for (const tags of tagsOf()) expect(Object.entries(tags)).toContainEqual([Key, 'a']);
    expect((await stack.read()).model['Tags']).toEqual([{ Key, Value: 'a' }]);
    expect(await stack.update({ Tags: [{ Key, Value: 'b' }] })).toMatchObject({ ok: true });
    for (const tags of tagsOf()) expect(Object.entries(tags)).toContainEqual([Key, 'b']);
    expect(await stack.update({})).toMatchObject({ ok: true });
    for (const tags of tagsOf()) expect(Object.hasOwn(tags, Key)).toBe(false);
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it.each<[string, object]>([
    ['Tags[0].Key', { Tags: [{ Key: '__proto__', Value: 'a' }] }],
    ['AuthenticatedRole.Tags[0].Key', { AuthenticatedRole: { Tags: [{ Key: '__proto__', Value: 'a' }] } }],
    ['MappedRoles[0].Tags[0].Key', { MappedRoles: [{ Name: 'A', Tags: [{ Key: '__proto__', Value: 'a' }] }] }],
    ['PrincipalTags[0].Tags.constructor', principalTags({ constructor: 'sub' })],
    ['PrincipalTags[0].Tags.__proto__', principalTags(JSON.parse('{"__proto__": "sub"}') as object)],
    ['PrincipalTags[0].Tags.prototype', principalTags({ prototype: 'sub' })],
  ])('what the libraries on the way would lose is refused before any call: %s', async (path, properties) => {
    const stack = open();
    const reply = await stack.create(properties);
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(reply.message).toContain(path);
    expect(stack.aws.calls).toEqual([]);
  });

  it('a tag key __proto__ of the account’s settings is refused before any call', async () => {
    const stack = open(newAccount({ settings: { Tags: [{ Key: '__proto__', Value: 'a' }] } }));
    expect(await stack.create({})).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(stack.aws.calls).toEqual([]);
  });
});

describe('tags of a stack that programs have a meaning for, through the registry type', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('they are set, and go with the stack’s tag: %s', async (key) => {
    const stack = new RegistryStack(newAccount());
    expect(await stack.create({}, { stackTags: { [key]: 'a' } })).toMatchObject({ ok: true });
    const pool = (): object => stack.aws.snapshot().pools[stack.id ?? '']?.tags ?? {};
    expect(Object.entries(pool())).toContainEqual([key, 'a']);
    expect(await stack.update({}, { previousStackTags: { [key]: 'a' } })).toMatchObject({ ok: true });
    expect(Object.hasOwn(pool(), key)).toBe(false);
  });

  it('a create with a stack tag __proto__ makes no pool whose tags would be wrong', async () => {
    const stack = new RegistryStack(newAccount());
    const stackTags = JSON.parse('{"__proto__": "a"}') as Record<string, string>;
    const reply = await stack.create({}, { stackTags });
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(stack.aws.calls).toEqual([]);
  });
});

describe.each(DOORS)('provider names of more than 128 characters, through %s', (_door, open) => {
  const OIDC = `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/contoso.b2clogin.com/${'0'.repeat(36)}/B2C_1A_SIGNUP_SIGNIN/v2.0/`.padEnd(
    132,
    'x',
  );
  const SAML = arnOfSamlProvider('s'.repeat(100));

  it.each<[string, object]>([
    ['OpenID Connect', { OpenIdConnectProviderArns: [OIDC] }],
    ['SAML', { SamlProviderArns: [SAML] }],
    ['both beside a short one', { OpenIdConnectProviderArns: [OIDC], SamlProviderArns: [SAML], Google: { ClientId: 'g' } }],
  ])('every operation works, because nothing is asked for them: %s', async (_kind, AuthenticationProviders) => {
    const stack = open();
    expect(OIDC).toHaveLength(132);
    expect(await stack.create({ AuthenticationProviders })).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject({ AuthenticationProviders });
    expect(await stack.update({ AuthenticationProviders, AllowClassicFlow: true })).toMatchObject({ ok: true });
    expect(await stack.update({})).toMatchObject({ ok: true });
    expect(await stack.update({ AuthenticationProviders })).toMatchObject({ ok: true });
    stack.aws.fail({ operation: 'UpdateIdentityPool', error: { name: 'InvalidParameterException' } });
    expect(await stack.update({ IdentityPoolName: 'x' })).toMatchObject({ ok: false, id: stack.id });
    if (stack instanceof RegistryStack) expect(await stack.import(stack.id ?? '')).toMatchObject({ AuthenticationProviders });
    expect(await stack.delete()).toMatchObject({ ok: true });
    expect(stack.aws.snapshot()).toEqual(newAccount().aws.snapshot());
  });

  it.each<[string, object]>([
    ['RoleMappings[0].IdentityProvider', { RoleMappings: [{ IdentityProvider: { OpenIdConnectProviderArn: OIDC }, Type: 'Token' }] }],
    ['RoleMappings[0].IdentityProvider', { RoleMappings: [{ IdentityProvider: { ProviderName: OIDC }, Type: 'Token' }] }],
    ['PrincipalTags[0].IdentityProvider', { PrincipalTags: [{ IdentityProvider: { SamlProviderArn: SAML }, UseDefaults: true }] }],
  ])('a mapping or principal tags for one is refused before any call: %s', async (path, properties) => {
    const stack = open();
    const AuthenticationProviders = { OpenIdConnectProviderArns: [OIDC], SamlProviderArns: [SAML] };
    const reply = await stack.create({ AuthenticationProviders, ...properties });
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(reply.message).toContain(path);
    expect(reply.message).toContain('128');
    expect(stack.aws.calls).toEqual([]);
  });
});

describe.each(DOORS)('limits that are not in the schema, through %s', (_door, open) => {
  it.each<[string, object]>([
    ['51 principal tags', principalTags(numbered(51, 'sub'))],
    ['claims of 461 bytes', principalTags({ ...numbered(4, 'c'.repeat(100)), last: 'c'.repeat(61) })],
    ['claims of 460 characters and 461 bytes', principalTags({ ...numbered(4, 'c'.repeat(100)), last: `${'c'.repeat(59)}é` })],
    ...['a\u0007b', '\u0000', 'a\u200bb', 'a\u00adb', 'a\ue000b', 'a b', 'a\u00a0b', '\ufeffa', ' '].map((claim): [string, object] => [
      `a claim ${JSON.stringify(claim)}`,
      rule(claim),
    ]),
    ...['a\u00a0b', 'a\u2003b', '\ufeffa', 'a\u200bb', 'a\u0007b', 'ä'].map((name): [string, object] => [
      `a name ${JSON.stringify(name)}`,
      { IdentityPoolName: name },
    ]),
  ])('a create is refused before any call: %s', async (_what, properties) => {
    const stack = open();
    expect(await stack.create(properties)).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(stack.aws.calls).toEqual([]);
  });

  it.each<[string, object]>([
    ['50 principal tags', principalTags(numbered(50, 'sub'))],
    ['claims of 460 bytes', principalTags({ ...numbered(4, 'c'.repeat(100)), last: 'c'.repeat(60) })],
    ...['custom:größe', '€', 'http://schemas.xmlsoap.org/a', 'x\u0301', '部門', '😀'].map((claim): [string, object] => [
      `a claim ${claim}`,
      rule(claim),
    ]),
    ['a name of every kind of character', { IdentityPoolName: 'demo pool_1 +=,.@-' }],
  ])('what is just allowed is taken: %s', async (_what, properties) => {
    const stack = open();
    expect(await stack.create(properties)).toMatchObject({ ok: true });
    expect((await stack.read()).model).toMatchObject(properties);
  });

  it.each([false, 'false'])('principal tags with UseDefaults %j and nothing else are off, as conditions write it', async (UseDefaults) => {
    const entry = { IdentityProvider: { LoginProvider: 'Google' } };
    const off = { ...GOOGLE, PrincipalTags: [{ ...entry, UseDefaults }] };
    const stack = open();
    expect(await stack.create(off)).toMatchObject({ ok: true });
    expect((await stack.read()).model).not.toHaveProperty('PrincipalTags');
    expect(await stack.update({ ...GOOGLE, PrincipalTags: [{ ...entry, UseDefaults: true }] })).toMatchObject({ ok: true });
    expect((await stack.read()).model).toHaveProperty('PrincipalTags');
    expect(await stack.update(off)).toMatchObject({ ok: true });
    expect((await stack.read()).model).not.toHaveProperty('PrincipalTags');
    stack.aws.resetCalls();
    expect(await stack.update(off)).toMatchObject({ ok: true });
    expect(stack.aws.writes).toEqual([]);
  });
});
