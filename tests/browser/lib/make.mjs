// Packages for the tests of the pool, in a folder that goes away with the test.
import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZipWriter } from "./zip.mjs";

/** A folder for one test file; `remove()` when done. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "dropscope-pool-"));
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes a file and gives its path. */
export function written(path, bytes) {
  writeFileSync(path, bytes);
  return path;
}

/** Writes a ZIP that `fill(zip)` fills, without holding it in memory. */
export function zipFile(path, fill) {
  const file = openSync(path, "w");
  const zip = new ZipWriter((chunk) => writeSync(file, chunk));
  fill(zip);
  zip.finish();
  closeSync(file);
  return path;
}

/** Bytes that do not compress, the same in every run. */
export function noise(length, seed) {
  const bytes = Buffer.alloc(length);
  let state = (seed * 2654435761) >>> 0 || 1;
  for (let at = 0; at + 4 <= length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state, at);
  }
  return bytes;
}

/** 240 files of 80 KB, a manifest, a nested archive and a path that leaves the folder: 19 MB, enough for four workers. */
export function mixedPackage(path) {
  return zipFile(path, (zip) => {
    zip.add("package.json", Buffer.from('{"name":"mixed","version":"1.0.0","dependencies":{"left":"*"}}'));
    for (let index = 0; index < 240; index += 1) zip.add(`files/${String(index).padStart(3, "0")}.bin`, noise(80_000, index + 1));
    const inner = [];
    const nested = new ZipWriter((chunk) => inner.push(chunk));
    nested.add("inner/readme.txt", Buffer.from("nested\n"));
    nested.finish();
    zip.add("nested.zip", Buffer.concat(inner));
    zip.add("../escape.sh", Buffer.from("#!/bin/sh\n"));
  });
}

export const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
