import { configurationOf } from '../desire/pool';
import { awaitedClientId, type NamedProvider } from '../desire/desired-state';
import { problemsOf } from '../desire/problems';
import type { Request } from '../operation';
import type { AuthenticationProviders, IdentityProvider, Properties } from '../properties';
import { toProviderName } from '../rules/identity-provider';
import { clientMarks, formMarks, isMark, MARK_PREFIX, poolMarks, roleMarkCount } from '../rules/ownership';
import { AUTHENTICATED_TOKEN, mappedPart, type RolePart } from '../rules/parts';
import { trustAnchorOf } from '../rules/partition';
import { parsePolicyDocument } from '../rules/policy-document';
import { EMPTY_CONFIGURATION } from '../rules/pool-configuration';
import type { Use } from '../rules/provider-name';
import { intactProperties, type Intact, type IntactProperties } from './intact';
import { clip, type Issue } from './issue';
import { findSchemaIssues, usableProperties } from './schema-validation';

type Question = Pick<Request, 'desired' | 'previous' | 'poolId' | 'region' | 'stackTags' | 'settings'>;
type Given = Intact<Properties>;

/** Every problem of what a template asks for; without one, no value is refused for its form. */
export function findIssues(question: Question): Issue[] {
  const intact = intactProperties(question.desired);
  const { properties, isBroken } = intact;
  return [
    ...findSchemaIssues(question.desired),
    ...tagIssues(properties, question),
    ...providerIssues(properties),
    ...roleIssues(properties, question),
    ...roleNameIssues(properties),
    ...mappedRoleIssues(properties),
    // Which roles and providers there are meant to be is not known if one of them is broken.
    ...(isBroken('/MappedRoles') ? [] : ruleIssues(properties)),
    ...principalTagIssues(intact),
    ...(isBroken('/AuthenticationProviders') ? [] : namedProviderIssues(properties, question)),
  ];
}

function tagIssues(given: Given, { stackTags, settings }: Question): Issue[] {
  const keys = (given.Tags ?? []).map((tag) => tag?.Key);
  const issues = keys.flatMap((key, index): Issue[] => {
    if (key === undefined) return [];
    const path = `Tags[${String(index)}].Key`;
    const first = keys.indexOf(key);
    return [
      ...(isMark(key)
        ? [{ path, problem: `${JSON.stringify(key)} is not allowed: ${MARK_PREFIX} is reserved for the marks of this type.` }]
        : []),
      ...(first < index
        ? [{ path, problem: `${JSON.stringify(key)} is there already, at Tags[${String(first)}]. Each key may be given once.` }]
        : []),
    ];
  });
  const count = new Set([...Object.keys(settings.tags), ...Object.keys(stackTags), ...keys.filter((key) => key !== undefined)]).size;
  const marks = markCount(given);
  if (count + marks > AWS_TAG_LIMIT)
    issues.push({
      path: 'Tags',
      problem: `${String(count)} tags, those of the stack and of the account's settings among them, are too many: AWS takes ${String(AWS_TAG_LIMIT)}, and this type marks what it creates with ${String(marks)} of its own.`,
    });
  return issues;
}

const AWS_TAG_LIMIT = 50;

/** The most marks on any one thing that these properties create. */
function markCount(given: Given): number {
  const created = rolesIn(given).filter(({ isCreated }) => isCreated);
  // Only the pool shows which forms need a mark; this is the most there can be.
  const onPool = { ...poolMarks(''), ...clientMarks(createdClientPools(given)), ...formMarks(writtenForms(given)) };
  return Math.max(Object.keys(onPool).length, ...created.map(({ part }) => roleMarkCount(part)));
}

function createdClientPools({ AuthenticationProviders }: Given): string[] {
  return (AuthenticationProviders?.UserPools ?? []).flatMap((entry) =>
    entry?.UserPoolId !== undefined && entry.UserPoolClientId === undefined ? [entry.UserPoolId] : [],
  );
}

function writtenForms({ RoleMappings = [], PrincipalTags = [] }: Given): Parameters<typeof formMarks>[0] {
  return [...RoleMappings, ...PrincipalTags].flatMap((entry, index) => {
    const { ProviderName, UserPool } = entry?.IdentityProvider ?? {};
    const needsMark = ProviderName !== undefined || (UserPool !== undefined && UserPool.UserPoolClientId === undefined);
    return needsMark ? [{ providerName: String(index), use: 'mapping' as const, form: 'raw' as const }] : [];
  });
}

function providerIssues({ AuthenticationProviders: providers = {} }: Given): Issue[] {
  const clients = (providers.UserPools ?? []).map((entry) =>
    entry?.UserPoolId === undefined ? undefined : `${entry.UserPoolId}:${entry.UserPoolClientId ?? '(created)'}`,
  );
  const { ConsumerKey, ConsumerSecret } = providers.Twitter ?? {};
  const isTooLong = ConsumerKey !== undefined && ConsumerSecret !== undefined && `${ConsumerKey};${ConsumerSecret}`.length > TWITTER_LIMIT;
  return [
    ...repeats(
      'AuthenticationProviders.UserPools',
      clients,
      'Each app client may be given once, and one can be created for each user pool.',
    ),
    ...(['OpenIdConnectProviderArns', 'SamlProviderArns'] as const).flatMap((list) =>
      repeats(`AuthenticationProviders.${list}`, providers[list] ?? [], 'Each ARN may be given once.'),
    ),
    ...(isTooLong
      ? [
          {
            path: 'AuthenticationProviders.Twitter',
            problem: 'ConsumerKey and ConsumerSecret together have more than 127 characters, the most that Cognito stores.',
          },
        ]
      : []),
  ];
}

/** Characters, with the semicolon between key and secret. */
const TWITTER_LIMIT = 128;

function repeats(path: string, values: readonly (string | undefined)[], rule: string): Issue[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return value === undefined || first === index
      ? []
      : [
          {
            path: `${path}[${String(index)}]`,
            problem: `${clip(JSON.stringify(value))} is there already, at [${String(first)}]. ${rule}`,
          },
        ];
  });
}

interface GivenRole {
  readonly path: string;
  readonly part: RolePart;
  readonly isCreated: boolean;
  readonly role: Intact<NonNullable<Properties['AuthenticatedRole']>>;
}

function rolesIn({ AuthenticatedRole, UnauthenticatedRole, MappedRoles = [] }: Given): GivenRole[] {
  const isCreated = (role: Given['AuthenticatedRole']): boolean => role?.Arn === undefined && role?.Create !== false;
  return [
    { path: 'AuthenticatedRole', part: 'authenticated', isCreated: isCreated(AuthenticatedRole), role: AuthenticatedRole ?? {} },
    { path: 'UnauthenticatedRole', part: 'unauthenticated', isCreated: isCreated(UnauthenticatedRole), role: UnauthenticatedRole ?? {} },
    ...MappedRoles.flatMap((role, index): GivenRole[] =>
      role === undefined ? [] : [{ path: `MappedRoles[${String(index)}]`, part: mappedPart(role.Name ?? ''), isCreated: true, role }],
    ),
  ];
}

function roleIssues(given: Given, { region, settings }: Question): Issue[] {
  const isTrustUnknown = trustAnchorOf(region, settings) === undefined;
  return rolesIn(given).flatMap(({ path, isCreated, role: { Policies = [], ManagedPolicyArns = [] } }): Issue[] => [
    ...(isCreated && isTrustUnknown
      ? [
          {
            path,
            problem: `no role can be created in ${region}: AWS's pages do not agree under which name roles trust Cognito there. Give a role that exists, or set TrustPrincipal and TrustConditionPrefix in the account-wide settings.`,
          },
        ]
      : []),
    ...Policies.flatMap((policy, index) => {
      const problem = policy?.PolicyDocument === undefined ? undefined : problemOfPolicy(policy.PolicyDocument);
      return problem === undefined ? [] : [{ path: `${path}.Policies[${String(index)}].PolicyDocument`, problem }];
    }),
    ...repeats(
      `${path}.Policies`,
      Policies.map((policy) => policy?.PolicyName),
      'Each PolicyName may be given once.',
    ),
    ...repeats(`${path}.ManagedPolicyArns`, ManagedPolicyArns, 'Each ARN may be given once.'),
  ]);
}

function problemOfPolicy(given: unknown): string | undefined {
  const document = parsePolicyDocument(given);
  if (document === undefined) return 'is text that is not a JSON object. Give the policy as an object or as JSON text.';
  return hasForeignKey(document) ? `has a key that no policy has, one of ${[...FOREIGN_KEYS].join(', ')}. Remove it.` : undefined;
}

/** Nothing in IAM's grammar is called so; the libraries on the way to an answer stumble over them after the pool is created. */
const FOREIGN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

function hasForeignKey(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([key, inner]) => FOREIGN_KEYS.has(key) || hasForeignKey(inner))
  );
}

/** IAM compares role names without regard to case. */
function roleNameIssues(given: Given): Issue[] {
  const all = rolesIn(given).map(({ path, role }) => ({ path, name: role.RoleName?.toLowerCase() }));
  return all.flatMap(({ path, name }, index) => {
    const first = all.findIndex((other) => name !== undefined && other.name === name);
    if (name === undefined || first === index) return [];
    return [
      {
        path: `${path}.RoleName`,
        problem: `${JSON.stringify(name)} is the name of ${String(all[first]?.path)} too. Two roles need two names.`,
      },
    ];
  });
}

function mappedRoleIssues({ MappedRoles = [] }: Given): Issue[] {
  const names = MappedRoles.map((role) => role?.Name);
  return [
    ...repeats('MappedRoles', names, 'Each Name may be given once.'),
    ...names.flatMap((name, index) =>
      name === AUTHENTICATED_TOKEN
        ? [
            {
              path: `MappedRoles[${String(index)}].Name`,
              problem: `"${name}" is not allowed: it stands for the default role of signed-in identities.`,
            },
          ]
        : [],
    ),
  ];
}

function ruleIssues({ RoleMappings = [], MappedRoles = [], AuthenticatedRole }: Given): Issue[] {
  const names = [...MappedRoles.flatMap((role) => role?.Name ?? []), ...(AuthenticatedRole?.Create === false ? [] : [AUTHENTICATED_TOKEN])];
  return RoleMappings.flatMap((mapping, mappingIndex) =>
    (mapping?.Rules ?? []).flatMap((rule, index) =>
      rule?.Role === undefined || names.includes(rule.Role)
        ? []
        : [
            {
              path: `RoleMappings[${String(mappingIndex)}].Rules[${String(index)}].Role`,
              problem: `${JSON.stringify(rule.Role)} is not allowed: it names no role here. Allowed: ${names.join(', ')}.`,
            },
          ],
    ),
  );
}

function principalTagIssues({ properties, isBroken }: IntactProperties): Issue[] {
  return (properties.PrincipalTags ?? []).flatMap((entry, index) => {
    if (entry === undefined) return [];
    const { IdentityProvider, UseDefaults = false, Tags = {} } = entry;
    const path = `PrincipalTags[${String(index)}]`;
    if (IdentityProvider?.UserPool?.UserPoolClientId !== undefined)
      return [
        {
          path: `${path}.IdentityProvider.UserPool.UserPoolClientId`,
          problem: 'is not allowed: principal tags are for the whole user pool, whichever of its clients is used. Remove it.',
        },
      ];
    const hasTags = Object.keys(Tags).length > 0;
    // The entry may have meant tags, or the defaults, and broke them.
    const isOpen = ['Tags', 'UseDefaults'].some((name) => isBroken(`/PrincipalTags/${String(index)}/${name}`));
    if (UseDefaults !== hasTags || isOpen) return [];
    return [
      {
        path,
        problem: hasTags
          ? 'has both UseDefaults: true and Tags, which contradict each other. Remove either.'
          : 'has neither UseDefaults: true nor Tags. Give either, or remove the entry: principal tags are then turned off.',
      },
    ];
  });
}

/** What the template alone shows. A kind of provider that no template names may still be on the pool, set by others: only a look at the pool decides. */
function namedProviderIssues(given: Given, question: Question): Issue[] {
  const providers = given.AuthenticationProviders as AuthenticationProviders | undefined;
  const clientIds = new Map(createdClientPools(given).map((userPoolId) => [userPoolId, awaitedClientId(userPoolId)]));
  const operation = {
    desired: providers === undefined ? {} : { AuthenticationProviders: providers },
    ...(question.previous === undefined ? {} : { previous: usableProperties(question.previous) }),
  };
  const configuration = configurationOf(operation, EMPTY_CONFIGURATION, clientIds);
  const nameAll = (list: 'RoleMappings' | 'PrincipalTags', use: Use): NamedProvider[] =>
    (given[list] ?? []).flatMap((entry, index) => {
      const provider = entry?.IdentityProvider as IdentityProvider | undefined;
      if (provider === undefined) return [];
      const name = toProviderName(provider, configuration, use);
      return [{ path: `${list}[${String(index)}].IdentityProvider`, use, provider, name }];
    });
  const isNew = question.previous === undefined && question.poolId === undefined;
  return problemsOf(
    { configuration, namedProviders: [...nameAll('RoleMappings', 'mapping'), ...nameAll('PrincipalTags', 'principalTags')] },
    (provider) => isNew || isKindNamed(provider, providers),
  );
}

function isKindNamed(provider: IdentityProvider, providers: AuthenticationProviders | undefined): boolean {
  if (provider.UserPool !== undefined) return providers?.UserPools !== undefined;
  if (provider.OpenIdConnectProviderArn !== undefined) return providers?.OpenIdConnectProviderArns !== undefined;
  if (provider.SamlProviderArn !== undefined) return providers?.SamlProviderArns !== undefined;
  return provider.ProviderName?.startsWith('https://') ?? false;
}
