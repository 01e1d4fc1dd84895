/** The whole sign-in: what Cognito makes of the token, which role it chooses, and whether STS hands that role out. */
import { decide } from './decide';
import type { HandedOut, Taker } from './hand-out';
import { describeOutcome, toDecision, type Decision, type Outcome, type Refusal } from './outcome';
import type { FoundProvider } from './find-provider';
import { kindOf } from './provider-kind';
import type { Guest, NamedPool, SignedIn } from './question';
import { opaqueToken } from './refusals';
import { checkToken, type ReadToken, type TokenCheck } from './token';

export interface Answer {
  readonly decision: Decision;
  /** Whose pool: an id, or where the properties are from. */
  readonly pool: string;
  /** Who signs in, for people. */
  readonly signIn: string;
  /** Absent for a guest, and if nothing shows the provider. */
  readonly provider?: string;
  readonly isGuest?: true;
  readonly notes: readonly string[];
}

export interface SignIn {
  readonly pool: NamedPool;
  readonly customRole: string | undefined;
}

export async function answerForGuest(signIn: SignIn): Promise<Answer> {
  const { decision, notes } = await decideWhole(signIn, { kind: 'guest' }, { notes: [] });
  return { decision, pool: signIn.pool.name, signIn: 'guest', isGuest: true, notes };
}

export interface Presented {
  readonly token: Exclude<ReadToken, { readonly kind: 'unreadable' }>;
  readonly found: FoundProvider;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** What cannot be answered, because nothing shows the provider, is the caller's to report. */
export async function answerForToken(signIn: SignIn, { token, found, now }: Presented): Promise<Answer | { readonly problem: string }> {
  const { name, show, notes: poolNotes } = signIn.pool;
  if (token.kind === 'refused')
    return { decision: refusedBy(token.refusal), pool: name, signIn: token.what, notes: [...token.notes, ...poolNotes] };
  if (token.kind === 'opaque') {
    if (found.kind !== 'one' || !['user pool', 'open'].includes(kindOf(found.provider))) return { problem: token.problem };
    const provider = show(found.provider);
    return { decision: refusedBy(opaqueToken), pool: name, signIn: provider, provider, notes: poolNotes };
  }
  if (found.kind === 'problem') return { problem: found.problem };
  const check = checkToken(token.claims, now);
  const about = { pool: name, notes: [...token.notes, ...check.notes, ...(found.kind === 'one' ? found.notes : []), ...poolNotes] };
  if (found.kind === 'several') return { ...(await ofSeveral(signIn, found.providers, token.claims, check)), ...about };
  const { provider } = found;
  const refusal = check.refusal ?? found.refusal;
  const who: SignedIn = { kind: 'signed in', provider, claims: token.claims };
  const { decision, notes } = await decideWhole(signIn, who, { ...check, ...(refusal === undefined ? {} : { refusal }) });
  const later = check.isExpired === true && found.refusal === undefined ? [await withNewToken(signIn, who)] : [];
  return { ...about, decision, signIn: show(provider), provider: show(provider), notes: [...about.notes, ...later, ...notes] };
}

async function withNewToken(signIn: SignIn, who: SignedIn): Promise<string> {
  const { decision } = await decideWhole(signIn, who, { notes: [] });
  return `A new token with the same claims gives: ${decision.possible.map(describeOutcome).join('; or ')}.`;
}

function refusedBy(refusal: Refusal): Decision {
  return { outcome: 'refused', possible: [refusal], why: refusal.why, trail: [] };
}

/** It may turn out to be any of them: what each would give is possible, and nothing is settled before it is known which. */
async function ofSeveral(
  signIn: SignIn,
  providers: readonly string[],
  claims: SignedIn['claims'],
  check: TokenCheck,
): Promise<Pick<Answer, 'decision' | 'signIn'>> {
  const { show } = signIn.pool;
  const shown = providers.map(show).join(' or ');
  if (check.refusal !== undefined) return { signIn: shown, decision: refusedBy(check.refusal) };
  const answers = await Promise.all(providers.map((provider) => decideWhole(signIn, { kind: 'signed in', provider, claims }, check)));
  const whole = toDecision({ possible: answers.flatMap(({ decision }) => decision.possible), why: '', trail: [] });
  const why = `it cannot be known before the deployment whether the token is of ${shown}`;
  return { signIn: shown, decision: { ...whole, outcome: 'unsettled', why } };
}

async function decideWhole(
  { pool: { pool, assignments, knownParts, handOut }, customRole }: SignIn,
  who: Guest | SignedIn,
  check: TokenCheck,
): Promise<{ readonly decision: Decision; readonly notes: readonly string[] }> {
  if (check.refusal !== undefined) return { decision: refusedBy(check.refusal), notes: [] };
  const choice = decide({ pool, assignments, who, knownParts, ...(customRole === undefined ? {} : { customRole }) });
  const taker = takerOf(who);
  const checked = await Promise.all(
    choice.possible.map(async (outcome) => ({
      outcome,
      handedOut: outcome.kind === 'role' ? await handOut(outcome.role, taker) : undefined,
    })),
  );
  const decision = toDecision({
    possible: [
      ...checked.flatMap(({ outcome, handedOut }) => afterHandOut(outcome, handedOut)),
      ...(check.maybe === undefined ? [] : [check.maybe]),
    ],
    why: [choice.why, ...checked.flatMap(({ handedOut }) => reasonOf(handedOut))].join('; '),
    trail: choice.trail,
  });
  return { decision, notes: checked.flatMap(({ outcome, handedOut }) => noteOn(outcome, handedOut)) };
}

/** Every user has one, and claims by themselves may lack it. */
const UNKNOWN_SUBJECT = '(unknown)';

function takerOf(who: Guest | SignedIn): Taker {
  return who.kind === 'guest'
    ? { identityType: 'unauthenticated', amr: [] }
    : { identityType: 'authenticated', provider: who.provider, amr: amrOf(who) };
}

/** Source: Cognito developer guide, "Role trust and permissions": beside "authenticated", the provider, by which a role may be kept to it. */
function amrOf({ provider, claims }: SignedIn): string[] {
  const oidc = /:oidc-provider\/(.*)$/s.exec(provider)?.[1];
  if (oidc !== undefined) return [oidc];
  if (kindOf(provider) !== 'user pool') return [provider];
  const name = provider.slice(0, provider.lastIndexOf(':'));
  const { sub } = claims;
  return [name, `${name}:CognitoSignIn:${typeof sub === 'string' ? sub : UNKNOWN_SUBJECT}`];
}

function afterHandOut(outcome: Outcome, handedOut: HandedOut | undefined): Outcome[] {
  if (handedOut?.kind === 'no') return [handedOut.refusal];
  return handedOut?.kind === 'unknown' ? [outcome, handedOut.refusal] : [outcome];
}

/** A refusal says its reason itself. */
function reasonOf(handedOut: HandedOut | undefined): string[] {
  return handedOut?.kind === 'unknown' ? [handedOut.why] : [];
}

function noteOn(outcome: Outcome, handedOut: HandedOut | undefined): string[] {
  return handedOut?.kind === 'not checked' && outcome.kind === 'role'
    ? [`Whether STS hands out ${outcome.role} was not checked: ${handedOut.why}.`]
    : [];
}

/** One answer for all that a template may turn out to describe: settled if it is the same in every case. */
export function united(answers: readonly Answer[], dependsOn: readonly string[]): Answer {
  const [first, ...others] = answers;
  if (first === undefined) throw new Error('There is nothing to answer for.');
  if (others.length === 0) return first;
  const decision = toDecision({
    possible: answers.flatMap((answer) => answer.decision.possible),
    why: first.decision.why,
    trail: first.decision.trail,
  });
  const { provider, ...answer } = first;
  const what = dependsOn.join(' and ');
  return {
    ...answer,
    ...(provider !== undefined && others.every((other) => other.provider === provider) ? { provider } : {}),
    signIn: [...new Set(answers.map(({ signIn }) => signIn))].join(' or '),
    decision: decision.outcome === 'unsettled' ? { ...decision, trail: [], why: `it depends on ${what}` } : decision,
    notes: [
      ...new Set(answers.flatMap(({ notes }) => notes)),
      ...(decision.outcome === 'unsettled' ? [] : [`The answer is the same whatever comes of this: ${what}.`]),
    ],
  };
}
