// The made-up matrix of keys, its patches, and what a search finds in them.
import type { ConfigMatrix, KeyPlace, MatrixRow } from "../src/shared/report.ts";

const DIFF = `--- a/dten.yaml
+++ b/dten.yaml
@@ -9,8 +9,9 @@
   # Hybrid mode: see https://docs.example/hybrid
   endpoint: https://bridge.dten.example
   hybrid:
-    mode: legacy
+    enable: true
     # 3 seats at headquarters
     seats: 3
 bridge:
-  legacy_tls: yes
+\ttls: "1.2"
`;

const place = (origin: KeyPlace["origin"], path: string, line: number, key: string, value: string, more: Partial<KeyPlace> = {}): KeyPlace => ({
  origin, key, value, is_commented: false, is_sample: false, is_probable: false, site: { path, line, excerpt: `${key} = ${value}` }, ...more,
});

const row = (key: string, more: Partial<MatrixRow>): MatrixRow => ({
  product: "DTEN Manager", key, change: "removed", version: "5.0", replacement: [], old_default: null, new_default: null, requirement: "",
  effect: null, note: "", source: "DTEN Manager 5.0 release notes (dten.pack.toml, 2026-10-02)", state: "fine", places: [], belongs: null, ...more,
});

const ROWS: MatrixRow[] = [
  row("dten.legacy.mode", {
    replacement: ["dten.hybrid.enable"], effect: "ignored", state: "act",
    note: "The bridge falls back to local mode without a word when the old key is set.",
    places: [place("config", "dten.yaml", 12, "dten.legacy.mode", "true"), place("package", "etc/dten.yaml.sample", 8, "dten.legacy.mode", "false", { is_sample: true }), place("baseline", "etc/dten.yaml", 8, "dten.legacy.mode", "true")],
  }),
  row("dten.hybrid.enable", {
    change: "required-new", requirement: "must be `true`", effect: "behaviour", state: "act", belongs: { path: "dten.yaml", line: 17, excerpt: "dten.poll.interval = 30s" },
    places: [place("package", "etc/dten.env", 3, "DTEN_HYBRID_ENABLE", "false", { is_probable: true }), place("config", "dten.yaml", 14, "dten.hybrid.enable", "false", { is_commented: true })],
  }),
  row("bridge.legacy_tls", {
    change: "renamed", replacement: ["bridge.tls"], effect: "startup-error", state: "act", places: [place("config", "dten.yaml", 20, "bridge.legacy_tls", "yes")],
  }),
  row("bridge.pool_size", {
    change: "default-changed", old_default: "8", new_default: "32", effect: "behaviour", state: "package", places: [place("package", "etc/bridge.properties", 4, "bridge.pool.size", "8")],
  }),
  row("extensions/v1beta1#Deployment", {
    product: "Kubernetes", replacement: ["apps/v1#Deployment"], version: "1.16", effect: "startup-error", state: "package", source: "Kubernetes deprecated API migration guide (2026-08-01)",
    places: [place("package", "deploy/bridge.yaml", 1, "extensions/v1beta1#Deployment", "bridge")],
  }),
  row("dten.audit.path", { change: "deprecated", replacement: ["dten.audit.target"], state: "unknown" }),
  row("dten.cache.legacy", { state: "elsewhere", places: [place("package", "etc/dten.yaml.sample", 30, "dten.cache.legacy", "on", { is_commented: true, is_sample: true })] }),
  ...Array.from({ length: 130 }, (_, at) => row(`dten.module${at}.enabled`, { change: "added", state: "fine", places: [place("package", "etc/modules.yaml", at + 1, `dten.module${at}.enabled`, "true")] })),
];

export const MATRIX: ConfigMatrix = {
  products: [
    { name: "DTEN Manager", recognised_by: "the package's manifest.json names `dten-full-upgrade`", from: ["4.1.5", "4.8"], from_source: "inventory.csv, 4 of 41 hosts", to: "5.1.0", to_source: "manifest.json", known: 164, in_window: 137, source: "dten.pack.toml, 2026-10-02" },
    { name: "Kubernetes", recognised_by: "deploy/bridge.yaml holds objects of Kubernetes", from: [], from_source: "", to: null, to_source: "", known: 112, in_window: 112, source: "built-in knowledge, 2026-08-01" },
  ],
  rows: ROWS,
  uncovered: [
    { origin: "config", path: "haproxy.cfg", format: "directives", keys: 41 },
    { origin: "package", path: "payload/firmware/e\u202Etxt.ini", format: "ini", keys: 12 },
    ...Array.from({ length: 14 }, (_, at) => ({ origin: "package" as const, path: `payload/plugins/plugin-${at}/settings.json`, format: "json" as const, keys: 3 + at })),
  ],
  patches: [
    { name: "dten.yaml", diff: DIFF, changes: 2, by_hand: ["Line 20: `bridge.secret` is a secret; set its new name `bridge.token` yourself."] },
    { name: "dten.env", diff: "", changes: 0, by_hand: ["The file sets `DTEN_LEGACY_MODE` twice (lines 3 and 9): remove both."] },
  ],
};

export const NO_MATRIX: ConfigMatrix = { products: [], rows: [], uncovered: MATRIX.uncovered.slice(0, 1), patches: [] };
