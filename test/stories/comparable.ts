/** Owns the view of an account in which what AWS numbers and dates by itself does not count: two ways to one state come out equal. */
import type { AccountView, FakeAws } from '../fakes';

export const comparable = (aws: FakeAws): AccountView => {
  const { pools, roles, userPools } = aws.snapshot();
  const undated = { pools, roles: withoutBirth(roles), userPools: withoutEmptyLists(userPools) };
  const text = Object.entries(userPools)
    .flatMap(([userPoolId, { clients }]) =>
      Object.keys(clients).map((clientId, index) => [clientId, `${userPoolId}-client-${String(index)}`] as const),
    )
    .reduce((renamed, [clientId, name]) => renamed.replaceAll(clientId, name), JSON.stringify(undated));
  return JSON.parse(text) as AccountView;
};

const withoutBirth = (roles: AccountView['roles']): AccountView['roles'] =>
  Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, { ...role, id: '', createDate: '' }]));

/** A list of a client that was emptied is a list that was never given. */
const withoutEmptyLists = (userPools: AccountView['userPools']): AccountView['userPools'] =>
  JSON.parse(
    JSON.stringify(userPools, (_key, value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value)),
  ) as AccountView['userPools'];

/** AWS gives an id to what is made again. */
export const withoutGivenIds = (model: object): object =>
  Object.fromEntries(Object.entries(model).filter(([name]) => !/^(UserPoolClientIds|(Una|A)uthenticatedRoleId)$/.test(name)));
