// Gets the engine up to speed while nobody waits for it.
//
// A browser runs freshly compiled WebAssembly in a quick and slow form and makes the fast one of what turns out to be
// used, beside the work: on two cores a fifth of the first package's time. So the engine reads what this file carries
// (itself as a gzip file, examples of manifests, the sample), once, in one worker, as soon as the page is idle. The fast
// form belongs to the compiled module, so every later worker has it.
import { compileEngine, embeddedEngine, embeddedExamples, embeddedSample, startWorker } from "../../shared/embedded.ts";
import { Analysis, type AnalysisHandlers } from "./analysis.ts";

/** All of it is small: it takes some rounds for a browser to see what is used a lot. */
const ROUNDS = 4;

let current: Analysis | undefined;
let isOver = false;

/** Begins when the page is idle; tells the page's element when the engine is warm, for tests and benches. */
export async function warmUp(): Promise<void> {
  await compileEngine();
  await idle();
  const round = [await gzip(await embeddedExamples(), "examples.tar.gz"), ...(await samples())];
  const files = [await gzip(await embeddedEngine(), "engine.gz"), ...Array.from({ length: ROUNDS }, () => round).flat()];
  for (const file of files) {
    if (isOver) return;
    await read(file);
  }
  current = undefined;
  if (!isOver) document.documentElement.dataset["engine"] = "warm";
}

/** A package has come: it gets the machine for itself. */
export function endWarmUp(): void {
  isOver = true;
  current?.dispose();
  current = undefined;
}

async function samples(): Promise<File[]> {
  const carried = await embeddedSample();
  const packages = [...(carried ?? [])].filter(([name]) => name.endsWith(".zip"));
  return packages.map(([name, bytes]) => new File([bytes], name));
}

/** Most packages are deflated, so the engine warms up on that. */
async function gzip(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<File> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new File([await new Response(packed).blob()], name);
}

/** Ends with the report, whatever is in it, or never where {@link endWarmUp} came before. */
function read(file: File): Promise<void> {
  return new Promise((resolve) => {
    const nothing = () => undefined;
    const handlers: AnalysisHandlers = {
      overview: nothing,
      progress: nothing,
      findings: nothing,
      baselineLost: nothing,
      done: () => end(),
      failed: () => end(),
    };
    const analysis = new Analysis({ compile: compileEngine, startWorker }, file, [], "report", { now: "2026-01-01T00:00:00Z", workers: 1 }, handlers);
    current = analysis;
    void analysis.start();
    function end() {
      analysis.dispose();
      resolve();
    }
  });
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callback.
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 200);
  });
}
