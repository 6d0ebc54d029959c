// What the tests of the page have in common: a page of their own, a package given to it, the report that it saves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { noise, zipFile } from "./make.mjs";
import { open, waitForState } from "./page.mjs";

/** One page of its own; nothing may be logged as an error or stopped by the policy. */
export async function visit(browser, act, options = {}) {
  const opened = await open(browser, { way: "file", ...options });
  try {
    opened.page.setDefaultTimeout(10_000);
    await act(opened.page, opened);
    assert.deepEqual(opened.record.errors, []);
    assert.deepEqual(opened.record.violations, []);
  } finally {
    await opened.close();
  }
}

export async function give(page, files, ends = ["done", "failed"]) {
  await page.setInputFiles("#package-input", files);
  return waitForState(page, ends, 30_000);
}

/** Waits until the report says that it was made beside this package. */
export const isCompared = (page, name) => page.locator(".comparing", { hasText: `Compared with ${name}` }).waitFor();

/** Two findings of `archive/path-traversal` (high) and one deceptive name among 250 entries. */
export function makeUpgrade(folder) {
  return zipFile(folder.path("upgrade.zip"), (zip) => {
    zip.add("manifest.json", Buffer.from('{"name":"upgrade","version":"2.0.0","dependencies":{"left":"*"}}'));
    for (let index = 0; index < 246; index += 1) zip.add(`files/${String(index).padStart(3, "0")}.bin`, noise(100 + index, index + 1));
    zip.add("../escape.sh", Buffer.from("#!/bin/sh\n"));
    zip.add("../../etc/job", Buffer.from("* * * * * root true\n"));
    zip.add("read\u202Etxt.exe", Buffer.from("MZ"));
  });
}

/** The report as "Save report" gives it. */
export async function savedReport(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-json")]);
  return JSON.parse(readFileSync(await download.path(), "utf8"));
}
