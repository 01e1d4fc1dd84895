/** What an action does for whoever may use it. Not a list of all actions: what is not here is judged by its verb. */

export type Harm =
  /** Gives more rights than it needs: keys, roles, code that runs with another role. */
  | 'takeover'
  /** Reads secrets, or acts as an administrator of users. */
  | 'secrets'
  /** Creates, changes or deletes resources. */
  | 'control'
  /** Reads or writes what is in them. */
  | 'data'
  /** Costs money, by the call. */
  | 'cost'
  /** Describes and lists. */
  | 'inspect'
  | 'none';

/** From the worst to the least. */
export const HARMS: readonly Harm[] = ['takeover', 'secrets', 'control', 'data', 'cost', 'inspect', 'none'];

function of(service: string, ...actions: readonly string[]): string[] {
  return actions.map((action) => `${service}:${action}`);
}

const TAKEOVER = [
  ...of('iam', 'createaccesskey', 'createloginprofile', 'updateloginprofile', 'createpolicyversion', 'setdefaultpolicyversion'),
  ...of('iam', 'attachuserpolicy', 'attachgrouppolicy', 'attachrolepolicy', 'putuserpolicy', 'putgrouppolicy', 'putrolepolicy'),
  ...of('iam', 'addusertogroup', 'updateassumerolepolicy', 'createuser', 'createrole', 'deleterolepermissionsboundary'),
  ...of('iam', 'createservicespecificcredential', 'deactivatemfadevice', 'createopenidconnectprovider', 'updatesamlprovider'),
  ...of('sts', 'assumerole', 'getfederationtoken'),
  ...of('lambda', 'updatefunctioncode', 'updatefunctionconfiguration', 'addpermission', 'createfunction'),
  ...of('ssm', 'sendcommand', 'startsession', 'startautomationexecution'),
  ...of('cloudformation', 'createstack', 'updatestack', 'executechangeset'),
  ...of('codebuild', 'startbuild', 'createproject', 'updateproject'),
  ...of('glue', 'createdevendpoint', 'updatedevendpoint', 'createjob'),
  ...of('sagemaker', 'createnotebookinstance', 'createpresignednotebookinstanceurl', 'createprocessingjob'),
  ...of('datapipeline', 'putpipelinedefinition'),
  ...of('organizations', 'inviteaccounttoorganization', 'detachpolicy', 'leaveorganization'),
];

const SECRETS = [
  ...of('secretsmanager', 'getsecretvalue', 'batchgetsecretvalue', 'putresourcepolicy'),
  ...of('ssm', 'getparameter', 'getparameters', 'getparametersbypath'),
  ...of('cognito-idp', 'adminsetuserpassword', 'admincreateuser', 'adminaddusertogroup', 'adminupdateuserattributes', 'admininitiateauth'),
];

/** Of the services whose everyday use is reading and writing data: what changes the resource itself. */
const CONTROL = [
  ...of('s3', 'deletebucket', 'putbucketpolicy', 'deletebucketpolicy', 'putbucketacl', 'putlifecycleconfiguration'),
  ...of('dynamodb', 'deletetable', 'createtable', 'updatetable', 'deletebackup', 'exporttabletopointintime'),
  ...of('sqs', 'deletequeue', 'setqueueattributes', 'addpermission'),
  ...of('sns', 'deletetopic', 'settopicattributes', 'addpermission'),
  ...of('kinesis', 'deletestream', 'createstream'),
  ...of('firehose', 'deletedeliverystream', 'createdeliverystream', 'updatedestination'),
  ...of('lambda', 'deletefunction'),
  ...of('logs', 'deleteloggroup', 'deletelogstream', 'putretentionpolicy'),
  ...of('es', 'deletedomain', 'updatedomainconfig', 'updateelasticsearchdomainconfig', 'deleteelasticsearchdomain'),
  ...of('iot', 'createpolicy', 'attachpolicy', 'createkeysandcertificate', 'deletething', 'updateindexingconfiguration'),
  ...of('appsync', 'deletegraphqlapi', 'updategraphqlapi', 'createapikey'),
  ...of('cognito-idp', 'deleteuserpool', 'updateuserpool', 'updateuserpoolclient', 'createuserpoolclient', 'admindeleteuser'),
  ...of('cognito-identity', 'deleteidentitypool', 'updateidentitypool', 'setidentitypoolroles', 'deleteidentities'),
  ...of('ses', 'createemailidentity', 'deleteidentity', 'putidentitypolicy'),
  ...of('mobiletargeting', 'deleteapp', 'createapp', 'createcampaign'),
  ...of('sdb', 'deletedomain', 'createdomain'),
  ...of('kms', 'schedulekeydeletion', 'disablekey', 'creategrant', 'putkeypolicy'),
  ...of('cloudwatch', 'deletealarms', 'putdashboard', 'deletedashboards'),
  ...of('iam', 'passrole'),
  ...of('rekognition', 'deletecollection', 'deletefaces', 'createcollection'),
  ...of('lex', 'deletebot', 'putbot', 'createbot'),
  ...of('comprehend', 'deletedocumentclassifier', 'createendpoint'),
];

const DATA = [
  ...of('s3', 'getobject', 'getobjectversion', 'putobject', 'deleteobject', 'listbucket', 'putobjectacl'),
  ...of('dynamodb', 'scan', 'query', 'getitem', 'batchgetitem', 'putitem', 'updateitem', 'deleteitem', 'batchwriteitem'),
  ...of('dynamodb', 'partiqlselect', 'partiqlinsert', 'partiqlupdate', 'partiqldelete', 'getrecords'),
  ...of('lambda', 'invokefunction', 'invokeasync', 'invokefunctionurl', 'getfunction'),
  ...of('execute-api', 'invoke', 'manageconnections'),
  ...of('appsync', 'graphql', 'eventconnect', 'eventpublish', 'eventsubscribe'),
  ...of('sqs', 'receivemessage', 'sendmessage', 'deletemessage', 'purgequeue'),
  ...of('sns', 'publish', 'subscribe'),
  ...of('kinesis', 'getrecords', 'putrecord', 'putrecords', 'getsharditerator'),
  ...of('firehose', 'putrecord', 'putrecordbatch'),
  ...of('es', 'eshttpget', 'eshttppost', 'eshttpput', 'eshttpdelete', 'eshttphead', 'eshttppatch'),
  ...of('aoss', 'apiaccessall', 'dashboardsaccessall'),
  ...of('iot', 'connect', 'publish', 'subscribe', 'receive', 'getthingshadow', 'updatethingshadow'),
  ...of('logs', 'getlogevents', 'filterlogevents', 'startquery'),
  ...of('ses', 'sendemail', 'sendrawemail'),
  ...of('sdb', 'select', 'getattributes', 'putattributes', 'deleteattributes'),
  ...of('rds-data', 'executestatement', 'batchexecutestatement'),
  ...of('redshift-data', 'executestatement', 'getstatementresult'),
  ...of('athena', 'startqueryexecution', 'getqueryresults'),
  ...of('codecommit', 'gitpull', 'gitpush', 'getfile', 'putfile'),
  ...of('timestream', 'select', 'writerecords'),
  ...of('kms', 'decrypt'),
  ...of('cognito-idp', 'listusers', 'admingetuser', 'listusersingroup'),
  ...of('mobiletargeting', 'sendmessages', 'sendusersmessages', 'getendpoint'),
  ...of('geo', 'getdeviceposition', 'getdevicepositionhistory', 'listdevicepositions', 'batchgetdeviceposition'),
];

const COST = [
  ...of('kms', 'encrypt', 'generatedatakey', 'generatedatakeypair'),
  ...of('bedrock', 'invokemodel', 'invokemodelwithresponsestream', 'invokeagent', 'retrieve', 'retrieveandgenerate'),
  ...of('sagemaker', 'invokeendpoint'),
];

/** Made for apps: they work on what the caller sends, or take in its measurements. */
export const HARMLESS: readonly string[] = [
  ...['polly', 'translate', 'transcribe', 'mobileanalytics', 'cognito-sync', 'machinelearning', 'geo-maps', 'geo-places', 'geo-routes'],
]
  .map((service) => `${service}:*`)
  .concat(
    of('rum', 'putrumevents'),
    of('mobiletargeting', 'putevents', 'updateendpoint', 'updateendpointsbatch'),
    of('textract', 'detectdocumenttext', 'analyzedocument', 'analyzeexpense', 'analyzeid'),
    of(
      'geo',
      'getmap*',
      'listmaps',
      'searchplaceindex*',
      'getplace',
      'calculateroute*',
      'batchupdatedeviceposition',
      'batchevaluategeofences',
    ),
    of('logs', 'createlogstream', 'createloggroup', 'putlogevents', 'describeloggroups', 'describelogstreams'),
    of('cloudwatch', 'putmetricdata'),
    of('xray', 'puttracesegments', 'puttelemetryrecords'),
    of('cognito-identity', 'getid', 'getcredentialsforidentity', 'getopenidtoken', 'unlinkidentity'),
    of('cognito-idp', 'getuser', 'initiateauth', 'signup', 'confirmsignup', 'respondtoauthchallenge', 'forgotpassword'),
    of('sts', 'getcalleridentity', 'assumerolewithwebidentity', 'tagsession'),
    of('kinesisvideo', 'getdataendpoint', 'getmedia', 'connectasviewer', 'getsignalingchannelendpoint', 'geticeserverconfig'),
    of('lex', 'posttext', 'postcontent', 'recognizetext', 'recognizeutterance', 'startconversation', '*session'),
    of('rekognition', 'detect*', 'recognize*', 'compare*', 'search*', 'startfacelivenesssession', 'createfacelivenesssession'),
    of('comprehend', 'detect*', 'batchdetect*', 'contains*', 'classifydocument'),
    of('personalize', 'getrecommendations', 'getpersonalizedranking'),
    of('personalize-events', 'put*'),
  );

/** Whose control is worth little to an attacker: no data of others, no other rights. */
export const APP_SERVICES: readonly string[] = [
  'execute-api',
  'rekognition',
  'lex',
  'comprehend',
  'personalize',
  'geo',
  'mobiletargeting',
  'gamelift',
  'rum',
];

/** A thing's policy in AWS IoT is asked too, for everybody who signed in (AWS IoT developer guide, "Amazon Cognito identities"). */
export const ASKED_AGAIN_OF_USERS: readonly string[] = of('iot', 'connect', 'publish', 'subscribe', 'receive', '*shadow*');

export const KNOWN_ACTIONS: readonly (readonly [harm: Harm, actions: readonly string[]])[] = [
  ['takeover', TAKEOVER],
  ['secrets', SECRETS],
  ['control', CONTROL],
  ['data', DATA],
  ['cost', COST],
];

/** Of an action that no list names, such as `ec2:DescribeInstances`. */
export function harmByVerb(action: string): Harm {
  return /:(describe|list|get|search|batchget|check|view|lookup)/.test(action) ? 'inspect' : 'control';
}
