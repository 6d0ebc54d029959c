// The page in Chromium, on the real engine: what a person drops, sees, opens, saves and is told when it fails.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { scratch, written, zipFile } from "./lib/make.mjs";
import { launch, open, waitForState } from "./lib/page.mjs";
import { give, isCompared, makeUpgrade, savedReport, visit } from "./lib/visit.mjs";

let browser;
let folder;
let upgrade;
let clean;

before(async () => {
  browser = await launch();
  folder = scratch();
  upgrade = makeUpgrade(folder);
  clean = zipFile(folder.path("other.zip"), (zip) => zip.add("a.txt", Buffer.from("a\n")));
});

after(async () => {
  await browser?.close();
  folder?.remove();
});

const onPage = (act, options) => visit(browser, act, options);

test("the first screen says what it is, and is usable by keyboard alone", async () => {
  await onPage(async (page) => {
    assert.match(await page.innerText("h1"), /upgrade/);
    const reached = [];
    for (let turn = 0; turn < 8; turn += 1) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate(() => document.activeElement.textContent.trim()));
    }
    assert.ok(reached.includes("Skip to content"), reached.join(" | "));
    assert.ok(reached.includes("Choose a file"), reached.join(" | "));
    assert.ok(reached.includes("Open a saved report"), reached.join(" | "));
    assert.ok(reached.includes("Verify it yourself"), reached.join(" | "));
  });
});

test("the verdict comes first, and the findings never without the rules that could not be checked", async () => {
  await onPage(async (page) => {
    assert.equal(await give(page, upgrade), "done");
    const report = await savedReport(page);
    assert.ok(report.findings.some(({ rule }) => rule === "archive/path-traversal"));
    const word = { "not-advised": "Not advised", "with-care": "Install with care", "no-objections": "No objections", "cannot-say": "Cannot say" };
    assert.equal(await page.innerText("h1"), word[report.verdict.state]);
    const unchecked = report.outcomes.filter(({ outcome }) => outcome === "not-checked").length;
    assert.ok((await page.innerText("#findings-total")).startsWith(`${report.findings.length} `));
    assert.ok((await page.innerText("#unchecked-total")).startsWith(`${unchecked} `));
    const rules = report.findings.filter(({ fingerprint }) => report.verdict.reasons.includes(fingerprint)).map(({ rule }) => rule);
    assert.equal(await page.locator(".reason").count(), Math.min(5, new Set(rules).size));
    const timing = await page.evaluate(() => JSON.parse(document.documentElement.dataset.timing));
    assert.equal(timing.entries, 250);
    assert.ok(timing.readMs > 0 && timing.totalMs >= timing.readMs);
  });
});

test("a reason opens its finding with place, steps and the rule's document", async () => {
  await onPage(async (page) => {
    await give(page, upgrade);
    const reason = page.locator(".reason").first();
    const subject = await reason.locator("strong").innerText();
    await reason.click();
    await page.waitForSelector(".evidence");
    const head = await page.evaluate(() => document.activeElement.textContent);
    assert.ok(head.includes(subject), `${head} has the focus, not ${subject}`);
    await page.click(".rule-document button");
    await page.waitForSelector(".rule-document .prose");
    assert.match(await page.innerText(".rule-document .prose"), /What it finds[^]*When it is wrong/);
  });
});

test("filters and search narrow the list, and clearing brings all back", async () => {
  await onPage(async (page) => {
    await give(page, upgrade);
    const all = await page.locator(".finding").count();
    await page.fill("#finding-search", "etc/job");
    await page.waitForFunction((before) => document.querySelectorAll(".finding").length < before, all);
    assert.ok((await page.locator(".finding").count()) > 0);
    await page.fill("#finding-search", "no finding says this");
    await page.waitForSelector(".empty");
    await page.click("text=Clear filters");
    await page.waitForFunction((before) => document.querySelectorAll(".finding").length === before, all);
    await page.locator(".chip.severity-high").click();
    const shown = await page.locator(".finding").evaluateAll((items) => items.map((item) => item.classList.contains("severity-high")));
    assert.ok(shown.length > 0 && shown.every(Boolean));
  });
});

test("the file list is paged, filtered and sorted by the worker", async () => {
  await onPage(async (page) => {
    await give(page, upgrade);
    await page.focus("#tab-findings");
    for (let turn = 0; turn < 8; turn += 1) await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".files tbody tr");
    assert.equal(await page.locator(".files tbody tr").count(), 100);
    await page.click("text=Next");
    await page.waitForFunction(() => document.querySelector(".files [role=status]").textContent.startsWith("101 to 200"));
    await page.fill("#file-filter", "files/00");
    await page.waitForFunction(() => document.querySelectorAll(".files tbody tr").length === 10);
    await page.click("th >> text=Size");
    await page.waitForSelector("th[aria-sort=descending] >> text=Size");
    await page.waitForFunction(() => document.querySelector(".files tbody tr td").textContent === "files/009.bin");
  });
});

test("a name that turns the direction of the text is shown by its code point", async () => {
  await onPage(async (page) => {
    await give(page, upgrade);
    await page.click("#tab-files");
    await page.fill("#file-filter", "txt.exe");
    await page.waitForSelector(".files .token");
    assert.equal(await page.innerText(".files td .token"), "U+202E");
    assert.ok(!(await page.innerText("main")).includes("\u202E"));
  });
});

test("a saved report opens without the package and says the same", async () => {
  await onPage(async (page) => {
    await give(page, upgrade);
    const saved = folder.path("saved.json");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-json")]);
    assert.equal(download.suggestedFilename(), "upgrade.dropscope.json");
    await download.saveAs(saved);
    const before = [await page.innerText(".verdict"), await page.locator(".finding").count()];
    await page.click("#again");
    await page.setInputFiles("#saved-input", saved);
    await page.waitForSelector(".banner");
    assert.deepEqual([await page.innerText(".verdict"), await page.locator(".finding").count()], before);
    await page.click("#tab-files");
    await page.waitForSelector(".files tbody tr");
    assert.match(await page.innerText(".files [role=status]"), /of 250/);
  });
});

test("the sample is one click away, and is not advised", async () => {
  await onPage(async (page) => {
    await page.click("#try-sample");
    await waitForState(page, ["done"], 30_000);
    assert.equal(await page.innerText("h1"), "Not advised");
    assert.match(await page.innerText(".banner"), /sample/);
    assert.ok((await page.locator(".reason").count()) > 2);
    await isCompared(page, "Full-upgrade-package-dten-4.x.zip");
    await page.click("#tab-needs");
    assert.deepEqual(await page.locator(".beside-name strong").allInnerTexts(), ["dten.pack.toml", "dten.yaml", "inventory.csv"]);
    assert.match(await page.innerText(".upgrades"), /4\.1\.5, 1 host[^]*4\.2[^]*4\.6[^]*5\.0\.1/);
    const row = page.locator(".needs tbody tr", { hasText: "postgresql" });
    assert.match(await row.innerText(), /12\.19[^]*mgmt02\.dten\.test[^]*Does not fit/);
  });
});

const NEEDY = '{"name":"hub","version":"2.0.0","dependencies":{"postgresql":">=13 <17"}}';

test("a list that is dropped beside a package is compared with it, and can be corrected and taken away", async () => {
  const needy = zipFile(folder.path("needy.zip"), (zip) => zip.add("manifest.json", Buffer.from(NEEDY)));
  const list = written(folder.path("table.csv"), "machine;what;build\ndb1;postgresql;12.4\ndb2;postgresql;15.2\n");
  await onPage(async (page) => {
    assert.equal(await give(page, needy), "done");
    await page.click("#tab-needs");
    assert.match(await page.innerText(".needs tbody tr"), /no inventory[^]*Not checked/);
    await page.setInputFiles("#beside-input", list);
    const file = page.locator(".beside-file");
    await file.waitFor();
    // Nothing says which column is what, so the user does.
    await file.locator("select").first().selectOption("inventory");
    for (const [column, title] of [["names", "what"], ["versions", "build"], ["hosts", "machine"]]) {
      const select = file.getByLabel(`Column with ${column}`);
      await select.waitFor();
      await page.waitForFunction(() => document.querySelector(".beside-list").getAttribute("aria-busy") === "false");
      await select.selectOption({ label: title });
    }
    const row = page.locator(".needs tbody tr");
    await row.filter({ hasText: "Does not fit" }).waitFor();
    assert.match(await row.innerText(), /12\.4[^]*db1[^]*15\.2[^]*db2/);
    assert.match(await page.innerText("h1"), /Not advised/);
    await file.getByRole("button", { name: "Remove" }).click();
    await row.filter({ hasText: "Not checked" }).waitFor();
    assert.equal(await file.count(), 0);
  });
});

test("the bill of materials is saved from the page", async () => {
  await onPage(async (page) => {
    await give(page, upgrade);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-bill")]);
    assert.equal(download.suggestedFilename(), "upgrade.cdx.json");
    const bill = JSON.parse(readFileSync(await download.path(), "utf8"));
    assert.equal(bill.specVersion, "1.6");
    assert.equal(bill.metadata.component.name, "upgrade");
  });
});

const BAD_REPORTS = [
  ["not JSON", "<html>", /not JSON/],
  ["another JSON", '{"a":1}', /names no schema/],
  ["a later schema", '{"schema":"dropscope-report/9"}', /dropscope-report\/9.*dropscope-report\/1/],
  ["a broken report", '{"schema":"dropscope-report/1","tool":{"name":"x"}}', /tool\.version/],
  ["a report with a hostile severity", null, /findings\[0\]\.severity/],
];

for (const [name, text, sentence] of BAD_REPORTS) {
  test(`${name} is refused as a saved report, in a sentence`, async () => {
    await onPage(async (page) => {
      let content = text;
      if (content === null) {
        await give(page, upgrade);
        const report = await savedReport(page);
        report.findings[0].severity = "<b>";
        content = JSON.stringify(report);
        await page.click("#again");
      }
      await page.setInputFiles("#saved-input", { name: "r.json", mimeType: "application/json", buffer: Buffer.from(content) });
      assert.equal(await waitForState(page, ["failed"], 10_000), "failed");
      assert.match(await page.innerText(".failed"), sentence);
    });
  });
}

const REFUSED = [
  ["an empty file", () => written(folder.path("e.zip"), ""), "The file is empty", /0 bytes/],
  ["a login page", () => written(folder.path("l.zip"), "<!doctype html>\n<html><body>Sign in</body></html>\n"), "This is not an archive", /web page/],
  ["a broken download", () => written(folder.path("t.zip"), readFileSync(upgrade).subarray(0, 5000)), "The file is cut off", /5[.,]0/],
];

for (const [name, make, title, number] of REFUSED) {
  test(`${name} fails with cause, number and a way on`, async () => {
    await onPage(async (page) => {
      assert.equal(await give(page, make()), "failed");
      assert.equal(await page.innerText("h1"), title);
      assert.match(await page.innerText(".failed"), number);
      assert.ok((await page.innerText(".failed-way")).length > 20);
      assert.equal(await give(page, clean), "done");
    });
  });
}

test("of several archives the page asks for the package; what lies beside it goes with it", async () => {
  await onPage(async (page) => {
    const note = written(folder.path("inventory.csv"), "host,component,version\nweb01,left,1.0\n");
    await page.setInputFiles("#package-input", [upgrade, clean, note]);
    await page.waitForSelector(".choices");
    assert.equal(await page.locator(".choice").count(), 2);
    await page.getByRole("button", { name: "Check this one alone: other.zip" }).click();
    await waitForState(page, ["done"], 30_000);
    assert.match(await page.innerText(".banner"), /upgrade\.zip/);
    assert.equal(await page.locator(".comparing").count(), 0);
    await page.click("#tab-needs");
    assert.match(await page.innerText(".beside-file"), /inventory\.csv/);
    assert.match(await page.innerText(".result-name"), /other\.zip/);
  });
});

/** The same product twice: what it needs and one key of its configuration changed. */
test("a package may be dropped anywhere, also on a result", async () => {
  await onPage(async (page) => {
    await drop(page, "first.zip", clean);
    await waitForState(page, ["done"], 30_000);
    await drop(page, "second.zip", upgrade);
    await page.waitForFunction(() => document.querySelector(".result-name")?.textContent.includes("second.zip"));
    assert.equal(await page.locator(".overlay").count(), 0);
  });
});

test("the self-test shows every attempt blocked, and counts no request", async () => {
  const opened = await open(browser, { way: "http" });
  try {
    const { page } = opened;
    const ends = [];
    page.on("requestfailed", (request) => ends.push(request.failure().errorText));
    // The page's own workers come from its memory, at any time while the engine warms up.
    page.on("requestfinished", (request) => request.url().startsWith("blob:") || ends.push(`${request.url()} was sent`));
    await page.click("#verify");
    assert.equal(await page.innerText("#request-count"), "0 requests");
    assert.match(await page.innerText(".policy"), /connect-src 'none'/);
    await page.click("#self-test");
    await page.waitForSelector(".attempts-sum:not(:empty)");
    assert.equal(await page.locator(".attempt").count(), 5);
    assert.equal(await page.locator(".attempt-blocked").count(), 5);
    assert.equal(await page.innerText("#request-count"), "0 requests");
    // The browser announces an attempt before its policy stops it; none may end in another way.
    assert.ok(ends.every((end) => end === "csp"), ends.join(", "));
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "verify");
  } finally {
    await opened.close();
  }
});

test("the self-test says so where the policy was taken away", async () => {
  const { changedCopy } = await import("./lib/modify.mjs");
  const opened = await open(browser, { file: changedCopy("no-policy", { policy: false }), way: "file" });
  try {
    await opened.page.click("#verify");
    await opened.page.click("#self-test");
    await opened.page.waitForSelector(".attempts-sum:not(:empty)", { timeout: 30_000 });
    assert.ok((await opened.page.locator(".attempt-open").count()) > 0);
    assert.match(await opened.page.innerText(".verify"), /Do not use this copy/);
  } finally {
    await opened.close();
  }
});

/** A real drop event: the files' bytes are made in the page, because a test cannot drag from the desktop. */
async function drop(page, name, path) {
  await page.evaluate(
    ([fileName, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], fileName));
      for (const kind of ["dragenter", "dragover", "drop"]) {
        document.querySelector("footer").dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    [name, [...readFileSync(path)]],
  );
}
