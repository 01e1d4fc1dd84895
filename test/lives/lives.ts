import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { AuthenticationProviders, IdentityProvider, IdentityRole, MappedRole, Properties } from '../../src/core/properties';
import type { FakeAws, LagRule } from '../fakes';
import { newAccount, type Account, type Reply, type Stack } from '../stories/cloudformation';
import { comparable } from '../stories/comparable';
import { attributesIn, expectedAttributes, propertiesIn, readable } from './expectation';
import { arnOfPolicy, arnOfRole, BOUNDARY, OIDC, OTHER_USER_POOL, POWER_USER, READ_ONLY, SAML, USER_POOL } from '../stories/fixtures';

/** What goes wrong during one operation. */
export interface Weather {
  readonly faults: readonly PlannedTrouble[];
  readonly lag: LagRule | undefined;
  readonly refusals: number;
}

interface PlannedTrouble {
  readonly service: Service;
  readonly kind: keyof typeof TROUBLES;
  /** Calls of the service that come before it. */
  readonly skip: number;
  readonly times: number;
  readonly after: boolean;
}

export interface Change {
  readonly template: Properties;
  readonly weather: Weather;
}

export interface Life {
  readonly birth: Change;
  readonly updates: readonly Change[];
  readonly death: Weather;
}

const USER_POOLS = [USER_POOL, OTHER_USER_POOL] as const;
const THEIRS = [arnOfRole('theirs'), arnOfRole('team/theirs-2')] as const;
const LOGINS = {
  Amazon: 'www.amazon.com',
  Apple: 'appleid.apple.com',
  Facebook: 'graph.facebook.com',
  Google: 'accounts.google.com',
  Twitter: 'api.twitter.com',
} as const;

const optional: { requiredKeys: [] } = { requiredKeys: [] };

const document = fc.constantFrom<(object | string)[]>(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] } },
  {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:Put*', 's3:Get*'], Resource: '*', Condition: { Bool: { 'aws:SecureTransport': true } } },
      { Effect: 'Deny', NotAction: 's3:*', Resource: '*', Condition: { NumericLessThan: { 's3:max-keys': 10 } } },
    ],
  },
  '{ "Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}] }',
);

const settings = fc.record(
  {
    // The same names for every part, in several cases, so that they pass from one to another.
    RoleName: fc.constantFrom('shop-a', 'Shop-A', 'shop-b', 'shop+c,d.e@f=g'),
    Path: fc.constantFrom('/identity-pools/', '/identity-pools/app/', '/identity-pools/app/2/'),
    Description: fc.constantFrom('', 'Customers', 'Größe: 1'),
    MaxSessionDuration: fc.constantFrom(3600, 7200, 43_200),
    ManagedPolicyArns: fc.uniqueArray(fc.constantFrom(READ_ONLY, arnOfPolicy('team/own'), 'arn:aws:iam::aws:policy/job/X'), {
      maxLength: 2,
    }),
    Policies: fc.uniqueArray(fc.record({ PolicyName: fc.constantFrom('p', 'P', 'q@r'), PolicyDocument: document }), {
      selector: ({ PolicyName }) => PolicyName,
      maxLength: 2,
    }),
    PermissionsBoundary: fc.constantFrom(BOUNDARY, POWER_USER),
  },
  optional,
);

const defaultRole: fc.Arbitrary<IdentityRole> = fc.oneof(
  { weight: 4, arbitrary: settings },
  { weight: 1, arbitrary: fc.constantFrom(...THEIRS).map((Arn) => ({ Arn })) },
  { weight: 1, arbitrary: fc.constant({ Create: false as const }) },
);

const mappedRoles: fc.Arbitrary<MappedRole[]> = fc.uniqueArray(
  fc.tuple(fc.constantFrom('Admin', 'admin', 'Buyer'), settings).map(([Name, rest]) => ({ Name, ...rest })),
  { selector: ({ Name }) => Name, maxLength: 2 },
);

const userPools = fc.uniqueArray(
  fc
    .tuple(
      fc.record({ UserPoolId: fc.constantFrom(...USER_POOLS) }),
      fc.record({ UserPoolClientId: fc.constantFrom('client01', 'client02') }, optional),
      fc.record({ ServerSideTokenCheck: fc.boolean() }, optional),
    )
    .map(([pool, client, check]) => ({ ...pool, ...client, ...check })),
  { selector: ({ UserPoolId, UserPoolClientId }) => `${UserPoolId}:${UserPoolClientId ?? ''}`, maxLength: 3 },
);

const providers: fc.Arbitrary<AuthenticationProviders> = fc.record(
  {
    UserPools: userPools,
    Amazon: fc.record({ AppId: fc.constantFrom('amzn1.application.0', 'amzn1.application.1') }),
    Apple: fc.record({ ServicesId: fc.constantFrom('com.example.one', 'com.example.two') }),
    Facebook: fc.record({ AppId: fc.constantFrom('00123', '123') }),
    Google: fc.record({ ClientId: fc.constantFrom('0.apps.googleusercontent.com', '1') }),
    Twitter: fc.record({ ConsumerKey: fc.constantFrom('key', 'true'), ConsumerSecret: fc.constantFrom('planted-one', '00') }),
    OpenIdConnectProviderArns: fc.uniqueArray(fc.constantFrom(OIDC, `${OIDC}/b`), { maxLength: 2 }),
    SamlProviderArns: fc.uniqueArray(fc.constantFrom(SAML, `${SAML}-2`), { maxLength: 2 }),
    DeveloperProviderName: fc.constantFrom('login.example.one', 'login.example.two'),
  },
  optional,
);

const nat = fc.nat({ max: 29 });

const rule = fc.record({
  Claim: fc.constantFrom('sub', 'custom:group', 'cognito:groups'),
  MatchType: fc.constantFrom('Equals', 'Contains', 'StartsWith', 'NotEqual'),
  Value: fc.constantFrom('x', '007', 'a b'),
});

/** What is said of a provider, which is chosen once it is known which there are. */
const mapping = fc.record({
  provider: nat,
  form: nat,
  isToken: fc.boolean(),
  ambiguous: fc.record({ AmbiguousRoleResolution: fc.constantFrom('AuthenticatedRole', 'Deny') }, optional),
  hasEmptyRules: fc.boolean(),
  rules: fc.array(fc.tuple(rule, nat), { minLength: 1, maxLength: 3 }),
});

const principalTag = fc.record({
  provider: nat,
  form: nat,
  tags: fc.oneof(
    fc.constant({ UseDefaults: true }),
    fc
      .tuple(
        fc.record({ UseDefaults: fc.constant(false) }, optional),
        fc.dictionary(fc.constantFrom('tenant', 'length', 'a b'), fc.constantFrom('sub', 'custom:tenant'), { minKeys: 1, maxKeys: 2 }),
      )
      .map(([defaults, Tags]) => ({ ...defaults, Tags: { ...Tags } })),
  ),
});

const plain = fc.record(
  {
    IdentityPoolName: fc.constantFrom('demo one', 'demo-pool, a+b=c@d.e', 'true'),
    AllowUnauthenticatedIdentities: fc.boolean(),
    AllowClassicFlow: fc.boolean(),
    AuthenticationProviders: providers,
    AuthenticatedRole: defaultRole,
    UnauthenticatedRole: defaultRole,
    MappedRoles: mappedRoles,
    Tags: fc.uniqueArray(fc.record({ Key: fc.constantFrom('team', 'length', 'a.b/c'), Value: fc.constantFrom('', 'a', '00123') }), {
      selector: ({ Key }) => Key,
      maxLength: 2,
    }),
  },
  optional,
);

/** A valid template of any kind. */
export const template: fc.Arbitrary<Properties> = fc
  .tuple(
    plain,
    fc.record({ RoleMappings: fc.array(mapping, { maxLength: 3 }), PrincipalTags: fc.array(principalTag, { maxLength: 3 }) }, optional),
  )
  .map(([given, { RoleMappings, PrincipalTags }]) => {
    const template = withUniqueRoleNames(given);
    const roles = rolesForRules(template);
    const mapped = taken(RoleMappings ?? [], mappableForms(template.AuthenticationProviders));
    const tagged = taken(PrincipalTags ?? [], taggableForms(template.AuthenticationProviders));
    return {
      ...template,
      ...(RoleMappings && {
        RoleMappings: mapped.map(([{ isToken, ambiguous, hasEmptyRules, rules }, IdentityProvider]) => ({
          IdentityProvider,
          Type: isToken ? ('Token' as const) : ('Rules' as const),
          ...ambiguous,
          ...(isToken ? hasEmptyRules && { Rules: [] } : { Rules: rules.map(([rest, role]) => ({ ...rest, ...nth(roles, role) })) }),
        })),
      }),
      ...(PrincipalTags && { PrincipalTags: tagged.map(([{ tags }, IdentityProvider]) => ({ IdentityProvider, ...tags })) }),
    };
  });

/** IAM compares names without regard to case: who comes second has no name of its own. */
const withUniqueRoleNames = (template: Properties): Properties => {
  const names = new Set<string>();
  const once = <Role extends { RoleName?: string }>(role: Role): Role => {
    const { RoleName, ...rest } = role;
    if (RoleName === undefined || !names.has(RoleName.toLowerCase())) {
      if (RoleName !== undefined) names.add(RoleName.toLowerCase());
      return role;
    }
    return rest as Role;
  };
  const { AuthenticatedRole, UnauthenticatedRole, MappedRoles, ...rest } = template;
  return {
    ...rest,
    ...(AuthenticatedRole && { AuthenticatedRole: once(AuthenticatedRole) }),
    ...(UnauthenticatedRole && { UnauthenticatedRole: once(UnauthenticatedRole) }),
    ...(MappedRoles && { MappedRoles: MappedRoles.map(once) }),
  };
};

const rolesForRules = ({ MappedRoles = [], AuthenticatedRole }: Properties): readonly ({ Role: string } | { RoleArn: string })[] => [
  ...MappedRoles.map(({ Name }) => ({ Role: Name })),
  ...(AuthenticatedRole?.Create === false ? [] : [{ Role: 'Authenticated' }]),
  ...THEIRS.map((RoleArn) => ({ RoleArn })),
];

/** The forms in which a template may name a provider, for each provider. */
type Forms = readonly (readonly IdentityProvider[])[];

const mappableForms = (given: AuthenticationProviders = {}): Forms => {
  const entries = given.UserPools ?? [];
  const users = entries.map(({ UserPoolId, UserPoolClientId }): IdentityProvider[] => [
    ...(entries.filter((entry) => entry.UserPoolId === UserPoolId).length === 1 ? [{ UserPool: { UserPoolId } }] : []),
    ...(UserPoolClientId === undefined
      ? []
      : [{ UserPool: { UserPoolId, UserPoolClientId } }, { ProviderName: `${nameOfUserPool(UserPoolId)}:${UserPoolClientId}` }]),
  ]);
  return [...users.filter((forms) => forms.length > 0), ...formsBesideUserPools(given)];
};

const taggableForms = (given: AuthenticationProviders = {}): Forms => [
  ...[...new Set((given.UserPools ?? []).map(({ UserPoolId }) => UserPoolId))].map((UserPoolId): IdentityProvider[] => [
    { UserPool: { UserPoolId } },
    { ProviderName: nameOfUserPool(UserPoolId) },
  ]),
  ...formsBesideUserPools(given),
];

const formsBesideUserPools = (given: AuthenticationProviders): Forms => [
  ...(Object.keys(LOGINS) as (keyof typeof LOGINS)[])
    .filter((LoginProvider) => given[LoginProvider] !== undefined)
    .map((LoginProvider): IdentityProvider[] => [{ LoginProvider }, { ProviderName: LOGINS[LoginProvider] }]),
  ...(given.OpenIdConnectProviderArns ?? []).map((arn): IdentityProvider[] => [{ OpenIdConnectProviderArn: arn }, { ProviderName: arn }]),
  ...(given.SamlProviderArns ?? []).map((arn): IdentityProvider[] => [{ SamlProviderArn: arn }, { ProviderName: arn }]),
];

const nameOfUserPool = (id: string): string => `cognito-idp.${id.slice(0, id.lastIndexOf('_'))}.amazonaws.com/${id}`;

/** Each with a provider of its own, in one of its forms; those for which none is left go. */
const taken = <Wish extends { readonly provider: number; readonly form: number }>(
  wishes: readonly Wish[],
  forms: Forms,
): (readonly [Wish, IdentityProvider])[] => {
  const left = [...forms];
  return wishes.flatMap((wish) => {
    if (left.length === 0) return [];
    const [chosen = []] = left.splice(wish.provider % left.length, 1);
    return [[wish, nth(chosen, wish.form)] as const];
  });
};

const nth = <Member>(members: readonly Member[], index: number): Member => members[index % members.length] as Member;

type Service = 'cognito-identity' | 'iam' | 'cognito-idp';

const TROUBLES = {
  throttling: { 'cognito-identity': 'TooManyRequestsException', iam: 'ThrottlingException', 'cognito-idp': 'TooManyRequestsException' },
  conflict: {
    'cognito-identity': 'ConcurrentModificationException',
    iam: 'ConcurrentModificationException',
    'cognito-idp': 'ConcurrentModificationException',
  },
  server: { 'cognito-identity': 'InternalErrorException', iam: 'ServiceFailureException', 'cognito-idp': 'InternalErrorException' },
  reset: undefined,
} as const;

/** As many times as a call is tried. */
const FATAL = 5;

const troubles: fc.Arbitrary<PlannedTrouble[]> = fc
  .array(
    fc
      .record({
        service: fc.constantFrom<Service[]>('cognito-identity', 'iam', 'iam', 'cognito-idp'),
        kind: fc.constantFrom('throttling', 'conflict', 'server', 'reset'),
        skip: fc.nat({ max: 25 }),
        times: fc.constantFrom(1, 2, 2, FATAL),
        after: fc.boolean(),
      })
      // AWS does nothing for a call that it throttles.
      .map((trouble) => ({ ...trouble, after: trouble.after && (trouble.kind === 'server' || trouble.kind === 'reset') })),
    { maxLength: 2 },
  )
  // The way back must not meet another that is fatal.
  .map((planned) => planned.filter(({ times }, index) => times < FATAL || planned.findIndex((other) => other.times === FATAL) === index));

const lag: fc.Arbitrary<LagRule> = fc.record({
  service: fc.constantFrom('iam'),
  operations: fc.constantFrom('all', 'reads'),
  calls: fc.integer({ min: 1, max: 3 }),
});

const weather: fc.Arbitrary<Weather> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ faults: [], lag: undefined, refusals: 0 }) },
  {
    weight: 2,
    arbitrary: fc.record({ faults: troubles, lag: fc.option(lag, { nil: undefined, freq: 2 }), refusals: fc.constantFrom(0, 0, 1, 3) }),
  },
);

const change: fc.Arbitrary<Change> = fc.record({ template, weather });

export const life: fc.Arbitrary<Life> = fc.record({
  birth: change,
  updates: fc.array(change, { maxLength: 3 }),
  death: weather,
});

/** With what belongs to others beside it. */
const inhabited = (): Account => {
  const account = newAccount();
  for (const id of USER_POOLS) account.aws.seedUserPool({ id });
  account.aws.seedPool({ IdentityPoolName: 'demo one', tags: { team: 'theirs' } });
  account.aws.seedRole({ name: 'theirs' });
  account.aws.seedRole({ name: 'theirs-2', path: '/identity-pools/team/' });
  return account;
};

/** The codes that may end an operation in such weather; InternalFailure would be a fault of this project's. */
const KNOWN_CODES = new Set(['Throttling', 'ResourceConflict', 'ServiceInternalError', 'NetworkFailure']);

/** Plays one life; throws where anything is otherwise than it should be. */
export const live = async (open: (account: Account) => Stack, { birth, updates, death }: Life): Promise<void> => {
  const stack = open(inhabited());
  const { aws } = stack;
  // IAM shows a change within seconds, however many calls are made meanwhile.
  stack.clock.onSleep = (milliseconds) => (milliseconds >= 10_000 ? aws.catchUp() : undefined);
  const before = aws.snapshot();
  let current: Properties | undefined;
  await during(aws, birth.weather, async (beforeCleanUp) => {
    const reply = await stack.create(birth.template, { beforeCleanUp });
    if (reply.ok) current = birth.template;
    else checkFailure(reply, birth.weather);
  });
  if (current === undefined) {
    deepStrictEqual(aws.snapshot(), before, 'a create that failed left something');
    return;
  }
  await checkState(stack, current);
  for (const { template: next, weather: meanwhile } of updates) current = await updated(stack, current, next, meanwhile);
  const died = await during(aws, death, () => stack.delete());
  if (!died.ok) {
    checkFailure(died, death);
    const again = await stack.delete();
    // The registry's contract: what is gone already is NotFound, which CloudFormation takes for deleted.
    ok(again.ok || again.code === 'NotFound', `the second delete failed: ${again.message}`);
  }
  deepStrictEqual(aws.snapshot(), before, 'the delete left something');
};

const withoutFatal = ({ faults, ...rest }: Weather): Weather => ({ ...rest, faults: faults.filter(({ times }) => times < FATAL) });

/** @returns the template that the stack has afterwards. */
const updated = async (stack: Stack, current: Properties, next: Properties, given: Weather): Promise<Properties> => {
  // The last write of an update may give the pool a developer provider, and has no way back then: the service takes the name for ever.
  const meanwhile = developerName(current) === undefined && developerName(next) !== undefined ? withoutFatal(given) : given;
  const { aws } = stack;
  const oldId = stack.id ?? '';
  const asItWas = comparable(aws);
  const reply = await during(aws, meanwhile, (beforeCleanUp) => stack.update(next, { beforeCleanUp }));
  if (!reply.ok) {
    if (!isNameTaken(reply, current, next)) checkFailure(reply, meanwhile);
    strictEqual(stack.id, oldId, 'the resource is another after an update that failed');
    deepStrictEqual(comparable(aws), asItWas, 'an update that failed and was undone left a change');
    await checkState(stack, current);
    return current;
  }
  strictEqual(stack.id !== oldId, isReplacement(current, next), 'replaced, or not, against the rule');
  // CloudFormation tries the delete of the old resource three times; what is left then is the user's to delete.
  if (stack.id !== oldId && isLeft(aws, oldId)) ok((await stack.delete({ id: oldId })).ok, 'the old pool cannot be deleted');
  checkAttributes(stack, next, reply.model);
  await checkState(stack, next);
  return next;
};

/** As with any resource of a fixed name: the one that replaces it cannot have the name yet. */
const isNameTaken = ({ code }: Reply, current: Properties, next: Properties): boolean => {
  const names = new Set(roleNamesIn(current));
  return code === 'AlreadyExists' && isReplacement(current, next) && roleNamesIn(next).some((name) => names.has(name));
};

const roleNamesIn = ({ AuthenticatedRole, UnauthenticatedRole, MappedRoles = [] }: Properties): string[] =>
  [AuthenticatedRole, UnauthenticatedRole, ...MappedRoles].flatMap((role) =>
    role?.RoleName === undefined ? [] : [role.RoleName.toLowerCase()],
  );

const isReplacement = (current: Properties, next: Properties): boolean => {
  const now = developerName(current);
  return now !== undefined && developerName(next) !== now;
};

const developerName = ({ AuthenticationProviders }: Properties): string | undefined => AuthenticationProviders?.DeveloperProviderName;

const isLeft = (aws: FakeAws, poolId: string): boolean => JSON.stringify(aws.snapshot()).includes(poolId);

const during = async <Answer>(
  aws: FakeAws,
  { faults, lag: rule, refusals }: Weather,
  act: (beforeCleanUp: () => void) => Promise<Answer>,
): Promise<Answer> => {
  for (const { service, kind, skip, times, after } of faults) {
    let toGo = skip;
    const name = TROUBLES[kind]?.[service];
    aws.fail({
      service,
      times,
      after,
      when: () => toGo-- <= 0,
      error: name === undefined ? { name: 'Error', code: 'ECONNRESET' } : { name },
    });
  }
  if (rule !== undefined) aws.lag(rule);
  aws.refuseNewRoles(refusals);
  // The way back is played in fair weather: a second fatal fault would end it, and a role that IAM does not show yet could not be found.
  const answer = await act(() => aws.heal());
  aws.heal();
  return answer;
};

const checkFailure = ({ code = '', message }: Reply, { faults }: Weather): void => {
  ok(KNOWN_CODES.has(code), `failed with ${code}: ${message}`);
  ok(
    faults.reduce((sum, { times }) => sum + times, 0) >= FATAL,
    `failed although every call would have worked within its tries: ${code}: ${message}`,
  );
};

const checkAttributes = (stack: Stack, template: Properties, model: Reply['model']): void =>
  deepStrictEqual(attributesIn(model), expectedAttributes(stack.aws, stack.id ?? '', template), 'the attributes are not those of AWS');

/** After a success: Read, AWS, attributes and the template agree, and the same template again has nothing to do. */
/** Where the note that an answer arrived failed, which nobody waits for, the next update makes up for it. */
const isConfirmation = (input: unknown): boolean => isDeepStrictEqual((input as { TagKeys?: unknown }).TagKeys, [`${MARK}unanswered`]);

const MARK = 'identity-pool-with-roles:';

const checkState = async (stack: Stack, template: Properties): Promise<void> => {
  const { aws } = stack;
  aws.resetCalls();
  const again = await stack.update(template);
  ok(again.ok, `the same update again failed: ${again.message}`);
  deepStrictEqual(
    aws.writes.map(({ operation, input }) => ({ operation, input })).filter(({ input }) => !isConfirmation(input)),
    [],
    'the same update again wrote',
  );
  checkAttributes(stack, template, again.model);
  const read = await stack.read();
  ok(read.ok, `Read failed: ${read.message}`);
  deepStrictEqual(propertiesIn(read.model), readable(template), 'Read is not the template with its defaults');
  const { UserPoolClientIds: found = [], ...attributes } = attributesIn(read.model);
  const { UserPoolClientIds: expected = [], ...others } = expectedAttributes(aws, stack.id ?? '', template);
  deepStrictEqual([...found].sort(), [...expected].sort(), 'Read tells of other app clients');
  deepStrictEqual(attributes, others, 'Read’s attributes are not those of AWS');
};
