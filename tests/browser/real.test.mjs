// The sample and three real packages: the report that the page saves is the one of the native engine, byte for byte.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { basename } from "node:path";
import { sha256 } from "./lib/make.mjs";
import { samplePackage } from "./lib/package.mjs";
import { analyse, launch, open, root } from "./lib/page.mjs";
import { jar, npmPackage, Unavailable, wheel } from "./lib/real.mjs";

let browser;
const table = [];

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (table.length > 0) console.table(table);
});

/** The report that the page saves, by two workers. */
async function saved(file) {
  const { page, record, close } = await open(browser, { way: "file", hash: "workers=2" });
  try {
    const { state } = await analyse(page, file);
    assert.equal(state, "done");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-json")]);
    const bytes = readFileSync(await download.path());
    assert.deepEqual(record.errors, []);
    assert.deepEqual(record.violations, []);
    return bytes;
  } finally {
    await close();
  }
}

/** The same by the command line, at the same time of day. */
function native(file, now) {
  const arguments_ = ["run", "--quiet", "--bin", "dropscope", "--", "check", "--format", "json", "--now", now, file];
  const { stdout, stderr } = spawnSync("cargo", arguments_, { cwd: root, maxBuffer: 1 << 28 });
  assert.equal(stdout[0], "{".charCodeAt(0), stderr.toString());
  return stdout;
}

/** Analyses `file` in both ways and gives the one report. */
async function same(file) {
  const ofPage = await saved(file);
  const report = JSON.parse(ofPage);
  const ofEngine = native(file, report.options.now);
  const equal = ofPage.equals(ofEngine);
  const severities = ["high", "medium", "low", "info"];
  const counts = severities.map((severity) => report.findings.filter((finding) => finding.severity === severity).length);
  table.push({
    package: basename(file),
    bytes: report.inputs[0].size,
    entries: report.facts.files.length,
    "nested archives": report.facts.archives.length - 1,
    "high/medium/low/info": counts.join("/"),
    "bytes of report": ofPage.length,
    same: equal,
  });
  assert.ok(equal, difference(ofPage.toString(), ofEngine.toString()));
  assert.equal(report.complete, true);
  assert.equal(report.inputs[0].sha256, sha256(file));
  return report;
}

function difference(page, engine) {
  const [ofPage, ofEngine] = [page.split("\n"), engine.split("\n")];
  const at = ofPage.findIndex((line, index) => line !== ofEngine[index]);
  return `line ${at + 1}: the page says ${ofPage[at]}, the native engine ${ofEngine[at]}`;
}

/** Runs `act` on the package that `fetch` gives; without its client or its registry the test is skipped. */
function onReal(name, fetch, act) {
  test(name, async (t) => {
    let file;
    try {
      file = fetch();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return t.skip(`not compared: ${error.message}`);
    }
    await act(await same(file));
  });
}

test("the sample gives the same bytes", async () => {
  const report = await same(await samplePackage());
  // Not the stand-in of a build without a sample.
  const golden = JSON.parse(readFileSync(`${root}/tests/golden/sample.report.json`, "utf8"));
  assert.ok(existsSync(`${root}/dist/sample/${golden.inputs[0].name}`));
  assert.deepEqual(report.inputs[0], golden.inputs[0]);
  assert.ok(report.findings.length > 0);
});

onReal("a wheel gives the same bytes", wheel, (report) => {
  assert.ok(report.facts.packages.some((found) => found.purl.startsWith("pkg:pypi/requests@")));
});

onReal("a package of npm that carries a jar gives the same bytes", npmPackage, (report) => {
  assert.ok(report.facts.files.length > 5_000, "the files of the jar count too");
  assert.ok(report.facts.archives.some((archive) => archive.path.endsWith("compiler.jar")));
});

onReal("a jar gives the same bytes", jar, (report) => {
  assert.ok(report.facts.manifests.some((manifest) => manifest.path === "META-INF/MANIFEST.MF"));
});
