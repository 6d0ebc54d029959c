// A package to drop: the bundled sample when this build made one, else a small ZIP of our own.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dist, root } from "./page.mjs";
import { ZipWriter } from "./zip.mjs";

export async function samplePackage() {
  const folder = join(dirname(dist), "sample");
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const sample = names.find((name) => name === "Full-upgrade-package-dten.zip");
  if (sample !== undefined) return join(folder, sample);
  const file = join(root, "target", "xtask", "small.zip");
  mkdirSync(dirname(file), { recursive: true });
  const chunks = [];
  const zip = new ZipWriter((chunk) => chunks.push(chunk));
  zip.add("manifest.json", Buffer.from('{"name":"small","version":"1.0.0","reboot":"recommended"}'));
  zip.add("scripts/install.sh", Buffer.from("#!/bin/sh\nsudo systemctl restart small\n"));
  zip.finish();
  writeFileSync(file, Buffer.concat(chunks));
  return file;
}
