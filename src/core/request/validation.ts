import { configurationOf } from '../desire/pool';
import { awaitedClientId, type NamedProvider } from '../desire/desired-state';
import { providerProblems } from '../desire/problems';
import type { Request } from '../operation';
import type { AuthenticationProviders, IdentityProvider, Properties } from '../properties';
import { toProviderName } from '../rules/identity-provider';
import {
  clientMarks,
  formMarks,
  isMark,
  MARK_PREFIX,
  ownerMarks,
  pathMarks,
  poolMarks,
  roleMarkCount,
  UNANSWERED_MARK,
} from '../rules/ownership';
import { AUTHENTICATED_TOKEN, mappedPart, type RolePart } from '../rules/parts';
import { partitionOf, trustAnchorOf } from '../rules/partition';
import { EMPTY_CONFIGURATION } from '../rules/pool-configuration';
import type { Use } from '../rules/provider-name';
import { DEFAULT_PATH } from '../rules/role-path';
import { asPoolId, poolRegionOf } from '../rules/pool-id';
import { TAG_LIMIT } from '../rules/tags';
import { intactProperties, type Intact, type IntactProperties } from './intact';
import { clip, type Issue } from './issue';
import { FOREIGN_KEYS, policyIssues } from './policy-issues';
import { findErrorsOfDeployed, findSchemaIssues, usableProperties } from './schema-validation';

/** An account id that is none, as of a plan without credentials, is unknown: what depends on it is not judged. */
type Question = Pick<Request, 'desired' | 'previous' | 'poolId' | 'region' | 'stackTags' | 'settings'> & {
  readonly accountId?: string;
};
type Given = Intact<Properties>;

/** Every problem of what a template asks for; without one, no value is refused for its form. */
export function findIssues(question: Question): Issue[] {
  const intact = intactProperties(question.desired);
  return [
    ...findSchemaIssues(question.desired),
    ...CHECKS.flatMap((check) => ('ofTemplate' in check ? check.ofTemplate(intact) : check.ofRequest(intact, question))),
  ];
}

/**
 * Whether no deployment can ever have had these properties, in whatever account: what is refused is refused as a whole, before the first call.
 * A missing write-only value does not count, because CloudFormation does not keep those.
 */
export function isRefusedAnywhere(properties: unknown): boolean {
  if (findErrorsOfDeployed(properties).length > 0) return true;
  const intact = intactProperties(properties);
  return CHECKS.some((check) => 'ofTemplate' in check && check.ofTemplate(intact).length > 0);
}

type Check =
  /** Neither the account, its settings nor the pool have a say in it. */
  | { readonly ofTemplate: (intact: IntactProperties) => readonly Issue[] }
  | { readonly ofRequest: (intact: IntactProperties, question: Question) => readonly Issue[] };

/** In the order in which a message lists the problems. */
const CHECKS: readonly Check[] = [
  { ofRequest: ({ properties }, question) => tagIssues(properties, question) },
  { ofTemplate: ({ properties }) => providerIssues(properties) },
  { ofRequest: ({ properties }, question) => trustIssues(properties, question) },
  { ofTemplate: ({ properties }) => permissionIssues(properties) },
  { ofTemplate: ({ properties }) => roleNameIssues(properties) },
  { ofRequest: ({ properties }, question) => pathIssues(properties, question) },
  { ofRequest: ({ properties }, question) => boundaryIssues(properties, question) },
  { ofRequest: ({ properties }, question) => prefixIssues(properties, question) },
  { ofRequest: ({ properties }, question) => arnIssues(properties, question) },
  { ofTemplate: ({ properties }) => mappedRoleIssues(properties) },
  { ofTemplate: mappingTypeIssues },
  { ofTemplate: ({ properties }) => claimIssues(properties) },
  { ofTemplate: ({ properties }) => roleTagIssues(properties) },
  { ofTemplate: ({ properties }) => createdClientIssues(properties) },
  { ofRequest: ({ properties }, question) => adoptionIssues(properties, question) },
  // Which roles and providers there are meant to be is not known if one of them is broken.
  { ofTemplate: ({ properties, isBroken }) => (isBroken('/MappedRoles') ? [] : ruleIssues(properties)) },
  { ofTemplate: principalTagIssues },
  { ofRequest: (intact, question) => (intact.isBroken('/AuthenticationProviders') ? [] : namedProviderIssues(intact, question)) },
];

/**
 * What was deployed before. After a refused update CloudFormation sends what was refused, of which nothing was ever done: then it is the template
 * itself, which is deployed still.
 */
export function deployedBefore(previous: unknown, desired: Properties): Properties {
  return isRefusedAnywhere(previous) ? desired : usableProperties(previous);
}

function tagIssues(given: Given, question: Question): Issue[] {
  const keys = (given.Tags ?? []).map((tag) => tag?.Key);
  const places = [
    ...keys.map((key, index) => ({ key, path: `Tags[${String(index)}].Key`, where: '' })),
    ...Object.keys(question.stackTags).map((key) => ({ key, path: 'Tags', where: "the stack's tag " })),
    ...Object.keys(question.settings.tags).map((key) => ({ key, path: 'Tags', where: 'the account-wide tag ' })),
  ];
  const reserved = places.flatMap(({ key, path, where }) => {
    const problem = key === undefined ? undefined : reservedKey(key);
    return problem === undefined ? [] : [{ path, problem: `${where}${problem}` }];
  });
  return [...reserved, ...tagClashes(keys, given, question), ...tagCountIssues(keys, given, question)];
}

function reservedKey(key: string): string | undefined {
  if (isMark(key)) return `${JSON.stringify(key)} is not allowed: ${MARK_PREFIX} is reserved for the marks of this type.`;
  return key === '__proto__' ? `"${key}" is not allowed as a key: programs take it for something else. Choose another tag key.` : undefined;
}

/** IAM's tag keys ignore case and Cognito's do not: what a role cannot have twice is refused while a role is created. */
function tagClashes(keys: readonly (string | undefined)[], given: Given, { stackTags, settings }: Question): Issue[] {
  const isRoleCreated = rolesIn(given).some(({ isCreated }) => isCreated);
  const others = [
    ...Object.keys(stackTags).map((key) => ({ key, name: "the stack's tag", where: "the stack's tags" })),
    ...Object.keys(settings.tags).map((key) => ({ key, name: 'the account-wide tag', where: 'the account-wide settings' })),
  ];
  const inTemplate = keys.flatMap((key, index) => {
    if (key === undefined) return [];
    const path = `Tags[${String(index)}].Key`;
    const first = keys.findIndex((other) => other === key || (isRoleCreated && sameToIam(other, key)));
    if (first < index) return [{ path, problem: clash(key, keys[first], `Tags[${String(first)}]`) }];
    // The same key from elsewhere is overridden; another spelling of it would be a second tag of the pool and the same tag of a role.
    const other = isRoleCreated ? others.find((tag) => tag.key !== key && sameToIam(tag.key, key)) : undefined;
    return other === undefined ? [] : [{ path, problem: clash(key, other.key, other.where) }];
  });
  const elsewhere = others.flatMap(({ key, name }, index) => {
    const first = others.findIndex((other) => other.key !== key && sameToIam(other.key, key));
    return !isRoleCreated || first === -1 || first > index
      ? []
      : [{ path: 'Tags', problem: `${name} ${clash(key, others[first]?.key, String(others[first]?.where))}` }];
  });
  return [...inTemplate, ...elsewhere];
}

function sameToIam(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function clash(key: string, first: string | undefined, where: string): string {
  return key === first
    ? `${JSON.stringify(key)} is there already, at ${where}. Each key may be given once.`
    : `${JSON.stringify(key)} is ${JSON.stringify(first)} in another case, from ${where}. IAM takes both for one tag of a role. Spell it one way.`;
}

function tagCountIssues(keys: readonly (string | undefined)[], given: Given, { stackTags, settings, poolId }: Question): Issue[] {
  const all = [...Object.keys(settings.tags), ...Object.keys(stackTags), ...keys.filter((key) => key !== undefined)];
  const count = new Set(all).size;
  // Which marks a pool that is there needs, only a look at it shows.
  const marks = poolId === undefined ? markCount(given) : 0;
  // Too many in the template alone is the schema's to say.
  if (count + marks <= TAG_LIMIT || keys.length > TAG_LIMIT) return [];
  const own = marks === 0 ? '' : `, and this type marks what it creates with ${String(marks)} of its own`;
  return [
    {
      path: 'Tags',
      problem: `${String(count)} tags, those of the stack and of the account-wide settings among them, are too many: AWS takes ${String(TAG_LIMIT)}${own}.`,
    },
  ];
}

/** The most marks on any one thing that these properties create. */
function markCount(given: Given): number {
  const created = rolesIn(given).filter(({ isCreated }) => isCreated);
  // Only the pool shows which forms need a mark; this is the most there can be.
  const onPool = {
    ...poolMarks(''),
    ...ownerMarks({ stackId: '', logicalId: '' }),
    ...UNANSWERED_MARK,
    ...pathMarks(created.flatMap(({ role }) => role.Path ?? [])),
    ...clientMarks(createdClientPools(given)),
    ...formMarks(writtenForms(given)),
  };
  return Math.max(Object.keys(onPool).length, ...created.map(({ part }) => roleMarkCount(part)));
}

function createdClientPools({ AuthenticationProviders }: Given): string[] {
  return (AuthenticationProviders?.UserPools ?? []).flatMap((entry) =>
    entry?.UserPoolId !== undefined && entry.UserPoolClientId === undefined ? [entry.UserPoolId] : [],
  );
}

function writtenForms({ RoleMappings = [], PrincipalTags = [] }: Given): Parameters<typeof formMarks>[0] {
  const roles = RoleMappings.flatMap((mapping, index) => {
    const rules = (mapping?.Rules ?? []).flatMap((rule, position) => (rule?.RoleArn === undefined ? [] : [position]));
    return rules.length === 0 ? [] : [{ providerName: String(index), use: 'mapping' as const, form: 'roleArn' as const, rules }];
  });
  const providers = [...RoleMappings, ...PrincipalTags].flatMap((entry, index) => {
    const { ProviderName, UserPool } = entry?.IdentityProvider ?? {};
    const needsMark = ProviderName !== undefined || (UserPool !== undefined && UserPool.UserPoolClientId === undefined);
    return needsMark ? [{ providerName: String(index), use: 'mapping' as const, form: 'raw' as const }] : [];
  });
  return [...providers, ...roles];
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

function trustIssues(given: Given, { region, settings }: Question): Issue[] {
  if (trustAnchorOf(region, settings) !== undefined) return [];
  return rolesIn(given)
    .filter(({ isCreated }) => isCreated)
    .map(({ path }) => ({
      path,
      problem: `no role can be created in ${region}: AWS's pages do not agree under which name roles trust Cognito there. Give a role that exists, or set TrustPrincipal and TrustConditionPrefix in the account-wide settings.`,
    }));
}

function permissionIssues(given: Given): Issue[] {
  return rolesIn(given).flatMap(({ path, role: { Policies = [], ManagedPolicyArns = [] } }): Issue[] => [
    ...Policies.flatMap((policy, index) =>
      policy?.PolicyDocument === undefined ? [] : policyIssues(`${path}.Policies[${String(index)}].PolicyDocument`, policy.PolicyDocument),
    ),
    ...repeats(
      `${path}.Policies`,
      Policies.map((policy) => policy?.PolicyName),
      'Each PolicyName may be given once.',
    ),
    ...repeats(`${path}.ManagedPolicyArns`, ManagedPolicyArns, 'Each ARN may be given once.'),
  ]);
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

/** The shipped permissions reach the account's path and nothing else. */
function pathIssues(given: Given, { settings }: Question): Issue[] {
  const accountPath = settings.path ?? DEFAULT_PATH;
  return rolesIn(given).flatMap(({ path, role: { Path } }) =>
    Path === undefined || Path.startsWith(accountPath)
      ? []
      : [
          {
            path: `${path}.Path`,
            problem: `${JSON.stringify(Path)} is not allowed: it is not under the account-wide path, ${accountPath}. Begin it with that path, or ask an administrator to set another: RolePath of the provider stack, or Path in the type's configuration.`,
          },
        ],
  );
}

/** The shipped policies deny it as well, but only after the pool is made. */
function boundaryIssues(given: Given, { settings }: Question): Issue[] {
  const { enforcePermissionsBoundary, permissionsBoundary: enforced } = settings;
  if (enforcePermissionsBoundary !== true) return [];
  return rolesIn(given).flatMap(({ path, isCreated, role: { PermissionsBoundary: boundary } }): Issue[] => {
    if (!isCreated) return [];
    if (enforced === undefined)
      return [
        {
          path,
          problem:
            "cannot be created: EnforcePermissionsBoundary is true in the account-wide settings, and they name no PermissionsBoundary. An administrator has to set it, as a parameter of the provider stack or in the type's configuration, or you give a role that exists as Arn.",
        },
      ];
    return boundary === undefined || boundary === enforced
      ? []
      : [
          {
            path: `${path}.PermissionsBoundary`,
            problem: `${JSON.stringify(clip(boundary))} is not allowed: the account-wide setting EnforcePermissionsBoundary demands ${enforced} of every created role. Leave PermissionsBoundary out, or give that one.`,
          },
        ];
  });
}

/** Later a role of another name may be there already, which an update does not touch. IAM judges those that an update adds. */
function prefixIssues(given: Given, { settings: { roleNamePrefix = '' }, poolId }: Question): Issue[] {
  if (poolId !== undefined) return [];
  return rolesIn(given).flatMap(({ path, isCreated, role: { RoleName } }) =>
    !isCreated || RoleName === undefined || RoleName.startsWith(roleNamePrefix)
      ? []
      : [
          {
            path: `${path}.RoleName`,
            problem: `${JSON.stringify(RoleName)} is not allowed: the account-wide setting RoleNamePrefix demands names that begin with ${JSON.stringify(roleNamePrefix)}. Begin the name with it, or leave RoleName out.`,
          },
        ],
  );
}

/** Cognito hands out roles of the pool's own account only, and IAM attaches policies of it or of AWS only. */
function arnIssues(given: Given, { accountId = '', region }: Question): Issue[] {
  const isKnown = /^\d{12}$/.test(accountId);
  const partition = partitionOf(region);
  const problemOf = (arn: string, allowed: readonly string[]): string | undefined => {
    const [, arnPartition, , , account = ''] = arn.split(':');
    if (arnPartition !== partition)
      return `${JSON.stringify(clip(arn))} is not allowed: it is of partition ${String(arnPartition)}, and ${region} is in ${partition}.`;
    return !isKnown || allowed.includes(account)
      ? undefined
      : `${JSON.stringify(clip(arn))} is not allowed: it is of account ${account}, and the pool is in account ${accountId}.`;
  };
  const judged = [
    ...rolesIn(given).flatMap(({ path, role }) => [
      { path: `${path}.Arn`, arn: role.Arn, allowed: [accountId] },
      { path: `${path}.PermissionsBoundary`, arn: role.PermissionsBoundary, allowed: [accountId, 'aws'] },
      ...(role.ManagedPolicyArns ?? []).map((arn, index) => ({
        path: `${path}.ManagedPolicyArns[${String(index)}]`,
        arn,
        allowed: [accountId, 'aws'],
      })),
    ]),
    ...(given.RoleMappings ?? []).flatMap((mapping, mappingIndex) =>
      (mapping?.Rules ?? []).map((rule, index) => ({
        path: `RoleMappings[${String(mappingIndex)}].Rules[${String(index)}].RoleArn`,
        arn: rule?.RoleArn,
        allowed: [accountId],
      })),
    ),
  ];
  return judged.flatMap(({ path, arn, allowed }) => {
    const problem = arn === undefined ? undefined : problemOf(arn, allowed);
    return problem === undefined ? [] : [{ path, problem }];
  });
}

function mappingTypeIssues({ properties, isBroken }: IntactProperties): Issue[] {
  return (properties.RoleMappings ?? []).flatMap((mapping, index) => {
    const pointer = `/RoleMappings/${String(index)}`;
    if (mapping === undefined || mapping.Type !== undefined || isBroken(`${pointer}/Type`) || isBroken(`${pointer}/Rules`)) return [];
    if ((mapping.Rules ?? []).length > 0) return [];
    return [
      {
        path: `RoleMappings[${String(index)}].Type`,
        problem: 'is missing, and so are Rules. Give Type: Token for the roles that the token names, or give Rules.',
      },
    ];
  });
}

function roleTagIssues(given: Given): Issue[] {
  const shared = (given.Tags ?? []).map((tag) => tag?.Key);
  return rolesIn(given).flatMap(({ path, role }) => {
    const keys = (role.Tags ?? []).map((tag) => tag?.Key);
    return keys.flatMap((key, index): Issue[] => {
      if (key === undefined) return [];
      const at = `${path}.Tags[${String(index)}].Key`;
      const reserved = reservedKey(key);
      if (reserved !== undefined) return [{ path: at, problem: reserved }];
      const first = keys.findIndex((other) => sameToIam(other, key));
      if (first < index) return [{ path: at, problem: clash(key, keys[first], `${path}.Tags[${String(first)}]`) }];
      const inShared = shared.findIndex((other) => other !== key && sameToIam(other, key));
      return inShared === -1 ? [] : [{ path: at, problem: clash(key, shared[inShared], `Tags[${String(inShared)}]`) }];
    });
  });
}

const OF_CREATED_CLIENTS = ['SupportedIdentityProviders', 'CallbackURLs', 'LogoutURLs'] as const;

function createdClientIssues({ AuthenticationProviders }: Given): Issue[] {
  return (AuthenticationProviders?.UserPools ?? []).flatMap((entry, index): Issue[] => {
    if (entry === undefined) return [];
    const path = `AuthenticationProviders.UserPools[${String(index)}]`;
    if (entry.UserPoolClientId !== undefined)
      return OF_CREATED_CLIENTS.filter((name) => entry[name] !== undefined).map((name) => ({
        path: `${path}.${name}`,
        problem: 'is not allowed beside UserPoolClientId: that app client is used as it is. Remove either.',
      }));
    const urls = (['CallbackURLs', 'LogoutURLs'] as const).flatMap((name) =>
      (entry[name] ?? []).flatMap((url, place) => {
        const problem = url === undefined ? undefined : problemOfRedirect(url);
        return problem === undefined ? [] : [{ path: `${path}.${name}[${String(place)}]`, problem }];
      }),
    );
    const needsCallbacks = (entry.LogoutURLs ?? []).length > 0 && (entry.CallbackURLs ?? []).length === 0;
    return [
      ...urls,
      ...(needsCallbacks
        ? [{ path: `${path}.LogoutURLs`, problem: 'needs CallbackURLs: without them the user pool has no sign-in pages for this client.' }]
        : []),
      ...OF_CREATED_CLIENTS.flatMap((name) => repeats(`${path}.${name}`, entry[name] ?? [], 'Each value may be given once.')),
    ];
  });
}

/** Source: CreateUserPoolClient, API reference, CallbackURLs. */
function problemOfRedirect(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const shown = clip(JSON.stringify(text));
  if (url === undefined) return `${shown} is not allowed: it is not an absolute URL.`;
  if (url.hash !== '' || text.endsWith('#')) return `${shown} is not allowed: it has a fragment (#). Remove it.`;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'http:' && !isLocal
    ? `${shown} is not allowed: http is for localhost only. Use https, or the scheme of your app.`
    : undefined;
}

/** An update cannot move a resource to another pool; what is there already may be declared adopted, and then is released on delete. */
function adoptionIssues({ AdoptIdentityPoolId: adopted }: Given, { poolId, region }: Question): Issue[] {
  if (adopted === undefined) return [];
  const path = 'AdoptIdentityPoolId';
  if (asPoolId(adopted) === undefined)
    return [{ path, problem: `${clip(JSON.stringify(adopted))} is not the id of an identity pool: REGION:GUID, the GUID in lower case.` }];
  if (poolRegionOf(adopted) !== region)
    return [{ path, problem: `${adopted} is not in ${region}: its id begins with its region. Deploy the stack in that region.` }];
  return poolId === undefined || asPoolId(poolId) === undefined || poolId === adopted
    ? []
    : [
        {
          path,
          problem: `${adopted} is not this resource's pool, which is ${poolId}. An update cannot move a resource to another pool: give the resource another logical id, or remove the property.`,
        },
      ];
}

/** Letters, marks, symbols, numbers and punctuation (service model of SetIdentityPoolRoles); JSON Schema has no portable word for it. */
const CLAIM = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u;

function claimIssues({ RoleMappings = [] }: Given): Issue[] {
  return RoleMappings.flatMap((mapping, mappingIndex) =>
    (mapping?.Rules ?? []).flatMap((rule, index) =>
      rule?.Claim === undefined || CLAIM.test(rule.Claim)
        ? []
        : [
            {
              path: `RoleMappings[${String(mappingIndex)}].Rules[${String(index)}].Claim`,
              problem: `${clip(visible(rule.Claim))} is not allowed: Cognito takes letters, numbers, symbols and punctuation, no spaces and no invisible characters.`,
            },
          ],
    ),
  );
}

/** As JSON, with every character that has no shape of its own as its number. */
function visible(text: string): string {
  return JSON.stringify(text).replace(
    /[^\p{L}\p{M}\p{S}\p{N}\p{P} ]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
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
    const { IdentityProvider, UseDefaults, Tags = {} } = entry;
    const path = `PrincipalTags[${String(index)}]`;
    if (IdentityProvider?.UserPool?.UserPoolClientId !== undefined)
      return [
        {
          path: `${path}.IdentityProvider.UserPool.UserPoolClientId`,
          problem: 'is not allowed: principal tags are for the whole user pool, whichever of its clients is used. Remove it.',
        },
      ];
    const limits = principalTagLimits(path, Tags);
    const hasTags = Object.keys(Tags).length > 0;
    // The entry may have meant tags, or the defaults, and broke them.
    const isOpen = ['Tags', 'UseDefaults'].some((name) => isBroken(`/PrincipalTags/${String(index)}/${name}`));
    if (isOpen) return limits;
    if (UseDefaults === true && hasTags)
      return [...limits, { path, problem: 'has both UseDefaults: true and Tags, which contradict each other. Remove either.' }];
    // UseDefaults: false by itself turns principal tags off: conditions write it.
    return hasTags || UseDefaults !== undefined
      ? limits
      : [
          {
            path,
            problem:
              'has neither UseDefaults nor Tags. Give either; UseDefaults: false without Tags turns principal tags off, and so does removing the entry.',
          },
        ];
  });
}

/** Tags of one provider (service model), and bytes of all their claims together (Cognito developer guide, "Using attributes for access control"). */
const PRINCIPAL_TAG_LIMIT = 50;
const CLAIM_BYTES_LIMIT = 460;

function principalTagLimits(path: string, tags: Readonly<Record<string, string | undefined>>): Issue[] {
  const keys = Object.keys(tags);
  const bytes = Object.values(tags).reduce((sum, claim = '') => sum + Buffer.byteLength(claim), 0);
  const foreign = keys.filter((key) => FOREIGN_KEYS.has(key));
  return [
    ...(keys.length > PRINCIPAL_TAG_LIMIT
      ? [
          {
            path: `${path}.Tags`,
            problem: `${String(keys.length)} tags are too many: Cognito takes ${String(PRINCIPAL_TAG_LIMIT)} for one provider.`,
          },
        ]
      : []),
    ...(bytes > CLAIM_BYTES_LIMIT
      ? [
          {
            path: `${path}.Tags`,
            problem: `the names of the claims have ${String(bytes)} bytes together: Cognito takes ${String(CLAIM_BYTES_LIMIT)}.`,
          },
        ]
      : []),
    ...foreign.map((key) => ({
      path: `${path}.Tags.${key}`,
      problem: 'is not allowed as a key: programs take it for something else. Choose another tag key.',
    })),
  ];
}

/** What the template alone shows. A kind of provider that no template names may still be on the pool, set by others: only a look at the pool decides. */
function namedProviderIssues({ properties: given, whole }: IntactProperties, question: Question): Issue[] {
  const providers = whole<AuthenticationProviders>(given.AuthenticationProviders, '/AuthenticationProviders');
  const clientIds = new Map(createdClientPools(given).map((userPoolId) => [userPoolId, awaitedClientId(userPoolId)]));
  const desired = providers === undefined ? {} : { AuthenticationProviders: providers };
  const operation = question.previous === undefined ? { desired } : { desired, previous: deployedBefore(question.previous, desired) };
  const configuration = configurationOf(operation, EMPTY_CONFIGURATION, clientIds);
  const nameAll = (list: 'RoleMappings' | 'PrincipalTags', use: Use): NamedProvider[] =>
    (given[list] ?? []).flatMap((entry, index) => {
      const provider = whole<IdentityProvider>(entry?.IdentityProvider, `/${list}/${String(index)}/IdentityProvider`);
      if (provider === undefined) return [];
      const name = toProviderName(provider, configuration, use);
      return [{ path: `${list}[${String(index)}].IdentityProvider`, use, provider, name, isGone: false }];
    });
  const isNew = question.previous === undefined && question.poolId === undefined;
  return providerProblems(
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
