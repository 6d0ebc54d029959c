// Bundles page, style, worker and engine into the one file that is shipped. Called by `cargo xtask build`.
//
//   node bundle.mjs --engine FILE --warm FILE --version V --commit C --out FILE [--sample DIR]
//
// The same inputs give the same bytes on every machine: nothing here reads a clock, and no path gets into the output.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { assemble } from "./html.mjs";
import { toSevenBitText } from "./seven-bit.mjs";
import { checkSizes } from "./sizes.mjs";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const { values: options } = parseArgs({
  options: {
    engine: { type: "string" },
    warm: { type: "string" },
    version: { type: "string" },
    commit: { type: "string" },
    out: { type: "string" },
    sample: { type: "string" },
  },
});

/** One bundle as text; every import resolved, nothing left to load. */
async function bundle(entry, more = {}) {
  const result = await build({
    absWorkingDir: web,
    entryPoints: [entry],
    alias: { "dropscope-engine": join(web, "engine", "dropscope_wasm.js") },
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
    ...more,
  });
  return result.outputFiles[0].text.trim();
}

/** Every sheet of web/src/client/style in the order of its name, as one. */
function styleEntry() {
  const folder = join(web, "src/client/style");
  const sheets = readdirSync(folder)
    .filter((name) => name.endsWith(".css"))
    .sort();
  return { contents: sheets.map((name) => `@import "./${name}";`).join("\n"), resolveDir: folder, loader: "css" };
}

async function bundleStyle() {
  const result = await build({
    absWorkingDir: web,
    stdin: styleEntry(),
    bundle: true,
    write: false,
    minify: true,
    target: ["chrome109", "firefox115", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  return result.outputFiles[0].text.trim();
}

/** The sample's files: a line with the name, a line with the bytes. */
function sample(folder) {
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => [name, toSevenBitText(readFileSync(join(folder, name)))]).join("\n");
}

const [script, worker, style] = await Promise.all([
  bundle("src/client/main.tsx"),
  bundle("src/worker/main.ts"),
  bundleStyle(),
]);
const data = [
  { id: "dropscope-build", type: "application/json", text: JSON.stringify({ version: options.version, commit: options.commit }) },
  { id: "dropscope-worker", type: "text/plain", text: worker },
  { id: "dropscope-wasm", type: "text/plain", text: toSevenBitText(readFileSync(options.engine)) },
  { id: "dropscope-warm", type: "text/plain", text: toSevenBitText(readFileSync(options.warm)) },
];
if (options.sample !== undefined) {
  data.push({ id: "dropscope-sample", type: "text/plain", text: sample(options.sample) });
}

const html = Buffer.from(assemble({ template: readFileSync(join(web, "src/index.html"), "utf8"), script, style, data }));
writeFileSync(options.out, html);
const digest = createHash("sha256").update(html).digest("hex");
writeFileSync(`${options.out}.sha256`, `${digest}  dropscope.html\n`);
console.log(`      sha256 ${digest}`);
checkSizes(html.toString());
