// The files beside the package, on their way to the reducing worker: one after the other, each acknowledged, so that one
// that breaks the engine is known by name and left out the next time.
import { toJson } from "../../shared/protocol.ts";
import type { Beside } from "../../shared/service.ts";
import type { Seat } from "./seat.ts";

/** A larger file is no list of installed software; it would be held in the engine's memory as a whole. */
const MOST_BYTES = 256 << 20;

let nextTicket = 0;

export class BesideFiles {
  /** Why a file is not given to the engine any more, by its place. */
  private readonly left = new Map<number, string>();
  private next = 0;
  /** The place of the one under way, and the number that its acknowledgement carries. */
  private underWay: { place: number; ticket: number } | undefined;

  constructor(private readonly files: readonly Beside[]) {}

  /** Whether the engine has all of them. */
  get isSettled(): boolean {
    return this.underWay === undefined && this.next >= this.files.length;
  }

  /** Begins anew, for a worker that has none of them. */
  async giveAll(seat: Seat): Promise<void> {
    this.next = 0;
    this.underWay = undefined;
    await this.giveNext(seat);
  }

  /** The engine has taken in the one that was under way. */
  async acknowledged(ticket: number, seat: Seat): Promise<void> {
    // An acknowledgement may be of files that were given before these.
    if (this.underWay?.ticket !== ticket) return;
    this.underWay = undefined;
    await this.giveNext(seat);
  }

  /** The worker ended while one was under way: that one is to blame. False where none was. */
  blame(text: string): boolean {
    if (this.underWay === undefined) return false;
    this.left.set(this.underWay.place, `not read: ${text}`);
    return true;
  }

  private async giveNext(seat: Seat): Promise<void> {
    const place = this.next;
    const beside = this.files[place];
    if (beside === undefined) return;
    const ticket = nextTicket++;
    this.next += 1;
    this.underWay = { place, ticket };
    const { file, choice } = beside;
    const bytes = this.left.has(place) ? null : await this.read(place, file);
    if (bytes === null) {
      const reason = this.left.get(place) ?? "not read";
      seat.expect({ type: "lose-input", ticket, name: file.name, size: file.size, reason });
    } else {
      seat.expect({ type: "add-input", ticket, name: file.name, bytes, choice: toJson(choice) }, bytes.buffer);
    }
  }

  private async read(place: number, file: File): Promise<Uint8Array<ArrayBuffer> | null> {
    if (file.size > MOST_BYTES) {
      this.left.set(place, `not read: it has ${file.size} bytes, more than ${MOST_BYTES} are not taken in`);
      return null;
    }
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (thrown) {
      this.left.set(place, `not read: the browser could not read it (${String(thrown)})`);
      return null;
    }
  }
}
