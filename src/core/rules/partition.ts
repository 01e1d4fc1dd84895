import { partition } from '@aws-sdk/util-endpoints';
import type { Settings } from '../settings';

export const partitionOf = (region: string): string => partition(region).name;

/** Such as `amazonaws.com`. */
export const dnsSuffixOf = (region: string): string => partition(region).dnsSuffix;

/** How a trust policy names Cognito. */
export interface TrustAnchor {
  /** The federated principal. */
  readonly principal: string;
  /** What its condition keys begin with. */
  readonly conditionPrefix: string;
}

/**
 * undefined where AWS's own pages disagree or are silent and no setting decides (China's condition keys, the European Sovereign Cloud,
 * the isolated partitions): a guess would deploy and never let anyone sign in.
 * Sources: Cognito developer guide, "Role trust and permissions"; GovCloud user guide, "Amazon Cognito"; Amazon Web Services in China, "Amazon Cognito".
 */
export const trustAnchorOf = (region: string, { trustPrincipal, trustConditionPrefix }: Settings): TrustAnchor | undefined => {
  const known = knownAnchor(region);
  const principal = trustPrincipal ?? known.principal;
  const conditionPrefix = trustConditionPrefix ?? trustPrincipal ?? known.conditionPrefix;
  return principal === undefined || conditionPrefix === undefined ? undefined : { principal, conditionPrefix };
};

/**
 * @throws Error if nothing is known for the region: validation has refused a created role there.
 */
export function requireTrustAnchor(region: string, settings: Settings): TrustAnchor {
  const anchor = trustAnchorOf(region, settings);
  if (anchor === undefined) throw new Error(`no trust principal is known for ${region}`);
  return anchor;
}

const knownAnchor = (region: string): Partial<TrustAnchor> => {
  switch (partitionOf(region)) {
    case 'aws':
      return sameName('cognito-identity.amazonaws.com');
    case 'aws-us-gov':
      return sameName(region === 'us-gov-west-1' ? 'cognito-identity-us-gov.amazonaws.com' : `cognito-identity.${region}.amazonaws.com`);
    case 'aws-cn':
      // The China role page prints this principal beside condition keys of another name; which of them works is not settled.
      return { principal: `cognito-identity.${region}.amazonaws.com.cn` };
    default:
      return {};
  }
};

const sameName = (name: string): TrustAnchor => ({ principal: name, conditionPrefix: name });
