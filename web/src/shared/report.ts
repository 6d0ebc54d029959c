// `dropscope-report/1` as the page reads it: a mirror of crate/core's types until the generated ones take its place.

export type Severity = "info" | "low" | "medium" | "high" | "blocker";
export type Confidence = "low" | "medium" | "high";
export type Phase = "before" | "during" | "after" | "rollback";
export type Status = "new" | "unchanged" | "changed" | "absent";

export interface Step {
  action: string;
  text: string;
}

export type Location =
  | { kind: "package" }
  | { kind: "entry"; path: string }
  | { kind: "lines"; path: string; start: number; end: number; excerpt: string }
  | { kind: "pointer"; path: string; pointer: string }
  | { kind: "bytes"; path: string; offset: number; length: number }
  | { kind: "context"; role: string; name: string; pointer: string };

export interface Related {
  label: string;
  location: Location;
}

export interface Acceptance {
  reason: string;
  author: string;
  until: string | null;
}

export interface Finding {
  rule: string;
  severity: Severity;
  confidence: Confidence;
  phase: Phase;
  subject: string;
  message: string;
  primary: Location;
  related: Related[];
  steps: Step[];
  fingerprint: string;
  status: Status;
  accepted?: Acceptance | null;
}

export type OutcomeKind = "findings" | "clean" | "not-applicable" | "not-checked";

export interface RuleOutcome {
  rule: string;
  outcome: OutcomeKind;
  why?: string | null;
  count?: number | null;
}

export type VerdictState = "not-advised" | "with-care" | "no-objections" | "cannot-say";

export interface Verdict {
  state: VerdictState;
  reasons: string[];
}

export interface PlanStep {
  text: string;
  findings: string[];
}

export interface Plan {
  before: PlanStep[];
  during: PlanStep[];
  verify: PlanStep[];
  rollback: PlanStep[];
}

export interface Skipped {
  path: string;
  reason: string;
}

export interface Site {
  path: string;
  line: number;
  excerpt: string;
}

export interface Sited<T> {
  value: T;
  site: Site;
}

export interface ArchiveFact {
  path: string;
  format: string;
  size_bytes: number;
  entries: number;
  unpacked_bytes: number;
  zip64: boolean;
  comment?: string;
}

export interface FileFact {
  path: string;
  file_type: string;
  size_bytes: number;
  compressed_bytes: number;
  method: string;
  crc32?: number | null;
  sha256?: string | null;
  /** Seconds since 1970-01-01T00:00:00 UTC. */
  modified?: number | null;
  unix_mode?: number | null;
  link_target?: string | null;
  content: string;
  purpose: string;
  read: "whole" | "not-read" | "nothing";
}

export interface Manifest {
  path: string;
  format: string;
  ecosystem: string;
  state: { state: "read" } | { state: "unreadable"; line: number; column: number; reason: string };
  describes_package: boolean;
  name: Sited<string> | null;
  version: Sited<string> | null;
  duplicate_keys: Sited<string>[];
  lists_files: boolean;
}

export interface Package {
  name: string;
  version: string;
  ecosystem: string;
  purl: string;
  site: Site;
}

export interface Bound {
  version: string;
  inclusive: boolean;
}

export interface Interval {
  lower: Bound | null;
  upper: Bound | null;
}

export interface VersionRange {
  dialect: string;
  intervals: Interval[];
}

export interface Dependency {
  name: string;
  requirement: string;
  range: VersionRange | null;
  ecosystem: string;
  scope: string;
  source: { kind: string; url: string; pinned: boolean } | null;
  site: Site;
}

export interface Requirement {
  kind: string;
  stance: string;
  text: string;
  minutes: number | null;
  site: Site;
}

export interface InstallHook {
  hook: string;
  command: string;
  site: Site;
}

export interface Facts {
  archives: ArchiveFact[];
  observations: unknown[];
  files: FileFact[];
  manifests: Manifest[];
  packages: Package[];
  dependencies: Dependency[];
  requirements: Requirement[];
  declared_files: unknown[];
  install_hooks: InstallHook[];
  script_commands: unknown[];
  skipped: Skipped[];
}

export interface ReportInput {
  role: string;
  name: string;
  size: number;
  sha256: string | null;
}

export interface Report {
  schema: string;
  tool: { name: string; version: string };
  options: { now: string | null; limits: Record<string, number> };
  inputs: ReportInput[];
  complete: boolean;
  verdict: Verdict;
  findings: Finding[];
  outcomes: RuleOutcome[];
  skipped: Skipped[];
  facts: Facts;
  plan: Plan;
}
