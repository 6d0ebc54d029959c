// Stands in for the page until it lands: proves that the single file starts the engine in blob workers.
import { render } from "preact";
import { useState } from "preact/hooks";
import { buildInfo, compileEngine, startWorker } from "../shared/embedded.ts";

interface Answer {
  readonly entries: number;
  readonly sizeBytes: number;
  readonly engine: string;
}

const root = document.documentElement;

function workerCount(): number {
  const asked = Number(new URLSearchParams(location.hash.slice(1)).get("workers"));
  return Number.isInteger(asked) && asked > 0 ? asked : Math.min(navigator.hardwareConcurrency, 8);
}

async function read(file: File): Promise<Answer[]> {
  const module = await compileEngine();
  const count = workerCount();
  const share = Math.ceil(file.size / count);
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const worker = startWorker();
      return new Promise<Answer>((resolve, reject) => {
        worker.onmessage = (event: MessageEvent<Answer>) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage({ module, blob: file.slice(index * share, (index + 1) * share) });
      }).finally(() => worker.terminate());
    }),
  );
}

function Page() {
  const [text, setText] = useState("Drop a package");
  async function pick(file: File | undefined) {
    if (file === undefined) return;
    const started = performance.now();
    root.dataset["state"] = "reading";
    try {
      const answers = await read(file);
      const elapsed = performance.now() - started;
      const entries = answers.reduce((sum, answer) => sum + answer.entries, 0);
      root.dataset["timing"] = JSON.stringify({ readMs: elapsed, totalMs: elapsed, entries });
      root.dataset["state"] = "done";
      setText(`${file.name}: ${entries} local headers, engine ${answers[0]?.engine}`);
    } catch (error) {
      root.dataset["state"] = "failed";
      setText(String(error));
    }
  }
  return (
    <main>
      <h1>Dropscope</h1>
      <p role="status">{text}</p>
      <label>
        Package <input type="file" onChange={(event) => void pick(event.currentTarget.files?.[0])} />
      </label>
      <footer>
        {buildInfo().version} {buildInfo().commit}
      </footer>
    </main>
  );
}

const app = document.getElementById("app");
if (app !== null) {
  render(<Page />, app);
  root.dataset["state"] = "ready";
}
