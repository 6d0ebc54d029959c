// Turns messages into calls of the engine. Requests are done one after the other; the digest goes on beside them.
import { initSync, markdown, rule_document, Session, ticks } from "dropscope-engine";
import { toJson, type Goal, type JsonBytes, type PlannedBatch, type Question, type Reply, type Request } from "../shared/protocol.ts";
import type { AnalysisError } from "../shared/service.ts";
import { digest } from "./digest.ts";
import { reader, stream } from "./read.ts";

/** A sign of life at most this often: progress is for people, and messages cost time. */
const SIGN_EVERY_MS = 100;

/** The package, once it is open. */
interface Open {
  readonly file: File;
  readonly session: Session;
}

let open: Open | undefined;
let panicPlace: string | null = null;
let bytesRead = 0;
let entriesRead = 0;
let lastSign = 0;

/** Called by the engine's panic hook just before it traps. */
Object.assign(globalThis, { dropscopePanicked: (place: string) => (panicPlace = place) });

export function serve(): void {
  let line = Promise.resolve();
  self.onmessage = (event: MessageEvent<Request>) => {
    const request = event.data;
    if (request.type === "digest") {
      void guarded(hash);
    } else if (request.type === "run" || request.type === "open" || request.type === "start") {
      // A batch waits for its stream, and what the reducer is asked must not wait for that.
      line = line.then(() => guarded(() => answer(request)));
    } else {
      void guarded(() => answer(request));
    }
  };
}

async function answer(request: Request): Promise<void> {
  switch (request.type) {
    case "start":
      initSync({ module: request.module });
      return;
    case "open":
      return openPackage(request.file, request.options, request.reduce);
    case "run":
      return run(request.batch);
    case "digest":
      return hash();
    case "add": {
      const findings = bytesOf(opened().session.add(request.batch, request.facts));
      return say({ type: "added", batch: request.batch, findings }, findings);
    }
    case "lose":
      return opened().session.lose(request.batch, request.reason);
    case "clear-inputs":
      return opened().session.clear_inputs();
    case "add-input":
      opened().session.add_input(request.name, request.bytes, request.choice);
      return say({ type: "input-added", ticket: request.ticket });
    case "lose-input":
      opened().session.lose_input(request.name, request.size, request.reason);
      return say({ type: "input-added", ticket: request.ticket });
    case "set-baseline":
      if (request.facts === null) opened().session.clear_baseline();
      else opened().session.set_baseline(request.facts);
      return say({ type: "input-added", ticket: request.ticket });
    case "set-window":
      return opened().session.set_window(request.window);
    case "make": {
      const bytes = bytesOf(made(request.what, request.sha256 ?? undefined));
      return say({ type: "made", bytes }, bytes);
    }
    case "ask":
      return answerQuestion(request.id, request.question);
  }
}

function openPackage(file: File, options: JsonBytes, reduce: boolean): void {
  let session;
  try {
    session = new Session(file.name, file.size, reader(file, sign), options);
  } catch (thrown) {
    return say({ type: "open-failed", error: analysisError(thrown) });
  }
  open = { file, session };
  const overview = reduce ? bytesOf(session.overview()) : null;
  const batches = reduce ? bytesOf(session.batches()) : null;
  const findings = reduce ? bytesOf(session.directory_findings()) : null;
  say({ type: "opened", overview, batches, findings }, overview, batches, findings);
}

async function run(batch: PlannedBatch): Promise<void> {
  const { file, session } = opened();
  bytesRead = 0;
  entriesRead = 0;
  session.begin(batch.index);
  if (batch.kind === "pushed") {
    await readable(() =>
      stream(file, batch.offset, batch.length, (chunk) => {
        session.push(chunk);
        bytesRead += chunk.length;
        entriesRead = session.entries_done();
        sign();
      }),
    );
  }
  const facts = bytesOf(await readable(() => session.finish()));
  say({ type: "facts", batch: batch.index, facts }, facts);
}

async function hash(): Promise<void> {
  const { file } = opened();
  const sha256 = await readable(() => digest(file, (bytes) => say({ type: "hashed", bytes })));
  say({ type: "digest", sha256 });
}

function made(what: Goal, sha256: string | undefined): Uint8Array {
  const { session } = opened();
  return what === "report" ? session.report(sha256) : session.baseline(sha256);
}

function answerQuestion(id: number, question: Question): void {
  try {
    const bytes = bytesOf(found(question));
    say({ type: "answer", id, bytes, error: null }, bytes);
  } catch (thrown) {
    const error = analysisError(thrown);
    say({ type: "answer", id, bytes: null, error: error.message });
  }
}

function found(question: Question): Uint8Array {
  switch (question.of) {
    case "files":
      return opened().session.files(toJson(question.query));
    case "keys":
      return opened().session.keys(toJson(question.query));
    case "report-json":
      return opened().session.report_json();
    case "cyclonedx":
      return opened().session.cyclonedx();
    case "markdown": {
      const ticked = toJson(question.ticks);
      return question.saved === undefined ? opened().session.markdown(ticked) : markdown(question.saved, ticked);
    }
    case "ticks":
      return ticks(question.plan, question.markdown);
    case "rule-document":
      return toJson(rule_document(question.rule) ?? null);
  }
}

function opened(): Open {
  if (open === undefined) throw new Error("no package is open");
  return open;
}

/** Where the file could not be read: not the engine's fault, and nothing is broken. */
class Unreadable extends Error {
  constructor(readonly error: AnalysisError) {
    super(error.message);
  }
}

/** Tells a file that cannot be read from an engine that trapped. */
async function readable<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    if (isTrap(thrown)) throw thrown;
    throw new Unreadable(analysisError(thrown));
  }
}

/** Everything that the engine throws on purpose is text; browsers throw a DOMException where a file cannot be read. */
function isTrap(thrown: unknown): boolean {
  const isReading = thrown instanceof DOMException || (thrown instanceof Error && thrown.name === "ShortRead");
  return typeof thrown !== "string" && !isReading;
}

function analysisError(thrown: unknown): AnalysisError {
  if (isTrap(thrown)) throw thrown;
  if (typeof thrown !== "string") return { kind: "unreadable", message: String(thrown), reason: String(thrown) };
  return { kind: "unreadable", ...(JSON.parse(thrown) as { message: string }) };
}

async function guarded(act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    if (thrown instanceof Unreadable) return say({ type: "unreadable", error: thrown.error });
    say({ type: "crashed", place: panicPlace, reason: thrown instanceof Error ? thrown.name : String(thrown) });
  }
}

/** Tells that the batch is alive, and how far it is. The engine reads in the middle of its work too. */
function sign(): void {
  const now = performance.now();
  if (now - lastSign < SIGN_EVERY_MS) return;
  lastSign = now;
  say({ type: "read", bytes: bytesRead, entries: entriesRead });
}

/** wasm-bindgen copies what it returns out of the engine's memory, so the buffer can be transferred. */
function bytesOf(bytes: Uint8Array): JsonBytes {
  return bytes as JsonBytes;
}

function say(reply: Reply, ...transferred: (JsonBytes | null)[]): void {
  self.postMessage(
    reply,
    transferred.filter((bytes) => bytes !== null).map((bytes) => bytes.buffer),
  );
}

