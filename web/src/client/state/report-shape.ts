// Every field of a report that the page shows. What a later version added is optional: older reports open too.
import { fields, list, optional, text } from "./shape.ts";

const SITE = fields({ path: text, line: "number", excerpt: text });
const SITED = optional(fields({ value: text, site: SITE }));
const LOCATION = fields({
  kind: ["package", "entry", "lines", "pointer", "bytes", "context"],
  path: optional(text),
  excerpt: optional(text),
  pointer: optional(text),
  role: optional(text),
  name: optional(text),
  line: optional("number"),
  start: optional("number"),
  end: optional("number"),
  offset: optional("number"),
  length: optional("number"),
});
const ESTIMATE = fields({ what: text, minutes: "number", basis: text });
const PLAN = list(
  fields({
    id: optional(text),
    text,
    command: optional(text),
    expected: optional(text),
    abort_if: optional(text),
    minutes: optional(ESTIMATE),
    evidence: optional(list(LOCATION)),
    findings: list(text),
  }),
);
const WINDOW = fields({
  parts: list(ESTIMATE),
  unknown: list(text),
  work_minutes: "number",
  rollback_minutes: "number",
  buffer_minutes: "number",
  total_minutes: "number",
  start: optional(text),
  end: optional(text),
  turn_back_at: optional(text),
  is_too_short: "boolean",
  point_of_no_return: optional(fields({ text, location: LOCATION })),
});
const CLASS = ["R0", "R1", "R2", "R3", "R4"] as const;
const STAGE = ["install", "later", "rollback", "by-hand"] as const;
const ROLLBACK = fields({
  items: list(fields({ class: CLASS, kind: text, target: text, elsewhere: text, text, inverse: text, covered_by: optional(SITE), site: SITE })),
  captures: list(fields({ text, command: text, sites: list(SITE) })),
  scripts: list(text),
  undone_by_snapshot: "number",
});
const BOUND = optional(fields({ version: text, inclusive: "boolean" }));

const RECOGNISED = fields({
  role: text,
  form: text,
  reason: text,
  hosts: "number",
  components: "number",
  problems: list(text),
  header: list(text),
});
const NEED = fields({
  name: text,
  ecosystem: text,
  asked: list(fields({ requirement: text, dialect: text, site: SITE })),
  installed: list(
    fields({
      version: text,
      name: optional(text),
      compared_as: optional(text),
      may_be_patched: "boolean",
      hosts: "number",
      host_names: list(text),
      is_admitted: optional("boolean"),
    }),
  ),
  hosts: "number",
  state: ["met", "unmet", "not-installed", "shipped", "unreadable", "not-checked"],
});
const UPGRADE = fields({
  product: text,
  from: text,
  hosts: "number",
  to: text,
  wait: text,
  stops: list(fields({ version: text, wait: text })),
  is_supported: "boolean",
  downgrade: text,
  source: text,
});

const FINDING = fields({
  rule: text,
  severity: ["blocker", "high", "medium", "low", "info"],
  confidence: ["high", "medium", "low"],
  phase: ["before", "during", "after", "rollback"],
  subject: text,
  message: text,
  primary: LOCATION,
  related: list(fields({ label: text, location: LOCATION })),
  steps: list(fields({ action: text, text })),
  fingerprint: text,
  status: text,
  accepted: optional(fields({ reason: text, author: text, until: optional(text) })),
});
const ORIGIN = ["package", "baseline", "config"] as const;
const KEY_PLACE = fields({
  origin: ORIGIN,
  key: text,
  value: text,
  is_commented: "boolean",
  is_sample: "boolean",
  is_probable: "boolean",
  site: SITE,
});
const MATRIX = fields({
  products: list(
    fields({
      name: text,
      recognised_by: text,
      from: list(text),
      from_source: text,
      to: optional(text),
      to_source: text,
      known: "number",
      in_window: "number",
      source: text,
    }),
  ),
  rows: list(
    fields({
      product: text,
      key: text,
      change: ["removed", "renamed", "deprecated", "default-changed", "value-changed", "required-new", "added"],
      version: optional(text),
      replacement: list(text),
      old_default: optional(text),
      new_default: optional(text),
      requirement: text,
      effect: optional(text),
      note: text,
      source: text,
      state: ["act", "package", "elsewhere", "fine", "unknown"],
      places: list(KEY_PLACE),
      belongs: optional(SITE),
    }),
  ),
  uncovered: list(fields({ origin: ORIGIN, path: text, format: text, keys: "number" })),
  patches: list(fields({ name: text, diff: text, changes: "number", by_hand: list(text) })),
});
const CHANGE = ["added", "removed", "changed", "renamed"] as const;
const COMPARISON = fields({
  baseline: text,
  relation: ["predecessor", "same-version", "newer", "other-product", "unknown"],
  reason: text,
  name_before: text,
  version_before: text,
  name_after: text,
  version_after: text,
  files: fields({
    added: "number",
    removed: "number",
    changed: "number",
    renamed: "number",
    unchanged: "number",
    list: list(fields({ change: CHANGE, path: text, path_before: optional(text), size_before: optional("number"), size_after: optional("number") })),
  }),
  sections: list(
    fields({
      of: text,
      total: "number",
      changes: list(fields({ change: CHANGE, subject: text, before: text, after: text, site_before: optional(SITE), site_after: optional(SITE) })),
    }),
  ),
  findings_unchanged: "number",
  findings_changed: "number",
  findings_new: "number",
  absent: list(FINDING),
});

export const REPORT = fields({
  tool: fields({ name: text, version: text }),
  options: fields({ now: optional(text), limits: { map: "number" } }),
  inputs: list(fields({ role: text, name: text, size: "number", sha256: optional(text), recognised: optional(RECOGNISED) })),
  complete: "boolean",
  verdict: fields({ state: ["not-advised", "with-care", "no-objections", "cannot-say"], reasons: list(text) }),
  findings: list(FINDING),
  outcomes: list(
    fields({
      rule: text,
      outcome: ["findings", "clean", "not-applicable", "not-checked"],
      why: optional(text),
      count: optional("number"),
    }),
  ),
  skipped: list(fields({ path: text, reason: text })),
  facts: fields({
    archives: list(fields({ path: text, format: text, size_bytes: "number", entries: "number", unpacked_bytes: "number" })),
    files: list(
      fields({
        path: text,
        file_type: text,
        size_bytes: "number",
        content: text,
        read: text,
        modified: optional("number"),
        link_target: optional(text),
      }),
    ),
    manifests: list(
      fields({
        path: text,
        format: text,
        name: SITED,
        version: SITED,
        describes_package: "boolean",
        state: fields({ state: text, line: optional("number"), reason: optional(text) }),
      }),
    ),
    packages: list(fields({ name: text, version: text, ecosystem: text, purl: text, site: SITE })),
    dependencies: list(
      fields({
        name: text,
        requirement: text,
        ecosystem: text,
        scope: text,
        site: SITE,
        range: optional(fields({ intervals: list(fields({ lower: BOUND, upper: BOUND })) })),
      }),
    ),
    requirements: list(fields({ kind: text, stance: text, text, site: SITE })),
    install_hooks: list(fields({ hook: text, command: text, site: SITE })),
    config_keys: list(
      fields({
        key: text,
        value: optional(text),
        is_commented: optional("boolean"),
        is_sample: optional("boolean"),
        format: text,
        path: text,
        line: "number",
      }),
    ),
    kubernetes_objects: optional(list(fields({ api_version: text, kind: text, name: text, site: SITE }))),
    deprecations: optional(list(fields({ subject: text, replacement: text, reason: text, site: SITE }))),
    effects: optional(
      list(fields({ kind: text, target: text, elsewhere: text, command: text, class: CLASS, is_conditional: "boolean", site: SITE })),
    ),
    schedules: optional(list(fields({ kind: text, name: text, expression: text, words: text, time_zone: text, command: text, user: text, site: SITE }))),
    endpoints: optional(list(fields({ host: text, scheme: text, kind: text, unverified_by: text, site: SITE }))),
    secrets: optional(list(fields({ kind: text, provider: text, name: text, shown: text, length_chars: "number", site: SITE }))),
    units: optional(list(fields({ name: text, site: SITE }))),
    unit_uses: optional(list(fields({ name: text, verb: text, site: SITE }))),
  }),
  needs: optional(list(NEED)),
  upgrades: optional(list(UPGRADE)),
  matrix: optional(MATRIX),
  comparison: optional(COMPARISON),
  timeline: optional(list(fields({ stage: STAGE, effect: "number", through: list(text) }))),
  rollback: optional(ROLLBACK),
  plan: fields({
    before: PLAN,
    during: PLAN,
    verify: PLAN,
    rollback: PLAN,
    window: optional(WINDOW),
    gates: optional(list(fields({ when: text, question: text, no_go: text }))),
    messages: optional(list(fields({ when: text, text }))),
  }),
});
