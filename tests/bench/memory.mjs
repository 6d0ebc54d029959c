// Peak memory of the renderers below this process, sampled from /proc.
import { readFileSync, readdirSync } from "node:fs";

const INTERVAL_MS = 50;

/** Samples from now on. `peak()` reads the peak so far, `stop()` ends it; each renderer counts by itself, the largest is told. */
export function watchRenderers() {
  const peak = { pssBytes: 0, rssBytes: 0, samples: 0 };
  const sample = () => {
    for (const process of renderers()) {
      const memory = memoryOf(process);
      peak.pssBytes = Math.max(peak.pssBytes, memory.pssBytes);
      peak.rssBytes = Math.max(peak.rssBytes, memory.rssBytes);
    }
    peak.samples += 1;
  };
  sample();
  const timer = setInterval(sample, INTERVAL_MS);
  return {
    peak: () => ({ ...peak }),
    stop() {
      clearInterval(timer);
      sample();
      return peak;
    },
  };
}

function renderers() {
  const parents = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    // "pid (any name) state parent …"
    const parent = /.*\) \S (\d+)/s.exec(read(`/proc/${name}/stat`))?.[1];
    if (parent !== undefined) parents.set(name, parent);
  }
  const ours = (id) => {
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) if (at === String(process.pid)) return true;
    return false;
  };
  return [...parents.keys()].filter((id) => ours(id) && read(`/proc/${id}/cmdline`).includes("--type=renderer"));
}

function memoryOf(id) {
  const rollup = read(`/proc/${id}/smaps_rollup`);
  const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(rollup)?.[1] ?? 0);
  return { pssBytes: kilobytes("Pss") * 1024, rssBytes: kilobytes("Rss") * 1024 };
}

/** A process may end between two looks. */
function read(file) {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
