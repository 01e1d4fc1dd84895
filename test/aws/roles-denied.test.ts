import { Failure } from '../../src/core/failure';
import { roles as gateway } from '../../src/aws/roles';
import type { Roles } from '../../src/core/ports';
import { once, recordedClient, sdkError } from './recorded-client';

const DENIED = sdkError('AccessDenied', 'User: u is not authorized to perform: iam:Anything on resource: role r');
const ABSENT = sdkError('NoSuchEntityException');
const ROLE = { Role: { RoleName: 'r', Arn: 'arn:aws:iam::123456789012:role/elsewhere/r' } };
const TRUST = { Version: '2012-10-17', Statement: [] };

type Work = (roles: Roles) => Promise<unknown>;

const REMOVALS: readonly (readonly [operation: string, work: Work])[] = [
  ['DeleteRole', (roles) => roles.delete('r')],
  ['DetachRolePolicy', (roles) => roles.detachPolicy('r', 'arn:p')],
  ['DeleteRolePolicy', (roles) => roles.deleteInlinePolicy('r', 'p')],
  ['DeleteRolePermissionsBoundary', (roles) => roles.removePermissionsBoundary('r')],
  ['ListInstanceProfilesForRole', (roles) => roles.leaveInstanceProfiles('r')],
];

const CHANGES: readonly (readonly [operation: string, work: Work])[] = [
  ['UpdateAssumeRolePolicy', (roles) => roles.setTrustPolicy('r', TRUST)],
  ['UpdateRole', (roles) => roles.setDescriptionAndDuration('r', 'd', 3600)],
  ['PutRolePermissionsBoundary', (roles) => roles.setPermissionsBoundary('r', 'arn:b')],
  ['AttachRolePolicy', (roles) => roles.attachPolicy('r', 'arn:p')],
  ['PutRolePolicy', (roles) => roles.putInlinePolicy('r', { name: 'p', document: TRUST })],
  ['TagRole', (roles) => roles.tag('r', { a: '1' })],
  ['UntagRole', (roles) => roles.untag('r', ['a'])],
];

async function ended(work: Work, ...answers: readonly unknown[]): Promise<[unknown, string[]]> {
  const { client, requests } = recordedClient(...answers);
  const end = await work(gateway(client, once)).catch((error: unknown) => error);
  return [end, requests.map(({ operation }) => operation)];
}

it.each(REMOVALS)('a denied %s of a role that is not there is done', async (operation, work) => {
  expect(await ended(work, DENIED, ABSENT)).toEqual([undefined, [operation, 'GetRole']]);
});

it.each(CHANGES)('a denied %s of a role that is not there says that the role is absent', async (operation, work) => {
  const [end, asked] = await ended(work, DENIED, ABSENT);
  expect(asked).toEqual([operation, 'GetRole']);
  expect(end).toMatchObject({
    code: 'NotFound',
    reason: 'absent',
    message: expect.stringContaining('there is no role of that name') as string,
  });
});

it.each([...REMOVALS, ...CHANGES])('a denied %s of a role that is there stays a denial', async (operation, work) => {
  for (const look of [ROLE, DENIED]) {
    const [end, asked] = await ended(work, DENIED, look);
    expect(asked).toEqual([operation, 'GetRole']);
    expect(end).toBeInstanceOf(Failure);
    expect(end).toMatchObject({ code: 'AccessDenied', message: expect.stringContaining('not authorized to perform') as string });
  }
});

it('a denied CreateRole is a denial, although no role is there', async () => {
  const role = { name: 'r', path: '/p/', trustPolicy: TRUST, description: '', maxSessionDuration: 3600, tags: {} };
  const [end, asked] = await ended((roles) => roles.create(role), DENIED, ABSENT);
  expect(asked).toEqual(['CreateRole']);
  expect(end).toMatchObject({ code: 'AccessDenied' });
});
