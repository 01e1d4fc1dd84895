import { inspect } from 'node:util';
import { PLANTED_WORD } from './planted';

export class Watch {
  /** Log lines, answers, errors and contexts that were searched. */
  pieces = 0;
  /** What was found, and where. */
  readonly finds: string[] = [];
  private taken = 0;

  /** @param kind such as "log line": what a find is called. */
  text(kind: string, text: string): void {
    this.pieces += 1;
    const at = text.indexOf(PLANTED_WORD);
    if (at >= 0) this.finds.push(`${kind}: …${text.slice(Math.max(0, at - 60), at + 60)}…`);
  }

  /** An answer of the registry door. While it is in progress its model has to carry the secret: what it left out would be gone in the next call. */
  progress(event: object): void {
    const { callbackContext, resourceModel, ...answer } = event as { callbackContext?: object; resourceModel?: object; status?: string };
    if (callbackContext !== undefined) this.text('callback context', JSON.stringify(callbackContext));
    this.text('answer', JSON.stringify(answer.status === 'IN_PROGRESS' ? answer : { ...answer, resourceModel }));
  }

  /** What a door throws, its causes and its other members too. */
  error(error: unknown): void {
    this.text('thrown error', inspect(error, { depth: 5 }));
  }

  /** Runs one invocation of a door; what it throws is searched and thrown on. */
  async during<Result>(invocation: () => Promise<Result>): Promise<Result> {
    try {
      return await invocation();
    } catch (error) {
      this.error(error);
      throw error;
    }
  }

  /** What was found since the last time. */
  takeFinds(): readonly string[] {
    const finds = this.finds.slice(this.taken);
    this.taken = this.finds.length;
    return finds;
  }
}

/** Of the test file at hand: a find fails the test that it was found in. */
export const watch = new Watch();
