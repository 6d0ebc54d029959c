// axe-core on an open page: WCAG 2.2 A and AA, and what axe calls best practice.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./page.mjs";

const require = createRequire(join(root, "web", "package.json"));
const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Each violation as one line: rule, how often, the first element. Also what axe does not know: overflow, small targets. */
export async function problems(page) {
  // Over the debugger: the page's own policy admits no other script.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: source });
  await session.detach();
  return page.evaluate(async (tags) => {
    const { violations, passes } = await globalThis.axe.run(document, { runOnly: tags });
    if (passes.length === 0) throw new Error("axe looked at nothing");
    const found = violations.map(({ id, nodes }) => `${id} × ${nodes.length}: ${nodes[0].html.slice(0, 160)}`);
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over > 0) found.push(`${over} px wider than the window`);
    for (const target of document.querySelectorAll("button, a, input, select")) {
      const { width, height } = target.getBoundingClientRect();
      if (width > 0 && (width < 24 || height < 24)) found.push(`smaller than 24 px: ${target.outerHTML.slice(0, 120)}`);
    }
    return found;
  }, TAGS);
}
