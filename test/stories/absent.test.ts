import { DOORS } from './cloudformation';
import { arnOfPolicy } from './fixtures';

const ABSENT = arnOfPolicy('absent');

describe.each(DOORS)('a template that names something that does not exist, through %s', (_door, open) => {
  it.each([
    ['a managed policy', { ManagedPolicyArns: [ABSENT] }],
    ['a permissions boundary', { PermissionsBoundary: ABSENT }],
  ])('a name that does not exist is InvalidRequest and not NotFound: %s', async (_what, AuthenticatedRole) => {
    const stack = open();
    await stack.create({});
    const before = stack.aws.snapshot();
    const { id } = stack;
    stack.aws.missingPolicies.add(ABSENT);
    const reply = await stack.update({ AuthenticatedRole });
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest', id });
    expect(stack.id).toBe(id);
    expect(stack.aws.snapshot()).toEqual(before);
  });
});
