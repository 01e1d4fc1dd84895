/** A template that is refused comes back to the handlers: as the one to delete, and as the previous one of a rollback. */
import { pathsIn, shownPath, WHOLE, withPart, WRONG } from '../core/request/whole-template';
import { UNFORESEEN } from '../events/inhabited-account';
import { DOORS, newAccount, type Account } from './cloudformation';

const SMALL = { IdentityPoolName: 'shop', AuthenticationProviders: { Google: { ClientId: 'g' } } };

/** Every one is tried where no story is needed (test/core/request/broken-parts.test.ts). */
const SOME = WRONG.filter((_, index) => index % 3 === 0);

/** Without the mapping of the developer provider: for it the pool has to get that provider's name before the last write, and a rollback needs another pool. */
const TEMPLATE = { ...WHOLE, RoleMappings: WHOLE.RoleMappings.slice(0, 4) };

/** With what the template names. */
const account = (): Account => {
  const made = newAccount();
  for (const id of ['us-east-1_EXAMPLE01', 'us-east-1_EXAMPLE02']) made.aws.seedUserPool({ id });
  for (const name of ['guests', 'other']) made.aws.seedRole({ name });
  return made;
};

describe.each(DOORS)('through %s', (_door, open) => {
  it.each(pathsIn(TEMPLATE).map((path) => [shownPath(path), path] as const))('a create and an update with a broken %s', async (_, path) => {
    for (const wrong of SOME) {
      const broken = withPart(TEMPLATE, path, wrong) as object;
      const failed = open(account());
      const empty = failed.aws.snapshot();
      const { ok, message } = await failed.create(broken);
      expect(message).not.toContain(UNFORESEEN);
      if (!ok) expect([wrong, message, failed.aws.snapshot()]).toEqual([wrong, message, empty]);

      const stack = open(account());
      expect(await stack.create(SMALL)).toMatchObject({ ok: true });
      const before = stack.aws.snapshot();
      const reply = await stack.update(broken);
      if (!reply.ok) {
        expect(reply.message).not.toContain(UNFORESEEN);
        expect([wrong, reply.message, stack.aws.snapshot()]).toEqual([wrong, reply.message, before]);
      }
      expect(await stack.delete()).toMatchObject({ ok: true });
      expect([wrong, stack.aws.snapshot()]).toEqual([wrong, empty]);
    }
  });
});

/** Refused by rules about several properties. */
const INCONSISTENT: readonly (readonly [what: string, template: object])[] = [
  [
    'a rule for a role that is not there',
    { RoleMappings: [{ ...WHOLE.RoleMappings[0], Rules: [{ Claim: 'a', Value: 'b', Role: 'Nobody' }] }] },
  ],
  ['two mapped roles of one name', { MappedRoles: [{ Name: 'A' }, { Name: 'A' }] }],
  ['a mapping without type and rules', { RoleMappings: [{ IdentityProvider: { LoginProvider: 'Google' } }] }],
  ['principal tags that contradict each other', { PrincipalTags: [{ ...WHOLE.PrincipalTags[0], UseDefaults: true }] }],
  [
    'one provider twice',
    {
      AuthenticationProviders: {
        ...WHOLE.AuthenticationProviders,
        SamlProviderArns: ['a', 'a'].map(() => WHOLE.RoleMappings[3]?.IdentityProvider.SamlProviderArn),
      },
    },
  ],
  [
    'a policy with an element that there is not',
    { AuthenticatedRole: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statements: [] } }] } },
  ],
  ['a value of a wrong type', { AllowClassicFlow: 'perhaps' }],
];

describe.each(DOORS)(
  'a template that names what others set, and is refused for something else, takes none of it in its rollback, through %s',
  (_door, open) => {
    /** With a setting of each kind that this template names none of. */
    const settings = {
      AllowClassicFlow: true,
      SupportedLoginProviders: { 'accounts.google.com': 'theirs', 'graph.facebook.com': 'theirs' },
      CognitoIdentityProviders: [
        {
          ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE01',
          ClientId: 'exampleclient01',
          ServerSideTokenCheck: true,
        },
      ],
      OpenIdConnectProviderARNs: [...WHOLE.AuthenticationProviders.OpenIdConnectProviderArns],
      SamlProviderARNs: [...WHOLE.AuthenticationProviders.SamlProviderArns],
    };
    const rest = {
      roleMappings: { 'accounts.google.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
      principalTags: { 'accounts.google.com': { UseDefaults: true, PrincipalTags: {} } },
    } as const;

    it.each(INCONSISTENT)('an adopted pool: %s', async (_, wrong) => {
      const made = account();
      const { configuration } = made.aws.seedPool({ IdentityPoolName: 'theirs', ...settings, ...rest });
      const stack = open(made);
      const small = { AdoptIdentityPoolId: configuration.IdentityPoolId };
      expect(await stack.create(small)).toMatchObject({ ok: true });
      const before = stack.aws.snapshot();
      expect(await stack.update({ ...TEMPLATE, ...wrong, ...small })).toMatchObject({ ok: false, code: 'InvalidRequest' });
      expect(stack.aws.snapshot()).toEqual(before);
    });

    it.each(INCONSISTENT)('a pool of its own to which others added: %s', async (_, wrong) => {
      const stack = open(account());
      await stack.create({ IdentityPoolName: 'shop' });
      const [pool] = stack.aws.pools.values();
      if (pool === undefined) throw new Error('There is no pool.');
      Object.assign(pool.configuration, settings, { AllowClassicFlow: false });
      // Principal tags would have the next update write the trust policy that they need.
      Object.assign(pool, { roleMappings: rest.roleMappings });
      const before = stack.aws.snapshot();
      const { DeveloperProviderName: _name, ...providers } = TEMPLATE.AuthenticationProviders;
      expect(await stack.update({ ...TEMPLATE, AuthenticationProviders: providers, ...wrong })).toMatchObject({
        ok: false,
        code: 'InvalidRequest',
      });
      expect(stack.aws.snapshot()).toEqual(before);
    });
  },
);
