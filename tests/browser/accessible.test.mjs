// Every state of the page, in both themes and two widths: axe finds nothing, nothing is wider than the window.
//
// On made-up data (web/mock), because some states of the real engine are too short to be looked at.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { problems } from "./lib/axe.mjs";
import { launch, open, root, waitForState } from "./lib/page.mjs";

const mock = join(root, "target", "xtask", "mock.html");

let browser;

before(async () => {
  mkdirSync(dirname(mock), { recursive: true });
  execFileSync(process.execPath, [join(root, "web", "mock", "build.mjs"), mock]);
  browser = await launch();
});

after(() => browser?.close());

const pick = (...names) => (page) =>
  page.setInputFiles("#package-input", names.map((name) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from("x") })));
const done = (...names) => async (page) => {
  await pick(...names)(page);
  await page.waitForSelector(".result");
};
const tab = (id) => async (page) => {
  await done("a.zip")(page);
  await page.click(`#tab-${id}`);
  await page.waitForSelector(`#tab-${id}[aria-selected=true]`);
  if (id === "files") await page.waitForSelector(".files tbody tr");
};
const compared = (name, shown) => async (page) => {
  await done("a.zip")(page);
  await page.setInputFiles("#baseline-input", { name, mimeType: "application/zip", buffer: Buffer.from("x") });
  await page.waitForSelector(shown);
};
const ERRORS = ["empty", "not-an-archive", "truncated", "damaged-directory", "split", "encrypted-directory", "over-limit", "unreadable", "changed", "engine-failed", "unsupported-browser", "unknown-kind"];

const STATES = {
  first: async () => undefined,
  verify: async (page) => {
    await page.click("#verify");
    await page.click("#self-test");
    await page.waitForSelector(".attempts-sum:not(:empty)");
  },
  choosing: async (page) => {
    await pick("a.zip", "b.zip", "notes.txt")(page);
    await page.waitForSelector(".choices");
  },
  "choosing of many": async (page) => {
    await pick("a.zip", "b.zip", "c.zip")(page);
    await page.waitForSelector(".choices");
    await page.locator("input[name=package]").first().check();
  },
  plan: tab("plan"),
  "plan with a window": async (page) => {
    await tab("plan")(page);
    await page.locator(".plan-text input").first().check();
    await page.fill("#window-start", "2026-11-27T22:00");
    await page.fill("#window-end", "2026-11-28T02:00");
    await page.click("#window-set");
    await page.waitForSelector(".turn-back");
    await page.locator(".plan summary").first().click();
  },
  "a window that ends before it begins": async (page) => {
    await tab("plan")(page);
    await page.click("#window-set");
    await page.waitForSelector("#window-wrong:not(:empty)");
  },
  effects: tab("effects"),
  tasks: tab("tasks"),
  reading: async (page) => {
    await pick("slow.zip")(page);
    await page.waitForSelector(".stream li");
  },
  stopping: async (page) => {
    await pick("slow.zip")(page);
    await page.click("#cancel");
    await page.waitForSelector("#discard, .result");
  },
  "not-advised": done("a.zip", "notes.txt"),
  "with-care": done("care.zip"),
  "no-objections": done("clean.zip"),
  "cannot-say": done("cannot.zip"),
  "20,000 findings": done("many.zip"),
  evidence: async (page) => {
    await done("a.zip")(page);
    for (const index of [1, 3]) await page.locator(".reason").nth(index).click();
    await page.locator(".rule-document button").first().click();
    await page.waitForSelector(".prose");
  },
  filtered: async (page) => {
    await done("a.zip")(page);
    await page.click(".chip.severity-medium");
    await page.fill("#finding-search", "sudo");
  },
  "needs without files": tab("needs"),
  needs: async (page) => {
    await done("a.zip", "inventory.csv", "dten.pack.toml", "notes.txt")(page);
    await page.click("#tab-needs");
    await page.waitForSelector(".beside-file select");
    await page.click(".beside-file summary");
  },
  configuration: async (page) => {
    await done("a.zip", "inventory.csv", "dten.yaml", "dten.pack.toml")(page);
    await page.click("#tab-config");
    await page.waitForSelector(".diff");
    await page.locator("#config-rest ~ * .more, .known .more").first().click();
    await page.click(".config details summary");
    await page.waitForSelector(".beside-file select");
  },
  "configuration without anything known": async (page) => {
    await done("clean.zip")(page);
    await page.click("#tab-config");
  },
  "search for a key": async (page) => {
    await done("a.zip")(page);
    await page.click("#tab-config");
    await page.fill("#key-search", "hybrid");
    await page.waitForSelector(".key-hits");
  },
  "nothing to compare with": tab("changes"),
  "older package being read": compared("slow-older.zip", ".comparing progress"),
  "older package broken": compared("broken-older.zip", ".banner-warning"),
  "findings compared": compared("older.zip", ".tag-status"),
  "what changed": async (page) => {
    await compared("older.zip", ".tag-status")(page);
    await page.click("#tab-changes");
  },
  "what changed since a newer package": async (page) => {
    await compared("newer.zip", ".tag-status")(page);
    await page.click("#tab-changes");
    await page.waitForSelector(".relation .banner-warning");
  },
  contents: tab("contents"),
  files: tab("files"),
  "not checked": tab("coverage"),
  "saved report refused": async (page) => {
    await page.setInputFiles("#saved-input", { name: "r.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.waitForSelector(".failed");
  },
  ...Object.fromEntries(
    ERRORS.map((kind) => [
      `error ${kind}`,
      async (page) => {
        await pick(`error-${kind}.zip`)(page);
        await page.waitForSelector(".failed");
      },
    ]),
  ),
};

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`every state, ${colorScheme}, ${width} px`, async (context) => {
      const { page, record, close } = await open(browser, {
        file: mock,
        way: "file",
        context: { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" },
      });
      try {
        for (const [name, reach] of Object.entries(STATES)) {
          await context.test(name, async () => {
            await page.reload();
            await reach(page);
            assert.deepEqual(await problems(page), []);
          });
        }
        assert.deepEqual(record.errors.filter((text) => !text.includes("dropscope.invalid")), []);
      } finally {
        await close();
      }
    });
  }
}

test("axe finds what is wrong where something is", async () => {
  const { page, close } = await open(browser, { file: mock, way: "file" });
  try {
    await page.evaluate(() => {
      const button = document.createElement("button");
      document.querySelector("main").append(button);
    });
    assert.ok((await problems(page)).some((problem) => problem.startsWith("button-name")));
  } finally {
    await close();
  }
});

test("a report that breaks the page ends in a sentence, and the page goes on", async () => {
  const { page, close } = await open(browser, { file: mock, way: "file" });
  try {
    await pick("broken.zip")(page);
    await waitForState(page, ["failed"], 10_000);
    assert.equal(await page.innerText("h1"), "The engine stopped");
    await done("a.zip")(page);
    assert.equal(await page.innerText("h1"), "Not advised");
  } finally {
    await close();
  }
});

test("20,000 findings answer a search within a second", async () => {
  const { page, close } = await open(browser, { file: mock, way: "file" });
  try {
    await done("many.zip")(page);
    assert.equal(await page.locator(".finding").count(), 100);
    const began = Date.now();
    await page.fill("#finding-search", "module-4321");
    await page.waitForFunction(() => document.querySelectorAll(".finding").length === 4, null, { polling: 20 });
    assert.ok(Date.now() - began < 1000, `${Date.now() - began} ms`);
  } finally {
    await close();
  }
});
