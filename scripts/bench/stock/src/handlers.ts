/**
 * What the benchmark measures against: the handlers of `cfn init` for TypeScript, with the least that makes a pool and two roles filled in.
 * It is compiled and packed as that template does it. It has none of this project's safety: no mark, no repeat, no roll back.
 */
import {
  Action,
  BaseResource,
  exceptions,
  handlerEvent,
  LoggerProxy,
  OperationStatus,
  Optional,
  ProgressEvent,
  ResourceHandlerRequest,
  SessionProxy,
} from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import { CognitoIdentityClient, CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ResourceModel, TypeConfigurationModel } from './models';

type Progress = ProgressEvent<ResourceModel, Record<string, unknown>>;

const trustPolicyFor = (poolId: string, kind: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': poolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
        },
      },
    ],
  });

class Resource extends BaseResource<ResourceModel, TypeConfigurationModel> {
  @handlerEvent(Action.Create)
  public async create(
    session: Optional<SessionProxy>,
    request: ResourceHandlerRequest<ResourceModel>,
    _callbackContext: Record<string, unknown>,
    logger: LoggerProxy,
    _typeConfiguration: TypeConfigurationModel,
  ): Promise<Progress> {
    const model = new ResourceModel(request.desiredResourceState);
    const progress = ProgressEvent.progress<Progress>(model);
    try {
      const { credentials, region } = session.configuration as { credentials: { accessKeyId: string; secretAccessKey: string }; region: string };
      const configuration = { credentials: { ...credentials }, region };
      const cognitoIdentity = new CognitoIdentityClient(configuration);
      const iam = new IAMClient(configuration);
      const { IdentityPoolId: poolId } = await cognitoIdentity.send(
        new CreateIdentityPoolCommand({ IdentityPoolName: 'stock', AllowUnauthenticatedIdentities: false }),
      );
      logger.log(`created ${poolId}`);
      const [authenticated, unauthenticated] = await Promise.all(
        ['authenticated', 'unauthenticated'].map(async (kind) => {
          const AssumeRolePolicyDocument = trustPolicyFor(poolId, kind);
          const { Role } = await iam.send(new CreateRoleCommand({ RoleName: `stock-${kind}`, AssumeRolePolicyDocument }));
          return Role.Arn;
        }),
      );
      await cognitoIdentity.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: poolId, Roles: { authenticated, unauthenticated } }));
      model.identityPoolId = poolId;
      progress.status = OperationStatus.Success;
    } catch (error) {
      logger.log(error);
      throw new exceptions.InternalFailure((error as Error).message);
    }
    return progress;
  }
}

export const resource = new Resource(ResourceModel.TYPE_NAME, ResourceModel, null, null, TypeConfigurationModel);
export const entrypoint = resource.entrypoint;
export const testEntrypoint = resource.testEntrypoint;
