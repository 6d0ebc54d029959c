// The worker pool on its own page, in Chromium: the same bytes from any number of workers, and an end whatever breaks.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { mixedPackage, scratch, sha256, zipFile } from "./lib/make.mjs";
import { samplePackage } from "./lib/package.mjs";
import { launch, root } from "./lib/page.mjs";
import { analysePool, begin, end, NOW, openPool, savedJson } from "./lib/pool.mjs";

/** Small batches, so that a small package has many. */
const LIMITS = { batch_entries: 20 };

let browser;
let folder;
let mixed;

before(async () => {
  browser = await launch();
  folder = scratch();
  mixed = mixedPackage(folder.path("mixed.zip"));
});

after(async () => {
  await browser?.close();
  folder?.remove();
});

/** Runs `act` on a pool page of its own; the page must not have logged an error. */
async function onPool(fault, act) {
  const pool = await openPool(browser, fault);
  try {
    await act(pool.page);
    assert.deepEqual(pool.errors, []);
  } finally {
    await pool.close();
  }
}

/** The same report from the CLI, whatever it thinks of the package. */
function native(file, limits = {}) {
  const arguments_ = ["run", "--quiet", "--bin", "dropscope", "--", "check", "--format", "json", "--now", NOW, file];
  for (const [name, value] of Object.entries(limits)) arguments_.push("--limit", `${name}=${value}`);
  const { stdout, stderr } = spawnSync("cargo", arguments_, { cwd: root, maxBuffer: 1 << 28, encoding: "utf8" });
  assert.ok(stdout.startsWith("{"), stderr);
  return stdout;
}

test("one worker, four workers and the native engine give the same bytes", async () => {
  await onPool("", async (page) => {
    const started = [];
    page.on("worker", (worker) => started.push(worker));
    const one = await analysePool(page, mixed, { workers: 1, limits: LIMITS });
    assert.equal(one.state, "done", JSON.stringify(one.error));
    assert.equal(started.length, 2, "one that reads and one that reduces");
    const alone = await savedJson(page);
    const four = await analysePool(page, mixed, { workers: 4, limits: LIMITS });
    assert.equal(started.length, 2 + 5);
    assert.equal(four.report.complete, true);
    assert.equal(await savedJson(page), alone);
    assert.equal(alone, native(mixed, LIMITS));

    // The bundled sample where this build made one, else a small package.
    const sample = await samplePackage();
    assert.equal((await analysePool(page, sample)).state, "done");
    assert.equal(await savedJson(page), native(sample));
  });
});

test("the page is told the overview, then progress and findings, then the report without the list of files", async () => {
  await onPool("", async (page) => {
    const told = await analysePool(page, mixed, { workers: 2, limits: LIMITS });
    assert.equal(told.calls[0], "overview");
    assert.equal(told.calls.at(-1), "done");
    assert.equal(told.calls.filter((name) => name === "done").length, 1);
    assert.ok(told.calls.includes("findings") && told.calls.includes("progress"));
    assert.deepEqual(told.overview.topLevel, ["..", "files", "nested.zip", "package.json"]);
    assert.equal(told.overview.entries, 243);
    assert.equal(told.progress.bytesDone, told.progress.bytesTotal);
    assert.equal(told.progress.entriesDone, told.progress.entriesTotal);
    assert.deepEqual(told.report.facts.files, []);
    assert.equal(told.report.inputs[0].sha256, sha256(mixed));
    const seen = new Set(told.findings.map((finding) => finding.fingerprint));
    assert.ok(told.report.findings.some((finding) => seen.has(finding.fingerprint)), "no finding came before the end");

    const query = { offset: 5, limit: 3, filter: "FILES/", sort: "path", descending: false };
    const files = await page.evaluate((given) => globalThis.pool.files(given), query);
    assert.equal(files.matching, 240);
    assert.deepEqual(files.files.map((file) => file.path), ["files/005.bin", "files/006.bin", "files/007.bin"]);
    assert.equal(files.total, JSON.parse(await savedJson(page)).facts.files.length);
  });
});

test("a package too large to be hashed at once has the right digest", async () => {
  const large = zipFile(folder.path("large.zip"), (zip) => zip.addRepeated("zeros.bin", Buffer.alloc(1 << 20, 7), 130));
  await onPool("", async (page) => {
    const told = await analysePool(page, large);
    assert.equal(told.report.inputs[0].sha256, sha256(large));
    assert.equal(told.report.complete, true);
  });
  rmSync(large);
});

test("a trap costs one batch", async () => {
  await onPool("trap:3", async (page) => {
    const told = await analysePool(page, mixed, { workers: 2, limits: LIMITS });
    lostOnly(told, /^not read, because reading this part of the package failed: the engine stopped.*RuntimeError/);
    assert.equal(told.report.inputs[0].sha256, sha256(mixed));
  });
});

test("a batch that hangs is given up", async () => {
  await onPool("hang:3", async (page) => {
    const told = await analysePool(page, mixed, { workers: 2, limits: LIMITS, silenceMs: 1_000 });
    lostOnly(told, /no sign of life for 1 s/);
    assert.ok(told.ms < 10_000, `${told.ms} ms`);
  });
});

test("what traps the reducing worker costs the batch that did it", async () => {
  await onPool("reduce-trap:3", async (page) => {
    const told = await analysePool(page, mixed, { workers: 2, limits: LIMITS });
    lostOnly(told, /could not be judged/);
    assert.equal(told.report.inputs[0].sha256, sha256(mixed));
  });
});

/** The report is there, names the paths of one batch, and has the rest. */
function lostOnly(told, reason) {
  assert.equal(told.state, "done", JSON.stringify(told.error));
  assert.equal(told.report.complete, false);
  const lost = told.report.skipped.filter((skipped) => reason.test(skipped.reason));
  assert.ok(lost.length > 0 && lost.length <= LIMITS.batch_entries, JSON.stringify(told.report.skipped.slice(0, 3)));
  assert.ok(lost.every((skipped) => skipped.path !== ""));
  assert.equal(told.report.outcomes.find((outcome) => outcome.rule === "archive/path-traversal").outcome, "findings");
}

/** A package and two lists beside it. */
function withLists() {
  const list = (name) => {
    const file = folder.path(name);
    writeFileSync(file, `host,component,version\nweb01.example,${name},1.0\n`);
    return file;
  };
  return [mixed, list("beside-0.csv"), list("beside-1.csv")];
}

test("files beside the package are in the report, and it is made again when they change", async () => {
  await onPool("", async (page) => {
    const first = await analysePool(page, withLists(), { workers: 2, limits: LIMITS });
    const names = (told) => told.report.inputs.map(({ name }) => name);
    assert.deepEqual(names(first), ["mixed.zip", "beside-0.csv", "beside-1.csv"]);
    await page.evaluate(() => globalThis.pool.judge([1]));
    const second = await end(page);
    assert.deepEqual(names(second), ["mixed.zip", "beside-1.csv"]);
    assert.equal(second.report.complete, true);
    await page.evaluate(() => globalThis.pool.judge([]));
    const bare = await end(page);
    assert.deepEqual(names(bare), ["mixed.zip"]);
    assert.equal(await savedJson(page), native(mixed, LIMITS));
  });
});

test("a file beside the package that traps the engine is left out, and named with the reason", async () => {
  await onPool("input-trap:0", async (page) => {
    const { state, report, error } = await analysePool(page, withLists(), { workers: 2, limits: LIMITS });
    assert.equal(state, "done", JSON.stringify(error));
    assert.equal(report.complete, true);
    const [, broken, other] = report.inputs;
    assert.equal(broken.role, "unknown");
    assert.match(broken.recognised.reason, /not read: the engine stopped/);
    assert.match(other.sha256, /^[0-9a-f]{64}$/);
  });
});

test("a trap while the report is made is told as an error", async () => {
  await onPool("report-trap:0", async (page) => {
    const told = await analysePool(page, mixed, { limits: LIMITS });
    assert.equal(told.state, "failed");
    assert.equal(told.error.kind, "engine-failed");
    assert.match(told.error.message, /the engine stopped/);
  });
});

test("cancel keeps what was found", async () => {
  await onPool("hang:3", async (page) => {
    await begin(page, mixed, { workers: 1, limits: LIMITS });
    await page.waitForFunction(() => globalThis.pool.told().findings.length > 0);
    await page.evaluate(() => globalThis.pool.cancel());
    const told = await end(page, 5_000);
    assert.equal(told.state, "done");
    assert.equal(told.report.complete, false);
    assert.ok([null, sha256(mixed)].includes(told.report.inputs[0].sha256), "of the whole file or not at all");
    assert.ok(told.report.skipped.some((skipped) => skipped.reason.startsWith("not reached")));
    assert.ok((await savedJson(page)).includes('"schema": "dropscope-report/1"'));
  });
});

test("cancel before the package is open ends too", async () => {
  await onPool("", async (page) => {
    await begin(page, mixed, { limits: LIMITS });
    await page.evaluate(() => globalThis.pool.cancel());
    const told = await end(page, 5_000);
    assert.equal(told.state, "done");
  });
});

test("after dispose nothing is told and no worker is left", async () => {
  await onPool("", async (page) => {
    await begin(page, mixed, { limits: LIMITS });
    await page.evaluate(() => globalThis.pool.dispose());
    const calls = await page.evaluate(() => globalThis.pool.told().calls.length);
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => globalThis.pool.told().calls.length), calls);
    assert.deepEqual(page.workers(), []);
    await assert.rejects(savedJson(page), /closed/);
  });
});

test("a file that changes while it is read gives a report of what was read before", async () => {
  const file = mixedPackage(folder.path("changing.zip"));
  await onPool("slow:4", async (page) => {
    await begin(page, file, { workers: 1, limits: LIMITS });
    await page.waitForFunction(() => globalThis.pool.told().progress?.entriesDone >= 60);
    truncateSync(file, 1_000_000);
    const told = await end(page, 20_000);
    assert.equal(told.state, "done", JSON.stringify(told.error));
    assert.equal(told.report.complete, false);
    assert.ok(told.report.skipped.some((skipped) => /changed or removed while it was read/.test(skipped.reason)));
  });
});

test("a file that changed or went away before it is opened is told as unreadable", async () => {
  const change = { grown: (file) => appendFileSync(file, "more"), rewritten: (file) => writeFileSync(file, "new"), removed: rmSync };
  await onPool("", async (page) => {
    for (const [name, act] of Object.entries(change)) {
      const file = mixedPackage(folder.path(`${name}.zip`));
      await page.locator("input").setInputFiles(file);
      // Chromium notes size and time of the file when it is first asked for them.
      await page.evaluate(() => document.querySelector("input").files[0].size);
      act(file);
      await page.evaluate((now) => globalThis.pool.start({ now }), NOW);
      const told = await end(page, 20_000);
      assert.equal(told.state, "failed", name);
      assert.equal(told.error.kind, "unreadable", name);
      assert.match(told.error.reason, /NotReadableError|NotFoundError/, name);
    }
  });
});

test("rules explain themselves without a package", async () => {
  await onPool("", async (page) => {
    const text = await page.evaluate(() => globalThis.pool.document("archive/path-traversal"));
    assert.match(text, /What it finds/);
    await assert.rejects(page.evaluate(() => globalThis.pool.document("no/such")), /no rule is called/);
  });
});
