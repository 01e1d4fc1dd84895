import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { FakeAws } from '../fakes';
import { newAccount, type Account } from './cloudformation';
import { USER_POOL } from './fixtures';

/** What else an account may hold. */
export const CROWDS: Readonly<Record<string, (aws: FakeAws) => void | Promise<void>>> = {
  'nothing else': () => undefined,
  '5,000 other roles': (aws) => {
    for (let index = 0; index < 5000; index += 1) aws.seedRole({ name: `other-${String(index)}`, createdAt: 0 });
  },
  '1,000 app clients in the user pool': async (aws) => {
    for (let index = 0; index < 999; index += 1)
      await aws.clients.userPools.send(new CreateUserPoolClientCommand({ UserPoolId: USER_POOL, ClientName: `other-${String(index)}` }));
  },
  '1,000 other pools': (aws) => {
    for (let index = 0; index < 999; index += 1) aws.seedPool({ IdentityPoolName: `other-${String(index)}` });
  },
};

export const crowdedAccount = async (crowd: string): Promise<Account> => {
  const account = newAccount({ quotas: { roles: 6000 } });
  account.aws.seedUserPool({ id: USER_POOL });
  await CROWDS[crowd]?.(account.aws);
  return account;
};
