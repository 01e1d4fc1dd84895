/**
 * Creates that are over, as far as this instance of the function knows. CloudFormation deletes a resource only after it has its create's answer or
 * has given up on it. Lambda may deliver that create once more all the same, and nobody would delete what it makes.
 */
export class CreatesThatAreOver {
  private readonly deletedAt = new Map<string, number>();

  /** @param sent when CloudFormation sent the delete, in milliseconds since the epoch. */
  noteDelete(stackId: string, logicalId: string, sent: number): void {
    const key = `${stackId}/${logicalId}`;
    this.deletedAt.delete(key);
    this.deletedAt.set(key, sent);
    const [oldest] = this.deletedAt.keys();
    if (this.deletedAt.size > MOST && oldest !== undefined) this.deletedAt.delete(oldest);
  }

  has(stackId: string, logicalId: string, sent: number): boolean {
    return sent <= (this.deletedAt.get(`${stackId}/${logicalId}`) ?? -Infinity);
  }
}

/** Deletes to remember; an instance may run for hours. */
const MOST = 1_000;
