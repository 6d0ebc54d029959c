// A package, and the one that it is compared with: two analyses, one after the other, so that the first report does not
// wait for the second package. The facts of the second go to the first, whose report is then made again.
import { fromJson, type JsonBytes, type Question } from "../../shared/protocol.ts";
import type { PlannedWindow } from "../../shared/report.ts";
import type { AnalysisError, Beside, Comparing, Handlers, ShownReport } from "../../shared/service.ts";
import { Analysis, type AnalysisOptions, type Engine } from "./analysis.ts";

export class ComparedAnalysis {
  private readonly main: Analysis;
  /** Reads the package to compare with. */
  private reader: Analysis | undefined;
  /** The package to compare with that nobody has read yet. */
  private due: File | null;
  private isFirstDone = false;
  private state: Comparing["state"] | null = null;

  constructor(
    private readonly engine: Engine,
    file: File,
    beside: readonly Beside[],
    private readonly options: AnalysisOptions,
    private readonly handlers: Handlers,
  ) {
    this.due = options.baseline ?? null;
    this.main = new Analysis(engine, file, beside, "report", options, {
      ...handlers,
      done: (bytes) => this.done(bytes),
      baselineLost: (text) => this.failed({ kind: "engine-failed", message: text, reason: text }),
    });
  }

  start(): Promise<void> {
    return this.main.start();
  }

  cancel(): void {
    this.main.cancel();
  }

  judgeBeside(beside: readonly Beside[]): void {
    this.main.judgeBeside(beside);
  }

  planWindow(window: PlannedWindow): void {
    this.main.planWindow(window);
  }

  /** Compares with this package, in the place of one before. What is known of that one is forgotten at once. */
  compareWith(file: File | null): void {
    this.reader?.dispose();
    this.reader = undefined;
    this.due = file;
    if (this.main.hasBaseline) this.main.setBaseline(null);
    if (file === null) return this.tell(null);
    this.tell({ state: "reading", progress: null });
    if (this.isFirstDone) this.readDue();
  }

  ask(question: Question): Promise<JsonBytes> {
    return this.main.ask(question);
  }

  dispose(): void {
    this.reader?.dispose();
    this.main.dispose();
  }

  private done(bytes: JsonBytes): void {
    this.isFirstDone = true;
    if (this.state === "judging") this.tell({ state: "done" });
    this.handlers.done(fromJson<ShownReport>(bytes));
    this.readDue();
  }

  private readDue(): void {
    const file = this.due;
    if (file === null) return;
    this.due = null;
    const nothing = () => undefined;
    const reader = new Analysis(this.engine, file, [], "baseline", this.options, {
      overview: nothing,
      findings: nothing,
      baselineLost: nothing,
      progress: (progress) => this.tell({ state: "reading", progress }),
      done: (facts) => this.read(reader, new Blob([facts])),
      failed: (error) => this.failed(error),
    });
    this.reader = reader;
    this.tell({ state: "reading", progress: null });
    void reader.start();
  }

  private read(reader: Analysis, facts: Blob): void {
    reader.dispose();
    this.reader = undefined;
    this.tell({ state: "judging" });
    this.main.setBaseline(facts);
  }

  private failed(error: AnalysisError): void {
    this.reader = undefined;
    this.tell({ state: "failed", error });
  }

  private tell(comparing: Comparing | null): void {
    this.state = comparing?.state ?? null;
    this.handlers.comparing(comparing);
  }
}
