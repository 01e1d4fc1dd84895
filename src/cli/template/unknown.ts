/** Values that only a deployment knows, while a template is being resolved. */

/** What is known of the form of an unknown value by where it comes from; `any` may be a list or a map as well. */
export type Form = 'any' | 'text' | 'userPoolId' | 'accountId' | 'stackName' | 'arn';

/** One unknown value, as it is shown and as it can be given. */
export interface Hole {
  /** As the template has it: `${Users}`, `${ImportValue pool}`, `{{resolve:ssm:/role/arn}}`. */
  readonly shown: string;
  readonly form: Form;
  /** The option that gives it, such as `--import pool=...`; undefined if none does. */
  readonly option?: string | undefined;
}

/** A value of any type with something unknown in it. A text may be known in parts; anything else is one hole. */
export class Unknown {
  constructor(readonly parts: readonly (string | Hole)[]) {}

  static of(hole: Hole): Unknown {
    return new Unknown([hole]);
  }

  /** The hole, if nothing at all is known. */
  get hole(): Hole | undefined {
    const [only, ...others] = this.parts;
    return others.length === 0 && typeof only === 'object' ? only : undefined;
  }

  get holes(): Hole[] {
    return this.parts.filter((part) => typeof part === 'object');
  }

  get shown(): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : part.shown)).join('');
  }
}

/** Whether it is a text whatever it turns out to be. */
export function isCertainlyText({ hole }: Unknown): boolean {
  return hole?.form !== 'any';
}

/** Text put together of texts, some of which may be unknown. */
export function joined(texts: readonly (string | Unknown)[]): string | Unknown {
  const parts = texts
    .flatMap((text) => (typeof text === 'string' ? [text] : text.parts))
    .filter((part) => part !== '')
    .reduce<(string | Hole)[]>((all, part) => {
      const last = all.at(-1);
      if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part;
      else all.push(part);
      return all;
    }, []);
  const [only, ...others] = parts;
  if (only === undefined) return '';
  return others.length === 0 && typeof only === 'string' ? only : new Unknown(parts);
}

/** Whether the value may turn out to be this text. Of an unknown part any text may come, the empty one too. */
export function canBe({ parts }: Unknown, text: string): boolean {
  const pattern = parts.map((part) => (typeof part === 'string' ? escaped(part) : part.form === 'accountId' ? '\\d{12}' : '.*'));
  return new RegExp(`^${pattern.join('')}$`, 's').test(text);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
