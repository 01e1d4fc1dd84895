/** Owns the claim behind README.md's table of features: each row of ours has a test that shows it. */
import { readFileSync } from 'node:fs';

/** What a row says, and where it is shown; without a test, the row says that this type does not have it. */
const FEATURES: readonly { readonly feature: string; readonly file?: string; readonly test?: string }[] = [
  {
    feature: '`identityPoolName`, optional, generated',
    file: 'test/stories/providers.test.ts',
    test: 'gets its generated name back when the template names it no more, and keeps it for life',
  },
  {
    feature: '`authenticatedRole`, `unauthenticatedRole` supplied',
    file: 'test/stories/roles.test.ts',
    test: 'of the %s become supplied, none, and created again',
  },
  {
    feature: 'Default roles created where none is supplied, without permissions',
    file: 'test/stories/smallest.test.ts',
    test: 'lives: made with both roles in four round trips, read, and deleted without a trace',
  },
  {
    feature: 'Roles public, for grants and added statements',
    file: 'test/stories/roles.test.ts',
    test: 'lose what the template names no more, and nothing that others put on them',
  },
  {
    feature: 'Description of a default role',
    file: 'test/stories/roles.test.ts',
    test: 'lose what the template names no more, and nothing that others put on them',
  },
  {
    feature: '`allowUnauthenticatedIdentities`, off by default',
    file: 'test/stories/providers.test.ts',
    test: 'has %s switched off by its removal, in so many words',
  },
  {
    feature: '`allowClassicFlow`',
    file: 'test/stories/providers.test.ts',
    test: 'is made with the classic flow off, not unset, and the answer does not name what the template did not',
  },
  {
    feature: '`facebook.appId`, `google.clientId`, `amazon.appId`, `apple.servicesId`',
    file: 'test/stories/providers.test.ts',
    test: 'all come to the pool as Cognito spells them, are read back less the secret, and a second look finds nothing to do',
  },
  {
    feature: '`twitter.consumerKey` and `consumerSecret`',
    file: 'test/stories/providers.test.ts',
    test: 'leave the handler by no way: no log line, answer, progress event of an end, or reason',
  },
  {
    feature: 'Digits (retired)',
    file: 'test/stories/import.test.ts',
    test: 'with %s is read whole, and an update that changes nothing writes nothing',
  },
  {
    feature: '`userPools[]`: user pool, client, server-side token check',
    file: 'test/stories/role-mappings.test.ts',
    test: 'work for a user pool of another region',
  },
  {
    feature: 'App client made where none is given',
    file: 'test/stories/app-clients.test.ts',
    test: 'has safe settings, is a provider of the pool, and is an attribute; a second look finds nothing to do',
  },
  { feature: '`bind()`, an extension point for providers' },
  {
    feature: 'Server-side token check on by default',
    file: 'test/stories/app-clients.test.ts',
    test: 'has safe settings, is a provider of the pool, and is an attribute; a second look finds nothing to do',
  },
  {
    feature: '`openIdConnectProviders[]`, `samlProviders[]`',
    file: 'test/stories/providers.test.ts',
    test: 'all come to the pool as Cognito spells them, are read back less the secret, and a second look finds nothing to do',
  },
  {
    feature: '`customProvider`, one',
    file: 'test/stories/providers.test.ts',
    test: 'goes through one developer provider’s life: set in place, and replaced only by another or by none',
  },
  {
    feature: 'One direct provider for each social service',
    file: 'test/core/rules/provider-name.test.ts',
    test: 'stores each under one string, Twitter’s with the secret',
  },
  {
    feature: '`roleMappings[]`: provider, `useToken`, `resolveAmbiguousRoles` (Deny by default), rules',
    file: 'test/stories/role-mappings.test.ts',
    test: 'deny what is ambiguous unless told otherwise',
  },
  {
    feature: '`mappingKey`, for a provider known only at deployment',
    file: 'test/stories/role-mappings.test.ts',
    test: 'come to Cognito under the provider’s name with the client, and back to the template’s form',
  },
  {
    feature: '`rules[]`: `claim`, `claimValue`, `matchType`, `mappedRole`',
    file: 'test/stories/role-mappings.test.ts',
    test: 'keep the order of their rules, which decides',
  },
  {
    feature: '`RoleMappingMatchType`: EQUALS, CONTAINS, STARTS_WITH, NOTEQUAL',
    file: 'test/core/validation.test.ts',
    test: 'what the service would refuse is refused before any call, with its path, what was given and what is allowed',
  },
  {
    feature: '`IdentityPoolProviderUrl`: login providers, `openId()`, `saml()`, `userPool()`, `custom()`',
    file: 'test/stories/role-mappings.test.ts',
    test: 'are read back in the form in which they were written: %s',
  },
  { feature: '`IdentityPoolProviderType`' },
  {
    feature: '`addUserPoolAuthentication()` afterwards',
    file: 'test/stories/app-clients.test.ts',
    test: 'stands beside given ones, one in each user pool, in the order of the template',
  },
  {
    feature: '`addRoleMappings()` afterwards',
    file: 'test/stories/role-mappings.test.ts',
    test: 'stay when only a default role changes, and go alone',
  },
  {
    feature: '`fromIdentityPoolId()`, `fromIdentityPoolArn()`',
    file: 'test/stories/import.test.ts',
    test: 'with %s is read whole, and an update that changes nothing writes nothing',
  },
  {
    feature: '`identityPoolId`, `identityPoolArn`, `identityPoolName`',
    file: 'test/stories/settings.test.ts',
    test: 'say how roles trust Cognito where AWS’s pages do not agree',
  },
  { feature: 'Cognito Sync: push, events, streams' },
  { feature: '`roleAttachment` exposed, property injection (v2)' },
  {
    feature: 'Principal tags',
    file: 'test/stories/principal-tags.test.ts',
    test: 'are set for the user pool as a whole, let every signed-in role be tagged, and are read back',
  },
  { feature: 'Tags of the pool', file: 'test/stories/providers.test.ts', test: 'keeps a tag’s value as the text that it is' },
  {
    feature: 'Check of names, ARNs, numbers of rules and pairs of properties before anything is made',
    file: 'test/core/validation.test.ts',
    test: 'tells every problem at once',
  },
  {
    feature: 'Import and drift detection',
    file: 'test/stories/import.test.ts',
    test: 'keeps what the template does not name, and its roles are never touched, not even when it is deleted',
  },
  {
    feature: 'Read of a pool that exists',
    file: 'test/stories/import.test.ts',
    test: 'with %s is read whole, and an update that changes nothing writes nothing',
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
    test: 'take every setting of a default role, are read back, and are not touched by an update that changes nothing',
  },
  {
    feature: 'One resource and one life for pool, roles, mappings and tags',
    file: 'test/local-aws/role-mappings.test.ts',
    test: 'one stack makes user pool, group, client, mapped roles, rules and tags; one update moves them all; one deletion leaves nothing',
  },
  {
    feature: 'Roles created for rules, trusting this pool',
    file: 'test/stories/mapped-roles.test.ts',
    test: 'trust the pool from birth, so that no template needs its id for them',
  },
  {
    feature: 'Trust policies by partition',
    file: 'test/core/rules/trust-policy.test.ts',
    test: 'guesses nothing in %s, where the sources disagree or are silent',
  },
  {
    feature: '`sts:TagSession` while principal tags are on',
    file: 'test/stories/principal-tags.test.ts',
    test: 'come after sts:TagSession',
  },
  {
    feature: 'Principal tags off when they are removed',
    file: 'test/stories/principal-tags.test.ts',
    test: 'take sts:TagSession with them when the last goes, after it has gone',
  },
  { feature: 'Classic flow and role mappings together told' },
  {
    feature: "Each mapped provider is one of the pool's, with a name of at most 128 characters",
    file: 'test/core/validation.test.ts',
    test: 'lists the providers that the pool has where a mapping is for none of them',
  },
  {
    feature: 'Order of calls when a provider, its mappings and its roles change together',
    file: 'test/stories/role-mappings.test.ts',
    test: 'takes one update, whatever changed with it',
  },
  { feature: 'Warning of a supplied role whose trust does not fit' },
  { feature: "A rule's role for one provider alone (`amr`)" },
  {
    feature: 'Rename in place, identities kept',
    file: 'test/stories/providers.test.ts',
    test: 'is renamed in place and keeps its developer provider',
  },
];

const section =
  /^## What it does, beside the CDK construct and the native types\n(.*?)^## /ms.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
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
