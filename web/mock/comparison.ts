// The made-up comparison with an older package; the name of that package says what it is to the new one.
import type { Change, Comparison, FileChange, Finding, Relation } from "../src/shared/report.ts";

const RELATIONS: readonly Relation[] = ["same-version", "newer", "other-product", "unknown"];
const site = (path: string, line: number) => ({ path, line, excerpt: "" });

const FILES: FileChange[] = [
  { change: "changed", path: "manifest.json", size_before: 2_104, size_after: 2_310 },
  { change: "removed", path: "etc/dten.yaml", size_before: 1_820, size_after: null },
  { change: "renamed", path: "scripts/50-activate.sh", path_before: "scripts/40-activate.sh", size_before: 3_100, size_after: 3_122 },
  ...Array.from({ length: 117 }, (_, at): FileChange => ({ change: "added", path: `payload/assets/new-${at}.bin`, size_before: null, size_after: 40_000 + at })),
];

const change = (kind: Change["change"], subject: string, before: string, after: string, line: number): Change => ({
  change: kind, subject, before, after,
  site_before: kind === "added" ? null : site("etc/dten.yaml", line),
  site_after: kind === "removed" ? null : site("etc/dten.yaml.sample", line),
});

export function makeComparison(name: string, absent: Finding | undefined): Comparison {
  const relation = RELATIONS.find((known) => name.includes(known)) ?? "predecessor";
  const doubtful = relation !== "predecessor";
  return {
    baseline: name,
    relation,
    reason: doubtful ? `The manifests name \`dten-full-upgrade\` and what stands in ${name}.` : "Both manifests name `dten-full-upgrade`; 4.8.2 is older than 5.1.0.",
    name_before: relation === "unknown" ? "" : "dten-full-upgrade",
    version_before: relation === "unknown" ? "" : "4.8.2",
    name_after: "dten-full-upgrade",
    version_after: "5.1.0",
    files: { added: 117, removed: 1, changed: 640, renamed: 1, unchanged: 12_402, list: FILES },
    sections: [
      { of: "manifests", total: 0, changes: [] },
      { of: "packages", total: 1, changes: [change("changed", "dten-full-upgrade", "4.8.2", "5.1.0", 2)] },
      { of: "dependencies", total: 2, changes: [change("added", "libavbridge", "", ">=2.1", 18), change("changed", "openssl", "^1.1", "^3", 19)] },
      { of: "config-keys", total: 812, changes: [change("removed", "dten.legacy.mode", "true", "", 8), change("changed", "bridge.pool.size", "8", "32", 4), change("added", "dten.hybrid.enable", "", "false", 9)] },
      { of: "requirements", total: 0, changes: [] },
      { of: "install-hooks", total: 1, changes: [change("added", "npm postinstall", "", "node setup.js --register", 11)] },
      { of: "kubernetes-objects", total: 0, changes: [] },
    ],
    findings_unchanged: 6,
    findings_changed: 2,
    findings_new: 5,
    absent: absent === undefined ? [] : [{ ...absent, status: "absent", subject: "scripts/20-units.sh", message: "The script called sudo twice; the file is gone." }],
  };
}
