import { readFileSync } from 'node:fs';

/** What a row says, and where it is shown; without a test, the row says that this type does not have it. */
const FEATURES: readonly { readonly feature: string; readonly file?: string; readonly test?: string }[] = [
  {
    feature: '`identityPoolName`, optional, generated',
    file: 'test/stories/providers.test.ts',
    test: 'a pool that the template stops naming gets its generated name back',
  },
  {
    feature: '`authenticatedRole`, `unauthenticatedRole` supplied',
    file: 'test/stories/roles.test.ts',
    test: 'the default role of the %s becomes supplied, none, and created again',
  },
  {
    feature: 'Default roles created where none is supplied, without permissions',
    file: 'test/stories/smallest.test.ts',
    test: 'an empty template makes both roles in four round trips, and a delete leaves nothing',
  },
  {
    feature: 'Roles public, for grants and added statements',
    file: 'test/stories/roles.test.ts',
    test: 'a created role loses what the template stops naming, and nothing that others added',
  },
  {
    feature: 'Description of a default role',
    file: 'test/stories/roles.test.ts',
    test: 'a created role loses what the template stops naming, and nothing that others added',
  },
  {
    feature: '`allowUnauthenticatedIdentities`, off by default',
    file: 'test/stories/providers.test.ts',
    test: 'removing %s switches it off explicitly',
  },
  {
    feature: '`allowClassicFlow`',
    file: 'test/stories/providers.test.ts',
    test: 'a create sets the classic flow to off, and the answer names no property that was not given',
  },
  {
    feature: '`facebook.appId`, `google.clientId`, `amazon.appId`, `apple.servicesId`',
    file: 'test/stories/providers.test.ts',
    test: 'every login provider is set as Cognito spells it, and read back without the secret',
  },
  {
    feature: '`twitter.consumerKey` and `consumerSecret`',
    file: 'test/stories/providers.test.ts',
    test: 'a secret is in no log line, answer, final progress event or reason',
  },
  {
    feature: 'Digits (retired)',
    file: 'test/stories/import.test.ts',
    test: 'a pool with %s is read whole, and an update without a change writes nothing',
  },
  {
    feature: '`userPools[]`: user pool, client, server-side token check',
    file: 'test/stories/role-mappings.test.ts',
    test: 'a mapping works for a user pool of another region',
  },
  {
    feature: 'App client made where none is given',
    file: 'test/stories/app-clients.test.ts',
    test: 'a created app client has safe settings, serves the pool and is an attribute',
  },
  { feature: '`bind()`, an extension point for providers' },
  {
    feature: 'Server-side token check on by default',
    file: 'test/stories/app-clients.test.ts',
    test: 'a created app client has safe settings, serves the pool and is an attribute',
  },
  {
    feature: '`openIdConnectProviders[]`, `samlProviders[]`',
    file: 'test/stories/providers.test.ts',
    test: 'every login provider is set as Cognito spells it, and read back without the secret',
  },
  {
    feature: '`customProvider`, one',
    file: 'test/stories/providers.test.ts',
    test: 'a developer provider is added in place; only its change or removal replaces the pool',
  },
  {
    feature: 'One direct provider for each social service',
    file: 'test/core/rules/provider-name.test.ts',
    test: 'stores each under one string, Twitter’s with the secret',
  },
  {
    feature: '`roleMappings[]`: provider, `useToken`, `resolveAmbiguousRoles` (Deny by default), rules',
    file: 'test/stories/role-mappings.test.ts',
    test: 'a mapping denies ambiguous claims unless the template says otherwise',
  },
  {
    feature: '`mappingKey`, for a provider known only at deployment',
    file: 'test/stories/role-mappings.test.ts',
    test: 'Cognito gets a mapping by provider and client, and READ gives the template’s form',
  },
  {
    feature: '`rules[]`: `claim`, `claimValue`, `matchType`, `mappedRole`',
    file: 'test/stories/role-mappings.test.ts',
    test: 'a mapping keeps the order of its rules, because the first match decides',
  },
  {
    feature: 'A mapping with rules and no type',
    file: 'test/stories/role-mappings.test.ts',
    test: 'the sample of the CDK construct’s README works as it is: without a type, and with one match type',
  },
  {
    feature: '`RoleMappingMatchType`: EQUALS, CONTAINS, STARTS_WITH, NOTEQUAL',
    file: 'test/core/request/validation.test.ts',
    test: 'a value that AWS would refuse is refused with its path, what was given and what is allowed',
  },
  {
    feature: '`IdentityPoolProviderUrl`: login providers, `openId()`, `saml()`, `userPool()`, `custom()`',
    file: 'test/stories/role-mappings.test.ts',
    test: 'a mapping’s provider is read back as it was written: %s',
  },
  { feature: '`IdentityPoolProviderType`' },
  {
    feature: '`addUserPoolAuthentication()` afterwards',
    file: 'test/stories/app-clients.test.ts',
    test: 'created and given app clients keep the order of the template, one in each user pool',
  },
  {
    feature: '`addRoleMappings()` afterwards',
    file: 'test/stories/role-mappings.test.ts',
    test: 'mappings stay when only a default role changes, and can be removed alone',
  },
  {
    feature: '`fromIdentityPoolId()`, `fromIdentityPoolArn()`',
    file: 'test/stories/import.test.ts',
    test: 'a pool with %s is read whole, and an update without a change writes nothing',
  },
  {
    feature: '`identityPoolId`, `identityPoolArn`, `identityPoolName`',
    file: 'test/stories/settings.test.ts',
    test: 'a setting says whom roles trust where AWS’s pages disagree',
  },
  { feature: 'Cognito Sync: push, events, streams' },
  { feature: '`roleAttachment` exposed, property injection (v2)' },
  {
    feature: 'Principal tags',
    file: 'test/stories/principal-tags.test.ts',
    test: 'principal tags are set for the whole user pool, and authenticated roles may be tagged',
  },
  { feature: 'Tags of the pool', file: 'test/stories/providers.test.ts', test: 'the pool keeps a tag’s value as text' },
  {
    feature: 'Tags of one role',
    file: 'test/stories/tags.test.ts',
    test: 'tags of one role are on that role alone, over the resource’s own',
  },
  {
    feature: 'Unique id of a default role, for `aws:userId`',
    file: 'test/stories/roles.test.ts',
    test: 'the ids of created roles are attributes of a create, an update and READ',
  },
  {
    feature: 'Check of names, ARNs, numbers of rules and pairs of properties before anything is made',
    file: 'test/core/request/validation.test.ts',
    test: 'reports every problem at once',
  },
  {
    feature: 'Import and drift detection',
    file: 'test/stories/import.test.ts',
    test: 'an imported pool keeps what no template names, and its roles outlive a delete',
  },
  {
    feature: 'Adoption: a template takes over a pool that exists',
    file: 'test/stories/adoption.test.ts',
    test: 'a pool that the template describes as it is is adopted, and nothing is written but the marks',
  },
  {
    feature: 'Read of a pool that exists',
    file: 'test/stories/import.test.ts',
    test: 'a pool with %s is read whole, and an update without a change writes nothing',
  },
  { feature: 'Developer OpenID token, on the fly' },
  {
    feature: 'Roles of user pool groups, for `Token`',
    file: 'test/local-aws/role-mappings.test.ts',
    test: 'one stack makes user pool, group, client, mapped roles, rules and tags; one update moves them all; one deletion leaves nothing',
  },
  {
    feature: 'Boundary, path, name, session duration, managed and inline policies of a role',
    file: 'test/stories/mapped-roles.test.ts',
    test: 'mapped roles take every setting of a default role, and a second update writes nothing',
  },
  {
    feature: 'One resource and one life cycle for pool, roles, mappings, tags',
    file: 'test/local-aws/role-mappings.test.ts',
    test: 'one stack makes user pool, group, client, mapped roles, rules and tags; one update moves them all; one deletion leaves nothing',
  },
  {
    feature: 'Roles created for rules, trusting this pool',
    file: 'test/stories/mapped-roles.test.ts',
    test: 'a mapped role trusts the pool from its creation, without the pool’s id in the template',
  },
  {
    feature: 'Trust policies by partition',
    file: 'test/core/rules/trust-policy.test.ts',
    test: 'guesses nothing in %s, where the sources disagree or are silent',
  },
  {
    feature: '`sts:TagSession` while principal tags are on',
    file: 'test/stories/principal-tags.test.ts',
    test: 'sts:TagSession is allowed before the first principal tags are set',
  },
  {
    feature: 'Principal tags off when they are removed',
    file: 'test/stories/principal-tags.test.ts',
    test: 'sts:TagSession is removed after the last principal tags are',
  },
  { feature: 'Classic flow and role mappings together reported' },
  {
    feature: "Each mapped provider is one of the pool's, with a name of at most 128 characters",
    file: 'test/core/request/validation.test.ts',
    test: 'lists the providers that the pool has if a mapping is for none of them',
  },
  {
    feature: 'Order of calls when a provider, its mappings and its roles change together',
    file: 'test/stories/role-mappings.test.ts',
    test: 'one update moves mappings from one provider to another, whatever changes with it',
  },
  { feature: 'Warning of a supplied role whose trust does not fit' },
  { feature: "A rule's role for one provider alone (`amr`)" },
  {
    feature: 'Rename in place, identities kept',
    file: 'test/stories/providers.test.ts',
    test: 'the pool is renamed in place and keeps its developer provider',
  },
];

const section = readFileSync('reference/comparison.md', 'utf8');
/** Cells of each row, less the header and the rule below it. */
const rows = [...section.matchAll(/^\| (.*) \|$/gm)].map(([, cells = '']) => cells.split('|').map((cell) => cell.trim())).slice(2);

it('has a table with these features, in this order', () => {
  expect(rows.map(([feature]) => feature)).toEqual(FEATURES.map(({ feature }) => feature));
  expect(rows.filter((cells) => cells.length !== 4 || cells.includes(''))).toEqual([]);
});

it.each(FEATURES.filter(({ test }) => test !== undefined))('shows $feature in a test that there is', ({ file = '', test = '' }) => {
  expect(readFileSync(file, 'utf8')).toContain(`'${test}'`);
});

it('says no where there is no test', () => {
  const untested = rows.filter((_row, index) => FEATURES[index]?.test === undefined);
  expect(untested.map(([, , , ours = '']) => /^no\b/.test(ours))).toEqual(untested.map(() => true));
});
