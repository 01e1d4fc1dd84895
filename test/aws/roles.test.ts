import { decodeDocument, roles as gateway } from '../../src/aws/roles';
import type { NewRole, Roles } from '../../src/core/ports';
import { once, recordedClient, sdkError, type Request } from './recorded-client';

const ARN = 'arn:aws:iam::123456789012:role/app/r';
const TRUST = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: 'a b%' }] };
const ENCODED = encodeURIComponent(JSON.stringify(TRUST));
const BOUNDARY = 'arn:aws:iam::aws:policy/Boundary';

const asked = async <Answer>(work: (roles: Roles) => Promise<Answer>, ...answers: readonly unknown[]): Promise<[Answer, Request[]]> => {
  const { client, requests } = recordedClient(...answers);
  return [await work(gateway(client, once)), requests];
};

describe('a role', () => {
  const role: NewRole = {
    name: 'r',
    path: '/app/',
    trustPolicy: TRUST,
    description: 'about',
    maxSessionDuration: 7200,
    permissionsBoundary: BOUNDARY,
    tags: { team: 'web', stage: 'prod' },
  };
  const ROLE = {
    RoleName: 'r',
    Path: '/app/',
    Description: 'about',
    MaxSessionDuration: 7200,
    Tags: [
      { Key: 'team', Value: 'web' },
      { Key: 'stage', Value: 'prod' },
    ],
  };

  it('is made in one call, with all but its policies', async () => {
    const input = { ...ROLE, AssumeRolePolicyDocument: JSON.stringify(TRUST), PermissionsBoundary: BOUNDARY };
    expect(await asked((roles) => roles.create(role), { Role: { Arn: ARN, RoleId: 'AROAEXAMPLE' } })).toStrictEqual([
      { arn: ARN, id: 'AROAEXAMPLE' },
      [{ operation: 'CreateRole', input }],
    ]);
    const { permissionsBoundary: _, ...unbounded } = role;
    const { PermissionsBoundary: __, ...rest } = input;
    expect(await asked((roles) => roles.create(unbounded), {})).toStrictEqual([
      { arn: '', id: '' },
      [{ operation: 'CreateRole', input: rest }],
    ]);
  });

  it.each<[unknown, unknown]>([
    [
      {
        Role: {
          ...ROLE,
          Arn: ARN,
          RoleId: 'AROAEXAMPLE',
          AssumeRolePolicyDocument: ENCODED,
          PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY },
          CreateDate: new Date(1234),
        },
      },
      { ...role, arn: ARN, id: 'AROAEXAMPLE', createdAt: 1234 },
    ],
    [
      { Role: { Tags: [{}], PermissionsBoundary: {} } },
      { name: '', arn: '', id: '', path: '/', trustPolicy: {}, description: '', maxSessionDuration: 3600, tags: { '': '' }, createdAt: 0 },
    ],
    [
      { Role: {} },
      { name: '', arn: '', id: '', path: '/', trustPolicy: {}, description: '', maxSessionDuration: 3600, tags: {}, createdAt: 0 },
    ],
    [{}, undefined],
    [sdkError('NoSuchEntityException'), undefined],
  ])('is read: %#', async (answer, expected) => {
    expect(await asked((roles) => roles.find('r'), answer)).toStrictEqual([expected, [{ operation: 'GetRole', input: { RoleName: 'r' } }]]);
  });
});

describe('what lists of IAM hold is read page by page', () => {
  it.each<[string, string, (roles: Roles) => Promise<unknown>, object, object, unknown[]]>([
    [
      'managed policies',
      'ListAttachedRolePolicies',
      (roles) => roles.managedPolicyArns('r'),
      { AttachedPolicies: [{ PolicyArn: 'a' }, {}] },
      { AttachedPolicies: [{ PolicyArn: 'b' }] },
      ['a', '', 'b'],
    ],
    [
      'inline policies',
      'ListRolePolicies',
      (roles) => roles.inlinePolicyNames('r'),
      { PolicyNames: ['a'] },
      { PolicyNames: ['b'] },
      ['a', 'b'],
    ],
  ])('%s', async (_what, operation, work, first, second, expected) => {
    const answers = [
      { ...first, IsTruncated: true, Marker: 'more' },
      { ...second, IsTruncated: false, Marker: 'not meant' },
    ];
    expect(await asked(work, ...answers)).toStrictEqual([
      expected,
      [
        { operation, input: { RoleName: 'r' } },
        { operation, input: { RoleName: 'r', Marker: 'more' } },
      ],
    ]);
    expect((await asked(work, {}))[0]).toStrictEqual([]);
    expect((await asked(work, sdkError('NoSuchEntityException')))[0]).toBeUndefined();
  });

  it('the roles under a path are asked for with the path, page by page', async () => {
    const answers = [
      { Roles: [{ RoleName: 'one', Path: '/a/b/', Arn: 'arn' }], IsTruncated: true, Marker: 'more' },
      { Roles: [{ RoleName: 'two', Path: '/a/' }, {}] },
    ];
    const input = { PathPrefix: '/a/', MaxItems: 1000 };
    expect(await asked((roles) => roles.under('/a/'), ...answers)).toStrictEqual([
      [
        { name: 'one', path: '/a/b/' },
        { name: 'two', path: '/a/' },
        { name: '', path: '' },
      ],
      [
        { operation: 'ListRoles', input },
        { operation: 'ListRoles', input: { ...input, Marker: 'more' } },
      ],
    ]);
    expect((await asked((roles) => roles.under('/a/'), {}))[0]).toStrictEqual([]);
  });
});

it.each<[string, string | undefined, unknown]>([
  ['encoded', ENCODED, TRUST],
  ['as it is', JSON.stringify({ a: 'b' }), { a: 'b' }],
  ['as it is, with a lone %', JSON.stringify({ a: '100%' }), { a: '100%' }],
  ['no document', 'text', {}],
  ['absent', undefined, {}],
])('a document that IAM answers is read: %s', (_how, text, expected) => {
  expect(decodeDocument(text)).toStrictEqual(expected);
});

it('an inline policy is read, and undefined where it is not there', async () => {
  const input = { RoleName: 'r', PolicyName: 'p' };
  expect(await asked((roles) => roles.inlinePolicy('r', 'p'), { PolicyDocument: ENCODED })).toStrictEqual([
    TRUST,
    [{ operation: 'GetRolePolicy', input }],
  ]);
  expect((await asked((roles) => roles.inlinePolicy('r', 'p'), sdkError('NoSuchEntityException')))[0]).toBeUndefined();
});

describe('a role is taken out of every instance profile', () => {
  it('that it is in, also where one is gone meanwhile', async () => {
    const [, requests] = await asked(
      (roles) => roles.leaveInstanceProfiles('r'),
      { InstanceProfiles: [{ InstanceProfileName: 'a' }], IsTruncated: true, Marker: 'more' },
      { InstanceProfiles: [{ InstanceProfileName: 'b' }, {}] },
      sdkError('NoSuchEntityException'),
    );
    expect(requests).toStrictEqual([
      { operation: 'ListInstanceProfilesForRole', input: { RoleName: 'r' } },
      { operation: 'ListInstanceProfilesForRole', input: { RoleName: 'r', Marker: 'more' } },
      ...['a', 'b', ''].map((name) => ({
        operation: 'RemoveRoleFromInstanceProfile',
        input: { RoleName: 'r', InstanceProfileName: name },
      })),
    ]);
  });

  it.each([[{}], [sdkError('NoSuchEntityException')]])('of which there may be none: %s', async (answer) => {
    expect((await asked((roles) => roles.leaveInstanceProfiles('r'), answer))[1]).toHaveLength(1);
  });
});

type Write = (roles: Roles) => Promise<unknown>;

/** What fails where the thing is not there, and what is as good as done then. */
const WRITES: readonly (readonly [doing: string, operation: string, input: object, isRemoval: boolean, write: Write])[] = [
  [
    'Setting the trust policy of role r',
    'UpdateAssumeRolePolicy',
    { RoleName: 'r', PolicyDocument: JSON.stringify(TRUST) },
    false,
    (roles) => roles.setTrustPolicy('r', TRUST),
  ],
  [
    'Updating role r',
    'UpdateRole',
    { RoleName: 'r', Description: 'd', MaxSessionDuration: 3600 },
    false,
    (roles) => roles.setDescriptionAndDuration('r', 'd', 3600),
  ],
  [
    `Setting the permissions boundary of role r to ${BOUNDARY}`,
    'PutRolePermissionsBoundary',
    { RoleName: 'r', PermissionsBoundary: BOUNDARY },
    false,
    (roles) => roles.setPermissionsBoundary('r', BOUNDARY),
  ],
  [
    'Removing the permissions boundary of role r',
    'DeleteRolePermissionsBoundary',
    { RoleName: 'r' },
    true,
    (roles) => roles.removePermissionsBoundary('r'),
  ],
  ['Attaching p to role r', 'AttachRolePolicy', { RoleName: 'r', PolicyArn: 'p' }, false, (roles) => roles.attachPolicy('r', 'p')],
  ['Detaching p from role r', 'DetachRolePolicy', { RoleName: 'r', PolicyArn: 'p' }, true, (roles) => roles.detachPolicy('r', 'p')],
  [
    'Writing policy p of role r',
    'PutRolePolicy',
    { RoleName: 'r', PolicyName: 'p', PolicyDocument: JSON.stringify(TRUST) },
    false,
    (roles) => roles.putInlinePolicy('r', { name: 'p', document: TRUST }),
  ],
  [
    'Deleting policy p of role r',
    'DeleteRolePolicy',
    { RoleName: 'r', PolicyName: 'p' },
    true,
    (roles) => roles.deleteInlinePolicy('r', 'p'),
  ],
  [
    'Tagging role r',
    'TagRole',
    { RoleName: 'r', Tags: [{ Key: 'team', Value: 'web' }] },
    false,
    (roles) => roles.tag('r', { team: 'web' }),
  ],
  ['Removing tags from role r', 'UntagRole', { RoleName: 'r', TagKeys: ['team'] }, false, (roles) => roles.untag('r', ['team'])],
  ['Deleting role r', 'DeleteRole', { RoleName: 'r' }, true, (roles) => roles.delete('r')],
];

describe.each(WRITES)('%s', (_doing, operation, input, isRemoval, write) => {
  it(`is one ${operation}`, async () => {
    expect(await asked(write)).toStrictEqual([undefined, [{ operation, input }]]);
  });

  it(`is ${isRemoval ? 'done' : 'a failure'} where it is not there`, async () => {
    const written = asked(write, sdkError('NoSuchEntityException', 'none'));
    if (isRemoval) await expect(written).resolves.toStrictEqual([undefined, [{ operation, input }]]);
    else await expect(written).rejects.toMatchObject({ code: 'NotFound', reason: 'absent' });
  });
});

it.each<readonly [string, string, Write]>([
  ...WRITES.map(([doing, operation, , , write]) => [doing, operation, write] as const),
  ['Reading role r', 'GetRole', (roles) => roles.find('r')],
  ['Listing the policies attached to role r', 'ListAttachedRolePolicies', (roles) => roles.managedPolicyArns('r')],
  ['Listing the policies of role r', 'ListRolePolicies', (roles) => roles.inlinePolicyNames('r')],
  ['Reading policy p of role r', 'GetRolePolicy', (roles) => roles.inlinePolicy('r', 'p')],
  ['Listing the roles under /a/', 'ListRoles', (roles) => roles.under('/a/')],
  ['Listing the instance profiles of role r', 'ListInstanceProfilesForRole', (roles) => roles.leaveInstanceProfiles('r')],
  [
    'Creating role r',
    'CreateRole',
    (roles) => roles.create({ name: 'r', path: '/', trustPolicy: {}, description: '', maxSessionDuration: 3600, tags: {} }),
  ],
])('a denial says that it was about %s, and that this needs iam:%s', async (doing, operation, work) => {
  await expect(asked(work, sdkError('AccessDenied', 'no'))).rejects.toThrow(
    `${doing} failed. AWS said AccessDenied: no. Grant iam:${operation} to the role`,
  );
});

it('a denial says that it was about taking a role out of an instance profile', async () => {
  const answers = [{ InstanceProfiles: [{ InstanceProfileName: 'a' }] }, sdkError('AccessDenied', 'no')];
  await expect(asked((roles) => roles.leaveInstanceProfiles('r'), ...answers)).rejects.toThrow(
    'Taking role r out of instance profile a failed. AWS said AccessDenied: no. Grant iam:RemoveRoleFromInstanceProfile to the role',
  );
});
