/** Read-after-write lag by calls: for so many calls what was just written is seen as it was. By time: lateness.ts. */
import { isDeepStrictEqual } from 'node:util';
import { isRead, type FakeService } from './operation';
import { showing } from './past';

export interface LagRule {
  /** Which operations see the past. */
  readonly operations: 'all' | 'reads' | readonly string[];
  /** How many calls about it, after a write. */
  readonly calls: number;
  readonly service?: string;
}

interface Past {
  /** undefined: it was not there. */
  readonly before: object | undefined;
  remaining: number;
}

export class Lag {
  rule: LagRule | undefined;
  private readonly pasts = new Map<string, Past>();

  forget(): void {
    this.rule = undefined;
    this.catchUp();
  }

  catchUp(): void {
    this.pasts.clear();
  }

  /** Acts on what the call may see. Creating always sees the present: names are unique at once. */
  around<Answer>(service: FakeService, operation: string, input: Readonly<Record<string, unknown>>, act: () => Answer): Answer {
    const { rule } = this;
    if (rule === undefined || (rule.service ?? service.name) !== service.name) return act();
    const seen = operation.startsWith('Create') || !isAbout(rule, operation) ? [] : this.pastsOf(service, service.subjectOf(input));
    if (isRead(operation)) return this.inThePast(service, seen, act);
    const unborn = seen.filter(([, { before }]) => before === undefined);
    if (unborn.length > 0) return this.inThePast(service, unborn, act);
    return this.remembering(service, rule, act);
  }

  private pastsOf(service: FakeService, subject: string | undefined): readonly (readonly [string, Past])[] {
    const subjects = subject === undefined ? [...new Set([...service.holdings.all().keys(), ...this.subjectsOf(service)])] : [subject];
    return subjects.flatMap((name) => {
      const past = this.pasts.get(`${service.name} ${name}`);
      return past === undefined ? [] : [[name, past] as const];
    });
  }

  private subjectsOf(service: FakeService): readonly string[] {
    const prefix = `${service.name} `;
    return [...this.pasts.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  }

  private inThePast<Answer>(service: FakeService, seen: readonly (readonly [string, Past])[], act: () => Answer): Answer {
    seen.forEach(([subject, past]) => {
      past.remaining -= 1;
      if (past.remaining <= 0) this.pasts.delete(`${service.name} ${subject}`);
    });
    return showing(
      service,
      seen.map(([subject, { before }]) => [subject, before]),
      act,
    );
  }

  private remembering<Answer>({ name, holdings }: FakeService, { calls }: LagRule, act: () => Answer): Answer {
    const before = structuredClone(holdings.all());
    const answer = act();
    const after = holdings.all();
    new Set([...before.keys(), ...after.keys()]).forEach((subject) => {
      const key = `${name} ${subject}`;
      if (calls > 0 && !this.pasts.has(key) && !isDeepStrictEqual(before.get(subject), after.get(subject))) {
        this.pasts.set(key, { before: before.get(subject), remaining: calls });
      }
    });
    return answer;
  }
}

const isAbout = ({ operations }: LagRule, operation: string): boolean => {
  if (operations === 'all') return true;
  return operations === 'reads' ? isRead(operation) : operations.includes(operation);
};
