/** Owns roles that are not there. */
import { roleUses } from '../facts';
import type { Check } from '../finding';

export const roleMissing: Check = (facts) =>
  roleUses(facts)
    .filter(({ arn }) => facts.roles[arn] === undefined)
    .map(({ arn, as }) => ({
      id: 'role-missing',
      severity: 'high',
      about: `${arn}, ${as.join(', ')}`,
      evidence: 'IAM has no role of this ARN in this account: whoever would get it is refused.',
      mend: 'Make the role, or give the pool one that exists.',
    }));
