import { CfnResource, RemovalPolicy, type Stack } from 'aws-cdk-lib';

/** Every resource of a stack stays when the stack is deleted, or when the resource leaves its template. */
export function keepAll(stack: Stack): void {
  for (const each of stack.node.findAll()) if (CfnResource.isCfnResource(each)) each.applyRemovalPolicy(RemovalPolicy.RETAIN);
}
