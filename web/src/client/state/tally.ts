// Findings by severity while they stream in: every one counted, a bounded list kept.
import type { Finding, Severity } from "../../shared/report.ts";

/** Worst first: the order in which everything is shown. */
export const SEVERITIES: readonly Severity[] = ["blocker", "high", "medium", "low", "info"];

export type Counts = Record<Severity, number>;

/** Findings that the list of the reading page holds; the report has all of them. */
const MOST_KEPT = 60;

export interface Tally {
  counts: Counts;
  total: number;
  /** Worst first, at most {@link MOST_KEPT}. */
  worst: Finding[];
}

export function emptyTally(): Tally {
  return { counts: emptyCounts(), total: 0, worst: [] };
}

export function emptyCounts(): Counts {
  return { blocker: 0, high: 0, medium: 0, low: 0, info: 0 };
}

export function countBySeverity(findings: readonly Finding[]): Counts {
  const counts = emptyCounts();
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}

export function addToTally(tally: Tally, found: readonly Finding[]): Tally {
  const counts = { ...tally.counts };
  for (const finding of found) counts[finding.severity] += 1;
  // The sort is stable: within a severity, what came first stays first.
  const worst = [...tally.worst, ...found]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .slice(0, MOST_KEPT);
  return { counts, total: tally.total + found.length, worst };
}
