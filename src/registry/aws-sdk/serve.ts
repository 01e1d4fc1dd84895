import * as all from './all';
import CloudWatch from './cloudwatch';
import CloudWatchLogs from './cloudwatchlogs';
import S3 from './s3';

/**
 * What the build serves to the runtime library in place of aws-sdk v2, by module. The library asks for it by `require`, from which esbuild could leave
 * nothing out: the modules are read from here, so that of the SDK's clients only the used part is in the bundle.
 */
Object.assign(globalThis, {
  identityPoolWithRolesAwsSdk: {
    all,
    cloudwatch: { default: CloudWatch },
    cloudwatchlogs: { default: CloudWatchLogs },
    s3: { default: S3 },
  },
});
