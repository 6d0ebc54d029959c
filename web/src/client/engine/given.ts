// What the reducing worker is given beside the facts: the package to compare with, then the files beside the package, one
// after the other, each acknowledged, so that one that breaks the engine is known and left out the next time.
import { toJson, type JsonBytes, type Request } from "../../shared/protocol.ts";
import type { Beside } from "../../shared/service.ts";
import type { Seat } from "./seat.ts";

/** A larger file is no list of installed software; it would be held in the engine's memory as a whole. */
const MOST_BYTES = 256 << 20;

/** What is under way where it is not the file of a place. */
const BASELINE = -1;

let nextTicket = 0;

export class Given {
  /** Why a file is not given to the engine any more, by its place. */
  private readonly left = new Map<number, string>();
  private next = 0;
  private isBaselineDue = false;
  /** Facts of the package to compare with, as the engine gave them. */
  private baseline: Blob | null = null;
  /** The place of the one under way, and the number that its acknowledgement carries. */
  private underWay: { place: number; ticket: number } | undefined;

  constructor(private files: readonly Beside[]) {}

  /** Whether the engine has all of it. */
  get isSettled(): boolean {
    return this.underWay === undefined && !this.isBaselineDue && this.next >= this.files.length;
  }

  get hasBaseline(): boolean {
    return this.baseline !== null;
  }

  /** Puts these files beside the package, in the place of those before. */
  replaceFiles(files: readonly Beside[]): void {
    this.files = files;
    this.left.clear();
    this.beginFiles();
  }

  /** Compares with this package, in the place of one before; null for none. */
  replaceBaseline(facts: Blob | null): void {
    this.baseline = facts;
    this.isBaselineDue = true;
    if (this.underWay?.place === BASELINE) this.underWay = undefined;
  }

  /** Begins anew, for a worker that has nothing of it. */
  forget(): void {
    this.isBaselineDue = this.baseline !== null;
    this.underWay = undefined;
    this.beginFiles();
  }

  /** Gives what is due, unless an acknowledgement is waited for. */
  async give(seat: Seat): Promise<void> {
    if (this.underWay !== undefined) return;
    if (this.isBaselineDue) return this.giveBaseline(seat);
    const beside = this.files[this.next];
    if (beside !== undefined) await this.giveFile(beside, seat);
  }

  /** The engine has taken in the one that was under way. An acknowledgement may be of files that were given before these. */
  async acknowledged(ticket: number, seat: Seat): Promise<void> {
    if (this.underWay?.ticket !== ticket) return;
    this.underWay = undefined;
    await this.give(seat);
  }

  /** The worker ended while something was under way: that is to blame. */
  blame(text: string): "baseline" | "file" | null {
    if (this.underWay === undefined) return null;
    const { place } = this.underWay;
    if (place === BASELINE) return "baseline";
    this.left.set(place, `not read: ${text}`);
    return "file";
  }

  /** A baseline that is under way arrives all the same. */
  private beginFiles(): void {
    this.next = 0;
    if (this.underWay?.place !== BASELINE) this.underWay = undefined;
  }

  private async giveBaseline(seat: Seat): Promise<void> {
    const ticket = this.begin(BASELINE);
    this.isBaselineDue = false;
    const facts = this.baseline === null ? null : new Uint8Array(await this.baseline.arrayBuffer());
    this.expect(seat, { type: "set-baseline", ticket, facts }, facts);
  }

  private async giveFile({ file, choice }: Beside, seat: Seat): Promise<void> {
    const place = this.next;
    const ticket = this.begin(place);
    this.next += 1;
    const bytes = this.left.has(place) ? null : await this.read(place, ticket, file);
    const reason = this.left.get(place) ?? "not read";
    this.expect(
      seat,
      bytes === null
        ? { type: "lose-input", ticket, name: file.name, size: file.size, reason }
        : { type: "add-input", ticket, name: file.name, bytes, choice: toJson(choice) },
      bytes,
    );
  }

  private begin(place: number): number {
    const ticket = nextTicket++;
    this.underWay = { place, ticket };
    return ticket;
  }

  /** Nothing is told of what was replaced while the browser read it. */
  private expect(seat: Seat, request: Extract<Request, { ticket: number }>, transferred: JsonBytes | null): void {
    if (this.underWay?.ticket !== request.ticket) return;
    seat.expect(request, ...(transferred === null ? [] : [transferred.buffer]));
  }

  private async read(place: number, ticket: number, file: File): Promise<JsonBytes | null> {
    const leave = (reason: string) => {
      if (this.underWay?.ticket === ticket) this.left.set(place, reason);
      return null;
    };
    if (file.size > MOST_BYTES) return leave(`not read: it has ${file.size} bytes, more than ${MOST_BYTES} are not taken in`);
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (thrown) {
      return leave(`not read: the browser could not read it (${String(thrown)})`);
    }
  }
}
