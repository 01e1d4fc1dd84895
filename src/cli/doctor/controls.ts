/**
 * What other tools check and what others have published of the same settings, for those who audit by these. A control beside a finding looks at the same
 * setting and asks less, so each can report what the other does not. guide/auditors.md has the same table.
 */
import type { FindingId } from './catalogue';

export interface Control {
  readonly source: 'AWS Security Hub' | 'Prowler' | 'Checkov';
  readonly id: string;
  /** As its owner has it. */
  readonly title: string;
  readonly url: string;
}

export interface Attack {
  readonly name: string;
  readonly url: string;
}

const SECURITY_HUB = 'https://docs.aws.amazon.com/securityhub/latest/userguide';

/** @param anchor the page and the place in it, such as iam-controls.html#iam-1. */
function securityHub(id: string, title: string, anchor: string): Control {
  return { source: 'AWS Security Hub', id, title, url: `${SECURITY_HUB}/${anchor}` };
}

/** As of Prowler 5.46.0. */
function prowler(id: string, title: string): Control {
  return { source: 'Prowler', id, title, url: `https://hub.prowler.com/check/${id}` };
}

/** As of Checkov 3.3.30, in templates of CloudFormation. */
function checkov(id: string, title: string): Control {
  return { source: 'Checkov', id, title, url: 'https://www.checkov.io/5.Policy%20Index/cloudformation.html' };
}

/** Each fails for every pool that lets guests in, whatever they may do. */
const GUESTS_ARE_ON: readonly Control[] = [
  securityHub('Cognito.2', 'Cognito identity pools should not allow unauthenticated identities', 'cognito-controls.html#cognito-2'),
  prowler('cognito_identity_pool_guest_access_disabled', 'Cognito identity pool has guest access disabled'),
  checkov('CKV_AWS_366', 'Ensure AWS Cognito identity pool does not allow unauthenticated guest access'),
];

const SIGN_UP_IS_OPEN = prowler('cognito_user_pool_self_registration_disabled', 'Amazon Cognito user pool has self registration disabled');

const ESCALATION: readonly Control[] = [
  securityHub('IAM.1', 'IAM policies should not allow full "*" administrative privileges', 'iam-controls.html#iam-1'),
  prowler('iam_inline_policy_allows_privilege_escalation', 'IAM inline policy does not allow privilege escalation'),
  prowler(
    'iam_policy_allows_privilege_escalation',
    'Customer managed IAM policy does not allow actions that can lead to privilege escalation',
  ),
  checkov('CKV_AWS_107', 'Ensure IAM policies does not allow credentials exposure'),
  checkov('CKV_AWS_110', 'Ensure IAM policies does not allow privilege escalation'),
];

const WRITING: readonly Control[] = [
  securityHub(
    'IAM.21',
    'IAM customer managed policies that you create should not allow wildcard actions for services',
    'iam-controls.html#iam-21',
  ),
  checkov('CKV_AWS_111', 'Ensure IAM policies does not allow write access without constraints'),
];

const READING: readonly Control[] = [checkov('CKV_AWS_108', 'Ensure IAM policies does not allow data exfiltration')];

const HACKING_THE_CLOUD = 'https://hackingthe.cloud/aws';
const HACKTRICKS = 'https://github.com/HackTricks-wiki/hacktricks-cloud/blob/master/src/pentesting-cloud/aws-security';

const EXCESSIVE_PRIVILEGES: Attack = {
  name: 'Overpermissioned AWS Cognito Identity Pools (Hacking the Cloud)',
  url: `${HACKING_THE_CLOUD}/exploitation/cognito_identity_pool_excessive_privileges/`,
};
const BACKDOORED_GUEST_ROLE: Attack = {
  name: 'Cognito Persistence, a role given to guests (HackTricks Cloud)',
  url: `${HACKTRICKS}/aws-persistence/aws-cognito-persistence/README.md`,
};
const SELF_SIGN_UP: Attack = {
  name: 'Unintended Self-Signup in AWS Cognito (Hacking the Cloud)',
  url: `${HACKING_THE_CLOUD}/exploitation/cognito_user_self_signup/`,
};
const CLASSIC_FLOW: Attack = {
  name: 'Cognito Identity Pools, enhanced and basic flow (HackTricks Cloud)',
  url: `${HACKTRICKS}/aws-services/aws-cognito-enum/cognito-identity-pools.md`,
};
const AMPLIFY: Attack = {
  name: 'CVE-2024-28056, Amplified exposure (Datadog Security Labs)',
  url: 'https://securitylabs.datadoghq.com/articles/amplified-exposure-how-aws-flaws-made-amplify-iam-roles-vulnerable-to-takeover/',
};
const AMPLIFY_IN_ONE_ACCOUNT: Attack = {
  name: 'CVE-2024-28056 in same-account scenarios (Hacking the Cloud)',
  url: `${HACKING_THE_CLOUD}/exploitation/Misconfigured_Resource-Based_Policies/exploit_amplify_vulnerability_in_same_account_scenario/`,
};
const WILDCARD_PRINCIPAL: Attack = {
  name: 'Role trust policies with a wildcard principal (Hacking the Cloud)',
  url: `${HACKING_THE_CLOUD}/exploitation/Misconfigured_Resource-Based_Policies/misconfigured_iam_role_trust_policy_wildcard_principal/`,
};
const BACKDOORED_TRUST: Attack = {
  name: 'AWS IAM Persistence Methods: a role trust policy (Hacking the Cloud)',
  url: `${HACKING_THE_CLOUD}/post_exploitation/iam_persistence/`,
};
const ROGUE_PROVIDER: Attack = {
  name: 'IAM Rogue OIDC Identity Provider Persistence (Hacking the Cloud)',
  url: `${HACKING_THE_CLOUD}/post_exploitation/iam_rogue_oidc_identity_provider/`,
};
const WRITABLE_ATTRIBUTES: Attack = {
  name: 'Amazon Cognito, A Quick Look Into Token Security (Truesec)',
  url: 'https://www.truesec.com/hub/blog/aws-cognito-token-security-one-step-closer',
};

interface Covered {
  readonly controls?: readonly Control[];
  readonly attacks?: readonly Attack[];
}

/** What is not here is covered by none of them. */
const COVERED: Readonly<Partial<Record<FindingId, Covered>>> = {
  'no-guest-role': { controls: GUESTS_ARE_ON },
  'guest-role-for-signed-in': { controls: GUESTS_ARE_ON },
  'guest-takeover': { controls: [...GUESTS_ARE_ON, ...ESCALATION], attacks: [EXCESSIVE_PRIVILEGES, BACKDOORED_GUEST_ROLE] },
  'guest-wide-actions': { controls: [...GUESTS_ARE_ON, ...WRITING], attacks: [EXCESSIVE_PRIVILEGES, BACKDOORED_GUEST_ROLE] },
  'guest-open-resources': { controls: [...GUESTS_ARE_ON, ...READING], attacks: [EXCESSIVE_PRIVILEGES, BACKDOORED_GUEST_ROLE] },
  'guest-beyond-enhanced-flow': { controls: GUESTS_ARE_ON, attacks: [CLASSIC_FLOW] },
  'guest-disputed-actions': { controls: GUESTS_ARE_ON },
  'signed-in-takeover': { controls: [SIGN_UP_IS_OPEN, ...ESCALATION], attacks: [EXCESSIVE_PRIVILEGES, SELF_SIGN_UP] },
  'signed-in-wide-actions': { controls: [SIGN_UP_IS_OPEN, ...WRITING], attacks: [EXCESSIVE_PRIVILEGES, SELF_SIGN_UP] },
  'signed-in-open-resources': { controls: [SIGN_UP_IS_OPEN, ...READING], attacks: [EXCESSIVE_PRIVILEGES, SELF_SIGN_UP] },
  'trust-everybody': {
    controls: [checkov('CKV_AWS_60', 'Ensure IAM role allows only specific services or principals to assume it')],
    attacks: [WILDCARD_PRINCIPAL],
  },
  'trust-other-account': {
    controls: [checkov('CKV_AWS_61', 'Ensure AWS IAM policy does not allow assume role permission across all services')],
    attacks: [BACKDOORED_TRUST],
  },
  'trust-other-provider': { attacks: [ROGUE_PROVIDER] },
  'trust-service': {
    controls: [
      prowler('iam_role_cross_service_confused_deputy_prevention', 'IAM service role prevents cross-service confused deputy attack'),
      prowler(
        'iam_role_service_trust_restricts_source_to_account',
        'IAM role trust policy confines AWS service principals to a specific source account',
      ),
    ],
  },
  'trust-aud-missing': { attacks: [AMPLIFY, AMPLIFY_IN_ONE_ACCOUNT] },
  'trust-amr-missing': { attacks: [AMPLIFY_IN_ONE_ACCOUNT] },
  'classic-flow-open': { attacks: [CLASSIC_FLOW, AMPLIFY_IN_ONE_ACCOUNT] },
  'classic-flow-unset': { attacks: [CLASSIC_FLOW, AMPLIFY_IN_ONE_ACCOUNT] },
  'claim-user-writable': { attacks: [WRITABLE_ATTRIBUTES] },
};

export function controlsOf(id: FindingId): readonly Control[] {
  return COVERED[id]?.controls ?? [];
}

export function attacksOf(id: FindingId): readonly Attack[] {
  return COVERED[id]?.attacks ?? [];
}
