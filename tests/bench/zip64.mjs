// Memory and time of the page on a ZIP64 of more than 4 GiB. Linux: reads /proc of the browser's renderers.
import { analyse, launch, open } from "../browser/lib/page.mjs";
import { zip64 } from "./corpus.mjs";
import { watchRenderers } from "./memory.mjs";

const GOAL_BYTES = 200_000_000;
const LIMIT_MS = 900_000;
const WORKERS = Number(process.env.BENCH_WORKERS ?? 2);

const file = zip64();
const browser = await launch();
try {
  const opened = await open(browser, { hash: `workers=${WORKERS}` });
  const memory = watchRenderers();
  const idle = memory.peak().pssBytes;
  const { state, timing } = await analyse(opened.page, file, LIMIT_MS);
  const peak = memory.stop();
  await opened.close();
  if (state !== "done" || timing === null) throw new Error(`the page ended in state ${state}`);
  console.log(`\n  ${timing.entries} entries in ${(timing.totalMs / 1000).toFixed(1)} s with ${WORKERS} workers`);
  console.log(
    `  renderer at its peak: ${megabytes(peak.pssBytes)} PSS, ${megabytes(peak.rssBytes)} RSS (${megabytes(idle)} PSS before), ${peak.samples} samples; goal: under ${megabytes(GOAL_BYTES)}`,
  );
} finally {
  await browser.close();
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
