// What is shipped stays small, and the first screen comes at once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { checkSizes, measure } from "../../web/build/sizes.mjs";
import { WAYS, dist, launch, open } from "./lib/page.mjs";

/** Generous, for a busy machine; the goal is one second, and the measured time is printed. */
const INTERACTIVE_LIMIT_MS = 5_000;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("the file and its script keep their limits", () => {
  checkSizes(readFileSync(dist, "utf8"));
});

test("a file over a limit is refused", () => {
  const html = readFileSync(dist, "utf8");
  assert.throws(() => checkSizes(html + " ".repeat(2_500_001)), /over 2500000/);
  assert.ok(measure(html).scriptGzip > 1000, "the script is really measured");
});

for (const way of WAYS) {
  test(`${way}: the first screen is interactive`, async (context) => {
    const opened = await open(browser, { way });
    try {
      const { paintMs, readyMs } = await opened.page.evaluate(() => ({
        paintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
        readyMs: globalThis.readyAtMs,
      }));
      context.diagnostic(`first paint ${paintMs.toFixed(0)} ms, interactive ${readyMs.toFixed(0)} ms`);
      assert.ok(readyMs < INTERACTIVE_LIMIT_MS, `${readyMs} ms`);
    } finally {
      await opened.close();
    }
  });
}
