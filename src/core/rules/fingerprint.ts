import { createHash } from 'node:crypto';

/** Lower-case hex of SHA-256 over the parts, cut to `length`. */
export const fingerprint = (length: number, ...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, length);
