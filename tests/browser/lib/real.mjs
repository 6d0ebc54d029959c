// Real packages by name and pinned version, from their registries by the ordinary clients, kept in target/real-packages.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./page.mjs";

const FOLDER = join(root, "target", "real-packages");
const REQUESTS = "2.32.3";
const COMPILER = "20240317.0.0";

/** Without an answer a registry is given up. */
const PATIENCE_MS = 120_000;

/** Why a package cannot be had here; a reason to skip, not to fail. */
export class Unavailable extends Error {}

/** A wheel of pure Python. */
export function wheel() {
  return kept(`requests-${REQUESTS}-py3-none-any.whl`, (folder) => {
    const options = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
    client(["python3", "python"], ["-m", "pip", ...options, "--dest", folder, `requests==${REQUESTS}`]);
  });
}

/** A package of npm that carries a jar of 13 MB with thousands of files. */
export function npmPackage() {
  return kept(`google-closure-compiler-java-${COMPILER}.tgz`, (folder) => {
    const options = ["pack", "--loglevel=error", "--ignore-scripts", "--pack-destination", folder];
    client(["npm", "npm.cmd"], [...options, `google-closure-compiler-java@${COMPILER}`]);
  });
}

/** The jar of that package, as one of its own. */
export function jar() {
  const carrier = npmPackage();
  return kept("compiler.jar", (folder) => {
    const { status, stdout, error } = spawnSync("tar", ["-xzOf", carrier, "package/compiler.jar"], { maxBuffer: 1 << 28 });
    if (error !== undefined) throw new Unavailable(`tar does not start here (${error.code})`);
    if (status !== 0) throw new Error(`${carrier} holds no package/compiler.jar`);
    writeFileSync(join(folder, "compiler.jar"), stdout);
  });
}

/** The file `name`; where it was not kept, `fetch(folder)` must leave it in that folder. Half a file is never kept. */
function kept(name, fetch) {
  const file = join(FOLDER, name);
  if (existsSync(file)) return file;
  const arriving = join(FOLDER, `arriving-${process.pid}`);
  mkdirSync(arriving, { recursive: true });
  try {
    fetch(arriving);
    if (!existsSync(join(arriving, name))) throw new Unavailable(`the client left no ${name}`);
    renameSync(join(arriving, name), file);
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
  return file;
}

/** Runs the first of `programs` that is here. Outside of the project: its .npmrc is about its own dependencies. */
function client(programs, arguments_) {
  for (const program of programs) {
    const options = { cwd: tmpdir(), encoding: "utf8", timeout: PATIENCE_MS };
    const { status, stderr, error } = spawnSync(program, arguments_, options);
    if (error?.code === "ENOENT") continue;
    if (error !== undefined) throw new Unavailable(`${program} did not end well (${error.code})`);
    if (status === 0) return;
    const reason = stderr.split("\n").filter((line) => /\berr/i.test(line)).at(0) ?? "no reason given";
    throw new Unavailable(`${program} ended with status ${status}: ${reason.trim()}`);
  }
  throw new Unavailable(`${programs[0]} is not here`);
}
