// What the single file weighs, and the limits that it must keep. `node sizes.mjs FILE` prints the same for a built file.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** HTML as it is shipped. */
export const HTML_LIMIT_BYTES = 2_500_000;
/** Page script and worker script together, gzip. */
export const SCRIPT_LIMIT_GZIP_BYTES = 60_000;

/** The inline blocks of a built file by id; the page's script, which has none, as "script". */
export function blocks(html) {
  const found = new Map();
  for (const [, attributes, text] of html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
    found.set(/ id="([^"]*)"/.exec(attributes)?.[1] ?? "script", text);
  }
  const style = /<style>([^]*?)<\/style>/.exec(html);
  if (style !== null) found.set("style", style[1]);
  return found;
}

export function measure(html) {
  const parts = blocks(html);
  const script = parts.get("script") + parts.get("dropscope-worker");
  return {
    html: Buffer.byteLength(html),
    htmlGzip: gzipSync(html, { level: 9 }).length,
    script: Buffer.byteLength(script),
    scriptGzip: gzipSync(script, { level: 9 }).length,
    scriptBrotli: brotliCompressSync(script).length,
    style: Buffer.byteLength(parts.get("style")),
    engine: Buffer.byteLength(parts.get("dropscope-wasm")),
    sample: Buffer.byteLength(parts.get("dropscope-sample") ?? ""),
  };
}

/** Prints the sizes and throws where a limit is passed. */
export function checkSizes(html) {
  const size = measure(html);
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  console.log(`      HTML ${kb(size.html)} of ${kb(HTML_LIMIT_BYTES)} (${kb(size.htmlGzip)} gzip)`);
  console.log(
    `      script ${kb(size.scriptGzip)} gzip of ${kb(SCRIPT_LIMIT_GZIP_BYTES)} (${kb(size.scriptBrotli)} brotli, ${kb(size.script)} raw)`,
  );
  console.log(`      style ${kb(size.style)}, engine ${kb(size.engine)}, sample ${kb(size.sample)}`);
  if (size.html > HTML_LIMIT_BYTES) throw new Error(`the HTML is ${size.html} bytes, over ${HTML_LIMIT_BYTES}`);
  if (size.scriptGzip > SCRIPT_LIMIT_GZIP_BYTES) {
    throw new Error(`the script is ${size.scriptGzip} bytes gzip, over ${SCRIPT_LIMIT_GZIP_BYTES}`);
  }
  return size;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  checkSizes(readFileSync(process.argv[2], "utf8"));
}
