// This is a generated file. Modifications will be overwritten.
import { BaseModel, Dict, integer, Integer, Optional, transformValue } from '@amazon-web-services-cloudformation/cloudformation-cli-typescript-lib';
import { Exclude, Expose, Type, Transform, TransformFnParams } from 'class-transformer';

export class ResourceModel extends BaseModel {
    @Exclude()
    public static override readonly TYPE_NAME: string = 'Community::Cognito::IdentityPoolWithRoles';

    @Exclude()
    protected readonly IDENTIFIER_KEY_IDENTITYPOOLID: string = '/properties/IdentityPoolId';

    @Expose({ name: 'AdoptIdentityPoolId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'adoptIdentityPoolId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    adoptIdentityPoolId?: Optional<string>;
    @Expose({ name: 'IdentityPoolName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'identityPoolName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    identityPoolName?: Optional<string>;
    @Expose({ name: 'AllowUnauthenticatedIdentities' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Boolean, 'allowUnauthenticatedIdentities', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    allowUnauthenticatedIdentities?: Optional<boolean>;
    @Expose({ name: 'AllowClassicFlow' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Boolean, 'allowClassicFlow', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    allowClassicFlow?: Optional<boolean>;
    @Expose({ name: 'AuthenticationProviders' })
    @Type(() => AuthenticationProviders)
    authenticationProviders?: Optional<AuthenticationProviders>;
    @Expose({ name: 'AuthenticatedRole' })
    @Type(() => IdentityRole)
    authenticatedRole?: Optional<IdentityRole>;
    @Expose({ name: 'UnauthenticatedRole' })
    @Type(() => IdentityRole)
    unauthenticatedRole?: Optional<IdentityRole>;
    @Expose({ name: 'Tags' })
    @Type(() => Tag)
    tags?: Optional<Array<Tag>>;
    @Expose({ name: 'MappedRoles' })
    @Type(() => MappedRole)
    mappedRoles?: Optional<Array<MappedRole>>;
    @Expose({ name: 'RoleMappings' })
    @Type(() => RoleMapping)
    roleMappings?: Optional<Array<RoleMapping>>;
    @Expose({ name: 'PrincipalTags' })
    @Type(() => PrincipalTag)
    principalTags?: Optional<Array<PrincipalTag>>;
    @Expose({ name: 'IdentityPoolId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'identityPoolId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    identityPoolId?: Optional<string>;
    @Expose({ name: 'Arn' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'arn', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    arn?: Optional<string>;
    @Expose({ name: 'Name' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'name', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    name?: Optional<string>;
    @Expose({ name: 'AuthenticatedRoleArn' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'authenticatedRoleArn', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    authenticatedRoleArn?: Optional<string>;
    @Expose({ name: 'AuthenticatedRoleName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'authenticatedRoleName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    authenticatedRoleName?: Optional<string>;
    @Expose({ name: 'AuthenticatedRoleId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'authenticatedRoleId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    authenticatedRoleId?: Optional<string>;
    @Expose({ name: 'UnauthenticatedRoleArn' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'unauthenticatedRoleArn', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    unauthenticatedRoleArn?: Optional<string>;
    @Expose({ name: 'UnauthenticatedRoleName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'unauthenticatedRoleName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    unauthenticatedRoleName?: Optional<string>;
    @Expose({ name: 'UnauthenticatedRoleId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'unauthenticatedRoleId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    unauthenticatedRoleId?: Optional<string>;
    @Expose({ name: 'MappedRoleArns' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'mappedRoleArns', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    mappedRoleArns?: Optional<Array<string>>;
    @Expose({ name: 'MappedRoleNames' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'mappedRoleNames', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    mappedRoleNames?: Optional<Array<string>>;
    @Expose({ name: 'UserPoolClientIds' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'userPoolClientIds', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    userPoolClientIds?: Optional<Array<string>>;

    @Exclude()
    public getPrimaryIdentifier(): Dict | null {
        const identifier: Dict = {};
        if (this.identityPoolId != null) {
            identifier[this.IDENTIFIER_KEY_IDENTITYPOOLID] = this.identityPoolId;
        }

        // only return the identifier if it can be used, i.e. if all components are present
        return Object.keys(identifier).length === 1 ? identifier : null;
    }

    @Exclude()
    public getAdditionalIdentifiers(): Array<Dict> | null {
        const identifiers: Array<Dict> = new Array<Dict>();
        // only return the identifiers if any can be used
        return identifiers.length === 0 ? null : identifiers;
    }
}

export class AuthenticationProviders extends BaseModel {
    @Expose({ name: 'UserPools' })
    @Type(() => UserPoolProvider)
    userPools?: Optional<Array<UserPoolProvider>>;
    @Expose({ name: 'Amazon' })
    @Type(() => AmazonProvider)
    amazon?: Optional<AmazonProvider>;
    @Expose({ name: 'Apple' })
    @Type(() => AppleProvider)
    apple?: Optional<AppleProvider>;
    @Expose({ name: 'Facebook' })
    @Type(() => FacebookProvider)
    facebook?: Optional<FacebookProvider>;
    @Expose({ name: 'Google' })
    @Type(() => GoogleProvider)
    google?: Optional<GoogleProvider>;
    @Expose({ name: 'Twitter' })
    @Type(() => TwitterProvider)
    twitter?: Optional<TwitterProvider>;
    @Expose({ name: 'OpenIdConnectProviderArns' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'openIdConnectProviderArns', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    openIdConnectProviderArns?: Optional<Array<string>>;
    @Expose({ name: 'SamlProviderArns' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'samlProviderArns', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    samlProviderArns?: Optional<Array<string>>;
    @Expose({ name: 'DeveloperProviderName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'developerProviderName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    developerProviderName?: Optional<string>;

}

export class UserPoolProvider extends BaseModel {
    @Expose({ name: 'UserPoolId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'userPoolId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    userPoolId?: Optional<string>;
    @Expose({ name: 'UserPoolClientId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'userPoolClientId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    userPoolClientId?: Optional<string>;
    @Expose({ name: 'ServerSideTokenCheck' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Boolean, 'serverSideTokenCheck', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    serverSideTokenCheck?: Optional<boolean>;
    @Expose({ name: 'SupportedIdentityProviders' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'supportedIdentityProviders', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    supportedIdentityProviders?: Optional<Array<string>>;
    @Expose({ name: 'CallbackURLs' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'callbackURLs', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    callbackURLs?: Optional<Array<string>>;
    @Expose({ name: 'LogoutURLs' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'logoutURLs', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    logoutURLs?: Optional<Array<string>>;

}

export class AmazonProvider extends BaseModel {
    @Expose({ name: 'AppId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'appId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    appId?: Optional<string>;

}

export class AppleProvider extends BaseModel {
    @Expose({ name: 'ServicesId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'servicesId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    servicesId?: Optional<string>;

}

export class FacebookProvider extends BaseModel {
    @Expose({ name: 'AppId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'appId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    appId?: Optional<string>;

}

export class GoogleProvider extends BaseModel {
    @Expose({ name: 'ClientId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'clientId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    clientId?: Optional<string>;

}

export class TwitterProvider extends BaseModel {
    @Expose({ name: 'ConsumerKey' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'consumerKey', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    consumerKey?: Optional<string>;
    @Expose({ name: 'ConsumerSecret' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'consumerSecret', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    consumerSecret?: Optional<string>;

}

export class IdentityRole extends BaseModel {
    @Expose({ name: 'Arn' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'arn', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    arn?: Optional<string>;
    @Expose({ name: 'Create' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Boolean, 'create', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    create?: Optional<boolean>;
    @Expose({ name: 'RoleName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'roleName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    roleName?: Optional<string>;
    @Expose({ name: 'Path' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'path', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    path?: Optional<string>;
    @Expose({ name: 'Description' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'description', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    description?: Optional<string>;
    @Expose({ name: 'MaxSessionDuration' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Integer, 'maxSessionDuration', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    maxSessionDuration?: Optional<integer>;
    @Expose({ name: 'ManagedPolicyArns' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'managedPolicyArns', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    managedPolicyArns?: Optional<Array<string>>;
    @Expose({ name: 'Policies' })
    @Type(() => InlinePolicy)
    policies?: Optional<Array<InlinePolicy>>;
    @Expose({ name: 'PermissionsBoundary' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'permissionsBoundary', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    permissionsBoundary?: Optional<string>;
    @Expose({ name: 'Tags' })
    @Type(() => Tag)
    tags?: Optional<Array<Tag>>;

}

export class InlinePolicy extends BaseModel {
    @Expose({ name: 'PolicyName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'policyName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    policyName?: Optional<string>;
    @Expose({ name: 'PolicyDocument' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Object, 'policyDocument', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    policyDocument?: Optional<object>;

}

export class Tag extends BaseModel {
    @Expose({ name: 'Key' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'key', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    key?: Optional<string>;
    @Expose({ name: 'Value' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'value_', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    value_?: Optional<string>;

}

export class MappedRole extends BaseModel {
    @Expose({ name: 'Name' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'name', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    name?: Optional<string>;
    @Expose({ name: 'RoleName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'roleName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    roleName?: Optional<string>;
    @Expose({ name: 'Path' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'path', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    path?: Optional<string>;
    @Expose({ name: 'Description' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'description', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    description?: Optional<string>;
    @Expose({ name: 'MaxSessionDuration' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Integer, 'maxSessionDuration', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    maxSessionDuration?: Optional<integer>;
    @Expose({ name: 'ManagedPolicyArns' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'managedPolicyArns', value, obj, [Array]),
        {
            toClassOnly: true,
        }
    )
    managedPolicyArns?: Optional<Array<string>>;
    @Expose({ name: 'Policies' })
    @Type(() => InlinePolicy)
    policies?: Optional<Array<InlinePolicy>>;
    @Expose({ name: 'PermissionsBoundary' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'permissionsBoundary', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    permissionsBoundary?: Optional<string>;
    @Expose({ name: 'Tags' })
    @Type(() => Tag)
    tags?: Optional<Array<Tag>>;

}

export class RoleMapping extends BaseModel {
    @Expose({ name: 'IdentityProvider' })
    @Type(() => IdentityProvider)
    identityProvider?: Optional<IdentityProvider>;
    @Expose({ name: 'Type' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'type_', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    type_?: Optional<string>;
    @Expose({ name: 'AmbiguousRoleResolution' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'ambiguousRoleResolution', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    ambiguousRoleResolution?: Optional<string>;
    @Expose({ name: 'Rules' })
    @Type(() => MappingRule)
    rules?: Optional<Array<MappingRule>>;

}

export class IdentityProvider extends BaseModel {
    @Expose({ name: 'UserPool' })
    @Type(() => UserPoolReference)
    userPool?: Optional<UserPoolReference>;
    @Expose({ name: 'LoginProvider' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'loginProvider', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    loginProvider?: Optional<string>;
    @Expose({ name: 'OpenIdConnectProviderArn' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'openIdConnectProviderArn', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    openIdConnectProviderArn?: Optional<string>;
    @Expose({ name: 'SamlProviderArn' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'samlProviderArn', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    samlProviderArn?: Optional<string>;
    @Expose({ name: 'ProviderName' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'providerName', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    providerName?: Optional<string>;

}

export class UserPoolReference extends BaseModel {
    @Expose({ name: 'UserPoolId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'userPoolId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    userPoolId?: Optional<string>;
    @Expose({ name: 'UserPoolClientId' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'userPoolClientId', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    userPoolClientId?: Optional<string>;

}

export class MappingRule extends BaseModel {
    @Expose({ name: 'Claim' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'claim', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    claim?: Optional<string>;
    @Expose({ name: 'MatchType' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'matchType', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    matchType?: Optional<string>;
    @Expose({ name: 'Value' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'value_', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    value_?: Optional<string>;
    @Expose({ name: 'RoleArn' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'roleArn', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    roleArn?: Optional<string>;
    @Expose({ name: 'Role' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'role', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    role?: Optional<string>;

}

export class PrincipalTag extends BaseModel {
    @Expose({ name: 'IdentityProvider' })
    @Type(() => IdentityProvider)
    identityProvider?: Optional<IdentityProvider>;
    @Expose({ name: 'UseDefaults' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Boolean, 'useDefaults', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    useDefaults?: Optional<boolean>;
    @Expose({ name: 'Tags' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'tags', value, obj, [Map]),
        {
            toClassOnly: true,
        }
    )
    tags?: Optional<Map<string, string>>;

}

export class TypeConfigurationModel extends BaseModel {
    @Expose({ name: 'PermissionsBoundary' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'permissionsBoundary', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    permissionsBoundary?: Optional<string>;
    @Expose({ name: 'EnforcePermissionsBoundary' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(Boolean, 'enforcePermissionsBoundary', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    enforcePermissionsBoundary?: Optional<boolean>;
    @Expose({ name: 'Path' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'path', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    path?: Optional<string>;
    @Expose({ name: 'RoleNamePrefix' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'roleNamePrefix', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    roleNamePrefix?: Optional<string>;
    @Expose({ name: 'Tags' })
    @Type(() => Tag)
    tags?: Optional<Array<Tag>>;
    @Expose({ name: 'TrustPrincipal' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'trustPrincipal', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    trustPrincipal?: Optional<string>;
    @Expose({ name: 'TrustConditionPrefix' })
    @Transform(
        ({ value, obj }: TransformFnParams) =>
            transformValue(String, 'trustConditionPrefix', value, obj, []),
        {
            toClassOnly: true,
        }
    )
    trustConditionPrefix?: Optional<string>;

}

