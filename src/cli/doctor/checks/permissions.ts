/** What guests and signed-in users may do with the roles that they get: more than anybody should, or what they never can. */
import { DISPUTED, ENHANCED_FLOW } from '../../policies/enhanced-flow';
import { overlapsText, type Grant, type Limit } from '../../policies/permissions';
import { ANY_GUEST, audienceOf, type Audience } from '../audience';
import { aboutRole, isClassicFlowOpen, roleUses, type PoolFacts, type RoleUse } from '../facts';
import { worst, type Check, type Finding, type Severity } from '../finding';
import { ENHANCED_FLOW_LIMIT, grantsOfRole, severityOf } from '../weigh';

/** The old console's defaults, for guests and for users: https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html. */
const CONSOLE_DEFAULTS = ['mobileanalytics:putevents', 'cognito-sync:*', 'cognito-identity:*'];

export const permissions: Check = (facts) =>
  roleUses(facts).flatMap((use) => (use.identityType === 'unauthenticated' ? ofGuests(facts, use) : ofSignedIn(facts, use)));

function ofSignedIn(facts: PoolFacts, use: RoleUse): Finding[] {
  const grants = grantsOfRole(facts, use.arn, [], true);
  return [
    ...consoleDefaults(use, grants),
    ...tooMuch(use, withoutDefaults(grants), { name: 'signed-in', audience: audienceOf(facts, use) }),
  ];
}

function ofGuests(facts: PoolFacts, use: RoleUse): Finding[] {
  if (!facts.pool.allowUnauthenticatedIdentities) return [];
  const isOpen = isClassicFlowOpen(facts);
  const grants = grantsOfRole(facts, use.arn, [], false);
  const inEnhancedFlow: readonly Limit[] = [ENHANCED_FLOW_LIMIT];
  const weighed = isOpen ? grants : grantsOfRole(facts, use.arn, inEnhancedFlow, false);
  const how = isOpen
    ? ` The classic flow is ${facts.pool.allowClassicFlow === true ? 'on' : 'on because AllowClassicFlow is not set'}: guests get all that the role allows.`
    : '';
  return [
    ...consoleDefaults(use, grants),
    ...tooMuch(use, withoutDefaults(weighed), { name: 'guest', audience: ANY_GUEST, how }),
    ...(isOpen ? [] : beyondEnhancedFlow(facts, use, grants)),
    ...disputed(use, grants, isOpen),
  ];
}

interface Ids {
  readonly name: 'guest' | 'signed-in';
  readonly audience: Audience;
  readonly how?: string;
}

type Weighed = Grant & { readonly severity: Severity };

function tooMuch(use: RoleUse, grants: readonly Grant[], { name, audience, how = '' }: Ids): Finding[] {
  const weighed = grants.flatMap((grant): Weighed[] => {
    const severity = severityOf(grant, audience);
    return severity === undefined ? [] : [{ ...grant, severity }];
  });
  return KINDS.flatMap(({ id, harms, what, fix }) => {
    const those = weighed.filter(({ harm }) => harms.includes(harm));
    const severity = worst(those.map((grant) => grant.severity));
    if (severity === undefined) return [];
    return [
      {
        id: `${name}-${id}`,
        severity,
        about: aboutRole(use),
        evidence: `${describeGrants(those)}.${how}`,
        who: `${audience.who} can ${what(those)}.`,
        fix,
      },
    ];
  });
}

interface Kind {
  readonly id: 'takeover' | 'wide-actions' | 'open-resources';
  readonly harms: readonly string[];
  readonly what: (grants: readonly Grant[]) => string;
  readonly fix: string;
}

const OWN_PART = 'Where each identity has a part of its own in a resource, end the resource in ${cognito-identity.amazonaws.com:sub}.';

const KINDS: readonly Kind[] = [
  {
    id: 'takeover',
    harms: ['takeover', 'secrets'],
    what: (grants) =>
      grants.some(({ harm, scope }) => harm === 'takeover' && scope === 'everything')
        ? 'give themselves every right in the account'
        : grants.some(({ harm }) => harm === 'takeover')
          ? `go on with rights that the role does not have: ${placesOf(grants)}`
          : `read secrets, or act for other users: ${placesOf(grants)}`,
    fix: 'Remove the actions: no app needs them in the hands of its users.',
  },
  {
    id: 'wide-actions',
    harms: ['control'],
    what: (grants) => `create, change or delete ${placesOf(grants)}`,
    fix: `Name the few actions that the app calls, on the resources that it uses. ${OWN_PART}`,
  },
  {
    id: 'open-resources',
    harms: ['data', 'cost', 'inspect'],
    what: (grants) =>
      grants.some(({ harm }) => harm === 'data')
        ? `${grants.every(isReading) ? 'read' : 'read or write'} the data of ${placesOf(grants)}`
        : grants.some(({ harm }) => harm === 'cost')
          ? 'run up costs by the call'
          : `look around in the account: ${placesOf(grants)}`,
    fix: `Name the resources that the app uses. ${OWN_PART}`,
  },
];

function isReading({ pattern }: Grant): boolean {
  return /:(get|list|scan|query|batchget|select|receive|filterlog|decrypt|eshttpget|eshttphead)/.test(pattern);
}

function placesOf(grants: readonly Grant[]): string {
  const places = grants.map(({ pattern, scope, resources }) => {
    const service = pattern.split(':')[0] ?? '';
    const all = service === '*' || service === '' ? 'everything in the account' : `every resource of ${service} in the account`;
    return scope === 'everything' ? all : resources;
  });
  return [...new Set(places)].join(', ');
}

function describeGrants(grants: readonly Grant[]): string {
  const byPolicy = new Map<string, Grant[]>();
  for (const grant of grants) byPolicy.set(grant.policy, [...(byPolicy.get(grant.policy) ?? []), grant]);
  return [...byPolicy]
    .map(([policy, those]) => {
      const parts = those.map(({ action, resources, conditions }) => {
        const condition = conditions.length === 0 ? '' : ` if ${conditions.map(({ operator, key }) => `${operator} ${key}`).join(' and ')}`;
        return `${action} on ${resources}${condition}`;
      });
      return `${policy} allows ${[...new Set(parts)].join('; ')}`;
    })
    .join('. ');
}

function isDefaultStatement(grants: readonly Grant[]): boolean {
  return (
    grants.length > 0 &&
    grants.every(({ pattern }) => CONSOLE_DEFAULTS.includes(pattern)) &&
    grants.some(({ pattern }) => pattern === 'cognito-sync:*')
  );
}

/** `cognito-identity:*` beside the two others is what the console wrote for users for years, and is reported as such. */
function withoutDefaults(grants: readonly Grant[]): readonly Grant[] {
  const policies = defaultPolicies(grants);
  return grants.filter(({ policy }) => !policies.has(policy));
}

function defaultPolicies(grants: readonly Grant[]): Set<string> {
  const names = [...new Set(grants.map(({ policy }) => policy))];
  return new Set(names.filter((name) => isDefaultStatement(grants.filter(({ policy }) => policy === name))));
}

function consoleDefaults(use: RoleUse, grants: readonly Grant[]): Finding[] {
  const policies = [...defaultPolicies(grants)];
  if (policies.length === 0) return [];
  const hasPools = grants.some(({ policy, pattern }) => policies.includes(policy) && pattern === 'cognito-identity:*');
  return [
    {
      id: 'console-default',
      severity: 'low',
      about: aboutRole(use),
      evidence: `${policies.join(', ')} is what the console used to write: Amazon Mobile Analytics has ended, and Amazon Cognito Sync is superseded by AWS AppSync.`,
      who: hasPools
        ? 'By cognito-identity:* whoever gets the role can also change and delete the identity pools of the account; the other actions harm nobody.'
        : 'Nobody gains anything by it that harms others.',
      fix: hasPools
        ? 'Remove the policy, or leave cognito-identity:GetCredentialsForIdentity alone in it.'
        : 'Remove the policy if the app uses neither service.',
    },
  ];
}

function beyondEnhancedFlow(facts: PoolFacts, use: RoleUse, grants: readonly Grant[]): Finding[] {
  const beyond = grants.filter(({ pattern }) => ![...ENHANCED_FLOW, ...DISPUTED].some((allowed) => overlapsText(allowed, pattern)));
  if (beyond.length === 0) return [];
  const closed = facts.pool.allowClassicFlow === false ? 'the classic flow is off' : 'the role mappings keep the classic flow closed';
  return [
    {
      id: 'guest-beyond-enhanced-flow',
      severity: 'low',
      about: aboutRole(use),
      evidence: `${describeGrants(beyond)}. The enhanced flow lets no guest do that, whatever the role says, and ${closed}.`,
      who: 'No guest can do it now; with the classic flow every guest could.',
      fix: 'Remove the actions, or give them to signed-in identities only.',
    },
  ];
}

function disputed(use: RoleUse, grants: readonly Grant[], isOpen: boolean): Finding[] {
  const those = isOpen ? [] : grants.filter(({ pattern }) => pattern !== '*' && DISPUTED.some((allowed) => overlapsText(allowed, pattern)));
  if (those.length === 0) return [];
  return [
    {
      id: 'guest-disputed-actions',
      severity: 'low',
      about: aboutRole(use),
      evidence: `${describeGrants(those)}. AWS's pages disagree: Amazon Location's guide lets guests do it, and the session policies of the enhanced flow do not name it.`,
      who: 'Guests may be refused what the role allows.',
      fix: 'Try it as a guest. If it is refused, use an API key of Amazon Location.',
      disputed: true,
    },
  ];
}
