import type { LambdaContext } from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import { defined } from '../core/defined';
import { IdentityPoolWithRoles, NO_TOKEN, type ResourceOptions } from './identity-pool-with-roles';

export type Entrypoint = (event: unknown, context: Partial<LambdaContext>) => Promise<object>;

export const createResource = (options: ResourceOptions): { readonly entrypoint: Entrypoint; readonly testEntrypoint: Entrypoint } => {
  const entrypoint: Entrypoint = (raw, context) => {
    const event = asRecord(raw);
    const requestData = asRecord(event['requestData']);
    const invocation = defined({
      previousProperties: requestData['previousResourceProperties'] ?? undefined,
      stackTags: requestData['stackTags'],
      previousStackTags: requestData['previousStackTags'],
      stackId: asText(event['stackId']),
      nextToken: asText(event['nextToken']),
      remainingTime: remainingTimeOf(context),
    });
    const resource = new IdentityPoolWithRoles(options, { properties: requestData['resourceProperties'], ...invocation });
    return resource.entrypoint(
      {
        ...event,
        bearerToken: asText(event['bearerToken']) ?? NO_TOKEN,
        requestData: withoutProperties(withUsableCredentials(requestData)),
      },
      context as LambdaContext,
    );
  };
  // The library's own test entry point prints the event, with properties and credentials.
  return { entrypoint, testEntrypoint: (raw, context) => entrypoint(toEvent(asRecord(raw)), context) };
};

/** They go round the library, whose models would drop what they do not know and refuse the rest in words of their own. */
const withoutProperties = (requestData: Fields): Fields => ({
  ...requestData,
  resourceProperties: {},
  previousResourceProperties: {},
  stackTags: {},
  previousStackTags: {},
});

/** An empty text among credentials or for a token would be taken for one, and the library's log filter would put its mark between all characters of every line. */
const withUsableCredentials = (requestData: Fields): Fields => ({
  ...requestData,
  callerCredentials: usable(requestData['callerCredentials']),
  providerCredentials: usable(requestData['providerCredentials']),
});

const usable = (raw: unknown): Fields | null => {
  const { accessKeyId, secretAccessKey, sessionToken } = asRecord(raw);
  if (asText(accessKeyId) === undefined || asText(secretAccessKey) === undefined) return null;
  return defined({ accessKeyId, secretAccessKey, sessionToken: asText(sessionToken) });
};

/** What `sam local invoke` and the AWS docs call a test event, as the event that CloudFormation would send. */
const toEvent = ({ credentials, action, request: rawRequest, callbackContext, region }: Fields): Fields => {
  const request = asRecord(rawRequest);
  return {
    action,
    callbackContext,
    region: region ?? request['region'],
    awsAccountId: request['awsAccountId'],
    bearerToken: request['clientRequestToken'],
    nextToken: request['nextToken'],
    requestData: {
      callerCredentials: credentials,
      resourceProperties: request['desiredResourceState'],
      previousResourceProperties: request['previousResourceState'],
      logicalResourceId: request['logicalResourceIdentifier'],
      stackTags: request['desiredResourceTags'],
      previousStackTags: request['previousResourceTags'],
    },
  };
};

type Fields = Readonly<Record<string, unknown>>;

const asRecord = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Absent where something else than Lambda calls. */
const remainingTimeOf = (context: Partial<LambdaContext> | undefined): number | undefined => context?.getRemainingTimeInMillis?.();
