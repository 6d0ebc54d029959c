// One package on its way through the workers: N of them map batches to facts, one more reduces the facts to the report.
//
// Only the mapping workers touch the package's contents, so what breaks on bad bytes is one of them: it is ended, its
// batch is named as lost, another takes its place. The reducing worker also hashes the file. What it was given is kept in
// blobs (outside of the page's memory), so that it too can be replaced.
import { fromJson, toJson, type Goal, type JsonBytes, type PlannedBatch, type Question, type Reply } from "../../shared/protocol.ts";
import type { PlannedWindow } from "../../shared/report.ts";
import type { AnalysisError, Beside, Handlers, Overview, StartOptions } from "../../shared/service.ts";
import { Given } from "./given.ts";
import { ProgressMeter } from "./progress.ts";
import { Questions } from "./questions.ts";
import { Seat, type Loss } from "./seat.ts";
import { Shares } from "./shares.ts";

/** Where workers come from; the page's single file carries them. */
export interface Engine {
  compile(): Promise<WebAssembly.Module>;
  startWorker(): Worker;
}

/** A smaller file is not worth another worker. */
const BYTES_PER_WORKER = 4 << 20;
const MOST_WORKERS = 8;
/** A batch is given up after this long without a sign of life. */
const SILENCE_MS = 30_000;
/** A reducing worker that breaks again and again breaks on something that all of them get. */
const MOST_REDUCERS = 4;

export interface AnalysisOptions extends StartOptions {
  /** Milliseconds after which a silent worker is ended; tests shorten it. */
  silenceMs?: number;
}

/** As those of the page, but what is made comes as the engine gave it. */
export interface AnalysisHandlers extends Pick<Handlers, "overview" | "progress" | "findings" | "failed"> {
  done(made: JsonBytes): void;
  /** The engine broke on the package to compare with; the report is made without it. */
  baselineLost(text: string): void;
}

interface Mapper {
  seat: Seat;
  isOpen: boolean;
  batch: PlannedBatch | undefined;
}

export class Analysis {
  private module: WebAssembly.Module | undefined;
  private readonly mappers: Mapper[] = [];
  private reducer: Seat | undefined;
  /** Whether the reducing worker has opened the package and knows the plan. */
  private isReducerOpen = false;
  /** Whether it also has what lies beside the facts, so that they can be judged. */
  private isReducerReady = false;
  private readonly given: Given;
  private reducersStarted = 0;
  private overview: Overview | undefined;
  private plan: PlannedBatch[] = [];
  private shares = new Shares([], 1);
  private meter: ProgressMeter | undefined;
  /** Facts by batch, as they came, for a reducing worker that has to be replaced. */
  private readonly facts = new Map<number, Blob>();
  private readonly lost = new Map<number, string>();
  /** Batches whose facts the reducing worker has not acknowledged, in the order in which it got them. */
  private readonly unacknowledged = new Set<number>();
  private readonly previewed = new Set<number>();
  private sha256: string | null = null;
  private isDigestDue = true;
  private phase: "reading" | "reporting" | "done" | "over" = "reading";
  /** What is being made is of what was given before: it is made again. */
  private isStale = false;
  /** Whether a report was made with the package to compare with. */
  private isBaselineProven = false;
  private isStopping = false;
  private window: PlannedWindow | null = null;
  private readonly questions = new Questions();
  private watchdog: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly file: File,
    beside: readonly Beside[],
    private readonly goal: Goal,
    private readonly options: AnalysisOptions,
    private readonly handlers: AnalysisHandlers,
  ) {
    this.given = new Given(beside);
  }

  get hasBaseline(): boolean {
    return this.given.hasBaseline;
  }

  async start(): Promise<void> {
    try {
      this.module = await this.engine.compile();
    } catch (thrown) {
      return this.fail({ kind: "engine-failed", message: `the engine cannot be started: ${String(thrown)}` });
    }
    try {
      // A folder, and a file that is gone, can have any size, 0 too, until somebody reads them.
      await this.file.slice(0, 1).arrayBuffer();
    } catch (thrown) {
      const reason = String(thrown);
      return this.fail({ kind: "unreadable", message: `the file cannot be read: ${reason}`, offset: 0, length: 1, reason });
    }
    if (this.phase === "over") return;
    this.watch();
    this.startReducer();
    for (let index = 0; index < this.workers(); index += 1) this.startMapper(index);
  }

  /** Ends the reading; the report comes with what was found until now. */
  cancel(): void {
    if (this.phase !== "reading") return;
    this.isStopping = true;
    this.giveUp(() => undefined);
  }

  /** Judges again, with these files beside the package. */
  judgeBeside(beside: readonly Beside[]): void {
    if (this.phase === "over") return;
    this.given.replaceFiles(beside);
    if (this.isReducerOpen) this.reducer?.tell({ type: "clear-inputs" });
    this.judgeAgain();
  }

  /** Judges again, compared with a package of which another analysis gave the facts; null for none. */
  setBaseline(facts: Blob | null): void {
    if (this.phase === "over") return;
    this.given.replaceBaseline(facts);
    this.isBaselineProven = false;
    this.judgeAgain();
  }

  /** Makes the report again with this window for the work. */
  planWindow(window: PlannedWindow): void {
    if (this.phase === "over") return;
    this.window = window;
    if (this.isReducerOpen) this.reducer?.tell({ type: "set-window", window: toJson(window) });
    this.judgeAgain();
  }

  dispose(): void {
    this.phase = "over";
    this.endMappers();
    this.reducer?.end();
    clearInterval(this.watchdog);
    this.questions.rejectAll("the analysis was closed");
  }

  ask(question: Question): Promise<JsonBytes> {
    if (this.phase === "over") return Promise.reject(new Error("the analysis was closed"));
    if (this.reducer?.isAlive !== true) return Promise.reject(new Error("the worker that holds the report has ended"));
    return this.questions.ask(this.reducer, question);
  }

  private judgeAgain(): void {
    this.isReducerReady = false;
    if (this.phase === "reporting") this.isStale = true;
    if (this.phase === "done") {
      this.phase = "reading";
      this.watch();
      if (this.reducer?.isAlive !== true) return this.replaceReducer();
    }
    // While it is being replaced, the new worker gets everything when it is open.
    if (this.reducer?.isAlive === true && this.isReducerOpen) this.give(this.reducer);
  }

  private workers(): number {
    const wanted = this.options.workers ?? Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS);
    return Math.max(1, Math.min(wanted, Math.ceil(this.file.size / BYTES_PER_WORKER)));
  }

  // ── the reducing worker ──

  private startReducer(): void {
    this.reducersStarted += 1;
    this.isReducerOpen = false;
    this.isReducerReady = false;
    this.reducer = this.seat({
      reply: (reply) => this.hearReducer(reply),
      lost: (loss) => this.loseReducer(loss),
    });
    this.reducer?.expect({ type: "open", file: this.file, options: this.engineOptions(), reduce: true });
  }

  private hearReducer(reply: Exclude<Reply, { type: "crashed" }>): void {
    switch (reply.type) {
      case "open-failed":
        return this.fail(reply.error);
      case "opened":
        return this.planned(reply);
      case "added":
        this.unacknowledged.delete(reply.batch);
        if (!this.previewed.has(reply.batch)) this.tellFindings(reply.findings);
        this.previewed.add(reply.batch);
        return this.reportWhenReady();
      case "input-added":
        if (this.reducer !== undefined) void this.taken(reply.ticket, this.reducer);
        return;
      case "hashed":
        return this.meter?.digested(reply.bytes);
      case "digest":
        this.sha256 = reply.sha256;
        this.isDigestDue = false;
        return this.reportWhenReady();
      case "unreadable":
        return this.stopUnreadable(reply.error);
      case "made":
        return this.made(reply.bytes);
      case "answer":
        return this.questions.answered(reply);
    }
  }

  private planned(reply: Extract<Reply, { type: "opened" }>): void {
    if (reply.overview === null || reply.batches === null || reply.findings === null) return;
    this.isReducerOpen = true;
    if (this.reducer !== undefined) this.give(this.reducer);
    for (const [batch, reason] of this.lost) this.reducer?.tell({ type: "lose", batch, reason });
    if (this.isDigestDue) this.reducer?.expect({ type: "digest" });
    if (this.overview === undefined) {
      this.overview = fromJson<Overview>(reply.overview);
      this.plan = fromJson<PlannedBatch[]>(reply.batches);
      this.shares = new Shares(this.plan, this.mappers.length);
      this.meter = new ProgressMeter(this.file.size, this.plan, (progress) => this.handlers.progress(progress));
      this.handlers.overview(this.overview);
      this.tellFindings(reply.findings);
      const isReadable = this.mappers.some(() => true);
      if (this.isStopping) this.giveUp(() => undefined);
      else if (!isReadable) this.stopUnreadable({ kind: "changed", message: "the file changed while it was opened" });
      else this.mappers.forEach((_, index) => this.next(index));
    }
    this.reportWhenReady();
  }

  private made(bytes: JsonBytes): void {
    if (this.isStale) {
      this.isStale = false;
      this.phase = "reading";
      return this.reportWhenReady();
    }
    this.phase = "done";
    this.isBaselineProven = this.given.hasBaseline;
    clearInterval(this.watchdog);
    this.handlers.done(bytes);
  }

  private give(reducer: Seat): void {
    void this.given.give(reducer).then(() => this.readyWhenSettled());
  }

  private async taken(ticket: number, reducer: Seat): Promise<void> {
    await this.given.acknowledged(ticket, reducer);
    this.readyWhenSettled();
  }

  /** What came in before everything beside the facts was settled waits for that. */
  private readyWhenSettled(): void {
    if (!this.given.isSettled || this.isReducerReady || !this.isReducerOpen) return;
    this.isReducerReady = true;
    for (const batch of this.unacknowledged) {
      const facts = this.facts.get(batch);
      if (facts !== undefined) void this.addAgain(batch, facts);
    }
    this.reportWhenReady();
  }

  private async addAgain(batch: number, facts: Blob): Promise<void> {
    this.addFacts(batch, new Uint8Array(await facts.arrayBuffer()));
  }

  private addFacts(batch: number, facts: JsonBytes): void {
    this.reducer?.expect({ type: "add", batch, facts }, facts.buffer);
  }

  private loseReducer(loss: Loss): void {
    this.questions.rejectAll(loss.text);
    if (this.phase === "done") return;
    const isBaseline = this.loseBaseline(loss);
    const blamed = isBaseline ? "baseline" : this.given.blame(loss.text);
    const isHopeless = this.overview === undefined || (this.phase !== "reading" && !isBaseline) || this.reducersStarted >= MOST_REDUCERS;
    if (isHopeless) return this.fail({ kind: "engine-failed", message: `the report cannot be made: ${loss.text}` });
    const [culprit] = this.unacknowledged;
    if (culprit !== undefined && blamed === null) {
      this.facts.delete(culprit);
      this.lost.set(culprit, `what was read here could not be judged: ${loss.text}`);
    }
    this.phase = "reading";
    this.replaceReducer();
  }

  /** Whether the package to compare with is to blame: the worker broke on it, or on the first report with it. */
  private loseBaseline(loss: Loss): boolean {
    const isFirstReport = this.phase === "reporting" && this.given.hasBaseline && !this.isBaselineProven;
    if (!isFirstReport && this.given.blame(loss.text) !== "baseline") return false;
    this.given.replaceBaseline(null);
    this.handlers.baselineLost(loss.text);
    return true;
  }

  /** Another worker gets everything again. */
  private replaceReducer(): void {
    this.isStale = false;
    this.given.forget();
    this.unacknowledged.clear();
    for (const batch of this.facts.keys()) this.unacknowledged.add(batch);
    this.isDigestDue = this.sha256 === null && !this.isStopping;
    this.startReducer();
  }

  // ── the mapping workers ──

  private startMapper(index: number): void {
    const seat = this.seat({
      reply: (reply) => this.hearMapper(index, mapper, reply),
      lost: (loss) => this.loseMapper(index, mapper, loss),
    });
    if (seat === undefined) return;
    const mapper: Mapper = { seat, isOpen: false, batch: undefined };
    this.mappers[index] = mapper;
    seat.expect({ type: "open", file: this.file, options: this.engineOptions(), reduce: false });
  }

  private hearMapper(index: number, mapper: Mapper, reply: Exclude<Reply, { type: "crashed" }>): void {
    switch (reply.type) {
      case "opened":
        mapper.isOpen = true;
        return this.next(index);
      case "open-failed":
        // The reducing worker opens the same bytes: it says it too, unless the file has changed in between.
        mapper.seat.end();
        delete this.mappers[index];
        return this.overview === undefined ? undefined : this.stopUnreadable(reply.error);
      case "read":
        if (mapper.batch !== undefined) this.meter?.read(mapper.batch, reply.bytes, reply.entries);
        return;
      case "facts":
        this.facts.set(reply.batch, new Blob([reply.facts]));
        this.unacknowledged.add(reply.batch);
        if (this.isReducerReady) this.addFacts(reply.batch, reply.facts);
        if (mapper.batch !== undefined) this.meter?.settled(mapper.batch);
        mapper.batch = undefined;
        return this.next(index);
      case "unreadable":
        return this.stopUnreadable(reply.error);
    }
  }

  private next(index: number): void {
    const mapper = this.mappers[index];
    if (this.phase !== "reading" || this.overview === undefined || !mapper?.isOpen || mapper.batch !== undefined) return;
    mapper.batch = this.shares.take(index);
    if (mapper.batch === undefined) return this.reportWhenReady();
    mapper.seat.expect({ type: "run", batch: mapper.batch });
  }

  private loseMapper(index: number, mapper: Mapper, loss: Loss): void {
    if (this.phase !== "reading") return;
    const { batch } = mapper;
    if (batch === undefined) {
      // It broke before it read anything, and so would the next one.
      delete this.mappers[index];
      if (this.mappers.some(() => true)) return;
      if (this.overview === undefined) return this.fail({ kind: "engine-failed", message: loss.text });
      return this.giveUp(() => `not read, because no worker could be started: ${loss.text}`);
    }
    mapper.batch = undefined;
    this.loseBatch(batch, `not read, because reading this part of the package failed: ${loss.text}`);
    this.startMapper(index);
    this.reportWhenReady();
  }

  private loseBatch(batch: PlannedBatch, reason: string): void {
    this.lost.set(batch.index, reason);
    if (this.isReducerOpen) this.reducer?.tell({ type: "lose", batch: batch.index, reason });
    this.meter?.settled(batch);
  }

  // ── the end ──

  /** The file was changed, moved or removed while it was read. */
  private stopUnreadable(error: AnalysisError): void {
    if (this.phase !== "reading" || this.isStopping) return;
    if (this.facts.size === 0) {
      const kind = this.overview === undefined ? "unreadable" : "changed";
      return this.fail({ ...error, kind });
    }
    this.isStopping = true;
    this.giveUp(() => `not read, because the file was changed or removed while it was read (${error.message})`);
  }

  /** Reads no further. Without a reason the engine's own stands: the analysis was ended before. */
  private giveUp(reason: (batch: PlannedBatch) => string | undefined): void {
    this.isDigestDue = false;
    const unread = this.shares.drain();
    for (const mapper of this.mappers) if (mapper?.batch !== undefined) unread.push(mapper.batch);
    this.endMappers();
    for (const batch of unread) {
      const text = reason(batch);
      if (text !== undefined) this.loseBatch(batch, text);
    }
    this.reportWhenReady();
  }

  private reportWhenReady(): void {
    const isReading = this.mappers.some((mapper) => mapper?.batch !== undefined);
    const isDue = this.phase === "reading" && this.isReducerReady && this.overview !== undefined && !isReading;
    if (!isDue || this.isDigestDue || this.unacknowledged.size > 0) return;
    // A worker that is being started may find batches that are left.
    if (!this.isStopping && this.facts.size + this.lost.size < this.plan.length) return;
    this.phase = "reporting";
    this.meter?.end();
    this.endMappers();
    this.reducer?.expect({ type: "make", what: this.goal, sha256: this.sha256 });
  }

  private fail(error: AnalysisError): void {
    if (this.phase === "over") return;
    this.dispose();
    this.handlers.failed(error);
  }

  private endMappers(): void {
    for (const mapper of this.mappers.splice(0)) mapper?.seat.end();
  }

  // ── small things ──

  private seat(handlers: ConstructorParameters<typeof Seat>[1]): Seat | undefined {
    if (this.module === undefined) return undefined;
    let worker;
    try {
      worker = this.engine.startWorker();
    } catch (thrown) {
      this.fail({ kind: "engine-failed", message: `no worker can be started: ${String(thrown)}` });
      return undefined;
    }
    const seat = new Seat(worker, handlers);
    seat.tell({ type: "start", module: this.module });
    return seat;
  }

  private engineOptions(): JsonBytes {
    return toJson({ now: this.options.now, limits: this.options.limits ?? {}, window: this.window });
  }

  private tellFindings(bytes: JsonBytes): void {
    const found = fromJson<Parameters<Handlers["findings"]>[0]>(bytes);
    if (found.length > 0 && this.phase !== "over") this.handlers.findings(found);
  }

  private watch(): void {
    const silenceMs = this.options.silenceMs ?? SILENCE_MS;
    const tickMs = Math.min(1_000, silenceMs / 4);
    let last = performance.now();
    clearInterval(this.watchdog);
    this.watchdog = setInterval(() => {
      const now = performance.now();
      const seats = [this.reducer, ...this.mappers.map((mapper) => mapper?.seat)];
      // A late tick means that the machine slept or the page was busy: then the workers' signs are late too.
      const isLate = now - last > tickMs * 2 + 500;
      last = now;
      for (const seat of seats) isLate ? seat?.forgive() : seat?.watch(silenceMs);
    }, tickMs);
  }
}
