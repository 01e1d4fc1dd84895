export const whoAmI = async ({ requestContext }) => ({
  statusCode: 200,
  body: JSON.stringify({ identity: requestContext.identity.cognitoIdentityId }),
});
