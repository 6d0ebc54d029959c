// Who reads what. Each worker has a share of neighbouring batches, so that the disk is read in long runs; one that is
// through takes the second half of the largest share that is left.
import type { PlannedBatch } from "../../shared/protocol.ts";

export class Shares {
  private readonly first: PlannedBatch[];
  private readonly shares: PlannedBatch[][];

  constructor(batches: readonly PlannedBatch[], workers: number) {
    this.first = batches.filter((batch) => batch.kind === "first");
    const pushed = batches.filter((batch) => batch.kind === "pushed");
    const total = weight(pushed);
    this.shares = Array.from({ length: Math.max(workers, 1) }, () => []);
    let before = 0;
    for (const batch of pushed) {
      const worker = Math.floor((before / Math.max(total, 1)) * this.shares.length);
      this.shares[Math.min(worker, this.shares.length - 1)]?.push(batch);
      before += batch.length;
    }
  }

  /** The next batch for a worker; undefined where everything is taken. */
  take(worker: number): PlannedBatch | undefined {
    const first = this.first.shift();
    if (first !== undefined) return first;
    const own = this.shares[worker];
    if (own === undefined) return undefined;
    if (own.length === 0) {
      const largest = this.shares.reduce((a, b) => (weight(b) > weight(a) ? b : a));
      own.push(...largest.splice(Math.floor(largest.length / 2)));
    }
    return own.shift();
  }

  /** Everything that nobody has taken, which nobody will get any more. */
  drain(): PlannedBatch[] {
    return [...this.first.splice(0), ...this.shares.flatMap((share) => share.splice(0))];
  }
}

function weight(batches: readonly PlannedBatch[]): number {
  return batches.reduce((sum, batch) => sum + batch.length, 0);
}
