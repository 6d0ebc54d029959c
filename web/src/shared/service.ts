// What the page asks of the engine. The page knows nothing of workers or WASM; the pool implements `StartAnalysis`, and
// the development harness in web/mock does too.
import type { FileFact, Finding, InputChoice, KeyHits, KeyQuery, PlannedWindow, Report } from "./report.ts";

/** What the directory of the archive says, before any contents are read. */
export interface Overview {
  name: string;
  sizeBytes: number;
  format: string;
  entries: number;
  unpackedBytes: number;
  /** Names at the top level of the package. */
  topLevel: string[];
}

export interface Progress {
  /** Bytes of the file that were read, of its size. */
  bytesDone: number;
  bytesTotal: number;
  entriesDone: number;
  entriesTotal: number;
  elapsedMs: number;
}

/**
 * Why there is no report. `kind` is the kebab-case `OpenError` of the core with its data beside it (`empty`,
 * `not-an-archive`, `truncated`, `damaged-directory`, `split`, `encrypted-directory`, `over-limit`, `unreadable`), or
 * one of the page's own: `changed`, `engine-failed`, `unsupported-browser`.
 */
export interface AnalysisError {
  kind: string;
  message: string;
  [data: string]: unknown;
}

/** A file beside the package, and what the user says about it. */
export interface Beside {
  file: File;
  choice: InputChoice;
}

/** How long the lists of facts are of which the page has the beginning. */
export interface FactTotals {
  packages: number;
  dependencies: number;
  manifests: number;
  requirements: number;
  install_hooks: number;
  config_keys: number;
  kubernetes_objects: number;
  deprecations: number;
}

/** The report as the page gets it: its lists of facts are cut, `facts.files` is empty. */
export interface ShownReport {
  report: Report;
  totals: FactTotals;
}

/**
 * How far the package is that this one is compared with. It is read when the first report is there, and the report is
 * then made again. Where it fails, the report stands without it.
 */
export type Comparing =
  | { state: "reading"; progress: Progress | null }
  | { state: "judging" }
  | { state: "done" }
  | { state: "failed"; error: AnalysisError };

/**
 * Called on the page, in order: `overview`, then `progress` and `findings` mixed, then `done` or `failed`. `done` comes
 * again after {@link Running.judgeBeside}, and when the package to compare with is read or taken away.
 */
export interface Handlers {
  overview(overview: Overview): void;
  progress(progress: Progress): void;
  findings(found: Finding[]): void;
  /** The list of files is paged with {@link Running.files}. */
  done(shown: ShownReport): void;
  failed(error: AnalysisError): void;
  /** Null where there is nothing to compare with any more. */
  comparing(comparing: Comparing | null): void;
}

export interface FileQuery {
  offset: number;
  limit: number;
  /** Part of the path, any case; "" for all. */
  filter: string;
  sort: "path" | "size" | "modified";
  descending: boolean;
}

export interface FilePage {
  /** Files in the package. */
  total: number;
  /** Files that the filter lets through. */
  matching: number;
  files: FileFact[];
}

export interface Running {
  /** Ends the reading; `done` still comes, with `complete: false`. */
  cancel(): void;
  /** Judges again with these files beside the package, instead of those before; `done` comes with the new report. */
  judgeBeside(beside: readonly Beside[]): void;
  /** Compares with this package, in the place of one before; null for none. */
  compareWith(file: File | null): void;
  /** Plans the work between these two times; `done` comes with the new report. */
  planWindow(window: PlannedWindow): void;
  files(query: FileQuery): Promise<FilePage>;
  /** Looks for keys of configuration; only when there is a report. */
  keys(query: KeyQuery): Promise<KeyHits>;
  /** The whole report, file list included, as UTF-8 JSON. */
  saveJson(): Promise<Blob>;
  /** The bill of materials, CycloneDX 1.6, as UTF-8 JSON. */
  saveBill(): Promise<Blob>;
  /** The report as Markdown, with these steps of its plan ticked. */
  markdown(ticks: string[]): Promise<string>;
  /** Ends all workers; no handler is called after it. */
  dispose(): void;
}

/** What a plan that was saved as Markdown has ticked. */
export interface Ticked {
  /** Ids of steps of the plan that is shown. */
  ids: string[];
  /** How many ticks belong to none of them. */
  others: number;
}

export interface StartOptions {
  /** RFC 3339 in UTC. */
  now: string;
  workers?: number;
  limits?: Record<string, number>;
  /** The package to compare with. */
  baseline?: File;
}

export type StartAnalysis = (file: File, beside: readonly Beside[], options: StartOptions, handlers: Handlers) => Running;
