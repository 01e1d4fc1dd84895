/** What the names of all that the smoke test makes begin with; short enough for the names of roles not to be cut. */
export const NAME = 'identity-pool-smoke';

export const TYPE_NAME = 'Community::Cognito::IdentityPoolWithRoles';

export const STACKS = {
  provider: NAME,
  app: `${NAME}-app`,
  refused: `${NAME}-refused`,
  /** Makes the pool that is kept when its stack goes. */
  before: `${NAME}-kept`,
  imported: `${NAME}-moved`,
} as const;

/** Which template authors import; one in each region. */
export const EXPORT = 'IdentityPoolWithRoles-ServiceToken';

/** The example's parameter; the second is what the update sets. */
export const POOL_NAMES = { first: NAME, second: `${NAME}-renamed` } as const;

export const bucketName = ({ accountId, region }: { readonly accountId: string; readonly region: string }): string =>
  `${NAME}-${accountId}-${region}`;

/** Whether a name says that the smoke test made it. CloudFormation and the resource put the stack's name first, pools with underscores. */
export const isOurs = (name: string): boolean => name.replaceAll('_', '-').replace(/^.*\//, '').startsWith(NAME);

export const ENTRY_POINTS = ['custom-resource', 'registry-type'] as const;
export type EntryPoint = (typeof ENTRY_POINTS)[number];
