export const PLANTED_WORD = 'planted-';

export const PLANTED = {
  accessKeyId: 'AKIA-planted-access-key',
  secretAccessKey: 'planted-secret-key',
  sessionToken: 'planted-session-token',
  responseUrl: 'https://answers.s3.us-east-1.amazonaws.com/?X-Amz-Signature=planted-response-url',
  bearerToken: 'planted-bearer-token',
  consumerSecret: 'planted-consumer-secret',
  providerSecretKey: 'planted-provider-secret',
  providerSessionToken: 'planted-provider-token',
} as const;

export const CALLER_CREDENTIALS = {
  accessKeyId: PLANTED.accessKeyId,
  secretAccessKey: PLANTED.secretAccessKey,
  sessionToken: PLANTED.sessionToken,
};
