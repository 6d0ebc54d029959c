// The needs of the made-up package, and the made-up files that they are compared with.
import type { Need, Report, UpgradePath } from "../src/shared/report.ts";

const site = (path: string, line: number, excerpt = "") => ({ path, line, excerpt });
const asked = (requirement: string, dialect: string, line: number) => ({ requirement, dialect, scope: "runtime" as const, site: site("manifest.json", line) });
const installed = (version: string, hosts: string[], isAdmitted: boolean | null, comparedAs: string | null = null) => ({
  version,
  name: comparedAs === null ? null : "postgresql-15",
  compared_as: comparedAs,
  may_be_patched: comparedAs !== null,
  hosts: hosts.length,
  host_names: hosts.slice(0, 10),
  is_admitted: isAdmitted,
});
const hosts = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}.dten.example`);

export const NEEDS: Need[] = [
  {
    name: "postgresql", ecosystem: "generic", purl: "pkg:generic/postgresql", hosts: 41, state: "unmet",
    asked: [asked(">=13 <17", "generic", 20), asked("^14", "npm", 31)],
    installed: [installed("12.19-0+deb11u1", ["mgmt02.dten.example"], false, "12.19"), installed("15.8-1", hosts("mgmt", 40), true, "15.8")],
  },
  { name: "libavbridge", ecosystem: "generic", purl: "pkg:generic/libavbridge", hosts: 41, state: "not-installed", asked: [asked(">=2.1", "generic", 18)], installed: [] },
  { name: "openssl", ecosystem: "generic", purl: "pkg:generic/openssl", hosts: 41, state: "met", asked: [asked("", "generic", 19)], installed: [installed("3.0.14", hosts("edge", 3), true)] },
  { name: "dten-plugin", ecosystem: "npm", purl: "pkg:npm/dten-plugin", hosts: 41, state: "shipped", asked: [asked("1.4.2", "npm", 24)], installed: [] },
  { name: "avtools", ecosystem: "generic", purl: "pkg:generic/avtools", hosts: 41, state: "unreadable", asked: [asked("git+https://git.example/avtools#main", "", 21)], installed: [] },
  { name: "python3", ecosystem: "generic", purl: "pkg:generic/python3", hosts: 0, state: "not-checked", asked: [asked("~=3.9", "pypi", 22)], installed: [] },
];

export const UPGRADES: UpgradePath[] = [
  { product: "DTEN Manager", from: "4.1.5", hosts: 1, to: "5.1.0", wait: "", stops: [{ version: "4.2", wait: "" }, { version: "4.6", wait: "background migrations finished" }], is_supported: true, downgrade: "none", source: "DTEN Manager 5.0 release notes (dten.pack.toml)" },
  { product: "DTEN Manager", from: "4.7.1", hosts: 3, to: "5.1.0", wait: "background migrations finished", stops: [], is_supported: true, downgrade: "config-only", source: "" },
  { product: "DTEN Bridge", from: "2.0", hosts: 12, to: "5.1.0", wait: "", stops: [], is_supported: false, downgrade: "", source: "dten.pack.toml" },
];

export const BESIDE: Report["inputs"] = [
  {
    role: "inventory", name: "inventory.csv", size: 18_204, sha256: "00",
    recognised: { role: "inventory", form: "CSV", reason: "Its first line names the columns `host`, `component` and `version`.", hosts: 41, components: 820, problems: ["line 12: 6 columns instead of 7"], header: ["host", "role", "os", "component", "version"], columns: { name: 3, version: 4, host: 0 } },
  },
  {
    role: "config", name: "dten.yaml", size: 1_204, sha256: "00",
    recognised: { role: "config", form: "YAML", reason: "It is YAML and lies under a name that the package also has.", hosts: 0, components: 0, problems: [], header: [], columns: { name: null, version: null, host: null } },
  },
  {
    role: "pack", name: "dten.pack.toml", size: 3120, sha256: "00",
    recognised: { role: "pack", form: "Dropscope pack", reason: "It is TOML and says `format = 1`.", hosts: 0, components: 0, problems: [], header: [], columns: { name: null, version: null, host: null } },
  },
  {
    role: "unknown", name: "notes.txt", size: 99, sha256: "00",
    recognised: { role: "unknown", form: "", reason: "Text of 3 lines. Known are dpkg -l, rpm -qa, pip freeze, CycloneDX, SPDX, CSV with a header, packs and others.", hosts: 0, components: 0, problems: [], header: [], columns: { name: null, version: null, host: null } },
  },
];
