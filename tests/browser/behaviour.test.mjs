// Effects and rollback, tasks, endpoints and credentials, and the plan, in Chromium on the real engine and the sample.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { scratch } from "./lib/make.mjs";
import { launch, waitForState } from "./lib/page.mjs";
import { savedReport, visit } from "./lib/visit.mjs";

/** Pieces of the values that tests/src/sample/credentials.rs makes. */
const SECRET_VALUES = ["-Fake-1984!", "LabFake#77provision", "TempFake-May-4411", "0000fake-1111-4222", "FakeFakeFake00000000", "AKIAFAKEFAKEEXAMPLE0", "fakeFAKEfake/0123456789", "ENR-FAKE-0F1E", "VGhpcyBpcyBub3QgYSBrZXkuIEl0IGlz"];

let browser;
let folder;

before(async () => {
  browser = await launch();
  folder = scratch();
});

after(async () => {
  await browser?.close();
  folder?.remove();
});

/** The sample, done, at one of its sections. */
const onSample = (tab, act) =>
  visit(browser, async (page) => {
    await page.click("#try-sample");
    await waitForState(page, ["done"], 60_000);
    await page.click(`#tab-${tab}`);
    await act(page);
  });

const card = (page, section, text) => page.locator(`section[aria-labelledby=${section}] .listed-item`, { hasText: text });

async function downloaded(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("what the snapshot leaves behind is named with its place and what undoes it", async () => {
  await onSample("effects", async (page) => {
    assert.match(await page.innerText("section[aria-labelledby=undo]"), /Restore the snapshot, which undoes \d+ effects?/);
    for (const kind of ["webhook registration", "feature flag change"]) {
      const found = card(page, "undo", kind).first();
      assert.match(await found.innerText(), /R[1-4][^]*line \d+/, kind);
      assert.notEqual((await found.locator(".command code").first().innerText()).trim(), "", `${kind} has an inverse`);
    }
    assert.match(await card(page, "stage-install", "webhook registration").first().innerText(), /line \d+/);
  });
});

test("the nightly task is told in words", async () => {
  await onSample("tasks", async (page) => {
    assert.match(await page.innerText("section[aria-labelledby=tasks]"), /03:00/);
  });
});

test("no value of a secret is anywhere in the page", async () => {
  await onSample("tasks", async (page) => {
    for (const tab of ["findings", "plan", "effects", "tasks", "config", "changes", "contents"]) {
      await page.click(`#tab-${tab}`);
      const shown = await page.locator("#app").innerHTML();
      for (const value of SECRET_VALUES) assert.ok(!shown.includes(value), `${tab} shows ${value}`);
    }
  });
});

test("a plan is ticked, saved as Markdown, and taken in again", async () => {
  await onSample("plan", async (page) => {
    const boxes = page.locator(".plan-text input");
    assert.ok((await boxes.count()) > 2);
    await boxes.nth(0).check();
    await boxes.nth(2).check();
    assert.match(await page.innerText(".plan-done"), /^2 of \d+ done/);
    await page.click("#tab-effects");
    await page.click("#tab-plan");
    assert.ok(await boxes.nth(2).isChecked(), "ticks outlive another section");

    const saved = await downloaded(page, "#save-plan");
    assert.match(saved.name, /\.plan\.md$/);
    assert.equal(saved.text.match(/^\s*[-*] \[x\]/gm)?.length, 2);
    await boxes.nth(0).uncheck();
    await boxes.nth(2).uncheck();
    await page.setInputFiles("#plan-input", { name: "plan.md", mimeType: "text/markdown", buffer: Buffer.from(saved.text) });
    await page.waitForFunction(() => document.getElementById("announcement").textContent.startsWith("2 ticks"));
    assert.ok((await boxes.nth(0).isChecked()) && (await boxes.nth(2).isChecked()));
  });
});

test("a window gives the latest time to turn back", async () => {
  await onSample("plan", async (page) => {
    await page.fill("#window-start", "2026-11-28T02:00");
    await page.fill("#window-end", "2026-11-27T22:00");
    await page.click("#window-set");
    assert.match(await page.innerText("#window-wrong"), /an end after it/);
    await page.fill("#window-start", "2026-11-27T22:00");
    await page.fill("#window-end", "2026-11-28T06:00");
    await page.click("#window-set");
    await page.waitForSelector(".turn-back");
    assert.match(await page.innerText(".turn-back"), /2026-11-2[78] \d\d:\d\d/);
  });
});

test("a saved report has the same sections, and its plan is saved as Markdown too", async () => {
  await onSample("plan", async (page) => {
    await page.locator(".plan-text input").first().check();
    const report = await savedReport(page);
    await page.setInputFiles("#saved-input", { name: "saved.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(report)) });
    await page.waitForSelector(".banner-note");
    await page.click("#tab-plan");
    assert.match(await page.innerText(".plan-done"), /^0 of/, "ticks belong to the report that was open");
    await page.locator(".plan-text input").first().check();
    const saved = await downloaded(page, "#save-plan");
    assert.equal(saved.text.match(/^\s*[-*] \[x\]/gm)?.length, 1);
    await page.click("#tab-effects");
    assert.ok((await page.locator("section[aria-labelledby=undo] .listed-item").count()) > 0);
  });
});
