// Changed copies of the built file, to show that the tests of silence can fail and what the policy holds back.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { policyHash } from "../../../web/build/html.mjs";
import { blocks } from "../../../web/build/sizes.mjs";
import { dist, root } from "./page.mjs";

const META = /<meta http-equiv="Content-Security-Policy"[^>]*>\n?/;

/**
 * Writes a copy whose worker runs `worker` and whose page runs `page` before anything else. The policy is kept, its hash
 * made to fit the changed script, unless `policy` is false.
 */
export function changedCopy(name, { worker = "", page = "", policy = true }) {
  let html = readFileSync(dist, "utf8");
  const parts = blocks(html);
  html = replaceOnce(html, parts.get("dropscope-worker"), `${worker};${parts.get("dropscope-worker")}`);
  const script = parts.get("script");
  const changed = `${page};${script}`;
  html = replaceOnce(html, `<script>${script}</script>`, `<script>${changed}</script>`);
  html = policy ? replaceOnce(html, policyHash(script), policyHash(changed)) : replaceOnce(html, META.exec(html)[0], "");
  const file = join(root, "target", "xtask", "changed", `${name}.html`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
  return file;
}

function replaceOnce(text, from, to) {
  const at = text.indexOf(from);
  if (at < 0 || text.indexOf(from, at + 1) >= 0) throw new Error(`expected once in the file: ${from.slice(0, 60)}`);
  return text.slice(0, at) + to + text.slice(at + from.length);
}
