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

describe('the tags of a stack, which only the registry is told', () => {
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
