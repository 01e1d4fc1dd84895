import { ListTypesCommand, paginateDescribeStacks, paginateListExports } from '@aws-sdk/client-cloudformation';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListIdentityPools } from '@aws-sdk/client-cognito-identity';
import { paginateListUserPools } from '@aws-sdk/client-cognito-identity-provider';
import { paginateListPolicies, paginateListRoles } from '@aws-sdk/client-iam';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import type { Clients } from './account';

/** The names of what there is, by kind. Roles, policies and buckets are the account's; all else is the region's. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** @param withTypes whether this AWS has a registry of types. */
export async function takeInventory(clients: Clients, { withTypes }: { readonly withTypes: boolean }): Promise<Inventory> {
  const { cloudFormation, cognitoIdentity, userPools, iam, lambda, logs, s3 } = clients;
  const kinds: Readonly<Record<string, () => Promise<string[]>>> = {
    stacks: () =>
      named(paginateDescribeStacks({ client: cloudFormation }, {}), ({ Stacks }) =>
        Stacks?.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(({ StackName }) => StackName),
      ),
    exports: () => named(paginateListExports({ client: cloudFormation }, {}), ({ Exports }) => Exports?.map(({ Name }) => Name)),
    'registered types': () => (withTypes ? registeredTypes(clients) : Promise.resolve([])),
    'identity pools': () =>
      named(paginateListIdentityPools({ client: cognitoIdentity }, { MaxResults: 60 }), ({ IdentityPools }) =>
        IdentityPools?.map(({ IdentityPoolName = '', IdentityPoolId = '' }) => `${IdentityPoolName} (${IdentityPoolId})`),
      ),
    'user pools': () =>
      named(paginateListUserPools({ client: userPools }, { MaxResults: 60 }), ({ UserPools }) =>
        UserPools?.map(({ Name = '', Id = '' }) => `${Name} (${Id})`),
      ),
    roles: () =>
      named(paginateListRoles({ client: iam }, {}), ({ Roles }) => Roles?.map(({ Path = '/', RoleName = '' }) => `${Path}${RoleName}`)),
    policies: () =>
      named(paginateListPolicies({ client: iam }, { Scope: 'Local' }), ({ Policies }) => Policies?.map(({ PolicyName }) => PolicyName)),
    functions: () =>
      named(paginateListFunctions({ client: lambda }, {}), ({ Functions }) => Functions?.map(({ FunctionName }) => FunctionName)),
    'log groups': () =>
      named(paginateDescribeLogGroups({ client: logs }, {}), ({ logGroups }) => logGroups?.map(({ logGroupName }) => logGroupName)),
    buckets: () => s3.send(new ListBucketsCommand({})).then(({ Buckets = [] }) => Buckets.flatMap(({ Name }) => Name ?? []).sort()),
  };
  // One kind after another: a large account throttles who asks for all at once.
  const inventory: Record<string, readonly string[]> = {};
  for (const [kind, names] of Object.entries(kinds)) inventory[kind] = await names();
  return inventory;
}

async function named<Page>(pages: AsyncIterable<Page>, namesOf: (page: Page) => (string | undefined)[] | undefined): Promise<string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...(namesOf(page) ?? []).filter((name) => name !== undefined));
  return names.sort();
}

async function registeredTypes({ cloudFormation }: Clients): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.send(new ListTypesCommand({ Visibility: 'PRIVATE', Type: 'RESOURCE', NextToken }));
    names.push(...(page.TypeSummaries ?? []).flatMap(({ TypeName }) => TypeName ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names.sort();
}

export interface Difference {
  readonly kind: string;
  readonly name: string;
  readonly change: 'is new' | 'is gone';
}

export const differences = (before: Inventory, after: Inventory): readonly Difference[] =>
  Object.keys({ ...before, ...after }).flatMap((kind) => [
    ...without(after[kind], before[kind]).map((name) => ({ kind, name, change: 'is new' as const })),
    ...without(before[kind], after[kind]).map((name) => ({ kind, name, change: 'is gone' as const })),
  ]);

const without = (these: readonly string[] = [], those: readonly string[] = []): readonly string[] =>
  these.filter((name) => !those.includes(name));
