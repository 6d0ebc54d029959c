// Anything at all may be dropped. Each of these ends, within its bound, in a report or in a clear error.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { noise, scratch, written, zipFile } from "./lib/make.mjs";
import { launch } from "./lib/page.mjs";
import { analysePool, openPool } from "./lib/pool.mjs";

let browser;
let pool;
let folder;

before(async () => {
  browser = await launch();
  pool = await openPool(browser);
  folder = scratch();
});

after(async () => {
  await browser?.close();
  folder?.remove();
});

const write = (name, bytes) => () => written(folder.path(name), bytes);
const zip = (name, fill) => () => zipFile(folder.path(name), fill);
const smallZip = (name) => zip(name, (writer) => writer.add("a.txt", noise(5_000, 1)));

/** What is refused: the error's kind, and data that the page's sentence is made of. */
const REFUSED = [
  ["an empty file", write("empty.zip", ""), { kind: "empty" }],
  ["one byte", write("one.zip", "P"), { kind: "not-an-archive", size_bytes: 1 }],
  ["a picture", write("p.zip", Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", "base64")), { kind: "not-an-archive", content: "png" }],
  ["a login page", write("l.zip", "<!doctype html>\n<html><body>Sign in</body></html>\n"), { kind: "not-an-archive", content: "html" }],
  ["text", write("t.zip", "nothing to see here\n".repeat(99)), { kind: "not-an-archive", content: "text" }],
  ["noise", write("n.zip", noise(300_000, 9)), { kind: "not-an-archive" }],
];

for (const [name, make, expected] of REFUSED) {
  test(`${name} is refused with its reason`, async () => {
    const told = await analysePool(pool.page, make(), {}, 10_000);
    assert.equal(told.state, "failed");
    for (const [field, value] of Object.entries(expected)) assert.equal(told.error[field], value, JSON.stringify(told.error));
    assert.ok(told.error.message.length > 10);
  });
}

test("a download that broke off is refused with its size", async () => {
  const file = smallZip("whole.zip")();
  const { readFileSync } = await import("node:fs");
  const half = written(folder.path("half.zip"), readFileSync(file).subarray(0, 2_500));
  const told = await analysePool(pool.page, half, {}, 10_000);
  assert.deepEqual([told.state, told.error?.kind, told.error?.size_bytes], ["failed", "truncated", 2_500]);
});

/** What is read: a check of the report. */
const READ = [
  ["a gzip tar", write("x.tar.gz", gzipSync(tar("etc/a.conf", "key = 1\n"))), 10_000, (told) => {
    assert.ok(told.report.facts.archives.length >= 1);
  }],
  ["100,000 entries", zip("many.zip", (writer) => {
    for (let index = 0; index < 100_000; index += 1) writer.add(`d/${index}`, Buffer.from("x"));
  }), 60_000, (told) => {
    assert.equal(told.overview.entries, 100_000);
    assert.equal(told.report.complete, true);
  }],
  ["a name of 64 KB", zip("name.zip", (writer) => writer.add("n".repeat(65_535), Buffer.from("x"))), 10_000, (told) => {
    assert.equal(told.report.complete, true);
  }],
  ["a bomb", zip("bomb.zip", (writer) => writer.add("bomb.bin", Buffer.alloc(600 << 20), { level: 9 })), 30_000, (told) => {
    assert.ok(told.report.facts.observations.some((seen) => seen.seen === "bomb"), JSON.stringify(told.report.facts.observations));
  }],
  ["an archive without entries", zip("none.zip", () => undefined), 10_000, (told) => {
    assert.equal(told.overview.entries, 0);
  }],
];

for (const [name, make, bound, check] of READ) {
  test(`${name} ends in a report`, async () => {
    const told = await analysePool(pool.page, make(), {}, bound);
    assert.equal(told.state, "done", JSON.stringify(told.error));
    check(told);
  });
}

test("none of it made the page complain", () => assert.deepEqual(pool.errors, []));

/** One file in the oldest tar format. */
function tar(name, text) {
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write("0000644\0", 100);
  head.write(`${text.length.toString(8).padStart(11, "0")}\0`, 124);
  head.write("00000000000\0", 136);
  head.write("        0", 148);
  head.write("ustar\x0000", 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const body = Buffer.alloc(512);
  body.write(text);
  return Buffer.concat([head, body, Buffer.alloc(1024)]);
}
