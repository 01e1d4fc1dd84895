import { newlyMade, newPool } from '../../../src/core/desire/new-pool';
import type { Operation } from '../../../src/core/operation';
import {
  clientMarks,
  formMarks,
  ownerMarks,
  pathMarks,
  poolMarks,
  requestMarkOf,
  UNANSWERED_MARK,
} from '../../../src/core/rules/ownership';
import type { PoolConfiguration, Tags } from '../../../src/core/state';
import { configuration, listed, operation, POOL_ID, providerNameOf } from '../fixtures';

const [A, B] = ['us-east-1_A', 'us-east-1_B'] as const;
const GOOGLE = 'accounts.google.com';

describe('a new pool', () => {
  it.each<[string, Partial<Operation>, Partial<PoolConfiguration>, Tags]>([
    ['has a generated name and the mark of its request', {}, {}, {}],
    [
      'has all its marks and tags from the first, but no app client that is still to be created',
      {
        desired: {
          Tags: [{ Key: 'team', Value: 'web' }],
          AuthenticationProviders: { UserPools: [{ UserPoolId: A }, { UserPoolId: B, UserPoolClientId: 'b' }], Google: { ClientId: 'g' } },
          AuthenticatedRole: { Path: '/app/' },
          RoleMappings: [
            { IdentityProvider: { ProviderName: GOOGLE }, Type: 'Token' },
            { IdentityProvider: { UserPool: { UserPoolId: B } }, Type: 'Token' },
          ],
        },
        stackTags: { stack: 'demo' },
      },
      { loginProviders: { [GOOGLE]: 'g' }, userPoolClients: [listed(B, 'b')] },
      {
        stack: 'demo',
        team: 'web',
        ...pathMarks(['/app/']),
        ...clientMarks([A]),
        ...formMarks([
          { providerName: GOOGLE, use: 'mapping', form: 'raw' },
          { providerName: `${providerNameOf(B)}:b`, use: 'mapping', form: 'clientless' },
        ]),
      },
    ],
    [
      'remembers the rules that give the role for signed-in identities by its ARN',
      {
        desired: {
          AuthenticationProviders: { Google: { ClientId: 'g' } },
          AuthenticatedRole: { Arn: 'arn:aws:iam::123456789012:role/theirs' },
          RoleMappings: [
            {
              IdentityProvider: { LoginProvider: 'Google' },
              Type: 'Rules',
              Rules: ['other', 'theirs'].map((name) => ({
                Claim: 'c',
                MatchType: 'Equals' as const,
                Value: 'v',
                RoleArn: `arn:aws:iam::123456789012:role/${name}`,
              })),
            },
          ],
        },
      },
      { loginProviders: { [GOOGLE]: 'g' } },
      formMarks([{ providerName: GOOGLE, use: 'mapping', form: 'roleArn', rules: [1] }]),
    ],
    ['says whose resource it is', { stackId: 'stack' }, {}, ownerMarks({ stackId: 'stack', logicalId: 'Pool' })],
    ['says that it is unanswered if its id has to prove whose it is', { provesOwnership: true }, {}, UNANSWERED_MARK],
  ])('%s', (_case, asked, more, tags) => {
    const given = operation(asked);
    const requestMark = requestMarkOf(given.requestToken, given);
    expect(newPool(given)).toStrictEqual({
      requestMark,
      configuration: configuration({ name: `demo_Pool_${requestMark.slice(0, 10)}`, ...more }),
      tags: { ...tags, ...poolMarks(requestMark) },
    });
  });

  it('is known without a look: nobody has looked for app clients yet', () => {
    const fresh = newPool(operation());
    expect(newlyMade(fresh, POOL_ID)).toStrictEqual({
      pool: { id: POOL_ID, ...fresh.configuration, tags: fresh.tags },
      assignments: { roles: {}, mappings: {} },
      principalTags: {},
      suppliedRoleIds: {},
      createdRoles: [],
      createdClients: [],
      clientsAreUnseen: true,
    });
  });
});
