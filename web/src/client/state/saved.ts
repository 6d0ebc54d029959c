// Opens a saved report. It may come from anywhere, so every field that the page shows is checked once, here.
import type { Report } from "../../shared/report.ts";
import type { FilePage, FileQuery } from "../../shared/service.ts";
import { t } from "../text/strings.ts";
import { REPORT } from "./report-shape.ts";
import { check } from "./shape.ts";

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
  check(value, REPORT, "", (path) => {
    throw new SavedReportProblem(t("saved.malformed", path));
  });
  return completed(value as Report);
}

/** What reports of the first versions lack is there, and empty. */
function completed(report: Report): Report {
  const { facts, matrix, rollback } = report;
  return {
    ...report,
    matrix: matrix ?? { products: [], rows: [], uncovered: [], patches: [] },
    rollback: rollback ?? { items: [], captures: [], scripts: [], undone_by_snapshot: 0 },
    facts: {
      ...facts,
      kubernetes_objects: facts.kubernetes_objects ?? [],
      deprecations: facts.deprecations ?? [],
      effects: facts.effects ?? [],
      schedules: facts.schedules ?? [],
      endpoints: facts.endpoints ?? [],
      secrets: facts.secrets ?? [],
      units: facts.units ?? [],
      unit_uses: facts.unit_uses ?? [],
    },
  };
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
