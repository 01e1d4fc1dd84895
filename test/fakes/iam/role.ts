/** Shared by the operations on roles: member constraints, finding a role, managed policy ARNs and pages. */
import { needed, text, whole } from '../constraints';
import { Refusal } from '../operation';
import { pageOf } from '../paging';
import type { FakeRole, World } from '../world';

export const roleNameShape = needed(text({ max: 64, pattern: String.raw`[\w+=,.@-]+` }));
export const policyNameShape = needed(text({ max: 128, pattern: String.raw`[\w+=,.@-]+` }));
export const policyArnShape = needed(text({ min: 20, max: 2048 }));
export const documentShape = needed(text({ max: 131_072, pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+` }));
export const pathPrefixShape = text({ max: 512, pattern: String.raw`\u002F[\u0021-\u007F]*` });
/** Lists of policies are asked by whole paths, lists of roles by any beginning of one (service model). */
export const policyPathShape = text({ max: 512, pattern: String.raw`((/[A-Za-z0-9.,+@=_-]+)*)/` });

export const pagingMembers = {
  Marker: text({ max: 320, pattern: String.raw`[\u0020-\u00FF]+` }),
  MaxItems: whole({ min: 1, max: 1000 }),
};

export const noSuchEntity = (message: string): Refusal => new Refusal('NoSuchEntityException', message);
export const invalidInput = (message: string): Refusal => new Refusal('InvalidInputException', message);
export const limitExceeded = (message: string): Refusal => new Refusal('LimitExceededException', message);

export const roleNamed = (world: World, name: string): FakeRole => {
  const role = world.roles.get(name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
};

/** The role, for an operation that changes it: roles linked to a service are AWS's alone. */
export const changeableRole = (world: World, name: string): FakeRole => {
  const role = roleNamed(world, name);
  if (role.path.startsWith('/aws-service-role/')) {
    throw new Refusal(
      'UnmodifiableEntityException',
      `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
    );
  }
  return role;
};

export const checkManagedPolicy = (world: World, arn: string, absent: string): void => {
  const form = new RegExp(String.raw`^arn:${world.partition}:iam::(?:aws|${world.accountId}):policy/(?:[\x21-\x7e]+/)?[\w+=,.@-]{1,128}$`);
  if (!form.test(arn)) throw invalidInput(`ARN ${arn} is not valid.`);
  if (world.missingPolicies.has(arn)) throw noSuchEntity(absent);
};

/** IAM may answer with fewer than asked for, and says so by IsTruncated alone. */
export const iamPage = <Item>(
  world: World,
  items: readonly Item[],
  { Marker, MaxItems = 100 }: { Marker?: string | undefined; MaxItems?: number | undefined },
): { items: readonly Item[]; rest: { IsTruncated: boolean; Marker?: string } } => {
  const page = pageOf(items, Math.min(MaxItems, world.quotas.pageSize), Marker);
  if (page === undefined) throw new Refusal('ValidationError', 'Invalid Marker.');
  return {
    items: page.items,
    rest: page.nextToken === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: page.nextToken },
  };
};

/** RFC 3986, as IAM answers documents: stricter than encodeURIComponent, which leaves five characters alone. */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
