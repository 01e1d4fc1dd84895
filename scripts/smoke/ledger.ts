import { messageOf } from './failures';

/** Something that the run made, or was about to make. */
export interface Entry {
  readonly what: string;
  /** By which a person removes it. */
  readonly byHand: string;
  /** Safe to repeat, and when it was never made. */
  readonly remove: () => Promise<void>;
}

/** What has to go. An entry is written down before it is made, so that an interruption loses nothing. */
export class Ledger {
  readonly #entries: Entry[] = [];

  get left(): readonly Entry[] {
    return this.#entries;
  }

  add(entry: Entry): void {
    if (!this.#entries.some(({ what }) => what === entry.what)) this.#entries.push(entry);
  }

  /** @throws what its removal throws; then it stays in the ledger. */
  async remove(what: string): Promise<void> {
    const entry = this.#entries.find((each) => each.what === what);
    if (entry === undefined) return;
    await entry.remove();
    this.#entries.splice(this.#entries.indexOf(entry), 1);
  }

  /** The last made goes first. @returns what could not be removed, and why. */
  async removeAll(say: (line: string) => void): Promise<readonly string[]> {
    const failures: string[] = [];
    for (const { what } of [...this.#entries].reverse()) {
      say(`removing ${what}`);
      await this.remove(what).catch((error: unknown) => failures.push(`${what}: ${messageOf(error)}`));
    }
    return failures;
  }
}
