// Speed of the page with two workers on the corpus, against `unzip -t` on the same file, taken in turns.
import { spawnSync } from "node:child_process";
import { analyse, launch, open } from "../browser/lib/page.mjs";
import { corpus } from "./corpus.mjs";

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const WORKERS = Number(process.env.BENCH_WORKERS ?? 2);
const GOAL = 0.7;
const LIMIT_MS = 600_000;

const file = corpus();
const browser = await launch();
const page = [];
const unzip = [];
let entries;
try {
  for (let run = 1; run <= RUNS; run += 1) {
    unzip.push(timeUnzip());
    const opened = await open(browser, { hash: `workers=${WORKERS}` });
    const started = performance.now();
    const { state, timing } = await analyse(opened.page, file, LIMIT_MS);
    const seen = performance.now() - started;
    await opened.close();
    if (state !== "done" || timing === null) throw new Error(`the page ended in state ${state}`);
    page.push(timing.totalMs);
    entries = timing.entries;
    console.log(
      `  run ${run}: unzip -t ${seconds(unzip.at(-1))}, page ${seconds(timing.totalMs)} (reading ${seconds(timing.readMs)}, seen from outside ${seconds(seen)}), ${entries} entries`,
    );
  }
} finally {
  await browser.close();
}
const ratio = median(page) / median(unzip);
console.log(`\n  medians of ${RUNS}: page ${seconds(median(page))} with ${WORKERS} workers, unzip -t ${seconds(median(unzip))}`);
console.log(`  ratio ${ratio.toFixed(2)} (goal: at most ${GOAL})`);

function timeUnzip() {
  const started = performance.now();
  const done = spawnSync("unzip", ["-tqq", file], { stdio: "inherit" });
  if (done.status !== 0) throw new Error(`unzip -t ended with ${done.status ?? done.error}`);
  return performance.now() - started;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
