// What the `config` rules say about well-known packages whose configuration is clean and current: at medium or above that
// should be nothing. Every package is also judged with its own configuration given as the user's.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { root } from "../browser/lib/page.mjs";

const FOLDER = join(root, "target", "bench", "noise");
const PATIENCE_MS = 180_000;
const MOST_CONFIGS = 40;
const WORTH = ["medium", "high", "blocker"];

/** By client, because each names what it fetches in its own way. */
const PACKAGES = {
  debian: ["openssh-server", "nginx-common", "postgresql-common", "redis-server", "prometheus", "etcd-server", "haproxy", "apache2", "systemd"],
  pypi: ["apache-airflow-core", "celery"],
  npm: ["eslint"],
};
const CLIENTS = {
  debian: (name) => ["apt-get", ["download", name]],
  pypi: (name) => ["python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", name]],
  npm: (name) => ["npm", ["pack", "--loglevel=error", "--ignore-scripts", name]],
};

const rows = [];
for (const [registry, names] of Object.entries(PACKAGES)) {
  for (const name of names) {
    const file = fetched(registry, name);
    if (file === null) rows.push({ package: name, keys: "not to be had here" });
    else rows.push(judged(file));
  }
}
console.table(rows);
const told = rows.flatMap((row) => row.findings ?? []);
console.log(`  ${rows.filter((row) => row.told !== undefined).length} packages, ${told.length} config findings of medium or above`);
for (const finding of told) console.log(`    ${finding.severity} ${finding.rule}: ${finding.message}`);

/** The package, fetched once; null where its registry or client is not here. */
function fetched(registry, name) {
  const folder = join(FOLDER, registry, name);
  if (!existsSync(folder)) {
    const arriving = `${folder}.arriving`;
    mkdirSync(arriving, { recursive: true });
    const [client, words] = CLIENTS[registry](name);
    const { status } = spawnSync(client, words, { cwd: arriving, timeout: PATIENCE_MS, stdio: "ignore" });
    if (status === 0 && readdirSync(arriving).length > 0) renameSync(arriving, folder);
    else {
      rmSync(arriving, { recursive: true });
      return null;
    }
  }
  return join(folder, readdirSync(folder).find((entry) => statSync(join(folder, entry)).isFile()));
}

function judged(file) {
  const alone = report(file, []);
  const withOwn = report(file, configs(file));
  const findings = [...alone.findings, ...withOwn.findings].filter(({ rule, severity }) => rule.startsWith("config/") && WORTH.includes(severity));
  const row = {
    package: basename(file),
    keys: alone.facts.config_keys.length,
    own: withOwn.inputs.filter(({ role }) => role === "config").length,
    known: alone.matrix.products.reduce((sum, product) => sum + product.known, 0),
    told: findings.length,
  };
  // The findings are for the list below the table.
  return Object.defineProperty(row, "findings", { value: findings, enumerable: false });
}

/** What a Debian package puts into /etc and like places, unpacked. */
function configs(file) {
  if (!file.endsWith(".deb")) return [];
  const unpacked = `${file}.unpacked`;
  if (!existsSync(unpacked) && spawnSync("dpkg-deb", ["-x", file, unpacked]).status !== 0) return [];
  const entries = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  const isConfig = (path) => /^(etc|usr\/share\/openssh|lib\/systemd\/system)\//.test(relative(unpacked, path));
  return paths.filter(isConfig).sort().slice(0, MOST_CONFIGS);
}

function report(file, own) {
  const program = join(root, "target", "release", "dropscope");
  const given = own.flatMap((path) => ["--beside", path]);
  const words = ["check", file, "--quiet", "--format", "json", "--fail-on", "never", "--now", "2026-11-20T00:00:00Z"];
  const { stdout, stderr } = spawnSync(program, [...words, ...given], { maxBuffer: 1 << 29, encoding: "utf8" });
  if (!stdout.startsWith("{")) throw new Error(`${file}: ${stderr}`);
  return JSON.parse(stdout);
}
