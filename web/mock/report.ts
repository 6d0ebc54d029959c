// Reports for the harness: the story of the sample, made up by hand so that every part of the page has something to show.
import { BEHAVIOUR, NO_BEHAVIOUR, planned, ROLLBACK, TIMELINE } from "./behaviour.ts";
import { makeComparison } from "./comparison.ts";
import { MATRIX, NO_MATRIX } from "./config.ts";
import { BESIDE, NEEDS, UPGRADES } from "./needs.ts";
import type { FileFact, Finding, Location, Plan, PlannedWindow, PlanStep, Report, Severity, VerdictState } from "../src/shared/report.ts";

type Draft = Pick<Finding, "rule" | "severity" | "subject" | "message"> & Partial<Finding>;

const line = (path: string, start: number, excerpt: string): Location => ({ kind: "lines", path, start, end: start, excerpt });
const step = (action: string, text: string) => ({ action, text });

const STORY: Draft[] = [
  {
    rule: "archive/checksum-failure",
    severity: "blocker",
    subject: "payload/dten-hybrid-core.so",
    message: "The contents do not have the CRC-32 that the directory states: 0x1f3ac9d0 instead of 0x88b1e402. The file was damaged or replaced after packing.",
    primary: { kind: "bytes", path: "payload/dten-hybrid-core.so", offset: 118_204, length: 2_310_144 },
    related: [{ label: "What the manifest says about it", location: line("manifest.json", 41, '"payload/dten-hybrid-core.so": "sha256:9b1c…"') }],
    steps: [step("ask-vendor", "Ask the vendor for the SHA-256 of the genuine package and compare."), step("replace", "Download the package again.")],
  },
  {
    rule: "dependency/unbounded-version",
    severity: "high",
    subject: "libavbridge >=2.1",
    message: "Any version from 2.1 on is accepted, so two installations of the same package can run different code.",
    primary: line("manifest.json", 18, '"libavbridge": ">=2.1",'),
    related: [
      { label: "Also asked for by the nested package", location: { kind: "pointer", path: "payload/plugin.zip!/package.json", pointer: "/dependencies/libavbridge" } },
      { label: "Installed at three sites, by the inventory", location: { kind: "context", role: "inventory", name: "inventory.csv", pointer: "row 12" } },
    ],
    steps: [step("ask-vendor", "Ask the vendor which versions of libavbridge were tested with this release."), step("edit", "Pin libavbridge to the tested version in your own mirror.")],
  },
  ...["nginx", "postgresql", "python3"].map(
    (name, at): Draft => ({
      rule: "dependency/unbounded-version",
      severity: "high",
      subject: name,
      message: `Any version of \`${name}\` will do (\`*\`): a version that nobody has tested with this package counts as good.`,
      primary: line("manifest.json", 20 + at, `"${name}": "*",`),
      steps: [step("ask-vendor", `Ask the vendor which versions of \`${name}\` were tested with this release.`)],
    }),
  ),
  {
    rule: "manifest/reboot-contradiction",
    severity: "high",
    phase: "during",
    subject: "reboot",
    message: "The manifest only recommends a reboot, but a script of the package restarts the machine without asking.",
    primary: line("manifest.json", 9, '"reboot": "recommended",'),
    related: [{ label: "The script reboots", location: line("scripts/50-activate.sh", 88, "shutdown -r +1 'dten upgrade'") }],
    steps: [step("schedule", "Plan a reboot of every node inside the maintenance window."), step("edit", "Take the shutdown line out of scripts/50-activate.sh if you reboot yourself.")],
  },
  {
    rule: "archive/deceptive-name",
    severity: "high",
    subject: "docs/readme\u202Etxt.exe",
    message: "The name contains a character that turns the direction of the text, so that a program looks like a text file.",
    primary: { kind: "entry", path: "docs/readme\u202Etxt.exe" },
    steps: [step("verify", "Do not open the file. Ask the vendor what it is for.")],
  },
  {
    rule: "config/removed-key",
    severity: "high",
    subject: "dten.legacy.mode",
    message: "Your `dten.yaml` sets `dten.legacy.mode`, which DTEN Manager no longer takes since 5.0. It is ignored.",
    primary: { kind: "context", role: "config", name: "dten.yaml", pointer: "dten.legacy.mode", line: 12, excerpt: "legacy: { mode: true }" },
    related: [{ label: "The package says so", location: line("README.md", 40, "dten.legacy.mode is gone") }],
    steps: [step("edit", "Take `dten.legacy.mode` out of dten.yaml and set `dten.hybrid.enable`.")],
  },
  {
    rule: "manifest/vague-requirement",
    severity: "medium",
    subject: "reboot “recommended”",
    message: "A requirement is worded as advice. Whether the new version works without a reboot cannot be told from it.",
    primary: line("manifest.json", 9, '"reboot": "recommended",'),
    steps: [step("ask-vendor", "Ask whether the upgrade is complete without a reboot.")],
  },
  {
    rule: "manifest/privilege-assumption",
    severity: "medium",
    confidence: "medium",
    subject: "scripts/20-units.sh",
    message: "The script calls sudo 14 times; no manifest says that it needs root.",
    primary: line("scripts/20-units.sh", 12, "sudo systemctl restart dten-bridge.service"),
    related: Array.from({ length: 13 }, (_, at) => ({ label: "Calls sudo", location: line("scripts/20-units.sh", 14 + 3 * at, `sudo install -m 0644 units/dten-${at}.service /etc/systemd/system/`) })),
    steps: [step("verify", "Run the scripts with an account that may use sudo without a password, or as root.")],
  },
  {
    rule: "manifest/understated-downtime",
    severity: "medium",
    phase: "before",
    subject: "“5 minutes of downtime”",
    message: "The README promises five minutes; the scripts wait for 11 minutes in all and migrate a table in between.",
    primary: line("README.md", 23, "Expect about five minutes of downtime."),
    related: [{ label: "Waits", location: line("scripts/30-migrate.sh", 51, "sleep 600") }],
    steps: [step("schedule", "Ask for a window of at least 30 minutes.")],
  },
  {
    rule: "dependency/loose-version",
    severity: "medium",
    subject: "openssl ^3",
    message: "A whole major version is left open.",
    primary: line("manifest.json", 19, '"openssl": "^3",'),
    steps: [step("ask-vendor", "Ask the vendor which versions of openssl were tested with this release.")],
    accepted: { reason: "Our base image pins openssl 3.0.15", author: "platform team", until: "2027-03-31" },
  },
  {
    rule: "archive/future-timestamp",
    severity: "low",
    confidence: "medium",
    phase: "after",
    subject: "scripts/50-activate.sh",
    message: "The entry is dated 2031-01-04, later than now.",
    primary: { kind: "entry", path: "scripts/50-activate.sh" },
  },
  {
    rule: "manifest/unlisted-file",
    severity: "low",
    phase: "rollback",
    subject: "scripts/.cred.tmp",
    message: "The manifest lists the files of the package; this one is not among them.",
    primary: { kind: "entry", path: "scripts/.cred.tmp" },
    steps: [step("verify", "Look into the file before you run anything beside it.")],
  },
  {
    rule: "archive/trailing-data",
    severity: "info",
    subject: "The package",
    message: "512 zero bytes follow the end record.",
    primary: { kind: "package" },
  },
];

const MANY = (["high", "medium", "low", "info"] as const).flatMap((severity, at) =>
  Array.from({ length: 5000 }, (_, index): Draft => ({
    rule: ["dependency/unbounded-version", "dependency/loose-version", "manifest/unlisted-file", "archive/trailing-data"][at] ?? "",
    severity,
    subject: `module-${index}`,
    message: `Finding ${index} of ${severity} severity in a very large package.`,
    primary: line(`packages/module-${index}/package.json`, 1 + (index % 90), `"module-${index}": "*",`),
    steps: [step("ask-vendor", `Ask about module-${index % 40}.`)],
  })),
);

function finish(draft: Draft, index: number): Finding {
  return {
    confidence: "high",
    phase: "before",
    primary: { kind: "package" },
    related: [],
    steps: [],
    fingerprint: (0x5eed_0000_0000 + index * 7919).toString(16).padStart(16, "0"),
    status: "new",
    ...draft,
  };
}

const SCENES: Record<string, { state: VerdictState; keep(draft: Draft): boolean; complete?: boolean; from?: Draft[] }> = {
  story: { state: "not-advised", keep: () => true },
  care: { state: "with-care", keep: (draft) => draft.severity === "medium" || draft.severity === "low" },
  clean: { state: "no-objections", keep: () => false },
  cannot: { state: "cannot-say", keep: (draft) => draft.severity === "low", complete: false },
  many: { state: "not-advised", keep: () => true, from: MANY },
};

const UNCHECKED = [
  ["dependency/unmet-by-inventory", "no inventory was given"],
  ["dependency/downgrade", "no inventory was given"],
  ["config/removed-key", "no configuration of yours was given"],
  ["certificate/rotated-issuer", "no baseline was given"],
] as const;
const CLEAN = ["archive/path-traversal", "archive/absolute-path", "archive/symlink-escape", "archive/compression-bomb", "manifest/missing-manifest", "manifest/install-hook"];

/** What is put beside the package. */
export interface MockWith {
  beside: number;
  /** Name of the older package; null for none. */
  baseline: string | null;
  window: PlannedWindow | null;
}

export function makeReport(name: string, size: number, scene: string, files: FileFact[], { beside, baseline, window }: MockWith): Report {
  const { state, keep, complete = true, from = STORY } = SCENES[scene] ?? SCENES["story"]!;
  const finished = from.filter(keep).map(finish);
  const findings = baseline === null ? finished : finished.map((finding, at) => ({ ...finding, status: (["unchanged", "new", "changed"] as const)[at % 3] ?? "new" }));
  const worst: Severity[] = state === "not-advised" ? ["blocker", "high"] : state === "with-care" ? ["medium"] : [];
  const reasons = findings.filter((finding) => worst.includes(finding.severity)).map(({ fingerprint }) => fingerprint);
  const fired = [...new Set(findings.map(({ rule }) => rule))];
  return {
    schema: "dropscope-report/1",
    tool: { name: "dropscope", version: "0.1.0" },
    options: { now: "2026-11-23T17:00:00Z", window, limits: { entries: 1_000_000, ratio: 1000, nested_depth: 5, text_bytes: 16_777_216 } as Report["options"]["limits"] },
    inputs: [{ role: "package", name, size, sha256: complete ? "9f2b6d0c1e7a4b3f8d5c2a1908e7f6d5c4b3a29180f7e6d5c4b3a2918f7e6d5c" : null }, ...(baseline === null ? [] : [{ role: "baseline" as const, name: baseline, size: 301_000_000, sha256: "00" }]), ...Array.from({ length: beside }, (_, at) => BESIDE[at % BESIDE.length]!)],
    complete,
    verdict: { state, reasons },
    findings,
    outcomes: [
      ...fired.map((rule) => ({ rule, outcome: "findings" as const, count: findings.filter((finding) => finding.rule === rule).length })),
      ...CLEAN.map((rule) => ({ rule, outcome: "clean" as const })),
      { rule: "dependency/lockfile-mismatch", outcome: "not-applicable" as const, why: "the package has no lockfile" },
      ...UNCHECKED.map(([rule, why]) => ({ rule, outcome: "not-checked" as const, why })),
    ],
    skipped: [
      { path: "payload/firmware.7z", reason: "7-Zip archives are not opened: its contents were not checked" },
      ...(complete ? [] : [{ path: "payload/blob.bin", reason: "not reached: the analysis was ended before" }]),
    ],
    facts: { ...facts(size, files), ...(scene === "clean" ? NO_BEHAVIOUR : BEHAVIOUR) },
    needs: scene === "clean" ? [] : NEEDS,
    upgrades: scene === "clean" ? [] : UPGRADES,
    matrix: scene === "clean" ? NO_MATRIX : MATRIX,
    ...(baseline === null ? {} : { comparison: makeComparison(baseline, findings.at(-1)) }),
    timeline: scene === "clean" ? [] : TIMELINE,
    rollback: scene === "clean" ? { items: [], captures: [], scripts: [], undone_by_snapshot: 0 } : ROLLBACK,
    plan: scene === "clean" ? plan(findings) : planned(plan(findings), window),
  };
}

function plan(findings: Finding[]): Plan {
  const made: Plan = { before: [], during: [], verify: [], rollback: [], window: null, gates: [], messages: [] };
  const known = new Map<string, PlanStep>();
  for (const finding of findings) {
    const steps = made[finding.phase === "after" ? "verify" : finding.phase];
    for (const { text } of finding.steps) {
      const before = known.get(text);
      if (before === undefined) {
        const fresh = { id: `${finding.fingerprint}-${known.size}`, text, command: "", expected: "", abort_if: "", minutes: null, evidence: [], findings: [finding.fingerprint] };
        known.set(text, fresh);
        steps.push(fresh);
      } else {
        before.findings.push(finding.fingerprint);
      }
    }
  }
  return made;
}

function facts(size: number, files: FileFact[]): Omit<Report["facts"], keyof typeof BEHAVIOUR> {
  const site = (path: string, at: number, excerpt = "") => ({ path, line: at, excerpt });
  const from = (version: string) => ({ version, inclusive: true });
  const below = (version: string) => ({ version, inclusive: false });
  const dependency = (name: string, requirement: string, lower: string | null, upper: string | null, at: number) => ({
    name,
    requirement,
    range: { dialect: "semver", intervals: [{ lower: lower === null ? null : from(lower), upper: upper === null ? null : below(upper) }] },
    ecosystem: "generic", purl: `pkg:generic/${name}`,
    scope: "runtime" as const,
    source: null,
    site: site("manifest.json", at),
  });
  return {
    archives: [
      { path: "", format: "zip", size_bytes: size, entries: files.length, unpacked_bytes: 3 * size, zip64: false },
      { path: "payload/plugin.zip", format: "zip", size_bytes: 18_200, entries: 6, unpacked_bytes: 42_000, zip64: false },
    ],
    observations: [],
    files,
    manifests: [
      { path: "manifest.json", format: "vendor JSON", ecosystem: "generic", state: { state: "read" }, kind: "manifest", describes_package: true, name: { value: "dten-full-upgrade", site: site("manifest.json", 2) }, version: { value: "5.1.0", site: site("manifest.json", 3) }, duplicate_keys: [], lists_files: true, is_application: false },
      { path: "payload/plugin.zip!/package.json", format: "package.json", ecosystem: "npm", state: { state: "unreadable", line: 14, column: 3, reason: "expected a comma" }, kind: "manifest", describes_package: false, name: { value: "dten-plugin", site: site("package.json", 2) }, version: null, duplicate_keys: [], lists_files: false, is_application: false },
    ],
    packages: [
      { name: "dten-full-upgrade", version: "5.1.0", ecosystem: "generic", purl: "pkg:generic/dten-full-upgrade@5.1.0", origin: "manifest", scope: "runtime", site: site("manifest.json", 2) },
      { name: "dten-plugin", version: "1.4.2", ecosystem: "npm", purl: "pkg:npm/dten-plugin@1.4.2", origin: "manifest", scope: "runtime", site: site("payload/plugin.zip!/package.json", 2) },
    ],
    dependencies: [
      dependency("libavbridge", ">=2.1", "2.1", null, 18),
      dependency("openssl", "^3", "3", "4", 19),
      dependency("postgresql", "*", null, null, 20),
      { ...dependency("avtools", "", null, null, 21), range: null, source: { kind: "git", url: "git+https://git.example/avtools#main", pinned: false } },
    ],
    requirements: [
      { kind: "reboot", stance: "advice", text: '"reboot": "recommended"', minutes: null, site: site("manifest.json", 9) },
      { kind: "downtime", stance: "statement", text: "Expect about five minutes of downtime.", minutes: 5, site: site("README.md", 23) },
    ],
    declared_files: [],
    install_hooks: [{ hook: "npm postinstall", command: "node setup.js --register", site: site("payload/plugin.zip!/package.json", 11) }],
    script_commands: [],
    are_config_keys_cut: false,
    config_keys: [
      { key: "dten.hybrid.enable", value: "false", format: "yaml", path: "etc/dten.yaml.sample", line: 9, is_sample: true },
      { key: "DTEN_HYBRID_ENABLE", value: "false", format: "env", path: "etc/dten.env", line: 3 },
      { key: "bridge.token", value: "•••", format: "properties", path: "etc/bridge.properties", line: 7, is_commented: true },
    ],
    kubernetes_objects: [{ api_version: "extensions/v1beta1", kind: "Deployment", name: "bridge", site: site("deploy/bridge.yaml", 1) }],
    deprecations: [{ subject: "dten.hybrid.fallback", by: "spring-metadata", is_removed: false, replacement: "dten.hybrid.mode", since: "5.0", reason: "", site: site("META-INF/spring-configuration-metadata.json", 30) }],
    skipped: [],
  };
}

const NAMES = ["manifest.json", "README.md", "scripts/10-stop.sh", "scripts/20-units.sh", "scripts/30-migrate.sh", "scripts/50-activate.sh", "scripts/.cred.tmp", "payload/dten-hybrid-core.so", "payload/firmware.7z", "payload/plugin.zip", "docs/readme\u202Etxt.exe"];

export function makeFiles(count: number): FileFact[] {
  return Array.from({ length: count }, (_, index) => ({
    path: NAMES[index] ?? `payload/assets/${String(index % 37).padStart(2, "0")}/asset-${index}.bin`,
    file_type: "file" as const,
    size_bytes: (index * 7919 * 31) % 4_000_000,
    compressed_bytes: (index * 7919) % 1_000_000,
    method: "deflate",
    modified: 1_700_000_000 + index * 4321,
    content: (["text", "binary", "elf", "png", "zip"] as const)[index % 5] ?? "binary",
    purpose: "live" as const,
    read: index === 8 ? ("not-read" as const) : ("whole" as const),
  }));
}
