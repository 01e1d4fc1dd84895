import { build, parse, validate } from '@aws-sdk/util-arn-parser';
import type { IdentityPoolId, RoleArn } from '../state';
import { partitionOf } from './partition';

export interface Account {
  readonly region: string;
  readonly accountId: string;
}

/** The pool id has a colon of its own: never split this ARN at colons. */
export const poolArnOf = ({ region, accountId }: Account, poolId: IdentityPoolId): string =>
  build({ partition: partitionOf(region), service: 'cognito-identity', region, accountId, resource: `identitypool/${poolId}` });

export const roleArnOf = ({ region, accountId }: Account, path: string, name: string): RoleArn =>
  build({ partition: partitionOf(region), service: 'iam', region: '', accountId, resource: `role${path}${name}` });

export const roleNameOf = (arn: RoleArn): string => {
  const { resource } = parse(arn);
  return resource.slice(resource.lastIndexOf('/') + 1);
};

/** `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/GUID`; undefined: the text is not the ARN of a stack. */
export function stackNameOf(stackId: string | undefined): string | undefined {
  if (stackId === undefined || !validate(stackId)) return undefined;
  const [kind, name] = parse(stackId).resource.split('/');
  return kind === 'stack' && name !== '' ? name : undefined;
}

/** Such as `/` or `/app/`. */
export const rolePathOf = (arn: RoleArn): string => {
  const { resource } = parse(arn);
  return resource.slice('role'.length, resource.lastIndexOf('/') + 1);
};
