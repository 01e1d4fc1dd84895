/** What the doctor says of random trust policies, beside a policy evaluator that is not ours. The seed is fixed: a failure comes again. */
import fc from 'fast-check';
import { nobodyCanTake } from '../../../src/cli/doctor/checks/takers';
import { othersCanTake } from '../../../src/cli/doctor/checks/trust';
import type { PoolFacts, RoleFacts } from '../../../src/cli/doctor/facts';
import type { PolicyDocument } from '../../../src/core/state';
import { allows } from '../../differential/evaluator';
import { COGNITO, POOL_ID, soundTrustPolicies, trustPolicies } from '../../differential/random';

const ROLE = 'arn:aws:iam::123456789012:role/users';
const PROVIDER = 'accounts.google.com';
const SIGNED_IN = ['authenticated', PROVIDER];
const GUEST = ['unauthenticated'];
const POLICIES = 1_500;

const factsOf = (trust: PolicyDocument): PoolFacts => ({
  poolId: POOL_ID,
  pool: {
    id: POOL_ID,
    name: 'random',
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: false,
    loginProviders: { [PROVIDER]: 'app' },
    userPoolClients: [],
    openIdConnectProviderArns: [],
    samlProviderArns: [],
    tags: {},
  },
  assignments: { roles: { authenticated: ROLE }, mappings: {} },
  principalTags: {},
  roles: { [ROLE]: { trust, policies: [] } satisfies RoleFacts },
  userPools: {},
  appClients: {},
  groups: {},
  otherRoles: [],
  identityProviders: {},
  now: 0,
});

const ANY_POOL = 'eu-west-1:ffffffff-ffff-4fff-bfff-ffffffffffff';
const admits = (trust: object, aud: string, amr: string[]): boolean =>
  allows(trust, COGNITO, 'sts:AssumeRoleWithWebIdentity', {
    [`${COGNITO}:aud`]: aud,
    [`${COGNITO}:amr`]: amr,
    [`${COGNITO}:sub`]: 'eu-west-1:00000000-0000-4000-8000-000000000000',
  });

it(`says of ${POLICIES} trust policies who can take the role as the evaluator does`, () => {
  const differences: unknown[] = [];
  const random = fc.oneof({ weight: 1, arbitrary: soundTrustPolicies }, { weight: 4, arbitrary: trustPolicies });
  for (const trust of fc.sample(random, { seed: 20_261_127, numRuns: POLICIES })) {
    const facts = factsOf(trust as PolicyDocument);

    const theirs = {
      nobody: !admits(trust, POOL_ID, SIGNED_IN),
      guestsToo: admits(trust, POOL_ID, SIGNED_IN) && admits(trust, POOL_ID, GUEST),
      anyPool: admits(trust, ANY_POOL, SIGNED_IN) || admits(trust, ANY_POOL, GUEST),
    };
    const others = othersCanTake(facts);
    const ours = {
      nobody: nobodyCanTake(facts).some(({ who }) => who === 'Nobody can sign in with this role.'),
      guestsToo: others.some(({ id }) => id === 'trust-amr-missing'),
      anyPool: others.some(({ id, who }) => id === 'trust-aud-missing' && who.startsWith('Every identity pool')),
    };
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push({ ours, theirs, trust: JSON.stringify(trust) });
  }
  expect(differences.slice(0, 5)).toEqual([]);
});
