// Keys and changes in Chromium, on the real engine: the user's own configuration, the package before this one, the search.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { scratch, zipFile } from "./lib/make.mjs";
import { launch, waitForState } from "./lib/page.mjs";
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

const onPage = (act) => visit(browser, act);

test("the sample says which keys of the user's configuration to change, offers the patch, and names the source", async () => {
  await onPage(async (page) => {
    await page.click("#try-sample");
    await waitForState(page, ["done"], 30_000);
    await page.click("#tab-config");
    const row = (key) => page.locator(".key-row.state-act", { has: page.locator("h4", { hasText: key }) });
    assert.match(await row("dten.legacy.mode").innerText(), /Removed in 5\.0[^]*dten\.hybrid\.enable[^]*dten\.yaml line \d+[^]*Source: .*release notes/);
    assert.match(await row("dten.hybrid.enable").innerText(), /Required\s+.*true[^]*Missing in your own configuration[^]*belongs beside\s+dten\.yaml line 12/);
    assert.match(await page.innerText(".diff"), /^-.*[^]*^\+.*enable: true/m);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save patch" }).click()]);
    assert.equal(download.suggestedFilename(), "dten.yaml.patch");
    assert.match(readFileSync(await download.path(), "utf8"), /^--- /);
    assert.match(await page.innerText(".known"), /Rules known for/);
  });
});

function twoVersions() {
  const version = (name, number, key) =>
    zipFile(folder.path(name), (zip) => {
      zip.add("manifest.json", Buffer.from(JSON.stringify({ name: "hub", version: number, dependencies: { postgresql: `>=${number}` } })));
      zip.add("conf/hub.yaml", Buffer.from(`hub:\n  ${key}: true\n`));
      zip.add("readme.txt", Buffer.from("the same\n"));
    });
  return [version("hub-1.zip", "1.0.0", "legacy_mode"), version("hub-2.zip", "2.0.0", "hybrid_mode")];
}

test("of two archives one is compared with the other, and the report says so when it is saved", async () => {
  const [older, newer] = twoVersions();
  await onPage(async (page) => {
    await page.setInputFiles("#package-input", [older, newer]);
    await page.getByRole("button", { name: "compare with the other: hub-2.zip with hub-1.zip" }).click();
    await isCompared(page, "hub-1.zip");
    const report = await savedReport(page);
    assert.deepEqual(report.inputs.map(({ role, name }) => `${role} ${name}`), ["package hub-2.zip", "baseline hub-1.zip"]);
    await page.click("#tab-changes");
    assert.match(await page.innerText(".changes"), /Files\s+Findings|Findings[^]*Files/);
    await page.click("#again");
    await page.setInputFiles("#saved-input", { name: "r.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(report)) });
    await page.waitForSelector(".banner");
    await page.click("#tab-changes");
    assert.match(await page.innerText(".relation"), /hub-1\.zip|does not say/);
  });
});

test("of three archives both are chosen, and nothing is chosen beforehand", async () => {
  const [older, newer] = twoVersions();
  await onPage(async (page) => {
    await page.setInputFiles("#package-input", [older, newer, clean]);
    const go = page.getByRole("button", { name: "Check", exact: true });
    assert.equal(await go.isDisabled(), true);
    await page.getByRole("group", { name: "The package" }).getByLabel("hub-2.zip").check();
    await page.getByRole("group", { name: "Compare with" }).getByLabel("hub-1.zip").check();
    await go.click();
    await isCompared(page, "hub-1.zip");
    assert.match(await page.innerText(".banner"), /other\.zip/);
    assert.match(await page.innerText(".result-name"), /hub-2\.zip/);
  });
});

test("an older package is chosen later, replaced where it cannot be read, and taken away", async () => {
  const [older, newer] = twoVersions();
  await onPage(async (page) => {
    assert.equal(await give(page, newer), "done");
    await page.locator(".finding-head").first().click();
    await page.setInputFiles("#baseline-input", { name: "page.zip", mimeType: "application/zip", buffer: Buffer.from("<!doctype html><html>") });
    await page.locator(".banner-warning", { hasText: "page.zip" }).waitFor();
    assert.match(await page.innerText(".banner-warning"), /report stands without it[^]*reason/);
    await page.setInputFiles("#baseline-input", older);
    await isCompared(page, "hub-1.zip");
    await page.getByLabel("Since the older one").waitFor();
    await page.locator(".evidence").waitFor();
    assert.equal(await page.locator(".evidence").count(), 1, "what was open stays open");
    await page.getByRole("button", { name: "Compare with nothing" }).click();
    await page.getByLabel("Since the older one").waitFor({ state: "detached" });
    // The focus goes there in the next frame.
    await page.waitForFunction(() => document.activeElement.textContent === "Compare with an older package…");
    assert.deepEqual((await savedReport(page)).inputs.map(({ role }) => role), ["package"]);
  });
});

test("a search for a key tells where it stands, in a package and in its saved report", async () => {
  const [, newer] = twoVersions();
  await onPage(async (page) => {
    await give(page, newer);
    const look = async () => {
      await page.click("#tab-config");
      await page.fill("#key-search", "HYBRID");
      await page.waitForSelector(".key-hits");
      const group = page.getByRole("group", { name: "In the package" });
      assert.match(await group.innerText(), /hub\.hybrid_mode = true\s+conf\/hub\.yaml line 2/);
      await page.fill("#key-search", "no-such-key");
      await page.waitForFunction(() => document.querySelector(".key-search-sum").textContent.startsWith("0 known rules, 0 places"));
    };
    await look();
    const report = await savedReport(page);
    await page.click("#again");
    await page.setInputFiles("#saved-input", { name: "r.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(report)) });
    await page.waitForSelector(".banner");
    await look();
  });
});

test("what a report quotes about keys and changes stays text", async () => {
  const evil = '<img src=x onerror="document.title=1"><a href="//x.invalid">x</a>';
  const site = { path: evil, line: 1, excerpt: evil };
  const place = { origin: "config", key: evil, value: evil, is_commented: true, is_sample: true, is_probable: true, site };
  const said = { product: evil, key: evil, version: evil, replacement: [evil], old_default: evil, new_default: evil, requirement: evil, effect: evil, note: evil, source: evil };
  const change = { change: "changed", subject: evil, before: evil, after: evil, site_before: site, site_after: site };
  const versions = { name_before: evil, version_before: evil, name_after: evil, version_after: evil };
  await onPage(async (page) => {
    await give(page, upgrade);
    const report = await savedReport(page);
    report.matrix = {
      products: [{ name: evil, recognised_by: evil, from: [evil], from_source: evil, to: evil, to_source: evil, known: 1, in_window: 1, source: evil }],
      rows: ["act", "package", "fine"].map((state) => ({ ...said, change: "removed", state, places: [place], belongs: site })),
      uncovered: [{ origin: "config", path: evil, format: evil, keys: 1 }],
      patches: [{ name: evil, diff: `--- a/x\n+${evil}\n`, changes: 1, by_hand: [evil] }],
    };
    report.comparison = {
      baseline: evil, relation: "unknown", reason: evil, ...versions,
      files: { added: 0, removed: 0, changed: 1, renamed: 0, unchanged: 0, list: [{ change: "changed", path: evil, path_before: evil, size_before: 1, size_after: 2 }] },
      sections: [{ of: evil, total: 1, changes: [change] }],
      findings_unchanged: 0, findings_changed: 0, findings_new: 0,
      absent: [{ ...report.findings[0], subject: evil, message: evil, status: "absent" }],
    };
    await page.click("#again");
    await page.setInputFiles("#saved-input", { name: "r.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(report)) });
    await page.waitForSelector(".banner");
    for (const [tab, least] of [["config", 30], ["changes", 12]]) {
      await page.click(`#tab-${tab}`);
      await page.waitForSelector(`#tab-${tab}[aria-selected=true]`);
      assert.ok((await page.innerText("[role=tabpanel]")).split(evil).length > least, tab);
      assert.equal(await page.locator("main img, main a, main [style], main script").count(), 0);
    }
    await page.click("#tab-config");
    await page.fill("#key-search", "img");
    await page.waitForSelector(".key-hits");
    assert.equal(await page.locator("main img, main a").count(), 0);
  });
});

test("a report that was saved before keys were compared still opens", async () => {
  await onPage(async (page) => {
    await give(page, upgrade);
    const { matrix, comparison, ...report } = await savedReport(page);
    const { kubernetes_objects, deprecations, ...facts } = report.facts;
    const old = JSON.stringify({ ...report, facts });
    await page.click("#again");
    await page.setInputFiles("#saved-input", { name: "r.json", mimeType: "application/json", buffer: Buffer.from(old) });
    await page.waitForSelector(".banner");
    for (const tab of ["config", "changes", "contents"]) {
      await page.click(`#tab-${tab}`);
      await page.waitForSelector(`#tab-${tab}[aria-selected=true]`);
    }
    assert.ok((await page.innerText("main")).includes("Kubernetes objects 0"));
  });
});
