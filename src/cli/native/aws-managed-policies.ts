import type { PolicyDocument } from '../../core/state';

const allow = (...statements: readonly object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })),
});

/** Policies of AWS whose whole point is a wide permission that does not change (AWS managed policy reference). The others change, and are not known here. */
const DOCUMENTS: Readonly<Record<string, PolicyDocument>> = {
  AdministratorAccess: allow({ Action: '*' }),
  AmazonS3FullAccess: allow({ Action: ['s3:*', 's3-object-lambda:*'] }),
  IAMFullAccess: allow({ Action: ['iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization'] }),
  PowerUserAccess: allow({ NotAction: ['iam:*', 'organizations:*', 'account:*'] }),
};

/** undefined: not one of those that are known here. */
export function awsManagedPolicy(arn: string): PolicyDocument | undefined {
  const name = /^arn:[^:]+:iam::aws:policy\/(\w+)$/.exec(arn)?.[1] ?? '';
  return Object.hasOwn(DOCUMENTS, name) ? DOCUMENTS[name] : undefined;
}
