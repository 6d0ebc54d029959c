// Builds and drives the pool's own test page: the real engine, worker and policy, without the user interface.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { assemble } from "../../../web/build/html.mjs";
import { toSevenBitText } from "../../../web/build/seven-bit.mjs";
import { root } from "./page.mjs";

const { build } = createRequire(join(root, "web", "package.json"))("esbuild");

export const NOW = "2026-11-23T17:00:00Z";

const TEMPLATE = `<!doctype html><html data-state="loading"><head><meta charset="utf-8"><!--dropscope:policy-->
<title>pool</title><!--dropscope:style--></head><body><input type="file" multiple><!--dropscope:data--><!--dropscope:script--></body></html>`;

async function bundle(entry, define = {}) {
  const result = await build({
    entryPoints: [join(root, "tests/browser/pool", entry)],
    alias: { "dropscope-engine": join(root, "web/engine/dropscope_wasm.js") },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    define,
  });
  return result.outputFiles[0].text;
}

/** Writes the test page; `fault` as in tests/browser/pool/worker.ts. Needs the engine that `cargo xtask build` made. */
export async function buildPool(fault = "") {
  const engine = readFileSync(join(root, "target/engine/dropscope.wasm.lzma"));
  const data = [
    { id: "dropscope-worker", type: "text/plain", text: await bundle("worker.ts", { FAULT: JSON.stringify(fault) }) },
    { id: "dropscope-wasm", type: "text/plain", text: toSevenBitText(engine) },
  ];
  const folder = join(root, "target/xtask/pool");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${fault.replace(":", "-") || "plain"}.html`);
  writeFileSync(file, assemble({ template: TEMPLATE, script: await bundle("page.ts"), style: "", data }));
  return file;
}

/** The test page, open in a tab of its own; `errors` collects what went wrong on it unseen. */
export async function openPool(browser, fault = "") {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(pathToFileURL(await buildPool(fault)).href);
  await page.waitForFunction(() => document.documentElement.dataset.state === "ready");
  return { page, errors, close: () => page.close() };
}

/** Starts an analysis of a file by path, or of `{name, mimeType, buffer}`; of several, the others lie beside the first. */
export async function begin(page, file, options = {}) {
  await page.locator("input").setInputFiles(file);
  await page.evaluate((given) => globalThis.pool.start(given), { now: NOW, ...options });
}

/** Waits for the end and gives what the handlers were told. */
export async function end(page, timeout = 60_000) {
  await page.waitForFunction(() => ["done", "failed"].includes(document.documentElement.dataset.state), undefined, {
    timeout,
    polling: 20,
  });
  return page.evaluate(() => globalThis.pool.told());
}

/** Starts an analysis and waits for its end. */
export async function analysePool(page, file, options = {}, timeout = 60_000) {
  await begin(page, file, options);
  return end(page, timeout);
}

/** The saved report, as the page would write it to disk. */
export const savedJson = (page) => page.evaluate(() => globalThis.pool.json());
