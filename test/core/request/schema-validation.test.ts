import type { Properties } from '../../../src/core/properties';
import { findSchemaIssues, usableProperties } from '../../../src/core/request/schema-validation';

const told = (properties: unknown): string[] => findSchemaIssues(properties).map(({ path, problem }) => `${path}: ${problem}`);

const GOOGLE = { LoginProvider: 'Google' };
const RULE = { Claim: 'sub', MatchType: 'Equals', Value: '0001', Role: 'Authenticated' };
const ROLE_ARN = 'arn:aws:iam::123456789012:role/x';
const KNOWN =
  'Known here: AdoptIdentityPoolId, AllowClassicFlow, AllowUnauthenticatedIdentities, AuthenticatedRole, AuthenticationProviders, IdentityPoolName, MappedRoles, ' +
  'PrincipalTags, RoleMappings, Tags, UnauthenticatedRole.';
const KNOWN_OF_ROLE =
  'Known here: Arn, Create, Description, ManagedPolicyArns, MaxSessionDuration, Path, PermissionsBoundary, Policies, RoleName, Tags.';
const DURATION =
  'The longest session of the created role, in seconds; 3600 unless given. Only the classic flow can ask for more than an hour.';

describe('a value that the schema does not allow is described in words', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing, of nothing', {}, []],
    [
      'each place, also where a key has the signs that a path is made of',
      {
        PrincipalTags: [{ IdentityProvider: GOOGLE, Tags: { 'a/b': 5, 'c~d': 6, '12x': 7, x12: 7, '12': 8, 'a.b': 9 } }],
        Tags: [...Array<object>(10).fill({ Key: 'a', Value: 'b' }), { Key: 'a', Value: 5 }],
      },
      [
        'Tags[10].Value: 5 is not allowed: it has to be a string.',
        ...['Tags[12]: 8', 'Tags.a/b: 5', 'Tags.c~d: 6', 'Tags.12x: 7', 'Tags.x12: 7', 'Tags.a.b: 9'].map(
          (place) => `PrincipalTags[0].${place} is not allowed: it has to be a string.`,
        ),
      ],
    ],
    [
      'a length and a size, at their edge',
      {
        IdentityPoolName: '',
        AuthenticatedRole: { MaxSessionDuration: 43201, RoleName: 'r'.repeat(65) },
        UnauthenticatedRole: { MaxSessionDuration: 3599, RoleName: 'r'.repeat(64) },
      },
      [
        'IdentityPoolName: "" is not allowed: it has to have at least 1 character.',
        `IdentityPoolName: "" is not allowed: it has to match ^[\\w\\t\\n\\x0B\\f\\r +=,.@-]+$. The pool's name. Left out, a name is generated once and kept for life. A change renames the pool in place.`,
        `AuthenticatedRole.RoleName: "${'r'.repeat(65)}" is not allowed: it has to have at most 64 characters.`,
        `AuthenticatedRole.MaxSessionDuration: 43201 is not allowed: it has to be at most 43200. ${DURATION}`,
        `UnauthenticatedRole.MaxSessionDuration: 3599 is not allowed: it has to be at least 3600. ${DURATION}`,
      ],
    ],
    [
      'a kind',
      {
        IdentityPoolName: {},
        Tags: { a: 1 },
        AuthenticatedRole: { Policies: [{ PolicyName: 'p', PolicyDocument: 7 }], MaxSessionDuration: 3600.5 },
        UnauthenticatedRole: null,
        RoleMappings: ['text', null],
        MappedRoles: 5,
      },
      [
        'IdentityPoolName: An object is not allowed: it has to be a string.',
        'AuthenticatedRole.MaxSessionDuration: 3600.5 is not allowed: it has to be an integer.',
        'AuthenticatedRole.Policies[0].PolicyDocument: 7 is not allowed: it has to be an object or a string.',
        'UnauthenticatedRole: null is not allowed: it has to be an object.',
        'Tags: An object is not allowed: it has to be a list.',
        'MappedRoles: 5 is not allowed: it has to be a list.',
        'RoleMappings[0]: "text" is not allowed: it has to be an object.',
        'RoleMappings[1]: null is not allowed: it has to be an object.',
      ],
    ],
    [
      'a name that is meant for another, as far as a third of its letters, or two',
      { Xyzzy: 1, Togz: 1, Togzz: 1, AuthenticationProvidXXXXXXX: 1, AuthenticationProviXXXXXXXX: 1, authenticationproviders: 1 },
      [
        `Xyzzy: is not a property of this resource. ${KNOWN}`,
        `Togz: is not a property of this resource. Did you mean Tags? ${KNOWN}`,
        `Togzz: is not a property of this resource. ${KNOWN}`,
        `AuthenticationProvidXXXXXXX: is not a property of this resource. Did you mean AuthenticationProviders? ${KNOWN}`,
        `AuthenticationProviXXXXXXXX: is not a property of this resource. ${KNOWN}`,
        `authenticationproviders: is not a property of this resource. Did you mean AuthenticationProviders? ${KNOWN}`,
      ],
    ],
    [
      'an attribute, where the resource gives one of that name, and nowhere else',
      { IdentityPoolId: 'x', AuthenticatedRole: { IdentityPoolId: 'x' } },
      [
        'IdentityPoolId: is an attribute that this resource gives; a template cannot set it. Remove it.',
        `AuthenticatedRole.IdentityPoolId: is not a property of this resource. ${KNOWN_OF_ROLE}`,
      ],
    ],
    [
      'what stands alone, with all that is beside it',
      {
        AuthenticatedRole: { Arn: ROLE_ARN, Path: '/', RoleName: 'x' },
        UnauthenticatedRole: { Create: false, Path: '/', RoleName: 'x' },
      },
      [
        'AuthenticatedRole: Arn names a role that exists and is used as it is, so it stands alone; given beside it: Path, RoleName. Remove either.',
        'UnauthenticatedRole: Create says that there is no role, so it stands alone; given beside it: Path, RoleName. Remove either.',
      ],
    ],
    [
      'nothing of a value in whose place a secret may be',
      { AuthenticationProviders: { Twitter: { ConsumerKey: 'a b', ConsumerSecret: 'c d' }, Facebook: 5 } },
      [
        'AuthenticationProviders.Facebook: 5 is not allowed: it has to be an object.',
        'AuthenticationProviders.Twitter.ConsumerKey: The given value (not shown) is not allowed: it has to match ^[\\w./-]+$. The consumer key.',
        'AuthenticationProviders.Twitter.ConsumerSecret: The given value (not shown) is not allowed: it has to match ^[\\w./-]+$. The consumer secret. It is written and never read back.',
      ],
    ],
    [
      'nor of a value that has such a place in it',
      { AuthenticationProviders: { Twitter: 'secret' } },
      ['AuthenticationProviders.Twitter: The given value (not shown) is not allowed: it has to be an object.'],
    ],
    ['nor of all', 'secret', [': The given value (not shown) is not allowed: it has to be an object.']],
    [
      'the rules of a mapping, by its type',
      {
        RoleMappings: [
          { IdentityProvider: GOOGLE, Type: 'Rules', Rules: [RULE] },
          { IdentityProvider: GOOGLE, Type: 'Token', Rules: [RULE] },
          { IdentityProvider: GOOGLE, Type: 'Rules', Rules: [] },
          { IdentityProvider: GOOGLE, Type: 'Token', Rules: [] },
          { IdentityProvider: GOOGLE, Type: 'Rules' },
          { IdentityProvider: GOOGLE, Type: 'Other', Rules: [RULE] },
          { IdentityProvider: GOOGLE },
        ],
      },
      [
        'RoleMappings[1].Rules: has rules, which a mapping of type Token does not take. Remove them, or use Type: Rules.',
        'RoleMappings[2].Rules: A list of 0 is not allowed: it has to have at least 1 entry.',
        'RoleMappings[4].Rules: is missing and has to be given.',
        'RoleMappings[5].Type: "Other" is not allowed: allowed are "Token", "Rules". Token: by the cognito:roles and cognito:preferred_role claims. Rules: by rules. May be left out where Rules is given: then it is Rules.',
      ],
    ],
    [
      'the type of a mapping beyond the tenth',
      {
        RoleMappings: [
          ...Array<object>(10).fill({ IdentityProvider: GOOGLE, Type: 'Token' }),
          { IdentityProvider: GOOGLE, Type: 'Token', Rules: [RULE] },
          { IdentityProvider: GOOGLE, Type: 'Rules' },
        ],
      },
      [
        'RoleMappings: A list of 12 is not allowed: it has to have at most 10 entries.',
        'RoleMappings[10].Rules: has rules, which a mapping of type Token does not take. Remove them, or use Type: Rules.',
        'RoleMappings[11].Rules: is missing and has to be given.',
      ],
    ],
  ])('%s', (_what, properties, issues) => {
    expect(told(properties)).toEqual(issues);
  });
});

it.each<[string, object, object]>([
  ['stay where they fit', { IdentityPoolName: 'a', Tags: [] }, { IdentityPoolName: 'a', Tags: [] }],
  [
    'stay without the secret that CloudFormation does not keep',
    { IdentityPoolName: 'a', AuthenticationProviders: { Twitter: { ConsumerKey: 'k' } } },
    { IdentityPoolName: 'a', AuthenticationProviders: { Twitter: { ConsumerKey: 'k' } } },
  ],
  [
    'go where a value breaks a rule',
    { IdentityPoolName: 'a', AuthenticationProviders: { Twitter: { ConsumerKey: 'a b' } } },
    { IdentityPoolName: 'a' },
  ],
  ['go where something is missing', { IdentityPoolName: 'a', Tags: [{ Key: 'a' }] }, { IdentityPoolName: 'a' }],
  ['go where nobody knows them', { IdentityPoolName: 'a', Unknown: 1 }, { IdentityPoolName: 'a' }],
])('previous properties %s', (_when, previous, usable) => {
  expect(usableProperties(previous as Properties)).toEqual(usable);
});
