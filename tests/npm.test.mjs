// The npm package of the core, as `cargo xtask npm` leaves it in dist/npm: it is whole, loads in Node and analyses a package.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ZipWriter } from "./browser/lib/zip.mjs";

const folder = new URL("../dist/npm/", import.meta.url);
const about = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
const json = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
let core;

before(async () => {
  core = await import(new URL(about.main, folder));
  const module = about.files.find((name) => name.endsWith(".wasm"));
  core.initSync({ module: readFileSync(new URL(module, folder)) });
});

test("the package has its name, its types and every file that it lists", () => {
  assert.equal(about.name, "dropscope-core");
  assert.equal(about.type, "module");
  assert.equal(about.version, core.engine_version());
  for (const name of [...about.files, about.types, "README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    assert.ok(readFileSync(new URL(name, folder)).length > 0, fileURLToPath(new URL(name, folder)));
  }
});

test("the rules are listed and explain themselves", () => {
  const rules = json(core.rules());
  assert.ok(rules.some((rule) => rule.id === "archive/path-traversal" && rule.severity === "high"));
  for (const { id } of rules) assert.match(core.rule_document(id), /What it finds/, id);
  assert.equal(core.rule_document("no/such"), undefined);
});

test("a package is analysed", () => {
  const chunks = [];
  const zip = new ZipWriter((chunk) => chunks.push(chunk));
  zip.add("../escape.sh", Buffer.from("#!/bin/sh\n"));
  zip.finish();
  const bytes = Buffer.concat(chunks);
  const readAt = (offset, length) => bytes.subarray(offset, offset + length);

  const options = new TextEncoder().encode(JSON.stringify({ now: "2026-11-23T17:00:00Z" }));
  const session = new core.Session("small.zip", bytes.length, readAt, options);
  for (const batch of json(session.batches())) {
    session.begin(batch.index);
    session.push(readAt(batch.offset, batch.length));
    session.add(batch.index, session.finish());
  }
  const digest = new core.InputDigest();
  digest.update(bytes);
  session.report(digest.finish());

  const report = json(session.report_json());
  assert.equal(report.complete, true);
  assert.equal(report.inputs[0].sha256, createHash("sha256").update(bytes).digest("hex"));
  assert.deepEqual(report.findings.filter((finding) => finding.severity === "high").map((finding) => finding.rule), [
    "archive/path-traversal",
  ]);
});

test("what is no package is refused as JSON", () => {
  const options = new TextEncoder().encode("{}");
  assert.throws(
    () => new core.Session("no.zip", 4, (offset, length) => Buffer.from("text").subarray(offset, offset + length), options),
    (thrown) => typeof JSON.parse(thrown).message === "string",
  );
});
