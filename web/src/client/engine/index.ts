// The engine as the page knows it: `StartAnalysis` by a pool of workers.
import { compileEngine, startWorker } from "../../shared/embedded.ts";
import { fromJson, toJson, type JsonBytes, type Question, type Reply, type Request } from "../../shared/protocol.ts";
import type { KeyHits, Plan } from "../../shared/report.ts";
import type { FilePage, StartAnalysis, Ticked } from "../../shared/service.ts";
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
    planWindow: (window) => analysis.planWindow(window),
    markdown: async (ticks) => new TextDecoder().decode(await analysis.ask({ of: "markdown", ticks })),
    dispose: () => analysis.dispose(),
  };
};

/** A rule's document in Markdown; also where no package is open, beside a saved report. */
export function ruleDocument(id: string): Promise<string> {
  const document = documents.get(id) ?? askLibrary({ of: "rule-document", rule: id }).then((bytes) => fromJson<string | null>(bytes));
  documents.set(id, document);
  return document.then((text) => {
    if (text === null) throw new Error(`no rule is called ${id}`);
    return text;
  });
}

/** A saved report as Markdown. */
export async function planMarkdown(report: ArrayBuffer, ticks: string[]): Promise<string> {
  return new TextDecoder().decode(await askLibrary({ of: "markdown", ticks, saved: new Uint8Array(report) }));
}

export async function planTicks(plan: Plan, markdown: string): Promise<Ticked> {
  return fromJson<Ticked>(await askLibrary({ of: "ticks", plan: toJson(plan), markdown }));
}

const documents = new Map<string, Promise<string | null>>();

/** A worker without a package, for what needs none. */
let library: Promise<(question: Question) => Promise<JsonBytes>> | undefined;

async function askLibrary(question: Question): Promise<JsonBytes> {
  library ??= startLibrary();
  return (await library)(question);
}

async function startLibrary(): Promise<(question: Question) => Promise<JsonBytes>> {
  const module = await compileEngine();
  const worker = startWorker();
  const waiting = new Map<number, { resolve(bytes: JsonBytes): void; reject(error: Error): void }>();
  let next = 0;
  worker.onmessage = (event: MessageEvent<Reply>) => {
    const reply = event.data;
    if (reply.type === "crashed") {
      // Whoever asks next gets a new one.
      library = undefined;
      worker.terminate();
      for (const { reject } of waiting.values()) reject(new Error(reply.reason));
    }
    if (reply.type !== "answer") return;
    if (reply.bytes !== null) waiting.get(reply.id)?.resolve(reply.bytes);
    else waiting.get(reply.id)?.reject(new Error(reply.error ?? "no answer"));
    waiting.delete(reply.id);
  };
  const tell = (request: Request) => worker.postMessage(request);
  tell({ type: "start", module });
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      tell({ type: "ask", id: next++, question });
    });
}

function missingFeatures(): string[] {
  const needed: Record<string, boolean> = {
    WebAssembly: typeof WebAssembly === "object",
    Worker: typeof Worker === "function",
    "Blob.stream": typeof Blob.prototype.arrayBuffer === "function",
  };
  return Object.keys(needed).filter((name) => !needed[name]);
}
