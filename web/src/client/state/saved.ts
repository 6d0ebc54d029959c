// Opens a saved report. It may come from anywhere, so every field that the page shows is checked once, here.
import type { Report } from "../../shared/report.ts";
import type { FilePage, FileQuery } from "../../shared/service.ts";
import { t } from "../text/strings.ts";

export const SCHEMA = "dropscope-report/1";

/** A report of a package of 200,000 files has some 100 MB. */
const MOST_BYTES = 400_000_000;

/** Thrown with a sentence for the reader. */
export class SavedReportProblem extends Error {}

export async function openSaved(file: File): Promise<Report> {
  if (file.size > MOST_BYTES) throw new SavedReportProblem(t("saved.too-large", file.size, MOST_BYTES));
  let text: string;
  try {
    text = await file.text();
  } catch (error) {
    throw new SavedReportProblem(t("saved.unreadable", error instanceof Error ? error.message : String(error)));
  }
  return parseReport(text);
}

export function parseReport(text: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SavedReportProblem(t("saved.not-json"));
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (typeof schema !== "string") throw new SavedReportProblem(t("saved.not-report"));
  if (schema !== SCHEMA) throw new SavedReportProblem(t("saved.other-schema", schema.slice(0, 80), SCHEMA));
  check(value, REPORT, "");
  return value as Report;
}

/** The file list of a saved report, paged the way the worker pages it. */
export function pageFiles(files: Report["facts"]["files"], query: FileQuery): FilePage {
  const filter = query.filter.toLowerCase();
  const matching = filter === "" ? [...files] : files.filter((file) => file.path.toLowerCase().includes(filter));
  const key = {
    path: (file: (typeof files)[number]) => file.path,
    size: (file: (typeof files)[number]) => file.size_bytes,
    modified: (file: (typeof files)[number]) => file.modified ?? -Infinity,
  }[query.sort];
  matching.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  if (query.descending) matching.reverse();
  const page = matching.slice(query.offset, query.offset + query.limit);
  return { total: files.length, matching: matching.length, files: page };
}

type Shape =
  | "string"
  | "number"
  | "boolean"
  | "any"
  | readonly string[]
  | { optional: Shape }
  | { list: Shape }
  | { map: Shape }
  | { fields: Record<string, Shape> };

const text: Shape = "string";
const fields = (shapes: Record<string, Shape>): Shape => ({ fields: shapes });
const list = (shape: Shape): Shape => ({ list: shape });
const optional = (shape: Shape): Shape => ({ optional: shape });

const SITE = fields({ path: text, line: "number", excerpt: text });
const SITED = optional(fields({ value: text, site: SITE }));
const LOCATION = fields({
  kind: ["package", "entry", "lines", "pointer", "bytes", "context"],
  path: optional(text),
  excerpt: optional(text),
  pointer: optional(text),
  role: optional(text),
  name: optional(text),
  start: optional("number"),
  end: optional("number"),
  offset: optional("number"),
  length: optional("number"),
});
const PLAN = list(fields({ text, findings: list(text) }));
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

const REPORT = fields({
  tool: fields({ name: text, version: text }),
  options: fields({ now: optional(text), limits: { map: "number" } }),
  inputs: list(fields({ role: text, name: text, size: "number", sha256: optional(text), recognised: optional(RECOGNISED) })),
  complete: "boolean",
  verdict: fields({ state: ["not-advised", "with-care", "no-objections", "cannot-say"], reasons: list(text) }),
  findings: list(
    fields({
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
    }),
  ),
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
  }),
  needs: optional(list(NEED)),
  upgrades: optional(list(UPGRADE)),
  plan: fields({ before: PLAN, during: PLAN, verify: PLAN, rollback: PLAN }),
});

function check(value: unknown, shape: Shape, path: string): void {
  const fail = (): never => {
    throw new SavedReportProblem(t("saved.malformed", path));
  };
  if (shape === "any") return;
  if (typeof shape === "string") {
    if (typeof value !== shape) fail();
  } else if (isNames(shape)) {
    if (!shape.includes(value as string)) fail();
  } else if ("optional" in shape) {
    if (value !== undefined && value !== null) check(value, shape.optional, path);
  } else if ("list" in shape) {
    if (!Array.isArray(value)) return fail();
    value.forEach((item, index) => check(item, shape.list, `${path}[${index}]`));
  } else {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return fail();
    const inner = value as Record<string, unknown>;
    if ("map" in shape) {
      for (const [name, item] of Object.entries(inner)) check(item, shape.map, `${path}.${name}`);
    } else {
      for (const [name, field] of Object.entries(shape.fields)) check(inner[name], field, path === "" ? name : `${path}.${name}`);
    }
  }
}

function isNames(shape: Shape): shape is readonly string[] {
  return Array.isArray(shape);
}
