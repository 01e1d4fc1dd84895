import { DOORS } from './cloudformation';

describe.each(DOORS)('a resource without any property, through %s', (_door, open) => {
  it('an empty template makes both roles in four round trips, and a delete leaves nothing', async () => {
    const stack = open();
    const before = stack.aws.snapshot();
    const created = await stack.create({});
    expect(created.ok).toBe(true);
    expect(stack.costUntilAnswer().rounds).toBe(4);
    expect((await stack.read()).model).toEqual({
      ...created.model,
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      AuthenticatedRole: { Path: '/identity-pools/', MaxSessionDuration: 3600 },
      UnauthenticatedRole: { Path: '/identity-pools/', MaxSessionDuration: 3600 },
    });
    expect((await stack.delete()).ok).toBe(true);
    expect(stack.aws.snapshot()).toEqual(before);
  });
});
