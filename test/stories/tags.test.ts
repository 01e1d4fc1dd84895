import { DOORS, LOGICAL_ID, newAccount, RegistryStack, STACK_ID, type Stack } from './cloudformation';

const tag = (Key: string, Value: string): object => ({ Key, Value });
const poolTags = (stack: Stack): object => Object.values(stack.aws.snapshot().pools)[0]?.tags ?? {};
const roleTags = (stack: Stack): object[] => Object.values(stack.aws.snapshot().roles).map(({ tags }) => tags);

describe.each(DOORS)('tags, through %s', (_door, open) => {
  it('tags are on the pool and each created role, and go with the property; marks stay', async () => {
    const stack = open();
    await stack.create({ Tags: [tag('team', 'a'), tag('stage', 'x')] });
    for (const tags of [poolTags(stack), ...roleTags(stack)]) expect(tags).toMatchObject({ team: 'a', stage: 'x' });
    await stack.update({ Tags: [tag('team', 'b')] });
    const marks = {
      'identity-pool-with-roles:request': expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      'identity-pool-with-roles:stack': STACK_ID,
      'identity-pool-with-roles:logical-id': LOGICAL_ID,
    };
    expect(poolTags(stack)).toEqual({ team: 'b', ...marks });
    for (const tags of roleTags(stack)) expect(tags).toMatchObject({ team: 'b' });
    await stack.update({});
    expect(poolTags(stack)).toEqual(marks);
    expect((await stack.read()).model).not.toHaveProperty('Tags');
  });

  it('tags that others set stay while no template names any, and go when one does', async () => {
    const stack = open();
    await stack.create({});
    Object.assign(stack.aws.pools.get(stack.id ?? '')?.tags ?? {}, { theirs: '1', 'aws:cloudformation:stack-name': 'shop' });
    await stack.update({ AllowClassicFlow: true });
    expect(poolTags(stack)).toMatchObject({ theirs: '1' });
    await stack.update({ AllowClassicFlow: true, Tags: [tag('team', 'a')] });
    expect(poolTags(stack)).not.toHaveProperty('theirs');
    expect(poolTags(stack)).toMatchObject({ team: 'a', 'aws:cloudformation:stack-name': 'shop' });
    expect((await stack.read()).model['Tags']).toEqual([tag('team', 'a')]);
  });

  it('the next update restores tags and marks that somebody removed', async () => {
    const stack = open();
    await stack.create({ Tags: [tag('team', 'a')] });
    const before = stack.aws.snapshot();
    const pool = stack.aws.pools.get(stack.id ?? '');
    if (pool) delete pool.tags['team'];
    await stack.update({ Tags: [tag('team', 'a')] });
    expect(stack.aws.snapshot()).toEqual(before);
  });
});

const roleOf = (stack: Stack, part: string) =>
  Object.values(stack.aws.snapshot().roles).find(({ tags }) => tags['identity-pool-with-roles:part'] === part);
/** Without marks. */
const ownTagsOf = (stack: Stack, part: string): object =>
  Object.fromEntries(Object.entries(roleOf(stack, part)?.tags ?? {}).filter(([key]) => !key.startsWith('identity-pool-with-roles:')));

describe.each(DOORS)('tags of one role, through %s', (_door, open) => {
  const template = {
    AuthenticatedRole: { Tags: [tag('clearance', 'low'), tag('team', 'own')] },
    UnauthenticatedRole: { Tags: [tag('clearance', 'none')] },
    MappedRoles: [{ Name: 'Admin', Tags: [tag('clearance', 'high')] }, { Name: 'Buyer' }],
    Tags: [tag('team', 'a')],
  };

  it('tags of one role are on that role alone, over the resource’s own', async () => {
    const stack = open();
    expect(await stack.create(template)).toMatchObject({ ok: true });
    expect(['authenticated', 'unauthenticated', 'mapped/Admin', 'mapped/Buyer'].map((part) => ownTagsOf(stack, part))).toEqual([
      { clearance: 'low', team: 'own' },
      { clearance: 'none', team: 'a' },
      { clearance: 'high', team: 'a' },
      { team: 'a' },
    ]);
    expect(poolTags(stack)).toMatchObject({ team: 'a' });
    expect(poolTags(stack)).not.toHaveProperty('clearance');
  });

  it('READ gives tags of one role back with the role, and an update with the same template writes nothing', async () => {
    const stack = open();
    await stack.create(template);
    const { model } = await stack.read();
    expect(model).toMatchObject(template);
    expect((model['MappedRoles'] as object[])[1]).not.toHaveProperty('Tags');
    stack.aws.resetCalls();
    expect(await stack.update(template)).toMatchObject({ ok: true });
    expect(stack.aws.writes).toEqual([]);
  });

  it('tags of one role that the template stops naming are taken out, and the resource’s own come back', async () => {
    const stack = open();
    await stack.create(template);
    expect(await stack.update({ ...template, AuthenticatedRole: {}, MappedRoles: [{ Name: 'Admin' }, { Name: 'Buyer' }] })).toMatchObject({
      ok: true,
    });
    expect(['authenticated', 'unauthenticated', 'mapped/Admin'].map((part) => ownTagsOf(stack, part))).toEqual([
      { team: 'a' },
      { clearance: 'none', team: 'a' },
      { team: 'a' },
    ]);
    expect((await stack.read()).model['AuthenticatedRole']).not.toHaveProperty('Tags');
  });

  it('a tag of one role that differs from the resource’s own in case alone is refused, because IAM takes both for one', async () => {
    const { code, message } = await open().create({ ...template, AuthenticatedRole: { Tags: [tag('Team', 'own')] } });
    expect([code, message]).toEqual([
      'InvalidRequest',
      'Invalid property. AuthenticatedRole.Tags[0].Key: "Team" is "team" in another case, from Tags[0]. IAM takes both for one tag of a role. Spell it one way.',
    ]);
  });

  it('a supplied role has no tags of its own in a template, because it is used as it is', async () => {
    const AuthenticatedRole = { Arn: 'arn:aws:iam::123456789012:role/elsewhere', Tags: [tag('clearance', 'low')] };
    expect(await open().create({ AuthenticatedRole })).toMatchObject({ ok: false, code: 'InvalidRequest' });
  });
});

describe('the tags of a stack, which only the registry type gets', () => {
  it('stack tags yield to the resource’s own, and leave what others set unchanged', async () => {
    const stack = new RegistryStack(newAccount());
    const first = { team: 'stack', cost: '1', 'aws:cloudformation:stack-id': 'x' };
    await stack.create({ Tags: [tag('team', 'own')] }, { stackTags: first });
    for (const tags of [poolTags(stack), ...roleTags(stack)]) {
      expect(tags).toMatchObject({ team: 'own', cost: '1' });
      expect(tags).not.toHaveProperty('aws:cloudformation:stack-id');
    }
    await stack.update({}, { stackTags: { cost: '2' }, previousStackTags: first });
    expect(poolTags(stack)).toMatchObject({ cost: '2' });
    expect(poolTags(stack)).not.toHaveProperty('team');
    Object.assign(stack.aws.pools.get(stack.id ?? '')?.tags ?? {}, { theirs: '1' });
    await stack.update({}, { stackTags: {}, previousStackTags: { cost: '2' } });
    expect(poolTags(stack)).toMatchObject({ theirs: '1' });
    expect(poolTags(stack)).not.toHaveProperty('cost');
  });
});
