// How far the reading is, in bytes of the file and in entries.
import type { PlannedBatch } from "../../shared/protocol.ts";
import type { Progress } from "../../shared/service.ts";

/** Of the whole work, what hashing the file costs beside unpacking it. */
const DIGEST_SHARE = 0.25;
/** The page draws it, so not more often than a person can see. */
const TELL_EVERY_MS = 100;

export class ProgressMeter {
  private readonly started = performance.now();
  private readonly underWay = new Map<number, { bytes: number; entries: number }>();
  private readonly plannedBytes: number;
  private readonly plannedEntries: number;
  private bytes = 0;
  private entries = 0;
  private hashed = 0;
  private lastTold = 0;

  constructor(
    private readonly sizeBytes: number,
    batches: readonly PlannedBatch[],
    private readonly tell: (progress: Progress) => void,
  ) {
    this.plannedBytes = batches.reduce((sum, batch) => sum + batch.length, 0);
    this.plannedEntries = batches.reduce((sum, batch) => sum + batch.entries, 0);
  }

  /** A batch that is under way; entries of nested archives count beyond the plan, and are not shown. */
  read(batch: PlannedBatch, bytes: number, entries: number): void {
    this.underWay.set(batch.index, { bytes, entries: Math.min(entries, batch.entries) });
    this.say(false);
  }

  /** A batch that will get no further: read, or given up. */
  settled(batch: PlannedBatch): void {
    this.underWay.delete(batch.index);
    this.bytes += batch.length;
    this.entries += batch.entries;
    this.say(false);
  }

  digested(bytes: number): void {
    this.hashed = bytes;
    this.say(false);
  }

  end(): void {
    this.say(true);
  }

  private say(isLast: boolean): void {
    const now = performance.now();
    if (!isLast && now - this.lastTold < TELL_EVERY_MS) return;
    this.lastTold = now;
    let bytes = this.bytes;
    let entries = this.entries;
    for (const batch of this.underWay.values()) {
      bytes += batch.bytes;
      entries += batch.entries;
    }
    // The file is read twice, side by side: for its contents and for its digest. A person wants one number.
    const contents = this.plannedBytes === 0 ? 1 : bytes / this.plannedBytes;
    const digest = this.sizeBytes === 0 ? 1 : this.hashed / this.sizeBytes;
    const done = contents * (1 - DIGEST_SHARE) + digest * DIGEST_SHARE;
    this.tell({
      bytesDone: Math.min(Math.round(done * this.sizeBytes), this.sizeBytes),
      bytesTotal: this.sizeBytes,
      entriesDone: entries,
      entriesTotal: this.plannedEntries,
      elapsedMs: now - this.started,
    });
  }
}
