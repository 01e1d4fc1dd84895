/** Which role Cognito chooses: who comes, what the pool says, what comes of it, and where AWS's documentation says so. */
import type { MappingRule } from '../../../src/core/state';
import { DEFAULT, denial, DOC, GUEST, MANAGER, OIDC, READER, rule, rules, SAML, token, USER_POOL, WRITER, type Row } from './words';

const SALES = rules('Deny', rule('custom:department', 'Equals', 'Sales', WRITER));
const ROLE_CLAIM = 'https://aws.amazon.com/SAML/Attributes/Role';
const BY_DEFAULT = 'the provider has no mapping, so that the authenticated role is used';
const NONE = 'no rule matches';
const PREFERRED = "it is the token's cognito:preferred_role";
const first = (number: number): string => `rule ${number} is the first that matches`;
const open = (number: number): string => `whether rule ${number} matches is not settled; otherwise no rule matches`;
const pair = (role: string): string => `${role},${SAML}`;

// prettier-ignore
const withoutMapping: Row[] = [
  ['a guest where guests are let in', { guest: true }, GUEST, 'guests get the unauthenticated role', DOC.roles],
  ['a guest where guests are off', { guest: true, guestsOff: true }, denial, 'AllowUnauthenticatedIdentities is off', DOC.identityPools],
  ['a guest where there is no role for guests', { guest: true, roles: { authenticated: DEFAULT } }, denial, 'the pool has no unauthenticated role', DOC.getCredentials],
  ['a guest, whatever mappings say', { guest: true, mapping: SALES }, GUEST, 'guests get the unauthenticated role', DOC.roles],
  ['a guest who asks for a role', { guest: true, customRole: WRITER }, [GUEST, denial], 'guests get the unauthenticated role; a role was asked for, and whether Cognito ignores or refuses that here is not documented', 'unsettled'],
  ['a user of a user pool', {}, DEFAULT, BY_DEFAULT, DOC.rbac],
  ['a user of Google', { provider: 'accounts.google.com' }, DEFAULT, BY_DEFAULT, DOC.rbac],
  ['a user of Apple', { provider: 'appleid.apple.com' }, DEFAULT, BY_DEFAULT, DOC.rbac],
  ['a user of Facebook', { provider: 'graph.facebook.com' }, DEFAULT, BY_DEFAULT, DOC.rbac],
  ['a user of Login with Amazon', { provider: 'www.amazon.com' }, DEFAULT, BY_DEFAULT, DOC.rbac],
  ['a user of an OpenID Connect provider', { provider: OIDC }, DEFAULT, BY_DEFAULT, DOC.rbac],
  ['a user of the developer provider', { provider: 'login.example.developer' }, DEFAULT, BY_DEFAULT, DOC.developer],
  ['a user whose provider is not the mapped one', { provider: 'accounts.google.com', mapping: SALES, mappingOf: USER_POOL, claims: { 'custom:department': 'Sales' } }, DEFAULT, BY_DEFAULT, DOC.setRoles],
  ['a user, where the pool has no role for users', { roles: { unauthenticated: GUEST } }, denial, BY_DEFAULT, DOC.getCredentials],
  ['a user of a provider that the pool lacks', { provider: 'www.digits.com' }, denial, '"www.digits.com" is not among the pool\'s providers', DOC.getCredentials],
  ['a user of another app client', { provider: `${USER_POOL}2` }, denial, `"${USER_POOL}2" is not among the pool's providers`, DOC.getCredentials],
  ['a user who asks for a role', { customRole: WRITER }, [DEFAULT, denial], `${BY_DEFAULT}; a role was asked for, and whether Cognito ignores or refuses that here is not documented`, 'unsettled'],
];

// prettier-ignore
const byRules: Row[] = [
  ['Equals, and it is equal', { mapping: SALES, claims: { 'custom:department': 'Sales' } }, WRITER, first(1), DOC.rules],
  ['Equals, and it is another', { mapping: SALES, claims: { 'custom:department': 'Legal' } }, denial, NONE, DOC.rules],
  ['Equals, and it only begins so', { mapping: SALES, claims: { 'custom:department': 'Sales EMEA' } }, denial, NONE, DOC.mappingRule],
  ['Equals, and the claim is absent', { mapping: SALES, claims: { email: 'jo@example.com' } }, denial, NONE, DOC.mappingRule],
  ['Equals, and the claim lacks custom:', { mapping: rules('Deny', rule('department', 'Equals', 'Sales', WRITER)), claims: { 'custom:department': 'Sales' } }, denial, NONE, DOC.rules],
  ['StartsWith, and it does', { mapping: rules('Deny', rule('email', 'StartsWith', 'admin', WRITER)), claims: { email: 'admin@example.com' } }, WRITER, first(1), DOC.rules],
  ['StartsWith, and it is further on', { mapping: rules('Deny', rule('email', 'StartsWith', 'admin', WRITER)), claims: { email: 'jo.admin@example.com' } }, denial, NONE, DOC.rules],
  ['Contains, and it does', { mapping: rules('Deny', rule('email', 'Contains', '@example.com', WRITER)), claims: { email: 'jo@example.com' } }, WRITER, first(1), DOC.rules],
  ['Contains, inside a longer word', { mapping: rules('Deny', rule('custom:role', 'Contains', 'admin', WRITER)), claims: { 'custom:role': 'nonadmin' } }, WRITER, first(1), DOC.rules],
  ['Contains, and it does not', { mapping: rules('Deny', rule('email', 'Contains', '@example.com', WRITER)), claims: { email: 'jo@example.org' } }, denial, NONE, DOC.rules],
  ['NotEqual, and it is another', { mapping: rules('Deny', rule('custom:department', 'NotEqual', 'Sales', WRITER)), claims: { 'custom:department': 'Legal' } }, WRITER, first(1), DOC.rules],
  ['NotEqual, and it is equal', { mapping: rules('Deny', rule('custom:department', 'NotEqual', 'Sales', WRITER)), claims: { 'custom:department': 'Sales' } }, denial, NONE, DOC.rules],
  ['NotEqual, and the claim is absent', { mapping: rules('Deny', rule('custom:department', 'NotEqual', 'Sales', WRITER)), claims: {} }, denial, NONE, DOC.rules],
  ['two rules match', { mapping: rules('Deny', rule('email', 'Contains', '@', READER), rule('email', 'StartsWith', 'jo', WRITER)), claims: { email: 'jo@example.com' }, }, READER, first(1), DOC.rules],
  ['the second rule matches', { mapping: rules('Deny', rule('email', 'StartsWith', 'admin', READER), rule('email', 'StartsWith', 'jo', WRITER)), claims: { email: 'jo@example.com' }, }, WRITER, first(2), DOC.rules],
  ['a rule gives the default role', { mapping: rules('Deny', rule('email', 'Contains', '@', DEFAULT)), claims: { email: 'jo@example.com' } }, DEFAULT, first(1), DOC.rules],
  ['none matches, and the default role is for that', { mapping: rules('AuthenticatedRole', rule('email', 'StartsWith', 'admin', READER)), claims: { email: 'jo@example.com' } }, DEFAULT, NONE, DOC.rules],
  ['none matches, the default role is for that, and there is none', { roles: {}, mapping: rules('AuthenticatedRole', rule('email', 'StartsWith', 'admin', READER)), claims: { email: 'jo@example.com' } }, denial, NONE, DOC.getCredentials],
  ['none matches, and nothing says what then', { mapping: rules(undefined, rule('email', 'StartsWith', 'admin', READER)), claims: { email: 'jo@example.com' } }, [DEFAULT, denial], NONE, 'unsettled'],
  ['a matching rule, and nothing says what else', { mapping: rules(undefined, rule('email', 'Contains', '@', READER)), claims: { email: 'jo@example.com' } }, READER, first(1), DOC.rules],
  ['a preferred role in the token, which rules do not look at', { mapping: SALES, claims: { 'cognito:preferred_role': MANAGER, 'cognito:roles': [MANAGER] } }, denial, NONE, DOC.roleMapping],
  ['a rule on the preferred role', { mapping: rules('Deny', rule('cognito:preferred_role', 'Equals', MANAGER, MANAGER)), claims: { 'cognito:preferred_role': MANAGER } }, MANAGER, first(1), DOC.claims],
  ['Google: any claim of the token', { provider: 'accounts.google.com', mapping: rules('Deny', rule('hd', 'Equals', 'example.com', WRITER)), claims: { hd: 'example.com' } }, WRITER, first(1), DOC.claims],
  ['Apple: any claim of the token', { provider: 'appleid.apple.com', mapping: rules('Deny', rule('email', 'Contains', '@example.com', WRITER)), claims: { email: 'jo@example.com' }, }, WRITER, first(1), DOC.claims],
  ['Apple: a token without email', { provider: 'appleid.apple.com', mapping: rules('Deny', rule('email', 'Contains', '@example.com', WRITER)), claims: { sub: '1' } }, denial, NONE, DOC.claims],
  ['OpenID Connect: any claim of the token', { provider: OIDC, mapping: rules('Deny', rule('team', 'Equals', 'web', WRITER)), claims: { team: 'web' } }, WRITER, first(1), DOC.claims],
  ['SAML: any claim of the assertion', { provider: SAML, mapping: rules('Deny', rule('costCenter', 'Equals', '7', WRITER)), claims: { costCenter: '7' } }, WRITER, first(1), DOC.claims],
  ['Facebook: sub', { provider: 'graph.facebook.com', mapping: rules('Deny', rule('sub', 'Equals', '1234', WRITER)), claims: { sub: '1234' } }, WRITER, first(1), DOC.claims],
  ['Facebook: aud is the application id', { provider: 'graph.facebook.com', mapping: rules('Deny', rule('aud', 'Equals', 'facebook-app', WRITER)), claims: {} }, WRITER, first(1), DOC.claims],
  ['Facebook: email, which Cognito does not offer', { provider: 'graph.facebook.com', mapping: rules('Deny', rule('email', 'Contains', '@', WRITER)), claims: { email: 'jo@example.com' } }, denial, NONE, DOC.claims],
  ['Login with Amazon: iss is the provider', { provider: 'www.amazon.com', mapping: rules('Deny', rule('iss', 'Equals', 'www.amazon.com', WRITER)), claims: {} }, WRITER, first(1), DOC.claims],
  ['Login with Amazon: user_id, which Cognito does not offer', { provider: 'www.amazon.com', mapping: rules('AuthenticatedRole', rule('user_id', 'StartsWith', 'amzn1', WRITER)), claims: { user_id: 'amzn1.account.A' }, }, DEFAULT, NONE, DOC.claims],
  ['Twitter, of which no claims are documented', { provider: 'api.twitter.com', mapping: rules('Deny', rule('sub', 'Equals', '1', WRITER)), claims: { sub: '1' } }, [WRITER, denial], open(1), 'unsettled'],
];

// prettier-ignore
const leftOpen: Row[] = [
  ['Equals in another case', { mapping: SALES, claims: { 'custom:department': 'sales' } }, [WRITER, denial], open(1), 'unsettled'],
  ['NotEqual in another case', { mapping: rules('Deny', rule('custom:department', 'NotEqual', 'Sales', WRITER)), claims: { 'custom:department': 'SALES' } }, [WRITER, denial], open(1), 'unsettled'],
  ['StartsWith in another case', { mapping: rules('AuthenticatedRole', rule('email', 'StartsWith', 'admin', WRITER)), claims: { email: 'Admin@example.com' } }, [WRITER, DEFAULT], open(1), 'unsettled'],
  ['another case, and both ways give one role', { mapping: rules('AuthenticatedRole', rule('email', 'StartsWith', 'admin', DEFAULT)), claims: { email: 'Admin@example.com' } }, DEFAULT, open(1), DOC.rules],
  ['the claim under a name in another case', { mapping: rules('Deny', rule('Email', 'Contains', '@', WRITER)), claims: { email: 'jo@example.com' } }, [WRITER, denial], open(1), 'unsettled'],
  ['Equals on a list that has it', { mapping: rules('Deny', rule('cognito:groups', 'Equals', 'admins', WRITER)), claims: { 'cognito:groups': ['admins'] } }, [WRITER, denial], open(1), 'unsettled'],
  ['Contains on a list that has it', { mapping: rules('Deny', rule('cognito:groups', 'Contains', 'admins', WRITER)), claims: { 'cognito:groups': ['users', 'admins'] } }, [WRITER, denial], open(1), 'unsettled'],
  ['Contains on a list that has a longer word', { mapping: rules('Deny', rule('cognito:groups', 'Contains', 'admin', WRITER)), claims: { 'cognito:groups': ['nonadmin'] } }, [WRITER, denial], open(1), 'unsettled'],
  ['StartsWith on a list', { mapping: rules('Deny', rule('cognito:groups', 'StartsWith', 'us', WRITER)), claims: { 'cognito:groups': ['users', 'admins'] } }, [WRITER, denial], open(1), 'unsettled'],
  ['NotEqual on a list', { mapping: rules('Deny', rule('cognito:groups', 'NotEqual', 'admins', WRITER)), claims: { 'cognito:groups': ['users'] } }, [WRITER, denial], open(1), 'unsettled'],
  ['Contains on a list that has nothing like it, however it is compared', { mapping: rules('Deny', rule('cognito:groups', 'Contains', 'admin', WRITER)), claims: { 'cognito:groups': ['users'] } }, denial, NONE, DOC.rules],
  ['Equals on a number', { mapping: rules('Deny', rule('level', 'Equals', '5', WRITER)), claims: { level: 5 } }, [WRITER, denial], open(1), 'unsettled'],
  ['Equals on another number', { mapping: rules('Deny', rule('level', 'Equals', '5', WRITER)), claims: { level: 7 } }, denial, NONE, DOC.rules],
  ['Equals on a boolean', { mapping: rules('Deny', rule('email_verified', 'Equals', 'true', WRITER)), claims: { email_verified: true } }, [WRITER, denial], open(1), 'unsettled'],
  ['NotEqual on a boolean', { mapping: rules('Deny', rule('email_verified', 'NotEqual', 'true', WRITER)), claims: { email_verified: false } }, [WRITER, denial], open(1), 'unsettled'],
  ['Contains on an object', { mapping: rules('Deny', rule('address', 'Contains', 'Rome', WRITER)), claims: { address: { locality: 'Rome' } } }, [WRITER, denial], open(1), 'unsettled'],
  ['Equals on null', { mapping: rules('Deny', rule('email', 'Equals', 'null', WRITER)), claims: { email: null } }, [WRITER, denial], open(1), 'unsettled'],
  ['an open rule before one that matches', { mapping: rules('Deny', rule('cognito:groups', 'Contains', 'admins', WRITER), rule('email', 'Contains', '@', READER)), claims: { 'cognito:groups': ['admins'], email: 'jo@example.com' }, }, [WRITER, READER], 'whether rule 1 matches is not settled; otherwise rule 2 is the first that matches', 'unsettled'],
  ['an open rule after one that matches', { mapping: rules('Deny', rule('email', 'Contains', '@', READER), rule('cognito:groups', 'Contains', 'admins', WRITER)), claims: { 'cognito:groups': ['admins'], email: 'jo@example.com' }, }, READER, first(1), DOC.rules],
  ['two open rules', { mapping: rules('Deny', rule('cognito:groups', 'Contains', 'admins', WRITER), rule('level', 'Equals', '5', READER)), claims: { 'cognito:groups': ['admins'], level: 5 }, }, [WRITER, READER, denial], 'whether rules 1, 2 match is not settled; otherwise no rule matches', 'unsettled'],
];

const BOTH_WAYS = 'whether rules 1, 2 match is not settled, but in each reading one of them does';
const ONE_OR_TWO = (otherwise: string): string => `whether rules 1, 2 match is not settled; otherwise ${otherwise}`;
const department = (matchType: MappingRule['matchType'], value: string, role: string): MappingRule => rule('d', matchType, value, role);
// prettier-ignore
const readTogether: Row[] = [
  ['two rules of which each reading of case matches one, for one role', { mapping: rules('Deny', department('NotEqual', 'Office', WRITER), department('Contains', 'Office', WRITER)), claims: { d: 'OFFICE' } }, WRITER, BOTH_WAYS, DOC.rules],
  ['two rules of which each reading of case matches one, for two roles', { mapping: rules('Deny', department('NotEqual', 'Office', WRITER), department('Contains', 'Office', READER)), claims: { d: 'OFFICE' } }, [WRITER, READER], BOTH_WAYS, 'unsettled'],
  ['two rules that one reading of case matches', { mapping: rules('Deny', department('Equals', 'office', WRITER), department('StartsWith', 'off', READER)), claims: { d: 'OFFICE' } }, [WRITER, denial], ONE_OR_TWO('no rule matches'), 'unsettled'],
  ['a rule that matches only if the one before it does', { mapping: rules('AuthenticatedRole', department('Contains', 'off', WRITER), department('Equals', 'office', READER)), claims: { d: 'OFFICE' } }, [WRITER, DEFAULT], ONE_OR_TWO('no rule matches'), 'unsettled'],
  ['a rule that needs case ignored after one that needs it regarded', { mapping: rules('Deny', department('NotEqual', 'office', WRITER), department('Equals', 'office', READER), department('Contains', 'O', MANAGER)), claims: { d: 'OFFICE' } }, [WRITER, READER], BOTH_WAYS, 'unsettled'],
  ['a list of which some reading matches Equals, and another NotEqual', { mapping: rules('Deny', department('Equals', 'a', WRITER), department('NotEqual', 'a', READER)), claims: { d: ['a', 'b'] } }, [WRITER, READER, denial], ONE_OR_TWO('no rule matches'), 'unsettled'],
  ['two claims of which both names differ in case', { mapping: rules('Deny', rule('Email', 'Contains', '@', WRITER), rule('Name', 'Contains', 'o', READER)), claims: { email: 'x@y', name: 'jo' } }, [WRITER, denial], ONE_OR_TWO('no rule matches'), 'unsettled'],
  ['an empty list and NotEqual', { mapping: rules('Deny', department('NotEqual', 'a', WRITER)), claims: { d: [] } }, [WRITER, denial], open(1), 'unsettled'],
  ['asked for a role that each reading gives by another rule', { mapping: rules('Deny', department('NotEqual', 'Office', WRITER), department('Contains', 'Office', WRITER)), customRole: WRITER, claims: { d: 'OFFICE' } }, WRITER, 'in each reading a rule matches and has the role that was asked for', DOC.rules],
  ['asked for a role that one reading gives, where the other reading has no rule', { mapping: rules('Deny', department('Equals', 'office', WRITER), department('Equals', 'OFFICE', READER)), customRole: WRITER, claims: { d: 'OFFICE' } }, [WRITER, denial, READER], 'whether rule 1 matches is not settled, and what becomes of a role that is asked for and that no matching rule has is not documented', 'unsettled'],
];

const TWO = rules('Deny', rule('email', 'Contains', '@', READER), rule('custom:department', 'Equals', 'Sales', WRITER));
// prettier-ignore
const askedByRules: Row[] = [
  ['the role of a later rule that matches', { mapping: TWO, customRole: WRITER, claims: { email: 'jo@example.com', 'custom:department': 'Sales' } }, WRITER, 'rule 2 matches and has the role that was asked for', DOC.rules],
  ['the role of the first rule', { mapping: TWO, customRole: READER, claims: { email: 'jo@example.com' } }, READER, 'rule 1 matches and has the role that was asked for', DOC.rules],
  ['the role of a rule that does not match', { mapping: TWO, customRole: WRITER, claims: { email: 'jo@example.com' } }, [denial, READER], 'what becomes of a role that is asked for and that no matching rule has is not documented', 'unsettled'],
  ['the role of a rule that does not match, where none does', { mapping: TWO, customRole: WRITER, claims: {} }, denial, 'what becomes of a role that is asked for and that no matching rule has is not documented', DOC.rules],
  ['the role of an open rule', { mapping: TWO, customRole: WRITER, claims: { 'custom:department': 'sales' } }, [WRITER, denial], 'whether rule 2 matches is not settled, and what becomes of a role that is asked for and that no matching rule has is not documented', 'unsettled'],
];

const DENY = token('Deny');
const OR_DEFAULT = token('AuthenticatedRole');
const SEVERAL = 'the assertion has several roles, none was asked for, and the documentation says no more than that one should be';
const OR_RESOLUTION = ', and whether the assertion comes before AmbiguousRoleResolution is not documented';
// prettier-ignore
const byToken: Row[] = [
  ['a preferred role', { mapping: DENY, claims: { 'cognito:preferred_role': MANAGER, 'cognito:roles': [MANAGER, READER] } }, MANAGER, PREFERRED, DOC.token],
  ['a preferred role that is all there is', { mapping: DENY, claims: { 'cognito:preferred_role': MANAGER } }, MANAGER, PREFERRED, DOC.token],
  ['a preferred role before the default one', { mapping: OR_DEFAULT, claims: { 'cognito:preferred_role': MANAGER, 'cognito:roles': [MANAGER] } }, MANAGER, PREFERRED, DOC.groups],
  ['roles and none preferred, as with two groups of one precedence', { mapping: DENY, claims: { 'cognito:roles': [MANAGER, READER] } }, denial, 'the token has roles and none is preferred', DOC.groups],
  ['roles and none preferred, and the default role is for that', { mapping: OR_DEFAULT, claims: { 'cognito:roles': [MANAGER, READER] } }, DEFAULT, 'the token has roles and none is preferred', DOC.token],
  ['no role at all, as for a user in no group', { mapping: DENY, claims: { sub: '1' } }, denial, 'the token names no role', DOC.practices],
  ['no role at all, and the default role is for that', { mapping: OR_DEFAULT, claims: { sub: '1' } }, DEFAULT, 'the token names no role', DOC.practices],
  ['none preferred, and nothing says what then', { mapping: token(undefined), claims: { 'cognito:roles': [MANAGER, READER] } }, [DEFAULT, denial], 'the token has roles and none is preferred', 'unsettled'],
  ['asked for one of the roles', { mapping: DENY, customRole: READER, claims: { 'cognito:preferred_role': MANAGER, 'cognito:roles': [MANAGER, READER] } }, READER, 'it was asked for and is in cognito:roles', DOC.token],
  ['asked for one of the roles, of which none is preferred', { mapping: DENY, customRole: READER, claims: { 'cognito:roles': [MANAGER, READER] } }, READER, 'it was asked for and is in cognito:roles', DOC.token],
  ['asked for one of the roles, written as one text', { mapping: DENY, customRole: READER, claims: { 'cognito:roles': `${MANAGER},${READER}` } }, READER, 'it was asked for and is in cognito:roles', DOC.token],
  ['asked for another role', { mapping: OR_DEFAULT, customRole: WRITER, claims: { 'cognito:preferred_role': MANAGER, 'cognito:roles': [MANAGER] } }, denial, 'the role that was asked for is not in cognito:roles', DOC.token],
  ['asked for a role where the token has none', { mapping: OR_DEFAULT, customRole: WRITER, claims: {} }, denial, 'the role that was asked for is not in cognito:roles', DOC.token],
  ['asked for a role in another case', { mapping: DENY, customRole: READER.toUpperCase(), claims: { 'cognito:roles': [READER] } }, [READER.toUpperCase(), denial], 'cognito:roles has the role that was asked for in another case, and whether Cognito distinguishes upper and lower case is not documented', 'unsettled'],
  ['asked for a role where cognito:roles is no list', { mapping: DENY, customRole: READER, claims: { 'cognito:roles': 7 } }, [READER, denial], 'cognito:roles is neither a list nor a text, which the documentation does not foresee', 'unsettled'],
  ['a preferred role that is a list', { mapping: OR_DEFAULT, claims: { 'cognito:preferred_role': [MANAGER] } }, [denial, DEFAULT], 'cognito:preferred_role is not the ARN of a role, which the documentation does not foresee', 'unsettled'],
  ['a preferred role that is no ARN', { mapping: OR_DEFAULT, claims: { 'cognito:preferred_role': 'junk' } }, [denial, DEFAULT], 'cognito:preferred_role is not the ARN of a role, which the documentation does not foresee', 'unsettled'],
  ['a preferred role that is no ARN, where every reading refuses', { mapping: DENY, claims: { 'cognito:preferred_role': 'junk' } }, denial, 'cognito:preferred_role is not the ARN of a role, which the documentation does not foresee', DOC.token],
  ['an empty preferred role', { mapping: OR_DEFAULT, claims: { 'cognito:preferred_role': '' } }, [denial, DEFAULT], 'cognito:preferred_role is not the ARN of a role, which the documentation does not foresee', 'unsettled'],
  ['a preferred role that is the ARN of a user', { mapping: DENY, claims: { 'cognito:preferred_role': MANAGER.replace(':role/', ':user/') } }, denial, 'cognito:preferred_role is not the ARN of a role, which the documentation does not foresee', DOC.token],
  ['Login with Amazon, whose tokens have no roles', { provider: 'www.amazon.com', mapping: OR_DEFAULT, claims: {} }, DEFAULT, 'the token names no role', DOC.practices],
  ['an OpenID Connect provider that writes the claim', { provider: OIDC, mapping: DENY, claims: { 'cognito:preferred_role': MANAGER } }, [MANAGER, denial], `${PREFERRED}, but whether Cognito uses this claim of a provider that is not a user pool is not documented`, 'unsettled'],
];

// prettier-ignore
const bySaml: Row[] = [
  ['one role in the assertion, and none of the pool', { provider: SAML, roles: {}, claims: { [ROLE_CLAIM]: pair(WRITER) } }, WRITER, 'it is the one role of the assertion', DOC.saml],
  ['one role in the assertion, and one of the pool', { provider: SAML, claims: { [ROLE_CLAIM]: pair(WRITER) } }, [WRITER, DEFAULT], 'it is the one role of the assertion, and whether the assertion comes before the authenticated role is not documented', 'unsettled'],
  ['asked for one of several roles', { provider: SAML, roles: {}, customRole: READER, claims: { [ROLE_CLAIM]: [pair(WRITER), pair(READER)] } }, READER, `it was asked for and is in ${ROLE_CLAIM}`, DOC.saml],
  ['asked for none of several roles', { provider: SAML, mapping: DENY, claims: { [ROLE_CLAIM]: [pair(WRITER), pair(READER)] } }, [WRITER, READER, denial], SEVERAL + OR_RESOLUTION, 'unsettled'],
  ['asked for none of several roles, and the default role is for that', { provider: SAML, mapping: OR_DEFAULT, claims: { [ROLE_CLAIM]: [pair(WRITER), pair(READER)] } }, [WRITER, READER, denial, DEFAULT], SEVERAL + OR_RESOLUTION, 'unsettled'],
  ['asked for none of several roles, without a mapping and a role of the pool', { provider: SAML, roles: {}, claims: { [ROLE_CLAIM]: [pair(WRITER), pair(READER)] } }, [WRITER, READER, denial], `${SEVERAL}, and whether the assertion comes before the authenticated role is not documented`, 'unsettled'],
  ['one role in the assertion, by the token', { provider: SAML, mapping: OR_DEFAULT, claims: { [ROLE_CLAIM]: pair(WRITER) } }, [WRITER, DEFAULT], `it is the one role of the assertion${OR_RESOLUTION}`, 'unsettled'],
  ['one role in the assertion, by the token, which denies otherwise', { provider: SAML, mapping: DENY, claims: { [ROLE_CLAIM]: pair(WRITER) } }, [WRITER, denial], `it is the one role of the assertion${OR_RESOLUTION}`, 'unsettled'],
  ['one role in the assertion, by the token, and it is the default role', { provider: SAML, mapping: OR_DEFAULT, claims: { [ROLE_CLAIM]: pair(DEFAULT) } }, DEFAULT, `it is the one role of the assertion${OR_RESOLUTION}`, DOC.saml],
  ['asked for one of several roles, by the token', { provider: SAML, mapping: OR_DEFAULT, customRole: READER, claims: { [ROLE_CLAIM]: [pair(WRITER), pair(READER)] } }, READER, `it was asked for and is in ${ROLE_CLAIM}`, DOC.saml],
  ['no role in the assertion, by the token', { provider: SAML, mapping: OR_DEFAULT, claims: { mail: 'jo@example.com' } }, DEFAULT, 'the token names no role', DOC.practices],
  ['asked for a role that the assertion lacks', { provider: SAML, roles: {}, customRole: MANAGER, claims: { [ROLE_CLAIM]: pair(WRITER) } }, denial, `the role that was asked for is not in ${ROLE_CLAIM}`, DOC.saml],
  ['no role in the assertion', { provider: SAML, claims: { mail: 'jo@example.com' } }, DEFAULT, BY_DEFAULT, DOC.rbac],
];

export const TABLE = {
  'without a mapping': withoutMapping,
  'by rules': byRules,
  'by rules, where the documentation leaves something open': leftOpen,
  'by rules, each reading of the documentation by itself': readTogether,
  'by rules, when a role is asked for': askedByRules,
  'by the token': byToken,
  'by a SAML assertion': bySaml,
} as const;
