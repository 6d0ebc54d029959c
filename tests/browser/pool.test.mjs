// The worker pool on its own page, in Chromium: the same bytes from any number of workers, and an end whatever breaks.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { mixedPackage, noise, scratch, sha256, zipFile } from "./lib/make.mjs";
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

/** The package before {@link mixedPackage}: less of it. */
function olderPackage(name = "older.zip") {
  return zipFile(folder.path(name), (zip) => {
    zip.add("package.json", Buffer.from('{"name":"mixed","version":"0.9.0","dependencies":{"left":"*"}}'));
    for (let index = 0; index < 60; index += 1) zip.add(`files/${String(index).padStart(3, "0")}.bin`, noise(1_000, index + 1));
  });
}

/** Waits until the package to compare with is in the report, or cannot be. */
async function compared(page, state = "done") {
  await page.waitForFunction(
    (wanted) => {
      const told = globalThis.pool.told();
      return document.documentElement.dataset.state === "failed" || (document.documentElement.dataset.state === "done" && told.comparing?.state === wanted);
    },
    state,
    { timeout: 60_000, polling: 20 },
  );
  return page.evaluate(() => globalThis.pool.told());
}

/** The one that holds the report. A browser takes two seconds to end a worker that is busy. */
async function onlyOneWorker(page) {
  for (let turn = 0; turn < 50 && page.workers().length > 1; turn += 1) await page.waitForTimeout(100);
  assert.equal(page.workers().length, 1);
}

const baselineOf = (told) => told.report.inputs.filter(({ role }) => role === "baseline").map(({ name, sha256 }) => [name, sha256]);

test("the first report does not wait for the package to compare with, and the second has it", async () => {
  const older = olderPackage();
  await onPool("", async (page) => {
    await begin(page, [mixed, older], { workers: 2, limits: LIMITS, isCompared: true });
    const told = await compared(page);
    assert.equal(told.state, "done", JSON.stringify(told.error));
    assert.deepEqual(told.calls.filter((name) => name === "done").length, 2);
    assert.ok(told.calls.indexOf("done") < told.calls.indexOf("comparing"), told.calls.join(" "));
    assert.deepEqual(baselineOf(told), [["older.zip", sha256(older)]]);
    await onlyOneWorker(page);
    assert.deepEqual(JSON.parse(await savedJson(page)).comparison, told.report.comparison);
    assert.ok(told.report.comparison);
    await page.evaluate(() => globalThis.pool.compare(null));
    await end(page);
    assert.equal(await savedJson(page), native(mixed, LIMITS));
  });
});

test("files beside the package change while another is read to compare with", async () => {
  const older = olderPackage();
  await onPool("", async (page) => {
    await begin(page, [...withLists(), older], { workers: 2, limits: LIMITS });
    await end(page);
    await page.evaluate(() => {
      globalThis.pool.compare(3);
      globalThis.pool.judge([1]);
    });
    const told = await compared(page);
    assert.deepEqual(told.report.inputs.map(({ name }) => name), ["mixed.zip", "older.zip", "beside-1.csv"]);
    // What is compared with stays when the files beside the package are forgotten.
    await page.evaluate(() => globalThis.pool.judge([0]));
    const again = await end(page);
    assert.deepEqual(again.report.inputs.map(({ name }) => name), ["mixed.zip", "older.zip", "beside-0.csv"]);
  });
});

test("a package to compare with that is none is told, and the report stands without it", async () => {
  const broken = folder.path("broken.zip");
  writeFileSync(broken, "<!doctype html><html>");
  await onPool("", async (page) => {
    await begin(page, [mixed, broken], { workers: 2, limits: LIMITS, isCompared: true });
    const told = await compared(page, "failed");
    assert.equal(told.state, "done");
    assert.equal(told.comparing.error.kind, "not-an-archive");
    assert.deepEqual(baselineOf(told), []);
    assert.equal(await savedJson(page), native(mixed, LIMITS));
  });
});

test("a package to compare with that is taken away while it is read is forgotten", async () => {
  const older = mixedPackage(folder.path("mixed-older.zip"));
  await onPool("slow:3", async (page) => {
    await begin(page, [olderPackage(), older], { workers: 1, limits: LIMITS, isCompared: true });
    await page.waitForFunction(() => globalThis.pool.told().comparing?.progress?.entriesDone > 0);
    await page.evaluate(() => globalThis.pool.compare(null));
    await page.waitForFunction(() => globalThis.pool.told().comparing === null);
    await page.waitForTimeout(1_500);
    const told = await page.evaluate(() => globalThis.pool.told());
    assert.deepEqual([told.comparing, baselineOf(told)], [null, []]);
    await onlyOneWorker(page);
  });
});

for (const fault of ["baseline-trap:0", "compare-trap:0"]) {
  test(`a package to compare with that breaks the engine (${fault}) is left out, and the report is made without it`, async () => {
    const older = olderPackage();
    await onPool(fault, async (page) => {
      await begin(page, [mixed, older], { workers: 2, limits: LIMITS, isCompared: true });
      const told = await compared(page, "failed");
      assert.equal(told.state, "done", JSON.stringify(told.error));
      assert.match(told.comparing.error.message, /the engine stopped/);
      await page.waitForFunction(() => globalThis.pool.told().calls.at(-1) === "done");
      const last = await page.evaluate(() => globalThis.pool.told());
      assert.equal(last.report.complete, true);
      assert.deepEqual(baselineOf(last), []);
      assert.equal(await savedJson(page), native(mixed, LIMITS));
    });
  });
}

test("a reducing worker that takes the place of another gets the package to compare with again", async () => {
  const older = olderPackage();
  await onPool("input-trap:0", async (page) => {
    await begin(page, [...withLists(), older], { workers: 2, limits: LIMITS, isCompared: true });
    await page.evaluate(() => globalThis.pool.judge([1]));
    await compared(page);
    await page.evaluate(() => globalThis.pool.judge([0, 1]));
    const told = await end(page);
    assert.deepEqual(told.report.inputs.map(({ name }) => name), ["mixed.zip", "older.zip", "beside-0.csv", "beside-1.csv"]);
    assert.match(told.report.inputs[2].recognised.reason, /not read: the engine stopped/);
    assert.ok(told.report.comparison);
    assert.equal(told.report.complete, true);
  });
});

test("keys are looked for where the report is held", async () => {
  const package_ = zipFile(folder.path("keys.zip"), (zip) => zip.add("conf/app.yaml", Buffer.from("app:\n  hybrid:\n    enable: false\n")));
  await onPool("", async (page) => {
    await begin(page, package_);
    await end(page);
    const hits = await page.evaluate(() => globalThis.pool.keys({ text: "HYBRID", limit: 5 }));
    assert.deepEqual(hits.package.hits.map(({ key, site }) => [key, site.path, site.line]), [["app.hybrid.enable", "conf/app.yaml", 3]]);
    assert.equal(hits.config.total, 0);
    await assert.rejects(page.evaluate(() => globalThis.pool.keys({ words: "x" })), /unknown field/);
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
