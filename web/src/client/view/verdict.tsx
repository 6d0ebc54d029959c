// One of four answers, why, and the findings that decided it.
import { useMemo, useState } from "preact/hooks";
import type { Finding, Report } from "../../shared/report.ts";
import { countBySeverity } from "../state/tally.ts";
import { timestamp } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Rest, SeverityBadge, SeverityCounts } from "../part/basics.tsx";
import { Icon } from "../part/icon.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";

const MOST_RULES = 5;
const MOST_OTHERS = 5;
/** Also when everything is asked for: the list below has the rest. */
const MOST_DRAWN = 100;

interface Props {
  report: Report;
  byFingerprint: Map<string, Finding>;
  onFinding(finding: Finding): void;
  onCoverage(): void;
}

export function VerdictCard({ report, byFingerprint, onFinding, onCoverage }: Props) {
  const { state } = report.verdict;
  const [all, setAll] = useState(false);
  const counts = useMemo(() => countBySeverity(report.findings), [report]);
  const reasons = report.verdict.reasons.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
  const groups = byRule(reasons);
  const unchecked = report.outcomes.filter((outcome) => outcome.outcome === "not-checked").length;
  const now = report.options.now === null ? NaN : Date.parse(report.options.now);
  return (
    <section class={`card verdict verdict-${state}`} aria-labelledby="verdict-title">
      <div class="verdict-answer">
        <span class="verdict-mark">
          <Icon name={state} />
        </span>
        <div>
          <h1 id="verdict-title" tabIndex={-1}>
            {word("verdict", state)}
          </h1>
          <p class="verdict-why">{why(report, reasons)}</p>
        </div>
      </div>
      <div class="verdict-numbers">
        <p class="verdict-total">
          <span id="findings-total">{t("result.findings", report.findings.length)}</span>
          <button type="button" class={`button small ${unchecked > 0 ? "attention" : ""}`} id="unchecked-total" onClick={onCoverage}>
            <Icon name="unchecked" />
            {t("result.unchecked", unchecked)}
          </button>
          {report.skipped.length > 0 && (
            <button type="button" class="button small attention" onClick={onCoverage}>
              {t("result.skipped", report.skipped.length)}
            </button>
          )}
        </p>
        <SeverityCounts counts={counts} />
      </div>
      {reasons.length > 0 && (
        <div class="verdict-reasons">
          <h2>{t("result.reasons")}</h2>
          <ol>
            {(all ? groups.slice(0, MOST_DRAWN) : groups.slice(0, MOST_RULES)).map((group, index) => (
              <ReasonGroup key={index} findings={group} onFinding={onFinding} />
            ))}
          </ol>
          {all && <Rest left={groups.length - MOST_DRAWN} />}
          {groups.length > MOST_RULES && (
            <button type="button" class="button small" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t("less") : t("result.reasons.all", groups.length)}
            </button>
          )}
        </div>
      )}
      {!Number.isNaN(now) && <p class="verdict-when quiet">{t("result.checked.at", `${timestamp(now / 1000)} UTC`)}</p>}
    </section>
  );
}

/** Findings of one rule are one reason: the first in full, the others by name. */
function ReasonGroup({ findings, onFinding }: { findings: readonly Finding[]; onFinding(finding: Finding): void }) {
  const [all, setAll] = useState(false);
  const [first, ...others] = findings;
  if (first === undefined) return null;
  return (
    <li>
      <button type="button" class="reason" onClick={() => onFinding(first)}>
        <SeverityBadge severity={first.severity} />
        <span class="reason-text">
          <strong>
            <Untrusted text={first.subject} most={120} />
          </strong>
          <Sentence text={first.message} most={240} />
        </span>
        <Icon name="chevron" />
      </button>
      {others.length > 0 && (
        <p class="reason-others">
          <span class="quiet">{t("result.reasons.others")}</span>
          {others.slice(0, all ? MOST_DRAWN : MOST_OTHERS).map((finding, index) => (
            <button key={index} type="button" class="link" onClick={() => onFinding(finding)}>
              <Untrusted text={finding.subject} most={60} />
            </button>
          ))}
          {all && <Rest left={others.length - MOST_DRAWN} />}
          {others.length > MOST_OTHERS && (
            <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t("less") : t("reading.found.more", others.length - MOST_OTHERS)}
            </button>
          )}
        </p>
      )}
    </li>
  );
}

/** In the order of the first finding of each rule. */
function byRule(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule);
    if (group === undefined) groups.set(finding.rule, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}

function why(report: Report, reasons: readonly Finding[]): string {
  const blockers = reasons.filter(({ severity }) => severity === "blocker").length;
  const high = reasons.filter(({ severity }) => severity === "high");
  switch (report.verdict.state) {
    case "not-advised":
      return blockers > 0
        ? t("verdict.not-advised.blockers", blockers, high.length)
        : t("verdict.not-advised.high", high.length, new Set(high.map(({ rule }) => rule)).size);
    case "with-care":
      return t("verdict.with-care.why", reasons.length);
    case "no-objections":
      return t(
        "verdict.no-objections.why",
        report.outcomes.filter(({ outcome }) => outcome === "clean" || outcome === "findings").length,
      );
    case "cannot-say":
      return t("verdict.cannot-say.why");
  }
}
