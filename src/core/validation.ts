/** Owns finding every problem of a request before the first AWS call: what the schema says, and what it cannot say. */
import { roleProperties, roleProperty, wantedClientPools } from './desire';
import { clip, type Issue } from './issue';
import type { Operation } from './operation';
import type { Properties } from './properties';
import { findNamedProviderIssues } from './provider-validation';
import { clientMarks, formMarks, isMark, MARK_PREFIX, poolMarks, roleMarkCount, type WrittenForm } from './rules/ownership';
import { AUTHENTICATED_TOKEN, type RolePart } from './rules/parts';
import { trustAnchorOf } from './rules/partition';
import { parsePolicyDocument } from './rules/policy-document';
import { findSchemaIssues } from './schema-validation';
import { checkable } from './stand-ins';
import { IDENTITY_TYPES } from './state';

type Question = Pick<Operation, 'desired' | 'previous' | 'poolId' | 'region' | 'stackTags' | 'settings'>;

/** Every problem of what a template asks for; none means that no value is refused for its form. */
export const findIssues = (question: Question): Issue[] => {
  const { properties, isMended, isReal } = checkable(question.desired);
  const usable = { ...question, desired: properties };
  return [
    ...findSchemaIssues(question.desired),
    ...[
      ...tagIssues(usable),
      ...providerIssues(properties),
      ...roleIssues(usable),
      ...roleNameIssues(properties),
      ...mappedRoleIssues(properties),
      // Which roles and providers there are meant to be is not known where one of them is broken.
      ...(isMended('/MappedRoles') ? [] : ruleIssues(properties)),
      ...principalTagIssues(properties, (index) => ['Tags', 'UseDefaults'].some((name) => isMended(`/PrincipalTags/${index}/${name}`))),
      ...(isMended('/AuthenticationProviders') ? [] : findNamedProviderIssues(usable)),
    ].filter(isReal),
  ];
};

const tagIssues = ({ desired, stackTags, settings }: Question): Issue[] => {
  const tags = desired.Tags ?? [];
  const issues: Issue[] = [];
  tags.forEach(({ Key }, index) => {
    if (isMark(Key))
      issues.push({
        path: `Tags[${String(index)}].Key`,
        problem: `${JSON.stringify(Key)} is not allowed: ${MARK_PREFIX} is reserved for the marks of this type.`,
      });
    const first = tags.findIndex((tag) => tag.Key === Key);
    if (first < index)
      issues.push({
        path: `Tags[${String(index)}].Key`,
        problem: `${JSON.stringify(Key)} is there already, at Tags[${String(first)}]. Each key may be given once.`,
      });
  });
  const count = new Set([...Object.keys(settings.tags), ...Object.keys(stackTags), ...tags.map(({ Key }) => Key)]).size;
  const marks = markCount(desired);
  if (count + marks > AWS_TAG_LIMIT)
    issues.push({
      path: 'Tags',
      problem: `${String(count)} tags, those of the stack and of the account's settings among them, are too many: AWS takes ${String(AWS_TAG_LIMIT)}, and this type marks what it creates with ${String(marks)} of its own.`,
    });
  return issues;
};

const AWS_TAG_LIMIT = 50;

/** The most marks on any one thing that these properties create. */
const markCount = (desired: Properties): number => {
  const parts = roleProperties(desired)
    .map(([part]) => part)
    .filter((part) => isCreated(desired, part));
  // Which forms need a mark only the pool tells; this is the most there can be.
  const onPool = { ...poolMarks(''), ...clientMarks(wantedClientPools(desired)), ...formMarks(writtenProviders(desired)) };
  return Math.max(Object.keys(onPool).length, ...parts.map(roleMarkCount));
};

const writtenProviders = ({ RoleMappings = [], PrincipalTags = [] }: Properties): WrittenForm[] =>
  [...RoleMappings, ...PrincipalTags].flatMap(({ IdentityProvider: { ProviderName, UserPool } }, index) =>
    ProviderName !== undefined || (UserPool !== undefined && UserPool.UserPoolClientId === undefined)
      ? [{ providerName: String(index), use: 'mapping' as const, form: 'raw' as const }]
      : [],
  );

const isCreated = (desired: Properties, part: RolePart): boolean => {
  if (part !== 'authenticated' && part !== 'unauthenticated') return true;
  const role = roleProperty(desired, part);
  return role?.Arn === undefined && role?.Create !== false;
};

const providerIssues = ({ AuthenticationProviders: providers = {} }: Properties): Issue[] => {
  const issues: Issue[] = [];
  const clients = (providers.UserPools ?? []).map(({ UserPoolId, UserPoolClientId }) => `${UserPoolId}:${UserPoolClientId ?? '(created)'}`);
  issues.push(
    ...repeats(
      'AuthenticationProviders.UserPools',
      clients,
      'Each app client may be given once, and one can be created for each user pool.',
    ),
  );
  for (const list of ['OpenIdConnectProviderArns', 'SamlProviderArns'] as const)
    issues.push(...repeats(`AuthenticationProviders.${list}`, providers[list] ?? [], 'Each ARN may be given once.'));
  if (providers.Twitter !== undefined && `${providers.Twitter.ConsumerKey};${providers.Twitter.ConsumerSecret}`.length > 128)
    issues.push({
      path: 'AuthenticationProviders.Twitter',
      problem: 'ConsumerKey and ConsumerSecret together have more than 127 characters, the most that Cognito stores.',
    });
  return issues;
};

const repeats = (path: string, values: readonly string[], rule: string): Issue[] =>
  values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return first === index
      ? []
      : [{ path: `${path}[${index}]`, problem: `${clip(JSON.stringify(value))} is there already, at [${first}]. ${rule}` }];
  });

const pathOfPart = (part: RolePart, index: number): string => {
  switch (part) {
    case 'authenticated':
      return 'AuthenticatedRole';
    case 'unauthenticated':
      return 'UnauthenticatedRole';
    default:
      return `MappedRoles[${String(index - IDENTITY_TYPES.length)}]`;
  }
};

const roleIssues = ({ desired, region, settings }: Question): Issue[] =>
  roleProperties(desired).flatMap(([part, role], index) => {
    const path = pathOfPart(part, index);
    const issues: Issue[] = [];
    if (isCreated(desired, part) && trustAnchorOf(region, settings) === undefined)
      issues.push({
        path,
        problem: `no role can be created in ${region}: AWS's pages do not agree under which name roles trust Cognito there. Give a role that exists, or set TrustPrincipal and TrustConditionPrefix in the account-wide settings.`,
      });
    (role.Policies ?? []).forEach(({ PolicyDocument }, policy) => {
      const problem = problemOfPolicy(PolicyDocument);
      if (problem !== undefined) issues.push({ path: `${path}.Policies[${String(policy)}].PolicyDocument`, problem });
    });
    const names = (role.Policies ?? []).map(({ PolicyName }) => PolicyName);
    issues.push(...repeats(`${path}.Policies`, names, 'Each PolicyName may be given once.'));
    issues.push(...repeats(`${path}.ManagedPolicyArns`, role.ManagedPolicyArns ?? [], 'Each ARN may be given once.'));
    return issues;
  });

const problemOfPolicy = (given: unknown): string | undefined => {
  const document = parsePolicyDocument(given);
  if (document === undefined) return 'is text that is not a JSON object. Give the policy as an object or as JSON text.';
  return hasForeignKey(document) ? `has a key that no policy has, one of ${[...FOREIGN_KEYS].join(', ')}. Remove it.` : undefined;
};

/** Nothing in IAM's grammar is called so; the libraries on the way to an answer stumble over them, at a time when the pool is made already. */
const FOREIGN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const hasForeignKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => FOREIGN_KEYS.has(key) || hasForeignKey(inner));

/** IAM compares role names without regard to case. */
const roleNameIssues = (desired: Properties): Issue[] => {
  const named = roleProperties(desired).map(([part, { RoleName }], index) => ({
    path: pathOfPart(part, index),
    name: RoleName?.toLowerCase(),
  }));
  return named.flatMap(({ path, name }, index) => {
    const first = named.findIndex((other) => name !== undefined && other.name === name);
    if (name === undefined || first === index) return [];
    return [
      {
        path: `${path}.RoleName`,
        problem: `${JSON.stringify(name)} is the name of ${String(named[first]?.path)} too. Two roles need two names.`,
      },
    ];
  });
};

const mappedRoleIssues = ({ MappedRoles = [] }: Properties): Issue[] => [
  ...repeats(
    'MappedRoles',
    MappedRoles.map(({ Name }) => Name),
    'Each Name may be given once.',
  ),
  ...MappedRoles.flatMap(({ Name }, index) =>
    Name === AUTHENTICATED_TOKEN
      ? [
          {
            path: `MappedRoles[${String(index)}].Name`,
            problem: `"${Name}" is not allowed: it stands for the default role of signed-in identities.`,
          },
        ]
      : [],
  ),
];

const ruleIssues = (desired: Properties): Issue[] => {
  const { RoleMappings = [], MappedRoles = [], AuthenticatedRole } = desired;
  const names = [...MappedRoles.map(({ Name }) => Name), ...(AuthenticatedRole?.Create === false ? [] : [AUTHENTICATED_TOKEN])];
  return RoleMappings.flatMap(({ Rules = [] }, mapping) =>
    Rules.flatMap(({ Role }, rule) =>
      Role === undefined || names.includes(Role)
        ? []
        : [
            {
              path: `RoleMappings[${String(mapping)}].Rules[${String(rule)}].Role`,
              problem: `${JSON.stringify(Role)} is not allowed: it names no role here. Allowed: ${names.join(', ')}.`,
            },
          ],
    ),
  );
};

/** @param isUnsettled whether an entry may have meant tags, or the defaults, and broke them. */
const principalTagIssues = ({ PrincipalTags = [] }: Properties, isUnsettled: (index: number) => boolean): Issue[] =>
  PrincipalTags.flatMap(({ IdentityProvider, UseDefaults = false, Tags = {} }, index) => {
    if (IdentityProvider.UserPool?.UserPoolClientId !== undefined)
      return [
        {
          path: `PrincipalTags[${String(index)}].IdentityProvider.UserPool.UserPoolClientId`,
          problem: 'is not allowed: principal tags are for the whole user pool, whichever of its clients is used. Remove it.',
        },
      ];
    const hasTags = Object.keys(Tags).length > 0;
    if (UseDefaults === hasTags && !isUnsettled(index))
      return [
        {
          path: `PrincipalTags[${String(index)}]`,
          problem: hasTags
            ? 'has both UseDefaults: true and Tags, which contradict each other. Remove either.'
            : 'has neither UseDefaults: true nor Tags. Give either, or remove the entry: principal tags are then turned off.',
        },
      ];
    return [];
  });
