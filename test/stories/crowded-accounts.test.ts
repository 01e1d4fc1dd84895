import { CustomResourceStack, DOORS, type Reply, type Stack } from './cloudformation';
import { crowdedAccount, CROWDS } from './crowded-accounts';
import { EVERYTHING } from './sized-templates';

const costOf = async (stack: Stack, act: () => Promise<Reply>): Promise<{ readonly rounds: number; readonly calls: number }> => {
  stack.aws.resetCalls();
  expect(await act()).toMatchObject({ ok: true });
  const { rounds, calls } = stack.costUntilAnswer();
  return { rounds, calls };
};

const costsOf = async (stack: Stack) => ({
  create: await costOf(stack, () => stack.create(EVERYTHING)),
  read: stack instanceof CustomResourceStack ? undefined : await costOf(stack, () => stack.read()),
  update: await costOf(stack, () => stack.update(EVERYTHING)),
  delete: await costOf(stack, () => stack.delete()),
});

describe.each(DOORS)('an account that holds much, through %s', (_name, open) => {
  it.each(Object.keys(CROWDS).slice(1))('READ, update and delete cost the same beside %s as in an empty account', async (crowd) => {
    const { create: least, ...empty } = await costsOf(open(await crowdedAccount('nothing else')));
    const { create, ...crowded } = await costsOf(open(await crowdedAccount(crowd)));
    expect(crowded).toEqual(empty);
    // A create pages through the account's pools; and CloudFormation may call a registry handler twice with one context, so that handler looks for an app client.
    const isSame = crowd === '5,000 other roles' || (crowd.includes('app clients') && _name === 'the custom resource');
    if (isSame) expect(create).toEqual(least);
    else expect(create.calls).toBeGreaterThan(least.calls);
  });
});
