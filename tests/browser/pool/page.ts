// A page that is nothing but the pool's user: tests drive it and read what its handlers were told.
import { ruleDocument, startAnalysis } from "../../../web/src/client/engine/index.ts";
import type { AnalysisOptions } from "../../../web/src/client/engine/analysis.ts";
import type { KeyQuery } from "../../../web/src/shared/report.ts";
import type { Beside, Comparing, FileQuery, Running } from "../../../web/src/shared/service.ts";

interface Told {
  state: "reading" | "done" | "failed";
  calls: string[];
  overview: unknown;
  progress: unknown;
  findings: unknown[];
  report: unknown;
  error: unknown;
  comparing: Comparing | null;
  ms: number;
}

let running: Running | undefined;
let told: Told;
let beside: Beside[] = [];
let files: File[] = [];

const pool = {
  /** Analyses the first file that the input holds, with the others beside it; but for the last where that is compared with. */
  start({ isCompared = false, ...given }: AnalysisOptions & { isCompared?: boolean }): void {
    running?.dispose();
    const started = performance.now();
    const now: Told = {
      state: "reading",
      calls: [],
      overview: null,
      progress: null,
      findings: [],
      report: null,
      error: null,
      comparing: null,
      ms: 0,
    };
    told = now;
    const call = (name: string) => now.calls.at(-1) !== name && now.calls.push(name);
    const end = (state: Told["state"]) => {
      now.state = state;
      now.ms = performance.now() - started;
      document.documentElement.dataset["state"] = state;
    };
    document.documentElement.dataset["state"] = "reading";
    files = Array.from(document.querySelector("input")?.files ?? []);
    const baseline = isCompared ? files.pop() : undefined;
    const options = baseline === undefined ? given : { ...given, baseline };
    const [file, ...others] = files;
    if (file === undefined) throw new Error("no file was set");
    beside = others.map((other) => ({ file: other, choice: { role: null, host: null, columns: null } }));
    running = startAnalysis(file, beside, options, {
      overview: (overview) => (call("overview"), (now.overview = overview)),
      progress: (progress) => (call("progress"), (now.progress = progress)),
      findings: (found) => (call("findings"), now.findings.push(...found)),
      done: ({ report }) => (call("done"), (now.report = report), end("done")),
      comparing: (state) => (call("comparing"), (now.comparing = state)),
      failed: (error) => (call("failed"), (now.error = error), end("failed")),
    });
  },
  told: (): Told => told,
  /** Judges again with the files at these places beside the package. */
  judge(places: number[]): void {
    document.documentElement.dataset["state"] = "reading";
    running?.judgeBeside(places.flatMap((place) => beside[place] ?? []));
  },
  /** Compares with the file at this place in the input; null for none. */
  compare(place: number | null): void {
    document.documentElement.dataset["state"] = "reading";
    running?.compareWith(place === null ? null : (files[place] ?? null));
  },
  keys: (query: KeyQuery) => running?.keys(query),
  cancel: () => running?.cancel(),
  dispose: () => running?.dispose(),
  files: (query: FileQuery) => running?.files(query),
  json: async () => (await running?.saveJson())?.text(),
  document: (id: string) => ruleDocument(id),
};

Object.assign(globalThis, { pool });
document.documentElement.dataset["state"] = "ready";
