/**
 * What the two session policies of the enhanced flow allow guests, whatever their role allows: the inline one, and
 * AmazonCognitoUnAuthedIdentitiesSessionPolicy. Patterns in lower case.
 * Sources: Cognito developer guide, "IAM roles", services that unauthenticated identities can access; managed policy reference.
 */
export const ENHANCED_FLOW: readonly string[] = [
  ...['appsync', 'cloudwatch', 'codewhisperer', 'cognito-identity', 'cognito-idp', 'cognito-sync', 'comprehend', 'dynamodb'],
  ...['execute-api', 'firehose', 'gamelift', 'iot', 'kinesis', 'lambda', 'lex', 'logs', 'machinelearning', 'mobileanalytics'],
  ...['mobiletargeting', 'personalize', 'polly', 'rekognition', 's3', 'sdb', 'ses', 'sns', 'sqs', 'transcribe', 'translate'],
]
  .map((service) => `${service}:*`)
  .concat(
    ['rum:putrumevents', 'sagemaker:invokeendpoint', 'textract:detectdocumenttext', 'textract:analyzedocument'],
    ['geo:getmap*', 'geo:listmaps', 'geo:searchplaceindex*', 'geo:getplace', 'geo:calculateroute*', 'geo:*geofence', 'geo:*geofences'],
    ['geo:*deviceposition*', 'kms:encrypt', 'kms:decrypt', 'kms:reencryptto', 'kms:reencryptfrom', 'kms:generatedatakey'],
    ['kms:generatedatakeypair', 'kms:generatedatakeypairwithoutplaintext', 'kms:generatedatakeywithoutplaintext'],
  );

/** Amazon Location's guide lets guests do these, and neither of the two session policies names them. */
export const DISPUTED: readonly string[] = ['geo-maps:*', 'geo-places:*', 'geo-routes:*'];
