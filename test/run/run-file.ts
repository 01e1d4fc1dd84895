import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedCall } from '../permissions/calls';

/** Names the folder of the run; the reporter of the run sets it. */
export const RUN_FOLDER = 'TEST_RUN_FOLDER';

export interface RunFile {
  readonly calls: readonly RecordedCall[];
  /** Tests in which a door was called. */
  readonly tests: number;
  readonly pieces: number;
  readonly finds: readonly string[];
  /** What the tool was compared with something else on. */
  readonly differential?: { readonly signIns: number; readonly trustPolicies: number; readonly differences: number };
}

export const handOn = (file: RunFile): void => {
  const folder = process.env[RUN_FOLDER];
  if (folder !== undefined) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(file));
};

export const gather = (folder: string): readonly RunFile[] =>
  readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as RunFile);
