// What the page and its workers say to each other. JSON travels as UTF-8 bytes that are transferred, never cloned.
import type { KeyQuery } from "./report.ts";
import type { AnalysisError, FileQuery } from "./service.ts";

/** UTF-8 JSON (or, of a file beside the package, its contents), transferred. */
export type JsonBytes = Uint8Array<ArrayBuffer>;

/** A piece of the work, as the plan of the engine has it. The same on every worker. */
export interface PlannedBatch {
  index: number;
  /** `first`: read by random access, before all others; `pushed`: a contiguous range that is streamed. */
  kind: "first" | "pushed";
  offset: number;
  length: number;
  /** Entries in it; 0 where the container has no directory. */
  entries: number;
}

/** What a worker is asked. It does one thing after the other, except that `digest` goes on beside the others. */
export type Request =
  /** Instantiates the engine. The first message. */
  | { type: "start"; module: WebAssembly.Module }
  /** Opens the package; `reduce` also asks for what the directory says. */
  | { type: "open"; file: File; options: JsonBytes; reduce: boolean }
  /** Reads a batch. */
  | { type: "run"; batch: PlannedBatch }
  /** Hashes the whole file. */
  | { type: "digest" }
  /** Takes the facts of a batch. */
  | { type: "add"; batch: number; facts: JsonBytes }
  /** Notes a batch without facts. */
  | { type: "lose"; batch: number; reason: string }
  /** Forgets every file that lay beside the package. */
  | { type: "clear-inputs" }
  /** Takes in a file that lies beside the package; `choice` is an `InputChoice`. */
  | { type: "add-input"; ticket: number; name: string; bytes: JsonBytes; choice: JsonBytes }
  /** Names a file beside the package that could not be taken in. */
  | { type: "lose-input"; ticket: number; name: string; size: number; reason: string }
  /** Takes the package to compare with, as another reducing worker gave it; null for none. */
  | { type: "set-baseline"; ticket: number; facts: JsonBytes | null }
  /** Plans the work between two times; a `PlannedWindow`. */
  | { type: "set-window"; window: JsonBytes }
  /**
   * Makes the report, or makes it again; or gives the package as the baseline of another. `sha256` where the whole file
   * was hashed.
   */
  | { type: "make"; what: Goal; sha256: string | null }
  | { type: "ask"; id: number; question: Question };

/** What a package is read for: its report, or to compare another with it. */
export type Goal = "report" | "baseline";

/** Asked at any time and answered under the same id. */
export type Question =
  | { of: "files"; query: FileQuery }
  | { of: "keys"; query: KeyQuery }
  | { of: "report-json" }
  | { of: "cyclonedx" }
  /** The report as Markdown: the worker's own, or a saved one. */
  | { of: "markdown"; ticks: string[]; saved?: JsonBytes }
  /** Which steps of a plan are ticked in one that was saved as Markdown; the answer is `Ticked`. */
  | { of: "ticks"; plan: JsonBytes; markdown: string }
  | { of: "rule-document"; rule: string };

/** What a worker says. */
export type Reply =
  | { type: "opened"; overview: JsonBytes | null; batches: JsonBytes | null; findings: JsonBytes | null }
  | { type: "open-failed"; error: AnalysisError }
  /** A sign of life from a batch: bytes and entries of it that are done. */
  | { type: "read"; bytes: number; entries: number }
  | { type: "facts"; batch: number; facts: JsonBytes }
  /** The file cannot be read (any more). */
  | { type: "unreadable"; error: AnalysisError }
  | { type: "added"; batch: number; findings: JsonBytes }
  | { type: "input-added"; ticket: number }
  | { type: "hashed"; bytes: number }
  | { type: "digest"; sha256: string }
  | { type: "made"; bytes: JsonBytes }
  | { type: "answer"; id: number; bytes: JsonBytes | null; error: string | null }
  /** The engine trapped: this worker is of no use any more. `place` is where, in the engine's source, if it is known. */
  | { type: "crashed"; place: string | null; reason: string };

export function toJson(value: unknown): JsonBytes {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function fromJson<T>(bytes: JsonBytes): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
