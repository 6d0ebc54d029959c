// One worker, watched: it answers within a time, or it is ended.
import type { Reply, Request } from "../../shared/protocol.ts";

/** How a worker came to its end. The text is a sentence's middle: "… because <text>". */
export type Loss = { readonly why: "trap" | "silence" | "script"; readonly text: string };

export interface SeatHandlers {
  reply(reply: Exclude<Reply, { type: "crashed" }>): void;
  /** The worker is gone; nothing comes from it after this. */
  lost(loss: Loss): void;
}

export class Seat {
  private alive = true;
  private waiting = 0;
  private lastSign = performance.now();

  constructor(
    private readonly worker: Worker,
    private readonly handlers: SeatHandlers,
  ) {
    worker.onmessage = (event: MessageEvent<Reply>) => this.hear(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose({ why: "script", text: event.message || "the worker could not be started" });
    };
    worker.onmessageerror = () => this.lose({ why: "script", text: "a message could not be read" });
  }

  get isAlive(): boolean {
    return this.alive;
  }

  tell(request: Request, ...transferred: Transferable[]): void {
    if (this.alive) this.worker.postMessage(request, transferred);
  }

  /** Tells something whose answer the watchdog waits for. */
  expect(request: Request, ...transferred: Transferable[]): void {
    if (this.waiting === 0) this.lastSign = performance.now();
    this.waiting += 1;
    this.tell(request, ...transferred);
  }

  /** Ends the worker where it has been silent for longer than `silenceMs` although an answer is due. */
  watch(silenceMs: number): void {
    if (this.waiting === 0 || performance.now() - this.lastSign < silenceMs) return;
    this.lose({ why: "silence", text: `it gave no sign of life for ${Math.round(silenceMs / 100) / 10} s` });
  }

  /** The machine slept or the page was busy: silence until now says nothing. */
  forgive(): void {
    this.lastSign = performance.now();
  }

  end(): void {
    this.alive = false;
    this.worker.terminate();
  }

  private hear(reply: Reply): void {
    if (!this.alive) return;
    this.lastSign = performance.now();
    if (reply.type === "crashed") {
      const place = reply.place === null ? "" : ` at ${reply.place}`;
      return this.lose({ why: "trap", text: `the engine stopped${place} (${reply.reason})` });
    }
    if (ANSWERS.has(reply.type)) this.waiting = Math.max(0, this.waiting - 1);
    this.handlers.reply(reply);
  }

  private lose(loss: Loss): void {
    if (!this.alive) return;
    this.end();
    this.handlers.lost(loss);
  }
}

/** Replies that end what {@link Seat.expect} began; the others are signs on the way. */
const ANSWERS: ReadonlySet<Reply["type"]> = new Set(["opened", "open-failed", "facts", "unreadable", "added", "input-added", "digest", "made"]);
