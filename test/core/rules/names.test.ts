import {
  defaultDescription,
  generatedPoolName,
  generatedRoleName,
  isDefaultDescription,
  isGeneratedPoolName,
  isGeneratedPoolNameFor,
  isGeneratedRoleName,
} from '../../../src/core/rules/names';

const POOL_ID = 'us-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const EAST_POOL_ID = 'us-gov-east-1:0f1e2d3c-0000-4000-8000-0123456789ab';
const MARK = '0123456789abcdef0123456789abcdef';
const LONG = { stackName: `begin-${'s'.repeat(88)}-stage`, logicalId: `L${'o'.repeat(58)}g` };

describe('a generated role name', () => {
  it('names the stack, the resource and the kind of identity', () => {
    expect(generatedRoleName({ stackName: 'shop-prod', logicalId: 'Identities' }, POOL_ID, 'authenticated', { path: '/' })).toMatch(
      /^shop-prod-Identities-Authenticated-[0-9a-f]{10}$/,
    );
  });

  it('is cut in the middle to 64 characters, and both roles stay distinct', () => {
    const names = (['authenticated', 'unauthenticated'] as const).map((identityType) =>
      generatedRoleName(LONG, POOL_ID, identityType, { path: '/' }),
    );
    for (const name of names) expect(name).toMatch(/^begin-s+.*g-(Una|A)uthenticated-[0-9a-f]{10}$/);
    expect(names.map((name) => name.length)).toEqual([64, 64]);
    expect(new Set(names).size).toBe(2);
  });

  it('is at most 20 characters in us-gov-east-1, and both roles stay distinct', () => {
    const names = (['authenticated', 'unauthenticated'] as const).map((identityType) =>
      generatedRoleName(LONG, EAST_POOL_ID, identityType, { path: '/' }),
    );
    expect(names.map((name) => name.length)).toEqual([20, 20]);
    expect(new Set(names).size).toBe(2);
  });

  it('begins with the prefix, which is cut last', () => {
    const prefix = 'p'.repeat(20);
    const stem = { stackName: 'shop-prod', logicalId: 'Identities' };
    expect(generatedRoleName(stem, POOL_ID, 'mapped/Admin', { path: '/', prefix })).toMatch(
      /^p{20}shop-prod-Identities-Admin-[0-9a-f]{10}$/,
    );
    expect(generatedRoleName(LONG, POOL_ID, 'mapped/Admin', { path: '/', prefix })).toMatch(/^p{20}begio+g-Admin-[0-9a-f]{10}$/);
    // No room for a letter beside the prefix and the longest name of a mapped role: the name goes on after the prefix, and the digest tells which.
    expect(generatedRoleName(stem, POOL_ID, `mapped/${'M'.repeat(32)}`, { path: '/', prefix })).toMatch(
      /^p{20}shop-prod-Identities-[0-9a-f]{10}$/,
    );
    expect(generatedRoleName(stem, EAST_POOL_ID, 'authenticated', { path: '/', prefix: 'team-' })).toMatch(/^team-shop-[0-9a-f]{10}$/);
  });

  it('has a hyphen for what IAM does not allow', () => {
    expect(generatedRoleName({ logicalId: 'a b/c' }, POOL_ID, 'authenticated', { path: '/' })).toMatch(
      /^a-b-c-Authenticated-[0-9a-f]{10}$/,
    );
  });

  it('is the same for the same input and another for another pool, path or kind', () => {
    const name = (poolId: string, path: string): string => generatedRoleName(LONG, poolId, 'authenticated', { path });
    expect(name(POOL_ID, '/')).toBe(name(POOL_ID, '/'));
    expect(new Set([name(POOL_ID, '/'), name(POOL_ID, '/app/'), name(EAST_POOL_ID, '/')]).size).toBe(3);
  });

  it('is known again as generated, and a name from a template is not', () => {
    const name = generatedRoleName(LONG, POOL_ID, 'authenticated', { path: '/' });
    expect(isGeneratedRoleName(name, POOL_ID, 'authenticated', '/')).toBe(true);
    expect(isGeneratedRoleName(name, POOL_ID, 'unauthenticated', '/')).toBe(false);
    expect(isGeneratedRoleName('my-app-signed-in', POOL_ID, 'authenticated', '/')).toBe(false);
  });

  it('stands on its own if CloudFormation gives neither stack nor resource', () => {
    for (const stem of [{}, { stackName: '', logicalId: '' }])
      expect(generatedRoleName(stem, POOL_ID, 'authenticated', { path: '/' })).toMatch(/^IdentityPool-Authenticated-[0-9a-f]{10}$/);
    expect(generatedPoolName({}, MARK)).toBe('IdentityPool_0123456789');
  });
});

describe('a generated pool name', () => {
  it('has letters, digits and underscores only', () => {
    expect(generatedPoolName({ stackName: 'shop-prod', logicalId: 'Identities' }, MARK)).toBe('shop_prod_Identities_0123456789');
  });

  it('has at most 128 characters', () => {
    expect(generatedPoolName(LONG, MARK)).toMatch(/^begin_s+.*g_0123456789$/);
    expect(generatedPoolName(LONG, MARK)).toHaveLength(128);
  });

  it('is known again by the mark of the request that made the pool', () => {
    expect(isGeneratedPoolName(generatedPoolName(LONG, MARK), MARK)).toBe(true);
    expect(isGeneratedPoolName('my-app', MARK)).toBe(false);
  });
});

describe('whether a pool’s name was generated for a resource', () => {
  const stem = { stackName: 'shop', logicalId: 'Identities' };
  const generated = generatedPoolName(stem, MARK);
  it.each([
    ['it was, by this request', generated, true],
    ['it was, by another request', generatedPoolName(stem, 'f'.repeat(32)), true],
    ['it was for another resource of the same length', generatedPoolName({ ...stem, logicalId: 'Identity_s' }, MARK), false],
    ['it goes on', `${generated}x`, false],
    ['it goes on by as much as its digest', `${generated}${'x'.repeat(10)}`, false],
    ['it is shorter', generated.slice(0, -1), false],
  ])('%s', (_case, name, expected) => {
    expect(isGeneratedPoolNameFor(name, stem)).toBe(expected);
  });
});

describe('whether a role’s description was generated', () => {
  it.each([
    ['of a default role', defaultDescription(POOL_ID, 'unauthenticated'), true],
    ['of a mapped role', defaultDescription(POOL_ID, 'mapped/Admin'), true],
    ['of a role of another pool', defaultDescription(EAST_POOL_ID, 'mapped/Admin'), false],
    ['with words before it', `The ${defaultDescription(POOL_ID, 'mapped/Admin')}`, false],
    ['with words after it', `${defaultDescription(POOL_ID, 'mapped/Admin')} of the shop`, false],
  ])('%s', (_case, description, expected) => {
    expect(isDefaultDescription(description, POOL_ID)).toBe(expected);
  });
});
