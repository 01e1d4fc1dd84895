import type { EntryPoint } from './names';

/** What AWS counts in one run; the user agrees to it before the run. Prices change and differ by region; amounts do not. */
export const costsOf = (entryPoint: EntryPoint): readonly string[] => [
  'One run uses, and AWS may charge for:',
  '  Amazon Cognito   one monthly active user of a user pool; identity pools are free',
  '  AWS Lambda       fewer than 10 calls of a function with 256 MB',
  ...(entryPoint === 'registry-type' ? ['  CloudFormation   fewer than 40 handler operations of a private registry type'] : []),
  '  Amazon S3        fewer than 50 requests, and less than 1 MB for the time of the run',
  '  CloudWatch Logs  less than 1 MB',
  'CloudFormation stacks and IAM are free. In an account within its free tiers nothing is charged, and elsewhere a few US cents at most.',
];
