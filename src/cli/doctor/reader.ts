/** Reads a few things at a time, and goes on when one of them cannot be read. */
import pLimit from 'p-limit';
import { Failure } from '../../core/failure';
import { OutsideTemplate } from '../native/account';
import type { Read } from './facts';

export interface NotChecked {
  /** Such as `role arn:aws:iam::123456789012:role/app`. */
  readonly what: string;
  /** The permission that is missing; absent if something else is the reason. */
  readonly permission?: string;
  /** A whole sentence. */
  readonly why: string;
  /** It is not in the template, so that only a deployment knows it. */
  readonly isOutside?: true;
}

export interface Progress {
  readonly done: number;
  readonly known: number;
}

/** As many as a busy account's IAM still answers for others beside. */
const AT_A_TIME = 5;

export class Reader {
  readonly notChecked: NotChecked[] = [];
  private readonly limit = pLimit(AT_A_TIME);
  private done = 0;
  private known = 0;

  constructor(private readonly report: (progress: Progress) => void = () => undefined) {}

  /** @param read answers undefined for what does not exist; it makes its calls one after another. */
  async read<Value extends object>(
    { what, permission }: { readonly what: string; readonly permission: string },
    read: () => Promise<Value | undefined>,
  ): Promise<Read<Value>> {
    this.known += 1;
    try {
      return (await this.limit(read)) ?? 'absent';
    } catch (error) {
      if (!(error instanceof Failure) || ENDS_ALL.has(error.code)) throw error;
      this.skip({
        what,
        // One read may be several calls: the failure names the one that was refused.
        ...(error.code === 'AccessDenied' ? { permission: error.permission ?? permission } : {}),
        why: error.message,
        ...(error instanceof OutsideTemplate ? { isOutside: true as const } : {}),
      });
      return 'unread';
    } finally {
      this.done += 1;
      this.report({ done: this.done, known: this.known });
    }
  }

  skip(entry: NotChecked): void {
    this.notChecked.push(entry);
  }
}

/** With these every further call fails too. */
const ENDS_ALL = new Set(['InvalidCredentials', 'NetworkFailure']);
