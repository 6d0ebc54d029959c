// node mock/build.mjs OUT.html: the page on made-up data, one file, under the policy of the real one.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { assemble } from "../build/html.mjs";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const common = { absWorkingDir: web, bundle: true, write: false, minify: true, charset: "utf8", legalComments: "none", target: ["chrome109", "firefox115", "safari16.4"] };
const styles = join(web, "src/client/style");
const sheets = readdirSync(styles).filter((name) => name.endsWith(".css")).sort();

const [script, style] = await Promise.all([
  build({ ...common, entryPoints: ["mock/main.tsx"], format: "iife", jsx: "automatic", jsxImportSource: "preact" }),
  build({ ...common, stdin: { contents: sheets.map((name) => `@import "./${name}";`).join("\n"), resolveDir: styles, loader: "css" } }),
]);
const text = (result) => result.outputFiles[0].text.trim();
const template = readFileSync(join(web, "src/index.html"), "utf8");
writeFileSync(process.argv[2], assemble({ template, script: text(script), style: text(style), data: [] }));
