// The findings, worst first, with filters. At most a hundred more are drawn at a time.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Confidence, Finding, Phase, Severity, Status } from "../../shared/report.ts";
import { countBySeverity, SEVERITIES } from "../state/tally.ts";
import { count } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Icon } from "../part/icon.tsx";
import { pathOf } from "../part/place.tsx";
import { FindingItem } from "./finding.tsx";

interface Filters {
  severities: ReadonlySet<Severity>;
  group: string;
  phase: Phase | "";
  confidence: Confidence | "";
  status: Status | "";
  text: string;
}

const NO_FILTERS: Filters = { severities: new Set(), group: "", phase: "", confidence: "", status: "", text: "" };
const STEP = 100;

interface Props {
  findings: readonly Finding[];
  /** Rules that could not be checked: their number stands wherever the number of findings does. */
  unchecked: number;
  /** Whether the findings of an older package are known, so that new ones can be told. */
  isCompared: boolean;
  /** Open this one and go there. */
  target: { finding: Finding; turn: number } | null;
}

export function Findings({ findings, unchecked, isCompared, target }: Props) {
  const [filters, setFilters] = useState(NO_FILTERS);
  const [most, setMost] = useState(STEP);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const focus = useRef<Finding | null>(null);

  const haystacks = useMemo(() => findings.map(haystack), [findings]);
  const matching = useMemo(() => matches(findings, haystacks, filters), [findings, haystacks, filters]);
  const order = useMemo(() => new Map(findings.map((finding, at) => [finding, at])), [findings]);
  const names = useMemo(() => namesOf(findings), [findings]);
  const totals = useMemo(() => countBySeverity(matching), [matching]);
  const shown = matching.slice(0, most);

  function change(part: Partial<Filters>) {
    setFilters({ ...filters, ...part });
    setMost(STEP);
  }

  // A reason was chosen: nothing may hide its finding.
  useEffect(() => {
    if (target === null) return;
    const at = order.get(target.finding) ?? 0;
    setFilters(NO_FILTERS);
    setMost(Math.max(STEP, at + 1));
    setOpen((before) => new Set(before).add(names.get(target.finding) ?? ""));
    focus.current = target.finding;
  }, [target]);

  function toggle(name: string) {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  }

  return (
    <div class="findings">
      <h2 class="visually-hidden">{t("findings.headline")}</h2>
      {findings.length === 0 ? (
        <p class="empty">
          {t("findings.none")} {t("result.unchecked", unchecked)}.
        </p>
      ) : (
        <>
          <FilterBar findings={findings} filters={filters} isCompared={isCompared} onChange={change} />
          <p class="findings-shown">
            <span role="status">
              {t("findings.shown", matching.length, findings.length)}, {t("result.unchecked", unchecked)}
            </span>
            {filters !== NO_FILTERS && isFiltered(filters) && (
              <button type="button" class="button small" onClick={() => change(NO_FILTERS)}>
                {t("findings.clear")}
              </button>
            )}
          </p>
          {matching.length === 0 && <p class="empty">{t("findings.none.filtered")}</p>}
          {SEVERITIES.map((severity) => {
            const group = shown.filter((finding) => finding.severity === severity);
            if (group.length === 0) return null;
            return (
              <section key={severity} class={`severity-group severity-${severity}`} aria-labelledby={`group-${severity}`}>
                <h3 id={`group-${severity}`}>
                  <Icon name={severity} />
                  {word("severity", severity)}
                  <span class="group-count">{count(totals[severity])}</span>
                  <span class="quiet">{t(`severity.${severity}.means`)}</span>
                </h3>
                <ul class="finding-list">
                  {group.map((finding) => {
                    const name = names.get(finding) ?? "";
                    return (
                      <FindingItem
                        key={name}
                        finding={finding}
                        isCompared={isCompared}
                        open={open.has(name)}
                        focus={focus}
                        onToggle={() => toggle(name)}
                      />
                    );
                  })}
                </ul>
              </section>
            );
          })}
          {matching.length > most && (
            <button type="button" class="button more" onClick={() => setMost(most + STEP)}>
              {t("more", Math.min(STEP, matching.length - most), matching.length - most)}
            </button>
          )}
        </>
      )}
    </div>
  );
}

interface BarProps {
  findings: readonly Finding[];
  filters: Filters;
  isCompared: boolean;
  onChange(part: Partial<Filters>): void;
}

function FilterBar({ findings, filters, isCompared, onChange }: BarProps) {
  const counts = useMemo(() => countBySeverity(findings), [findings]);
  const groups = useMemo(() => [...new Set(findings.map(group))].sort(), [findings]);
  function toggle(severity: Severity) {
    const severities = new Set(filters.severities);
    if (!severities.delete(severity)) severities.add(severity);
    onChange({ severities });
  }
  return (
    <div class={`filters ${isCompared ? "is-compared" : ""}`} role="search" aria-label={t("findings.headline")}>
      <div class="filter-severities" role="group" aria-label={t("findings.severity")}>
        {SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => (
          <button
            key={severity}
            type="button"
            class={`chip severity-${severity}`}
            aria-pressed={filters.severities.has(severity)}
            onClick={() => toggle(severity)}
          >
            <Icon name={severity} />
            {word("severity", severity)} <span class="chip-count">{count(counts[severity])}</span>
          </button>
        ))}
      </div>
      <label class="field field-search">
        <span>{t("findings.search")}</span>
        <input
          type="search"
          id="finding-search"
          value={filters.text}
          placeholder={t("findings.search.hint")}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
      </label>
      <Choice label={t("findings.group")} value={filters.group} options={groups.map((id) => [id, id])} onChange={(value) => onChange({ group: value })} />
      <Choice
        label={t("findings.phase")}
        value={filters.phase}
        options={(["before", "during", "after", "rollback"] as const).map((id) => [id, word("phase", id)])}
        onChange={(phase) => onChange({ phase })}
      />
      <Choice
        label={t("findings.confidence")}
        value={filters.confidence}
        options={(["high", "medium", "low"] as const).map((id) => [id, word("confidence", id)])}
        onChange={(confidence) => onChange({ confidence })}
      />
      {isCompared && (
        <Choice
          label={t("findings.status")}
          value={filters.status}
          options={(["new", "changed", "unchanged"] as const).map((id) => [id, word("status", id)])}
          onChange={(status) => onChange({ status })}
        />
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value | "";
  options: readonly (readonly [Value, string])[];
  onChange(value: Value | ""): void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as Value | "")}>
        <option value="">{t("findings.any")}</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The same in the report that is made again: what is open stays open. Several findings can have one fingerprint. */
function namesOf(findings: readonly Finding[]): Map<Finding, string> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const before = seen.get(finding.fingerprint) ?? 0;
      seen.set(finding.fingerprint, before + 1);
      return [finding, `${finding.fingerprint} ${before}`];
    }),
  );
}

function group(finding: Finding): string {
  return finding.rule.split("/")[0] ?? finding.rule;
}

/** Everything that the search looks at, in lower case, made once. */
function haystack(finding: Finding): string {
  return [finding.subject, finding.message, finding.rule, pathOf(finding.primary)].join("\n").toLowerCase();
}

function matches(findings: readonly Finding[], haystacks: readonly string[], filters: Filters): Finding[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter((part) => part !== "");
  return findings.filter(
    (finding, at) =>
      (filters.severities.size === 0 || filters.severities.has(finding.severity)) &&
      (filters.group === "" || group(finding) === filters.group) &&
      (filters.phase === "" || finding.phase === filters.phase) &&
      (filters.confidence === "" || finding.confidence === filters.confidence) &&
      (filters.status === "" || finding.status === filters.status) &&
      words.every((part) => haystacks[at]?.includes(part)),
  );
}

function isFiltered(filters: Filters): boolean {
  return filters.severities.size > 0 || [filters.group, filters.phase, filters.confidence, filters.status, filters.text].some((value) => value !== "");
}
