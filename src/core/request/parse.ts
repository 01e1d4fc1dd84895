import { refuse } from '../answer/refusals';
import type { Operation, Request } from '../operation';
import { usableProperties } from './schema-validation';
import { deployedBefore, findIssues } from './validation';
import type { Properties } from '../properties';

/**
 * The request, checked.
 * @throws Failure `InvalidRequest` with every problem of the template.
 */
export function parse(request: Request): Operation {
  refuse(findIssues(request));
  return asOperation(request, request.desired as Properties);
}

/** For a delete: what can be used of the template that is deleted, which CloudFormation sends also if it was refused. */
export function parseUsable(request: Request): Operation {
  return asOperation(request, usableProperties(request.desired));
}

function asOperation({ previous, ...request }: Request, desired: Properties): Operation {
  return previous === undefined ? { ...request, desired } : { ...request, desired, previous: deployedBefore(previous, desired) };
}
