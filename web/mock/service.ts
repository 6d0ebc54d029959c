// An engine that reads nothing: the file's name says which state of the page to show.
import { searchReport } from "../src/client/state/keys.ts";
import { pageFiles } from "../src/client/state/saved.ts";
import type { PlannedWindow } from "../src/shared/report.ts";
import type { AnalysisError, StartAnalysis } from "../src/shared/service.ts";
import { makeFiles, makeReport } from "./report.ts";

const ERRORS: Record<string, Omit<AnalysisError, "kind" | "message">> = {
  empty: {},
  "not-an-archive": { content: "html", size_bytes: 18_204 },
  truncated: { size_bytes: 104_857_600, expected_bytes: 318_767_104 },
  "damaged-directory": { offset: 1_048_576, reason: "the entry at 12 has the signature 0x00000000" },
  split: { disk: 2 },
  "encrypted-directory": {},
  "over-limit": { limit: "directory_bytes", value: 536_870_912, needed: 1_073_741_824 },
  unreadable: { offset: 4096, length: 1024, reason: "the file was removed" },
  changed: {},
  "engine-failed": { reason: "unreachable executed" },
  "unsupported-browser": { missing: ["DecompressionStream"] },
  "something-new": {},
};

export const startAnalysis: StartAnalysis = (file, given, { baseline: older }, handlers) => {
  const kind = /^error-([a-z-]+)/.exec(file.name)?.[1];
  const scene = /^(care|clean|cannot|many)/.exec(file.name)?.[1] ?? "story";
  const files = makeFiles(scene === "many" ? 20_000 : 240);
  let beside = given;
  /** The older package once it is read. */
  let baseline: string | null = null;
  let due: File | null = older ?? null;
  let planned: PlannedWindow | null = null;
  const report = () => makeReport(file.name, 318_767_104, scene, files, { beside: beside.length, baseline, window: planned });
  const first = report();
  // One list longer than what the page gets.
  const totals = { packages: 2, dependencies: 1_204, manifests: 2, requirements: 2, install_hooks: 1, config_keys: 3, kubernetes_objects: 1, deprecations: 1 };
  const slow = file.name.startsWith("slow");
  const started = performance.now();
  let step = 0;
  let over = false;
  const timer = setInterval(tick, 40);

  function finish(complete: boolean) {
    over = true;
    clearInterval(timer);
    // A report that is not what the page was promised.
    if (file.name.startsWith("broken")) return handlers.done({ report: { ...first, plan: null as never }, totals });
    const whole = report();
    handlers.done({ report: { ...whole, complete: whole.complete && complete, facts: { ...whole.facts, files: [] } }, totals });
    compare();
  }

  /** A name with `slow` in it is read for ever, one with `broken` is none that can be read. */
  function compare() {
    if (due === null) return;
    const { name } = due;
    due = null;
    handlers.comparing({ state: "reading", progress: { bytesDone: 120_000_000, bytesTotal: 301_000_000, entriesDone: 0, entriesTotal: 0, elapsedMs: 900 } });
    if (name.includes("slow")) return;
    const error = { kind: "truncated", message: "the file is cut off: it has 12,000 bytes and should have at least 48,100" };
    if (name.includes("broken")) return handlers.comparing({ state: "failed", error });
    baseline = name;
    handlers.comparing({ state: "done" });
    setTimeout(() => finish(true), 100);
  }

  function tick() {
    if (kind !== undefined) {
      clearInterval(timer);
      return handlers.failed({ kind, message: "the engine's own words", ...ERRORS[kind] });
    }
    step += 1;
    if (step === 1) {
      const topLevel = ["manifest.json", "README.md", "scripts/", "payload/", "docs/", "migrations/", "certificates/", ...Array.from({ length: 14 }, (_, at) => `extra-${at}/`)];
      handlers.overview({ name: file.name, sizeBytes: 318_767_104, format: "zip", entries: 13_161, unpackedBytes: 992_000_000, topLevel });
    }
    const share = slow ? 0.42 : Math.min(1, step / 10);
    handlers.progress({
      bytesDone: Math.floor(318_767_104 * share),
      bytesTotal: 318_767_104,
      entriesDone: Math.floor(13_161 * share),
      entriesTotal: 13_161,
      elapsedMs: slow ? 4200 : performance.now() - started,
    });
    const size = Math.ceil(first.findings.length / 10);
    if (slow ? step <= 10 : true) handlers.findings(first.findings.slice((step - 1) * size, step * size));
    if (!slow && share === 1) finish(true);
  }

  return {
    cancel: () => setTimeout(() => !over && finish(false), 300),
    judgeBeside: (changed) => {
      beside = changed;
      setTimeout(() => finish(true), 100);
    },
    compareWith: (changed) => {
      due = changed;
      baseline = null;
      handlers.comparing(null);
      if (over && changed === null) finish(true);
      else if (over) compare();
    },
    keys: (query) => Promise.resolve(searchReport(report(), query)),
    files: (query) => Promise.resolve(pageFiles(files, query)),
    saveJson: () => Promise.resolve(new Blob([JSON.stringify({ ...report(), facts: { ...first.facts, files } })], { type: "application/json" })),
    planWindow: (window) => {
      planned = window;
      setTimeout(() => finish(true), 100);
    },
    markdown: () => Promise.resolve("# Upgrade plan\n"),
    saveBill: () => Promise.resolve(new Blob(["{}"], { type: "application/json" })),
    dispose: () => clearInterval(timer),
  };
};
