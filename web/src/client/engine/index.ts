// The engine as the page knows it: `StartAnalysis` by a pool of workers.
import { compileEngine, startWorker } from "../../shared/embedded.ts";
import { fromJson, type Reply, type Request } from "../../shared/protocol.ts";
import type { KeyHits } from "../../shared/report.ts";
import type { FilePage, StartAnalysis } from "../../shared/service.ts";
import type { AnalysisOptions, Engine } from "./analysis.ts";
import { ComparedAnalysis } from "./comparing.ts";
import { endWarmUp } from "./warm.ts";

export { warmUp } from "./warm.ts";

const embedded: Engine = { compile: compileEngine, startWorker };

export const startAnalysis: StartAnalysis = (file, beside, options: AnalysisOptions, handlers) => {
  endWarmUp();
  const analysis = new ComparedAnalysis(embedded, file, beside, options, handlers);
  const missing = missingFeatures();
  if (missing.length > 0) {
    const message = `this browser lacks ${missing.join(", ")}`;
    queueMicrotask(() => handlers.failed({ kind: "unsupported-browser", message, missing }));
  } else {
    void analysis.start();
  }
  return {
    cancel: () => analysis.cancel(),
    judgeBeside: (files) => analysis.judgeBeside(files),
    compareWith: (baseline) => analysis.compareWith(baseline),
    keys: async (query) => fromJson<KeyHits>(await analysis.ask({ of: "keys", query })),
    files: async (query) => fromJson<FilePage>(await analysis.ask({ of: "files", query })),
    saveJson: async () => new Blob([await analysis.ask({ of: "report-json" })], { type: "application/json" }),
    saveBill: async () => new Blob([await analysis.ask({ of: "cyclonedx" })], { type: "application/vnd.cyclonedx+json" }),
    dispose: () => analysis.dispose(),
  };
};

/** A rule's document in Markdown; also where no package is open, beside a saved report. */
export async function ruleDocument(id: string): Promise<string> {
  library ??= startLibrary();
  const document = await (await library)(id);
  if (document === null) throw new Error(`no rule is called ${id}`);
  return document;
}

/** Asks the worker that knows the rules' documents; it has no package. */
let library: Promise<(rule: string) => Promise<string | null>> | undefined;

async function startLibrary(): Promise<(rule: string) => Promise<string | null>> {
  const module = await compileEngine();
  const worker = startWorker();
  const known = new Map<string, Promise<string | null>>();
  const waiting = new Map<number, { resolve(text: string | null): void; reject(error: Error): void }>();
  worker.onmessage = (event: MessageEvent<Reply>) => {
    const reply = event.data;
    if (reply.type !== "answer") return;
    if (reply.bytes !== null) waiting.get(reply.id)?.resolve(fromJson(reply.bytes));
    else waiting.get(reply.id)?.reject(new Error(reply.error ?? "no answer"));
    waiting.delete(reply.id);
  };
  const tell = (request: Request) => worker.postMessage(request);
  tell({ type: "start", module });
  return (rule) => {
    const document = known.get(rule) ?? new Promise<string | null>((resolve, reject) => {
      waiting.set(known.size, { resolve, reject });
      tell({ type: "ask", id: known.size, question: { of: "rule-document", rule } });
    });
    known.set(rule, document);
    return document;
  };
}

function missingFeatures(): string[] {
  const needed: Record<string, boolean> = {
    WebAssembly: typeof WebAssembly === "object",
    Worker: typeof Worker === "function",
    DecompressionStream: typeof DecompressionStream === "function",
    "Blob.stream": typeof Blob.prototype.arrayBuffer === "function",
  };
  return Object.keys(needed).filter((name) => !needed[name]);
}
