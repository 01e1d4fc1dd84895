export const LIFE_NAMES = ['smallest', 'everything', 'withoutCreatedClients'] as const;
export type LifeName = (typeof LIFE_NAMES)[number];
export const ACT_NAMES = ['create', 'updateWithoutChange', 'update', 'read', 'delete'] as const;
export type ActName = (typeof ACT_NAMES)[number];

/** And where they come from. */
export const LOWER_BOUNDS: Readonly<Record<LifeName, Readonly<Record<ActName, readonly [number, string]>>>> = {
  smallest: {
    create: [4, 'look for the mark of an earlier try, pool, roles that name it, assignment'],
    updateWithoutChange: [2, 'pool and role names, roles'],
    update: [3, 'the same, and the write'],
    read: [2, 'pool and role names, roles'],
    delete: [
      4,
      'two looks, pool beside what hangs on roles, roles; here the pool goes before what hangs on roles, so that one which cannot be deleted keeps its roles whole',
    ],
  },
  everything: {
    create: [
      6,
      'mark, pool, app client, its entry in the pool, assignment, principal tags; here the client is looked for before it is made',
    ],
    updateWithoutChange: [3, 'pool and role names, roles, policy documents'],
    update: [4, 'the same, and the write'],
    read: [3, 'pool and role names, roles, policy documents'],
    delete: [
      4,
      'two looks, pool beside app client and what hangs on roles, roles; here the pool goes before what hangs on roles, so that one which cannot be deleted keeps its roles whole',
    ],
  },
  withoutCreatedClients: {
    create: [4, 'mark, pool, roles beside principal tags, assignment; here a role has its policies before the pool hands it out'],
    updateWithoutChange: [3, 'pool and role names, roles, policy documents'],
    update: [4, 'the same, and the write'],
    read: [3, 'pool and role names, roles, policy documents'],
    delete: [
      4,
      'two looks, pool beside what hangs on roles, roles; here the pool goes before what hangs on roles, so that one which cannot be deleted keeps its roles whole',
    ],
  },
};

/** Of a delete with everything, where the request gives nothing but the pool's id. */
export const DELETE_BY_ID_BOUND: readonly [number, string] = [
  5,
  'two looks, app client, pool beside what hangs on roles, roles; the marks on the pool are all that leads to the client, so that it has to go first, and the pool goes before what hangs on roles, so that one which cannot be deleted keeps its roles whole',
];
