import { isRead, type FakeService } from './operation';
import { showing } from './past';

/** Milliseconds by the account's clock for which reads do not show what happened to a thing; a number stands for all three. */
export type Late =
  | number
  | {
      readonly created?: number;
      readonly changed?: number;
      /** A deleted thing is still shown for so long. */
      readonly deleted?: number;
    };

/** Milliseconds by the account's clock for which something does not show. Left out: it shows at once. Writes see the present. */
export interface Lateness {
  /** In reads of IAM: GetRole, ListRoles, and the tags and policies of a role. */
  readonly roles?: Late;
  /** In reads of Cognito identity pools: DescribeIdentityPool, ListIdentityPools, and roles, tags and principal tags of a pool. */
  readonly pools?: Late;
  /** In reads of Cognito user pools: app clients. */
  readonly appClients?: Late;
  /** Writes about a new role do not find it either: NoSuchEntity. Creating it again does. */
  readonly newRolesInWrites?: number;
  /** SetIdentityPoolRoles refuses a role that is younger, created here or supplied (boto3#73). */
  readonly newRolesInCognito?: number;
}

interface Change {
  readonly at: number;
  readonly kind: 'created' | 'changed' | 'deleted';
  readonly before: object | undefined;
}

/** Remembers what each thing was before it changed, for as long as a read may still show that. */
export class LateReads {
  lateness: Lateness = {};
  private readonly changes = new Map<string, readonly Change[]>();

  constructor(private readonly now: () => number) {}

  catchUp(): void {
    this.changes.clear();
  }

  /** Acts on what the call may see. */
  around<Answer>(service: FakeService, operation: string, input: Readonly<Record<string, unknown>>, act: () => Answer): Answer {
    const late = this.lateOf(service);
    if (late === undefined) return act();
    const subject = service.subjectOf(input);
    if (isRead(operation)) return showing(service, this.pastsOf(service, late, subject), act);
    if (this.isUnseenByWrites(service, operation, subject)) return showing(service, [[subject ?? '', undefined]], act);
    return subject === undefined ? this.creating(service, act) : this.changing(service, subject, act);
  }

  private lateOf({ name }: FakeService): Late | undefined {
    const { roles, pools, appClients, newRolesInWrites } = this.lateness;
    if (name === 'iam') return roles ?? (newRolesInWrites === undefined ? undefined : 0);
    return name === 'cognito-identity' ? pools : appClients;
  }

  private isUnseenByWrites({ name }: FakeService, operation: string, subject: string | undefined): boolean {
    const { newRolesInWrites = 0 } = this.lateness;
    if (name !== 'iam' || operation === 'CreateRole' || subject === undefined) return false;
    return (this.changes.get(`${name} ${subject}`) ?? []).some(({ at, kind }) => kind === 'created' && this.now() < at + newRolesInWrites);
  }

  private pastsOf(service: FakeService, late: Late, subject: string | undefined): readonly (readonly [string, object | undefined])[] {
    const prefix = `${service.name} `;
    const keys = subject === undefined ? [...this.changes.keys()].filter((key) => key.startsWith(prefix)) : [prefix + subject];
    return keys.flatMap((key) => {
      // The earliest change that does not show yet hides all that came after it.
      const hidden = this.changes.get(key)?.find(({ at, kind }) => this.now() < at + millisecondsOf(late, kind));
      return hidden === undefined ? [] : [[key.slice(prefix.length), hidden.before] as const];
    });
  }

  private changing<Answer>({ name, holdings }: FakeService, subject: string, act: () => Answer): Answer {
    const before = structuredClone(holdings.get(subject));
    const answer = act();
    const after = holdings.get(subject);
    if (before !== undefined || after !== undefined) this.remember(`${name} ${subject}`, before, after);
    return answer;
  }

  /** A call that names nothing makes something whose id it does not know yet. */
  private creating<Answer>({ name, holdings }: FakeService, act: () => Answer): Answer {
    const before = holdings.all();
    const answer = act();
    holdings.all().forEach((made, subject) => {
      if (!before.has(subject)) this.remember(`${name} ${subject}`, undefined, made);
    });
    return answer;
  }

  private remember(key: string, before: object | undefined, after: object | undefined): void {
    const created = before === undefined ? 'created' : 'changed';
    const kind = after === undefined ? 'deleted' : created;
    const longest = longestOf(this.lateness);
    const earlier = (this.changes.get(key) ?? []).filter(({ at }) => this.now() < at + longest);
    this.changes.set(key, [...earlier, { at: this.now(), kind, before }]);
  }
}

const millisecondsOf = (late: Late, kind: Change['kind']): number => (typeof late === 'number' ? late : (late[kind] ?? 0));

const longestOf = ({ roles = 0, pools = 0, appClients = 0, newRolesInWrites = 0 }: Lateness): number =>
  Math.max(newRolesInWrites, ...[roles, pools, appClients].flatMap((late) => (typeof late === 'number' ? [late] : Object.values(late))));
