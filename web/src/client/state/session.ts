// The state of the page and everything that changes it. Components read `view` and call these functions.
import { useEffect, useState } from "preact/hooks";
import type { Finding, InputChoice, KeyHits, PlannedWindow, Report } from "../../shared/report.ts";
import type { AnalysisError, Beside, Comparing, FactTotals, FilePage, FileQuery, Handlers, Overview, Progress, Running } from "../../shared/service.ts";
import { t, word } from "../text/strings.ts";
import type { Dropped } from "./dropped.ts";
import { isJson, isPlan, isSavedReport, sortDropped } from "./dropped.ts";
import { searchReport } from "./keys.ts";
import { openSaved, pageFiles, SavedReportProblem } from "./saved.ts";
import type { Services } from "./services.ts";
import { addToTally, emptyTally, type Tally } from "./tally.ts";

export interface Failure {
  /** Of the file that failed; "" where there is none. */
  name: string;
  error: AnalysisError;
}

export type View =
  | { kind: "ready" }
  | { kind: "choosing"; archives: File[]; others: File[] }
  | {
      kind: "reading";
      name: string;
      sizeBytes: number;
      overview: Overview | null;
      progress: Progress | null;
      tally: Tally;
      stopping: boolean;
    }
  | {
      kind: "done";
      report: Report;
      totals: FactTotals;
      origin: "analysis" | "sample" | "saved";
      /** Which analysis it is of; the same after the files beside the package were changed. */
      run: number;
      /** The files beside the package, in the order of the report's inputs after the package itself. */
      beside: readonly Beside[];
      /** Whether the report is being made again. */
      judging: boolean;
      /** The package that this one is compared with; null for none. */
      baseline: File | null;
      /** How far that one is. */
      comparing: Comparing | null;
      /** Names of archives that were dropped too. */
      unused: string[];
      files(query: FileQuery): Promise<FilePage>;
      /** Looks for keys of configuration: rules, package, predecessor, own configuration. */
      keys(text: string): Promise<KeyHits>;
      saveJson(): Promise<Blob>;
      /** The report as Markdown, with these steps of its plan ticked. */
      markdown(ticks: string[]): Promise<string>;
      /** The bill of materials; null where the engine does not have the report. */
      saveBill: (() => Promise<Blob>) | null;
    }
  | { kind: "failed"; failure: Failure };

/** What goes with a package that is checked. */
export interface With {
  others?: readonly File[];
  /** The package to compare with. */
  baseline?: File | null;
  /** Archives that were dropped too. */
  unused?: readonly File[];
  origin?: "analysis" | "sample";
}

/** Hits of each group that are shown; more help nobody. */
const MOST_HITS = 50;

/** One page, one session; at most one analysis at a time. */
export class Session {
  view: View = { kind: "ready" };
  /** What a screen reader is told; set rarely. */
  announcement = "";
  /** Ids of the plan's steps that are ticked. */
  ticks: ReadonlySet<string> = new Set();
  private running: Running | null = null;
  private found: Finding[] = [];
  private frame = 0;
  private runs = 0;
  private listeners = new Set<() => void>();

  constructor(private readonly services: Services) {
    publish(this.view);
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes what was dropped or picked. */
  async take(dropped: Dropped): Promise<void> {
    const [first] = dropped.files;
    const isOne = dropped.folder === null && dropped.files.length === 1 && first !== undefined;
    if (isOne && this.view.kind === "done" && isPlan(first)) return this.takePlan(first);
    // JSON alone is meant as a saved report; beside a package that is open it may be a list as well.
    if (isOne && isJson(first) && (!this.canJudge || (await isSavedReport(first)))) return this.openSaved(first);
    const { archives, others } = await sortDropped(dropped.files);
    const [archive] = archives;
    // Beside a package that is open, what is no archive belongs to it.
    if (archive === undefined && this.canJudge) return this.addBeside(others);
    if (isOne) return this.check(first);
    if (archive !== undefined && archives.length === 1) return this.check(archive, { others });
    if (archives.length > 1) return this.show({ kind: "choosing", archives, others });
    if (dropped.folder !== null) {
      return this.fail(dropped.folder, { kind: "folder", message: "", name: dropped.folder, files: dropped.files.length });
    }
    if (dropped.files.length > 0) this.fail("", { kind: "no-archive", message: "", files: dropped.files.length });
  }

  async sample(): Promise<void> {
    const files = await this.services.sample();
    const names = [...(files?.keys() ?? [])].filter((name) => /\.zip$/i.test(name));
    const name = names.find((candidate) => /^full-upgrade-package-dten\.zip$/i.test(candidate)) ?? names[0];
    if (files === null || name === undefined) return this.fail("", { kind: "sample", message: "" });
    const made = (other: string) => new File([files.get(other) ?? new Uint8Array()], other);
    const others = [...files.keys()].filter((other) => !names.includes(other)).map(made);
    // Beside the package lies its predecessor.
    const older = names.find((candidate) => candidate !== name);
    this.check(made(name), { others, baseline: older === undefined ? null : made(older), origin: "sample" });
  }

  /** Whether files can be put beside the package that is shown. */
  get canJudge(): boolean {
    return this.view.kind === "done" && this.running !== null;
  }

  /** Puts more files beside the package, and judges again. */
  addBeside(files: readonly File[]): void {
    if (this.view.kind !== "done" || files.length === 0) return;
    this.judge([...this.view.beside, ...files.map(unjudged)]);
  }

  removeBeside(place: number): void {
    if (this.view.kind !== "done") return;
    this.judge(this.view.beside.filter((_, at) => at !== place));
  }

  /** Says what a file beside the package is, where that is other than it was taken for. */
  chooseBeside(place: number, change: Partial<InputChoice>): void {
    if (this.view.kind !== "done") return;
    this.judge(this.view.beside.map((beside, at) => (at === place ? { ...beside, choice: { ...beside.choice, ...change } } : beside)));
  }

  private judge(beside: readonly Beside[]): void {
    if (this.view.kind !== "done" || this.running === null) return;
    this.view = { ...this.view, beside, judging: true };
    this.announce(t("beside.judging"));
    this.running.judgeBeside(beside);
  }

  /** Compares with this package, in the place of one before; null for none. */
  compareWith(baseline: File | null): void {
    if (this.view.kind !== "done" || this.running === null) return;
    this.view = { ...this.view, baseline, unused: this.view.unused.filter((name) => name !== baseline?.name) };
    if (baseline === null) this.announce(t("comparing.removed"));
    this.running.compareWith(baseline);
  }

  tick(id: string, isDone: boolean): void {
    const ticks = new Set(this.ticks);
    if (isDone) ticks.add(id);
    else ticks.delete(id);
    this.ticks = ticks;
    this.notify();
  }

  /** Takes the ticks of a plan that was saved as Markdown. */
  async takePlan(file: File): Promise<void> {
    if (this.view.kind !== "done") return;
    try {
      const { ids, others } = await this.services.planTicks(this.view.report.plan, await file.text());
      this.ticks = new Set(ids);
      this.announce(t("plan.imported", ids.length, others));
    } catch (error) {
      this.announce(t("saved.unreadable", error instanceof Error ? error.message : String(error)));
    }
  }

  /** Plans the work between these two times, and judges again. */
  planWindow(window: PlannedWindow): void {
    if (this.view.kind !== "done" || this.running === null) return;
    this.view = { ...this.view, judging: true };
    this.announce(t("beside.judging"));
    this.running.planWindow(window);
  }

  async openSaved(file: File): Promise<void> {
    this.end();
    try {
      const report = await openSaved(file);
      this.show({
        kind: "done",
        report,
        totals: totalsOf(report),
        origin: "saved",
        run: (this.runs += 1),
        beside: [],
        judging: false,
        baseline: null,
        comparing: null,
        unused: [],
        files: (query) => Promise.resolve(pageFiles(report.facts.files, query)),
        keys: (text) => Promise.resolve(searchReport(report, { text, limit: MOST_HITS })),
        saveJson: () => Promise.resolve(file),
        markdown: async (ticks) => this.services.planMarkdown(await file.arrayBuffer(), ticks),
        saveBill: null,
      });
      this.announceResult(report);
    } catch (error) {
      if (!(error instanceof SavedReportProblem)) throw error;
      this.fail(file.name, { kind: "saved", message: error.message });
    }
  }

  /** The page itself failed: better a sentence than an empty window. */
  broken(error: unknown): void {
    this.fail("", { kind: "engine-failed", message: error instanceof Error ? error.message : String(error) });
  }

  /** A dropped folder that cannot be listed (any more). */
  unreadable(error: unknown): void {
    this.fail("", { kind: "unreadable", message: error instanceof Error ? error.message : String(error) });
  }

  /** Starts the analysis of one file. */
  check(file: File, { others = [], baseline = null, unused = [], origin = "analysis" }: With = {}): void {
    this.end();
    const run = (this.runs += 1);
    const given = others.map(unjudged);
    const started = performance.now();
    let readMs = 0;
    let comparing: Comparing | null = baseline === null ? null : { state: "reading", progress: null };
    delete document.documentElement.dataset["timing"];
    this.show({
      kind: "reading",
      name: file.name,
      sizeBytes: file.size,
      overview: null,
      progress: null,
      tally: emptyTally(),
      stopping: false,
    });
    const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const options = { now, ...askedWorkers(), ...(baseline === null ? {} : { baseline }) };
    // A handler of an analysis that was left behind must not touch the page.
    let current: Running | null = null;
    const live = () => current === null || this.running === current;
    const handlers: Handlers = {
      overview: (overview) => live() && this.update({ overview }),
      progress: (progress) => {
        if (!live() || this.view.kind !== "reading") return;
        readMs = performance.now() - started;
        this.announceProgress(progress);
        this.update({ progress });
      },
      findings: (found) => {
        if (!live()) return;
        // One by one: a spread of 20,000 arguments overflows the stack.
        for (const finding of found) this.found.push(finding);
        this.update({});
      },
      done: ({ report, totals }) => {
        if (!live()) return;
        const before = this.view.kind === "done" ? this.view : null;
        if (before === null) {
          const totalMs = performance.now() - started;
          const entries = report.facts.archives[0]?.entries ?? 0;
          document.documentElement.dataset["timing"] = JSON.stringify({ readMs, totalMs, entries });
        }
        this.show({
          kind: "done",
          report,
          totals,
          origin,
          run,
          beside: before?.beside ?? given,
          judging: false,
          baseline: before === null ? baseline : before.baseline,
          comparing,
          unused: before?.unused ?? unused.map((other) => other.name),
          files: (query) => running.files(query),
          keys: (text) => running.keys({ text, limit: MOST_HITS }),
          saveJson: () => running.saveJson(),
          saveBill: () => running.saveBill(),
          markdown: (ticks) => running.markdown(ticks),
        });
        this.announceResult(report);
      },
      failed: (error) => {
        if (!live()) return;
        this.fail(file.name, error);
      },
      comparing: (now) => {
        if (!live()) return;
        comparing = now;
        if (this.view.kind !== "done") return;
        this.view = { ...this.view, comparing };
        if (now?.state === "failed") this.announcement = t("comparing.failed");
        this.notify();
      },
    };
    let running: Running;
    try {
      running = this.services.startAnalysis(file, given, options, handlers);
    } catch (error) {
      return this.broken(error);
    }
    current = running;
    // A service may fail before it returns; then the page has moved on already.
    if (this.view.kind === "reading" || this.view.kind === "done") this.running = running;
    else running.dispose();
  }

  cancel(): void {
    this.running?.cancel();
    this.update({ stopping: true });
    this.announce(t("reading.stopping.text"));
  }

  /** Back to the first screen. */
  restart(): void {
    this.end();
    delete document.documentElement.dataset["timing"];
    this.show({ kind: "ready" });
  }

  announce(text: string): void {
    this.announcement = text;
    this.notify();
  }

  private fail(name: string, error: AnalysisError): void {
    this.end();
    this.show({ kind: "failed", failure: { name, error } });
  }

  private end(): void {
    this.running?.dispose();
    this.running = null;
    this.ticks = new Set();
    this.found = [];
    this.announcedAt = 0;
  }

  private announcedAt = 0;

  /** A screen reader is told every ten seconds, not at every megabyte. */
  private announceProgress(progress: Progress): void {
    if (progress.elapsedMs - this.announcedAt < 10_000 || this.view.kind !== "reading") return;
    this.announcedAt = progress.elapsedMs;
    const percent = progress.bytesTotal > 0 ? Math.floor((100 * progress.bytesDone) / progress.bytesTotal) : 0;
    this.announcement = t("reading.announce", percent, this.view.tally.total);
  }

  private announceResult(report: Report): void {
    const unchecked = report.outcomes.filter((outcome) => outcome.outcome === "not-checked").length;
    this.announce(t("result.done", word("verdict", report.verdict.state), report.findings.length, unchecked));
  }

  /** Changes the reading view; drawn once a frame, however often it is called. */
  private update(change: { overview?: Overview; progress?: Progress; stopping?: boolean }): void {
    if (this.view.kind !== "reading") return;
    this.view = { ...this.view, ...change };
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (this.view.kind !== "reading") return;
      if (this.found.length > 0) this.view = { ...this.view, tally: addToTally(this.view.tally, this.found) };
      this.found = [];
      this.notify();
    });
  }

  private show(view: View): void {
    this.view = view;
    this.announcement = "";
    this.notify();
    publish(view);
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Of a report that is here as a whole. */
function totalsOf({ facts }: Report): FactTotals {
  return {
    packages: facts.packages.length,
    dependencies: facts.dependencies.length,
    manifests: facts.manifests.length,
    requirements: facts.requirements.length,
    install_hooks: facts.install_hooks.length,
    config_keys: facts.config_keys.length,
    kubernetes_objects: facts.kubernetes_objects.length,
    deprecations: facts.deprecations.length,
  };
}

/** A file of which nobody has said yet what it is. */
function unjudged(file: File): Beside {
  return { file, choice: { role: null, host: null, columns: null } };
}

/** Renders again whenever the session changes. */
export function useSession(session: Session): View {
  const [, setTurn] = useState(0);
  useEffect(() => session.listen(() => setTurn((turn) => turn + 1)), [session]);
  return session.view;
}

/** What tests and benches wait for, and the window's title. No text from a package goes there. */
function publish(view: View): void {
  document.documentElement.dataset["state"] = view.kind === "choosing" ? "ready" : view.kind;
  document.title =
    view.kind === "done"
      ? t("title.done", word("verdict", view.report.verdict.state))
      : t(view.kind === "reading" ? "title.reading" : view.kind === "failed" ? "title.failed" : "title.ready");
}

/** `#workers=N` in the address. */
function askedWorkers(): { workers?: number } {
  const workers = Number(new URLSearchParams(location.hash.slice(1)).get("workers"));
  return Number.isInteger(workers) && workers >= 1 && workers <= 64 ? { workers } : {};
}
