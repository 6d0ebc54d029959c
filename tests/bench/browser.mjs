// Speed of the page with two workers on the corpus, against `unzip -t`, betterleaks and our own CLI on the same file, taken
// in turns.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { analyse, launch, open, root } from "../browser/lib/page.mjs";
import { betterleaks } from "./betterleaks.mjs";
import { corpus } from "./corpus.mjs";

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const WORKERS = Number(process.env.BENCH_WORKERS ?? 2);
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
/** With every rule on; without those that read every line of text the goal was 0.7. */
const GOAL = 1;
const LIMIT_MS = 600_000;
/** The browser finishes the fast form of what has been used beside the page. */
const SETTLE_MS = 1_000;

const file = corpus();
const browser = await launch();
const page = [];
const cold = [];
const unzip = [];
const leaks = [];
const cli = [];
const scanner = betterleaks();
let entries;
try {
  for (let run = 1; run <= RUNS; run += 1) {
    unzip.push(time("unzip", ["-tqq", file]));
    if (scanner !== null) leaks.push(time(scanner.program, [...scanner.words, file]));
    cli.push(time(join(target, "release/dropscope"), ["check", file, "--format", "json", "--fail-on", "never", "-o", join(target, "bench/report.json")]));
    const warm = await timePage(async ({ page }) => {
      // Nobody has a package in hand before the page is drawn: the engine warms up while they look for it.
      await page.waitForFunction(() => document.documentElement.dataset.engine === "warm", null, { polling: 50 });
      await page.waitForTimeout(SETTLE_MS);
    });
    const atOnce = await timePage(() => undefined);
    page.push(warm.totalMs);
    cold.push(atOnce.totalMs);
    entries = warm.entries;
    console.log(
      `  run ${run}: unzip -t ${seconds(unzip.at(-1))}, CLI ${seconds(cli.at(-1))}, page ${seconds(warm.totalMs)} (reading ${seconds(warm.readMs)}), dropped before the engine was warm ${seconds(atOnce.totalMs)}, ${entries} entries`,
    );
  }
} finally {
  await browser.close();
}
const against = median(unzip);
console.log(`\n  medians of ${RUNS}: page ${seconds(median(page))} with ${WORKERS} workers, unzip -t ${seconds(against)}`);
console.log(`  ratio ${ratio(page, unzip)} (goal: at most ${GOAL}); dropped before the engine was warm ${ratio(cold, unzip)}`);
if (scanner === null) console.log("  betterleaks: skipped, it could not be had from the package index");
else console.log(`  betterleaks ${scanner.version}, native: ${seconds(median(leaks))}; the page takes ${ratio(page, leaks)} of it (goal: at most 1)`);
console.log(`  CLI: ${seconds(median(cli))}; the page takes ${ratio(page, cli)} times as long (goal: at least 2)`);

/** Opens the page anew, lets `prepare` pass, and gives it the corpus. */
async function timePage(prepare) {
  const opened = await open(browser, { hash: `workers=${WORKERS}` });
  try {
    await prepare(opened);
    const { state, timing } = await analyse(opened.page, file, LIMIT_MS);
    if (state !== "done" || timing === null) throw new Error(`the page ended in state ${state}`);
    return timing;
  } finally {
    await opened.close();
  }
}

/** Milliseconds that a program takes. */
function time(program, words) {
  const started = performance.now();
  const done = spawnSync(program, words, { stdio: ["ignore", "ignore", "inherit"] });
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status ?? done.error}`);
  return performance.now() - started;
}

function ratio(times, against) {
  return (median(times) / median(against)).toFixed(2);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
