/** Broken pools that plain API calls can make, in the local AWS emulator too: what is wrong with each, and nothing else is. */
import { allow, COGNITO, deleteRole, dropProvider, rule, SOUND, trust, type Recipe, type Trust } from './account';

const OTHER_POOL = 'eu-west-1:99999999-0000-4000-8000-999999999999';
const GOVCLOUD = 'cognito-identity-us-gov.amazonaws.com';

const recipe = (changes: Partial<Recipe>): Recipe => ({ ...SOUND, ...changes });
const trusting = (who: keyof Recipe['trust'], how: Trust, more: Partial<Recipe> = {}): Recipe =>
  recipe({ trust: { ...SOUND.trust, [who]: how }, ...more });

const withAud = (aud: string | string[], amr: string): Trust =>
  trust(amr, {
    condition: () => ({ StringLike: { [`${COGNITO}:aud`]: aud }, 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: amr } }),
  });
const withAmr = (amr: object, actions = trust('authenticated').actions): Trust => ({
  principal: COGNITO,
  actions,
  condition: (poolId) => ({ StringEquals: { [`${COGNITO}:aud`]: poolId }, ...amr }),
});

export const BROKEN_POOLS: readonly (readonly [finding: string, sentence: string, recipe: Recipe])[] = [
  ['role-missing', 'the default role was deleted', recipe({ afterwards: deleteRole('signedIn') })],
  ['role-missing', 'the role of a rule was deleted', recipe({ afterwards: deleteRole('inRules') })],
  [
    'trust-principal-wrong',
    'the role trusts Cognito of another partition',
    trusting(
      'signedIn',
      trust('authenticated', { principal: GOVCLOUD, condition: (id) => ({ StringEquals: { [`${GOVCLOUD}:aud`]: id } }) }),
    ),
  ],
  ['trust-aud-missing', 'the role trusts every pool of the region', trusting('signedIn', withAud('eu-west-1:*', 'authenticated'))],
  ['trust-other-pool', 'the role of a rule trusts another pool', trusting('inRules', withAud(OTHER_POOL, 'authenticated'))],
  [
    'trust-other-pool',
    'the guest role trusts two other pools',
    trusting('guests', withAud([OTHER_POOL, `${OTHER_POOL}a`], 'unauthenticated')),
  ],
  [
    'trust-aud-key',
    'the condition has the key of another partition',
    trusting('signedIn', trust('authenticated', { condition: (id) => ({ StringEquals: { [`${GOVCLOUD}:aud`]: id } }) })),
  ],
  ['trust-amr-missing', 'the role of the signed-in says nothing of amr', trusting('signedIn', withAmr({}))],
  [
    'trust-amr-missing',
    'the role of the signed-in lets both in',
    trusting('signedIn', withAmr({ 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: ['authenticated', 'unauthenticated'] } })),
  ],
  ['trust-amr-missing', 'the guest role says nothing of amr', trusting('guests', withAmr({}, 'sts:AssumeRoleWithWebIdentity'))],
  [
    'trust-amr-wrong',
    'the role of the signed-in is for guests',
    trusting('signedIn', withAmr({ 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'unauthenticated' } })),
  ],
  ['guest-role-for-signed-in', 'the guest role was copied from the other', trusting('guests', trust('authenticated'))],
  [
    'trust-tag-session-missing',
    'principal tags are on and the default role does not allow them',
    trusting('signedIn', trust('authenticated', { actions: 'sts:AssumeRoleWithWebIdentity' }), { rules: () => [] }),
  ],
  [
    'trust-tag-session-missing',
    'principal tags are on and the role of a rule does not allow them',
    trusting('inRules', trust('authenticated', { actions: ['sts:AssumeRoleWithWebIdentity'] })),
  ],
  ['guest-takeover', 'guests may do everything', recipe({ guestPolicy: allow('*') })],
  ['guest-wide-actions', 'guests may do everything with one service', recipe({ guestPolicy: allow(['dynamodb:*']) })],
  [
    'guest-beyond-enhanced-flow',
    'guests are allowed what they never can',
    recipe({ guestPolicy: allow(['rum:PutRumEvents', 'ec2:RunInstances']) }),
  ],
  ['classic-flow-open', 'the classic flow is on', recipe({ pool: { ...SOUND.pool, AllowClassicFlow: true }, rules: () => [] })],
  ['classic-flow-unset', 'the classic flow was never turned off', recipe({ pool: { AllowUnauthenticatedIdentities: true } })],
  ['classic-flow-with-mappings', 'the classic flow is on beside mappings', recipe({ pool: { ...SOUND.pool, AllowClassicFlow: true } })],
  [
    'mapping-provider-missing',
    'the provider of a mapping has left the pool',
    recipe({
      pool: { ...SOUND.pool, SupportedLoginProviders: { 'www.amazon.com': 'amazon-app', 'accounts.google.com': 'google-app' } },
      otherMappings: { 'www.amazon.com': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } },
      afterwards: dropProvider({ SupportedLoginProviders: { 'accounts.google.com': 'google-app' } }),
    }),
  ],
  [
    'token-mapping-without-roles',
    'roles are to come from tokens of Google',
    recipe({ otherMappings: { 'accounts.google.com': { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } }),
  ],
  [
    'rule-unreachable',
    'a rule comes after a wider one',
    recipe({ rules: (arn) => [rule('custom:group', 'StartsWith', 'adm', arn), rule('custom:group', 'Equals', 'admin', arn)] }),
  ],
  ['claim-user-writable', 'a rule asks for a claim that users write', recipe({ writeAttributes: ['name', 'custom:group'] })],
  ['claim-user-writable', 'a principal tag is a claim that users write', recipe({ writeAttributes: ['custom:tenant'] })],
  [
    'claim-user-writable',
    'the app client was never told what users may write',
    recipe({ writeAttributes: undefined, rules: (arn) => [rule('email', 'Equals', 'jo@example.com', arn)] }),
  ],
  ['token-check-off', 'the user pool is not asked', recipe({ serverSideTokenCheck: false })],
];
