import { CustomResourceStack, DOORS, newAccount, RegistryStack } from './cloudformation';
import { arnOfRole, ELSEWHERE, READ_ONLY } from './fixtures';

const ONE = { AuthenticatedRole: { ManagedPolicyArns: [READ_ONLY] }, MappedRoles: [{ Name: 'Admin' }] };

/** A pool that lives in us-east-1, and the account as it is seen from another Region. */
const elsewhere = async (open: (typeof DOORS)[number][1], region: string) => {
  const account = newAccount();
  const home = open(account);
  await home.create(ONE);
  account.aws.resetCalls();
  const away = open({ ...account, aws: account.aws.inRegion(region), region });
  away.id = home.id;
  return { home, away, before: account.aws.snapshot() };
};

describe.each(DOORS)('the id of a pool that lives in another Region, through %s', (_door, open) => {
  it.each(['eu-west-1', 'us-west-2', 'us-east-2'])('a delete in %s makes no call, and the living pool keeps its roles', async (region) => {
    const { home, away, before } = await elsewhere(open, region);
    const reply = await away.delete();
    // A custom resource that refused to delete what is not there would hold its stack.
    expect(reply).toMatchObject(away instanceof RegistryStack ? { ok: false, code: 'NotFound' } : { ok: true });
    if (away instanceof RegistryStack) expect(reply.message).toContain(`is not in ${region}`);
    expect(home.aws.calls).toEqual([]);
    expect(home.aws.snapshot()).toEqual(before);
  });

  it('READ is NotFound before any call', async () => {
    const { home, away } = await elsewhere(open, 'eu-west-1');
    expect(await away.read()).toMatchObject({ ok: false, code: 'NotFound' });
    expect(home.aws.calls).toEqual([]);
  });

  it('an update changes nothing of the living pool', async () => {
    const { home, away, before } = await elsewhere(open, 'eu-west-1');
    const reply = await away.update({ AllowClassicFlow: true }, { noRollback: true });
    const { [home.id ?? '']: pool } = home.aws.snapshot().pools;
    expect(pool).toEqual(before.pools[home.id ?? '']);
    expect(home.aws.snapshot().roles).toMatchObject(before.roles);
    if (away instanceof RegistryStack) {
      expect(reply).toMatchObject({ ok: false, code: 'NotFound' });
      expect(home.aws.calls).toEqual([]);
    }
  });

  it.each(['us-east-1', 'US-EAST-1:x', 'us-east-1:', ':0f1e2d3c', 'eu-west-1:us-east-1:0f1e2d3c', '../us-east-1:0f1e'])(
    'an id that is none makes no call that changes anything: %s',
    async (id) => {
      const { home, before } = await elsewhere(open, 'eu-west-1');
      await home.delete({ id });
      expect(home.aws.writes).toEqual([]);
      expect(home.aws.snapshot()).toEqual(before);
    },
  );
});

describe.each(DOORS)('an ARN of another account or partition, through %s', (_door, open) => {
  const OTHERS = ['arn:aws:iam::999999999999:role/x', 'arn:aws-cn:iam::123456789012:role/x', 'arn:aws-us-gov:iam::123456789012:role/x'];
  const rule = (RoleArn: string): object => ({
    AuthenticationProviders: { Google: { ClientId: 'g' } },
    RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' }, Rules: [{ Claim: 'sub', Value: 'x', RoleArn }] }],
  });
  const policy = (arn: string): string => arn.replace(':role/', ':policy/');

  it.each(
    OTHERS.flatMap((arn): [string, object][] => [
      [`AuthenticatedRole.Arn: ${arn}`, { AuthenticatedRole: { Arn: arn } }],
      [`UnauthenticatedRole.Arn: ${arn}`, { UnauthenticatedRole: { Arn: arn } }],
      [`RoleMappings[0].Rules[0].RoleArn: ${arn}`, rule(arn)],
      [`AuthenticatedRole.PermissionsBoundary: ${arn}`, { AuthenticatedRole: { PermissionsBoundary: policy(arn) } }],
      [`AuthenticatedRole.ManagedPolicyArns[0]: ${arn}`, { AuthenticatedRole: { ManagedPolicyArns: [policy(arn)] } }],
      [`MappedRoles[0].PermissionsBoundary: ${arn}`, { MappedRoles: [{ Name: 'Admin', PermissionsBoundary: policy(arn) }] }],
    ]),
  )('a create is refused before any call: %s', async (path, properties) => {
    const stack = open();
    const reply = await stack.create(properties);
    expect(reply).toMatchObject({ ok: false, code: 'InvalidRequest' });
    expect(reply.message).toContain(path.split(':')[0]);
    expect(stack.aws.calls).toEqual([]);
  });

  it('an update is refused before any write, and an ARN of the account itself is taken', async () => {
    const stack = open();
    await stack.create({});
    stack.aws.resetCalls();
    expect(await stack.update({ AuthenticatedRole: { Arn: OTHERS[0] } }, { noRollback: true })).toMatchObject({
      ok: false,
      code: 'InvalidRequest',
    });
    expect(stack.aws.writes).toEqual([]);
    stack.aws.seedRole({ name: 'elsewhere' });
    expect(await stack.update({ AuthenticatedRole: { Arn: ELSEWHERE }, ...rule(arnOfRole('team/other')) })).toMatchObject({ ok: true });
    expect(stack instanceof CustomResourceStack || stack instanceof RegistryStack).toBe(true);
  });
});
