/** Owns what differs by region: the partition, its DNS suffix, and the name under which roles trust Cognito there. */
import { partition } from '@aws-sdk/util-endpoints';

export const partitionOf = (region: string): string => partition(region).name;

/** Such as `amazonaws.com`. */
export const dnsSuffixOf = (region: string): string => partition(region).dnsSuffix;

/**
 * The federated principal of a trust policy, which is also the prefix of its condition keys.
 * undefined where AWS's own pages disagree or are silent (China, the European Sovereign Cloud, the isolated partitions): a guess would deploy and never let anyone sign in.
 * Sources: Cognito developer guide, "Role trust and permissions"; GovCloud user guide, "Amazon Cognito".
 */
export const trustPrincipalOf = (region: string): string | undefined => {
  switch (partitionOf(region)) {
    case 'aws':
      return 'cognito-identity.amazonaws.com';
    case 'aws-us-gov':
      return region === 'us-gov-west-1' ? 'cognito-identity-us-gov.amazonaws.com' : `cognito-identity.${region}.amazonaws.com`;
    default:
      return undefined;
  }
};
