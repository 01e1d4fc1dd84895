/** What permission policies allow, by action, resource and condition: enough to say what whoever has them can do. */
import type { PolicyDocument } from '../../core/state';
import { statementsOf, type Condition, type Names, type Statement } from './document';
import { ASKED_AGAIN_OF_USERS, harmByVerb, HARMLESS, HARMS, KNOWN_ACTIONS, type Harm } from './harms';
import { describeResources, isPersonal, scopeOf, type Scope } from './resources';
import { covers, hasWildcard, overlaps, patternOf } from './wildcards';

export interface NamedPolicy {
  /** Of an inline policy its name, of a managed one its ARN. */
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface Grant {
  readonly policy: string;
  /** As the policy has it; `everything but ...` for NotAction. */
  readonly action: string;
  /** In lower case; `*` for NotAction. */
  readonly pattern: string;
  readonly harm: Harm;
  /** Every action of a service, or of all. */
  readonly isWide: boolean;
  readonly scope: Scope;
  readonly resources: string;
  /** Conditions that let in only some requests. */
  readonly conditions: readonly Condition[];
}

/** What grants may not go beyond: a permissions boundary, or the session policies of the enhanced flow. */
export interface Limit {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
}

export function limitOf(document: PolicyDocument): Limit {
  const statements = statementsOf(document);
  const allows = statements.filter(({ isDeny }) => !isDeny);
  // With more statements than one, another may allow what NotAction leaves out.
  const [only] = allows.length === 1 ? allows : [];
  const left = only?.actions.isNot === true ? lowered(only.actions.patterns) : [];
  return {
    allowed: allows.flatMap(({ actions }) => (actions.isNot ? ['*'] : lowered(actions.patterns))),
    denied: [...left, ...deniedIn(statements)],
  };
}

export interface Weighing {
  readonly policies: readonly NamedPolicy[];
  readonly limits: readonly Limit[];
  /** Signed-in identities: AWS IoT asks its own policies too. */
  readonly isSignedIn: boolean;
}

export function grantsOf({ policies, limits, isSignedIn }: Weighing): Grant[] {
  const read = policies.map(({ name, document }) => ({ name, statements: statementsOf(document) }));
  const denied = [...limits.flatMap((limit) => limit.denied), ...read.flatMap(({ statements }) => deniedIn(statements))];
  const within = limits.map(({ allowed }) => allowed);
  return read.flatMap(({ name, statements }) =>
    statements
      .filter(({ isDeny }) => !isDeny)
      .flatMap((statement) => grantsIn(statement, { denied, within, isSignedIn }).map((grant) => ({ policy: name, ...grant }))),
  );
}

/** What a Deny without conditions takes away on every resource. */
function deniedIn(statements: readonly Statement[]): string[] {
  return statements
    .filter(({ isDeny, conditions, actions, resources }) => isDeny && conditions.length === 0 && !actions.isNot && isEverything(resources))
    .flatMap(({ actions }) => lowered(actions.patterns));
}

function isEverything(resources: Names | undefined): boolean {
  return resources === undefined || (!resources.isNot && resources.patterns.includes('*'));
}

interface Bounds {
  readonly denied: readonly string[];
  readonly within: readonly (readonly string[])[];
  readonly isSignedIn: boolean;
}

function grantsIn(statement: Statement, { denied, within, isSignedIn }: Bounds): Omit<Grant, 'policy'>[] {
  const { actions, resources = { isNot: false, patterns: ['*'] }, conditions } = statement;
  const excepted = actions.isNot ? lowered(actions.patterns) : [];
  const named = actions.isNot ? [`everything but ${actions.patterns.join(', ')}`] : actions.patterns;
  const narrowing = conditions.filter(isNarrowing);
  const isOwn = narrowing.some(({ values }) => values.length > 0 && values.every(isPersonal));
  const isPossible = (action: string): boolean =>
    ![...denied, ...excepted].some((pattern) => coversText(pattern, action)) &&
    within.every((allowed) => allowed.some((pattern) => overlapsText(pattern, action)));
  return named.flatMap((action): Omit<Grant, 'policy'>[] => {
    const pattern = actions.isNot ? '*' : action.toLowerCase();
    if (!isPossible(pattern)) return [];
    const effects = effective(pattern, within).map((effect) => ({
      harm: harmOf(effect, { isPossible, resources, isSignedIn }),
      isWide: /^[^:]*:?\*+$/.test(effect),
    }));
    const harm = HARMS.find((each) => effects.some((effect) => effect.harm === each)) ?? 'none';
    return [
      {
        action,
        pattern,
        harm,
        isWide: effects.some((effect) => effect.harm === harm && effect.isWide),
        scope: isOwn ? 'own' : scopeOf(resources),
        resources: describeResources(resources),
        conditions: narrowing,
      },
    ];
  });
}

/** What is left of a pattern within limits: `*` within `s3:*` and `polly:*` is these two. */
function effective(pattern: string, within: readonly (readonly string[])[]): string[] {
  return within.reduce<string[]>(
    (patterns, allowed) =>
      patterns.flatMap((each) =>
        allowed.filter((limit) => overlapsText(limit, each)).map((limit) => (coversText(each, limit) ? limit : each)),
      ),
    [pattern],
  );
}

interface Judging {
  readonly isPossible: (action: string) => boolean;
  readonly resources: Names;
  readonly isSignedIn: boolean;
}

const HARMFUL = new Map<readonly string[], typeof KNOWN_ACTIONS>();

function actionsBeyond(harmless: readonly string[]): typeof KNOWN_ACTIONS {
  const known = HARMFUL.get(harmless);
  if (known !== undefined) return known;
  const harmful = KNOWN_ACTIONS.map(
    ([harm, actions]) => [harm, actions.filter((action) => !harmless.some((free) => coversText(free, action)))] as const,
  );
  HARMFUL.set(harmless, harmful);
  return harmful;
}

const HARMLESS_FOR_USERS: readonly string[] = [...HARMLESS, ...ASKED_AGAIN_OF_USERS];

function harmOf(pattern: string, { isPossible, resources, isSignedIn }: Judging): Harm {
  const harmless = isSignedIn ? HARMLESS_FOR_USERS : HARMLESS;
  if (harmless.some((known) => coversText(known, pattern))) return 'none';
  const hits = actionsBeyond(harmless).flatMap(([harm, known]) => {
    const reached = known.filter((action) => overlapsText(pattern, action) && isPossible(action));
    return reached.length === 0 || (harm === 'control' && isObjectsOnly(pattern, resources)) ? [] : [harm];
  });
  const [worst] = HARMS.filter((harm) => hits.includes(harm));
  if (worst !== undefined) return worst;
  return hasWildcard(pattern) && !/:[a-z]+\*?$/.test(pattern) ? 'control' : harmByVerb(pattern);
}

/** Objects in a bucket, where nothing that is done to buckets applies. */
function isObjectsOnly(pattern: string, { isNot, patterns }: Names): boolean {
  return pattern.startsWith('s3:') && !isNot && patterns.every((resource) => /^arn:[^:]*:s3:::[^/*]+\/./.test(resource));
}

/** Keys that every ordinary request satisfies, or that say where from and not who. */
const BROAD_KEYS =
  /^aws:(securetransport|requestedregion|resourceaccount|principalaccount|viaawsservice|currenttime|epochtime|useragent|referer)$/i;

function isNarrowing({ key }: Condition): boolean {
  return !BROAD_KEYS.test(key);
}

function lowered(texts: readonly string[]): string[] {
  return texts.map((text) => text.toLowerCase());
}

function coversText(wide: string, narrow: string): boolean {
  return covers(patternOf(wide), patternOf(narrow));
}

export function overlapsText(one: string, other: string): boolean {
  return overlaps(patternOf(one), patternOf(other));
}
