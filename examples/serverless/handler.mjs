/** Owns the answer: who calls, as API Gateway knows it from the caller's credentials. */
export const whoAmI = async ({ requestContext }) => ({
  statusCode: 200,
  body: JSON.stringify({ identity: requestContext.identity.cognitoIdentityId }),
});
