import { CfnResource, CustomResource, Fn, Token, type Reference } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { IdentityPoolAttribute, IdentityPoolProperties } from './properties';

/** Whether the provider stack's function makes the pool, or CloudFormation's registry. */
export type Door = 'custom-resource' | 'registry-type';

type ListAttribute = 'MappedRoleArns' | 'MappedRoleNames' | 'UserPoolClientIds';

export class IdentityPoolWithRoles extends Construct {
  readonly identityPoolId: string;
  private readonly getAtt: (name: IdentityPoolAttribute) => Reference;

  constructor(scope: Construct, id: string, door: Door, properties: IdentityPoolProperties = {}) {
    super(scope, id);
    if (door === 'registry-type') {
      const resource = new CfnResource(this, 'Resource', { type: 'Community::Cognito::IdentityPoolWithRoles', properties });
      this.identityPoolId = resource.ref;
      this.getAtt = (name) => resource.getAtt(name);
    } else {
      const resource = new CustomResource(this, 'Resource', {
        resourceType: 'Custom::IdentityPoolWithRoles',
        serviceToken: Fn.importValue('IdentityPoolWithRoles-ServiceToken'),
        properties,
      });
      this.identityPoolId = resource.ref;
      this.getAtt = (name) => resource.getAtt(name);
    }
  }

  attribute(name: Exclude<IdentityPoolAttribute, ListAttribute>): string {
    return this.getAtt(name).toString();
  }

  listAttribute(name: ListAttribute): string[] {
    return Token.asList(this.getAtt(name));
  }
}
