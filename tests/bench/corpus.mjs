// The two large packages of `cargo xtask bench`, made once and kept in target/bench. The same lockfile gives the same bytes.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, statSync, writeSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../browser/lib/page.mjs";
import { ZipWriter } from "../browser/lib/zip.mjs";

const folder = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "bench");
const CORPUS_FILES = 20_000;
const CORPUS_BYTES = 250_000_000;

/** A ZIP of at least 250 MB unpacked in at least 20,000 files, out of the crates that crate/xtask/bindgen's lockfile pins. */
export function corpus() {
  return once("corpus.zip", (zip) => {
    const vendored = join(folder, "vendor");
    console.log("  ==> cargo vendor");
    const manifest = join(root, "crate/xtask/bindgen/Cargo.toml");
    const done = spawnSync("cargo", ["vendor", "--quiet", "--locked", "--versioned-dirs", "--manifest-path", manifest, vendored], { stdio: ["ignore", "ignore", "inherit"] });
    if (done.status !== 0) throw new Error("cargo vendor failed");
    const files = listing(vendored);
    let size = 0;
    // The crates are about half of it: round after round under a name of its own until both figures are reached.
    for (let round = 1; zip.entries < CORPUS_FILES || size < CORPUS_BYTES; round += 1) {
      for (const file of files) {
        const content = readFileSync(file);
        size += content.length;
        zip.add(`round-${round}/${relative(vendored, file).replaceAll("\\", "/")}`, content);
      }
    }
  });
}

/** A ZIP64 of more than 4 GiB: text at both ends, one stored entry that alone passes 4 GiB, several beside it. */
export function zip64() {
  return once("zip64.zip", (zip) => {
    const text = Buffer.from("The import runs at 03:00 and takes a few minutes.\n".repeat(20_000));
    const noise = pseudoRandom(1 << 20);
    for (let index = 0; index < 200; index += 1) zip.add(`first/notes-${index}.txt`, text);
    zip.addRepeated("images/disk.img", noise, 4100);
    for (let index = 0; index < 4; index += 1) zip.addRepeated(`images/layer-${index}.bin`, noise, 64);
    zip.add("last/manifest.json", Buffer.from('{"name":"large","version":"1.0.0"}'));
  });
}

function once(name, fill) {
  const file = join(folder, name);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    console.log(`  ==> making ${file}`);
    const handle = openSync(`${file}.part`, "w");
    const zip = new ZipWriter((chunk) => {
      for (let at = 0; at < chunk.length; ) at += writeSync(handle, chunk, at);
    });
    fill(zip);
    zip.finish();
    closeSync(handle);
    renameSync(`${file}.part`, file);
  }
  console.log(`  ${file}: ${(statSync(file).size / 1e6).toFixed(0)} MB`);
  return file;
}

function listing(top) {
  return readdirSync(top, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(top, entry.name);
      return entry.isDirectory() ? listing(path) : entry.isFile() ? [path] : [];
    });
}

/** Bytes that no method shrinks, the same on every machine (xorshift32). */
function pseudoRandom(length) {
  const words = new Uint32Array(length / 4);
  let state = 0x9e37_79b9;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return Buffer.from(words.buffer);
}
