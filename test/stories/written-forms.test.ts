import { DOORS, RegistryStack, type Stack } from './cloudformation';
import { arnOfRole, ELSEWHERE, USER_POOL } from './fixtures';
import { accountWithUserPools } from './templates';

const OTHER = arnOfRole('team/other');
const mapping = (LoginProvider: string, ...rules: object[]): object => ({
  IdentityProvider: { LoginProvider },
  Type: 'Rules',
  AmbiguousRoleResolution: 'Deny',
  Rules: rules.map((role, index) => ({ Claim: 'sub', MatchType: 'Equals', Value: String(index), ...role })),
});
const PROVIDERS = { Google: { ClientId: 'g' }, Facebook: { AppId: 'f' } };
const BY_ARN = { RoleArn: ELSEWHERE };
const BY_NAME = { Role: 'Authenticated' };

const opened = (open: (typeof DOORS)[number][1]): Stack => {
  const stack = open(accountWithUserPools());
  stack.aws.seedRole({ name: 'elsewhere' });
  stack.aws.seedRole({ name: 'other', path: '/team/' });
  return stack;
};
const template = (...RoleMappings: object[]): object => ({
  AuthenticationProviders: PROVIDERS,
  AuthenticatedRole: { Arn: ELSEWHERE },
  MappedRoles: [{ Name: 'Admin' }],
  RoleMappings,
});

describe.each(DOORS)('a rule whose role has a name and an ARN, through %s', (_door, open) => {
  it.each<[string, object[]]>([
    ['by ARN', [mapping('Google', BY_ARN)]],
    ['by name', [mapping('Google', BY_NAME)]],
    ['both in one mapping', [mapping('Google', BY_NAME, BY_ARN, { Role: 'Admin' }, BY_ARN, { RoleArn: OTHER }, BY_NAME)]],
    ['one each in two mappings', [mapping('Google', BY_ARN, BY_NAME), mapping('Facebook', BY_NAME, BY_ARN)]],
    ['25 rules', [mapping('Google', ...Array.from({ length: 25 }, (_, index) => (index % 3 === 0 ? BY_ARN : BY_NAME)))]],
  ])('READ gives it back as it was written: %s', async (_how, RoleMappings) => {
    const stack = opened(open);
    expect(await stack.create(template(...RoleMappings))).toMatchObject({ ok: true });
    expect((await stack.read()).model['RoleMappings']).toEqual(RoleMappings);
    stack.aws.resetCalls();
    expect(await stack.update(template(...RoleMappings))).toMatchObject({ ok: true });
    expect(stack.aws.writes).toEqual([]);
  });

  it('a change of the form alone changes a mark and no mapping, and a rollback gives the former one back', async () => {
    const stack = opened(open);
    await stack.create(template(mapping('Google', BY_NAME)));
    stack.aws.resetCalls();
    expect(await stack.update(template(mapping('Google', BY_ARN)))).toMatchObject({ ok: true });
    expect(stack.aws.writes.map(({ operation }) => operation).filter((operation) => operation !== 'TagResource')).toEqual([]);
    expect((await stack.read()).model['RoleMappings']).toEqual([mapping('Google', BY_ARN)]);
    stack.aws.fail({ operation: 'UpdateIdentityPool', error: { name: 'InvalidParameterException' } });
    expect(await stack.update({ ...template(mapping('Google', BY_NAME)), IdentityPoolName: 'x' })).toMatchObject({ ok: false });
    expect((await stack.read()).model['RoleMappings']).toEqual([mapping('Google', BY_ARN)]);
  });

  it('a default role that changes beside the rules leaves the ARN that the rules give', async () => {
    const stack = opened(open);
    await stack.create(template(mapping('Google', BY_ARN)));
    const next = { ...template(mapping('Google', BY_ARN, { RoleArn: OTHER })), AuthenticatedRole: { Arn: OTHER } };
    expect(await stack.update(next)).toMatchObject({ ok: true });
    expect((await stack.read()).model['RoleMappings']).toEqual([mapping('Google', BY_ARN, { RoleArn: OTHER })]);
  });

  it('the ARN of a mapped role under a given name is read back as ARN', async () => {
    const stack = opened(open);
    const { id = '' } = await stack.create(template());
    const RoleArn = arnOfRole(`identity-pools/${id.slice(id.indexOf(':') + 1)}/admin`);
    const next = { ...template(mapping('Google', { RoleArn }, { Role: 'Admin' })), MappedRoles: [{ Name: 'Admin', RoleName: 'admin' }] };
    expect(await stack.update(next)).toMatchObject({ ok: true });
    expect((await stack.read()).model['RoleMappings']).toEqual([mapping('Google', { RoleArn }, { Role: 'Admin' })]);
  });
});

describe.each(DOORS)('the order of UserPools, through %s', (_door, open) => {
  const client = (UserPoolClientId?: string): object => ({ UserPoolId: USER_POOL, ...(UserPoolClientId && { UserPoolClientId }) });

  it.each<[string, object[], object[]]>([
    ['given clients', [client('one'), client('two'), client('three')], [client('three'), client('one'), client('two')]],
    ['a created one among them', [client(), client('two')], [client('two'), client()]],
  ])('the answer and READ agree on UserPoolClientIds after a change of the order alone: %s', async (_what, before, after) => {
    const stack = opened(open);
    await stack.create({ AuthenticationProviders: { UserPools: before } });
    for (const UserPools of [after, before, after]) {
      const reply = await stack.update({ AuthenticationProviders: { UserPools } });
      expect(reply).toMatchObject({ ok: true });
      const read = await stack.read();
      expect(read.model['UserPoolClientIds']).toEqual(reply.model['UserPoolClientIds']);
      if (stack instanceof RegistryStack) expect(reply.model).toMatchObject({ AuthenticationProviders: { UserPools } });
    }
  });
});
