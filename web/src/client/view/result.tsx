// The result: the verdict first, then everything that it rests on.
import { useMemo, useState } from "preact/hooks";
import type { Finding, Report } from "../../shared/report.ts";
import type { Session, View } from "../state/session.ts";
import { bytes, count } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { Banner } from "../part/basics.tsx";
import { download, fileStem } from "../part/download.ts";
import { BaselineButton, COMPARE } from "../part/pick.tsx";
import { Tabs } from "../part/tabs.tsx";
import { Untrusted } from "../part/untrusted.tsx";
import { Changes, changesOf } from "./changes.tsx";
import { Unused } from "./choose.tsx";
import { Comparing } from "./comparing.tsx";
import { Configuration, keysToChange } from "./configuration.tsx";
import { Contents } from "./contents.tsx";
import { Coverage } from "./coverage.tsx";
import { Effects, leftBehind } from "./effects.tsx";
import { Files } from "./files.tsx";
import { Findings } from "./findings.tsx";
import { Needs, unmetNeeds } from "./needs.tsx";
import { Plan, stepsOf } from "./plan.tsx";
import { Tasks } from "./tasks.tsx";
import { VerdictCard } from "./verdict.tsx";

export type DoneView = Extract<View, { kind: "done" }>;
type Tab = "findings" | "plan" | "effects" | "tasks" | "needs" | "config" | "changes" | "contents" | "files" | "coverage";

export function Result({ session, view }: { session: Session; view: DoneView }) {
  const { report } = view;
  const [tab, setTab] = useState<Tab>("findings");
  /** The finding that a reason or a step points to; the turn makes the same one work twice. */
  const [target, setTarget] = useState<{ finding: Finding; turn: number } | null>(null);
  const byFingerprint = useMemo(() => index(report.findings), [report]);
  const entries = report.facts.archives[0]?.entries ?? 0;
  const notChecked = report.outcomes.filter((outcome) => outcome.outcome === "not-checked").length;

  function showFinding(finding: Finding) {
    setTab("findings");
    setTarget({ finding, turn: (target?.turn ?? 0) + 1 });
  }

  const { schedules } = report.facts;
  const changed = changesOf(report.comparison);
  const tabs = [
    { id: "findings", label: t("tab.findings"), count: count(report.findings.length) },
    { id: "plan", label: t("tab.plan"), count: count(stepsOf(report.plan).length) },
    { id: "effects", label: t("tab.effects"), count: leftBehind(view) },
    { id: "tasks", label: t("tab.tasks"), count: count(schedules.length) },
    { id: "needs", label: t("tab.needs"), count: count(unmetNeeds(report)) },
    { id: "config", label: t("tab.config"), count: count(keysToChange(report)) },
    { id: "changes", label: t("tab.changes"), count: changed === null ? null : count(changed) },
    { id: "contents", label: t("tab.contents"), count: null },
    { id: "files", label: t("tab.files"), count: count(entries) },
    { id: "coverage", label: t("tab.coverage"), count: count(notChecked + report.skipped.length) },
  ] as const satisfies readonly { id: Tab; label: string; count: string | null }[];

  return (
    <div class="result">
      <ResultHead session={session} view={view} />
      {view.origin === "saved" && <Banner kind="note" icon="file">{t("result.saved")}</Banner>}
      {view.origin === "sample" && <Banner kind="note" icon="info">{t("result.sample")}</Banner>}
      <Comparing session={session} view={view} />
      {!report.complete && <Banner kind="warning" icon="unchecked">{t("result.incomplete")}</Banner>}
      {view.unused.length > 0 && (
        <Banner kind="note" icon="info">
          <Unused names={view.unused} />
        </Banner>
      )}
      <VerdictCard
        report={report}
        byFingerprint={byFingerprint}
        onFinding={showFinding}
        onCoverage={() => {
          setTab("coverage");
          requestAnimationFrame(() => document.getElementById("tab-coverage")?.focus());
        }}
      />
      <Tabs label={t("result.sections")} tabs={tabs} selected={tab} onSelect={(id) => setTab(id)}>
        {tab === "findings" && <Findings findings={report.findings} unchecked={notChecked} isCompared={report.comparison != null} target={target} />}
        {tab === "plan" && <Plan session={session} view={view} byFingerprint={byFingerprint} onFinding={showFinding} />}
        {tab === "effects" && <Effects view={view} />}
        {tab === "tasks" && <Tasks view={view} />}
        {tab === "needs" && <Needs session={session} view={view} />}
        {tab === "config" && <Configuration session={session} view={view} onFinding={showFinding} />}
        {tab === "changes" && <Changes session={session} view={view} />}
        {tab === "contents" && <Contents facts={report.facts} totals={view.totals} />}
        {tab === "files" && <Files load={view.files} />}
        {tab === "coverage" && <Coverage report={report} />}
      </Tabs>
    </div>
  );
}

function ResultHead({ session, view }: { session: Session; view: DoneView }) {
  const { report } = view;
  const input = report.inputs.find(({ role }) => role === "package") ?? report.inputs[0];
  const [saving, setSaving] = useState<"" | "saving" | string>("");

  async function save(made: Promise<Blob>, ending: string) {
    setSaving(t("result.saving"));
    try {
      download(await made, `${fileStem(input?.name ?? "package")}.${ending}`);
      setSaving("");
    } catch (error) {
      setSaving(t("result.save.failed", error instanceof Error ? error.message : String(error)));
    }
  }

  return (
    <div class="result-head">
      <div class="result-identity">
        {input !== undefined && (
          <>
            <p class="result-name">
              <Untrusted text={input.name} most={200} /> <span class="quiet">{bytes(input.size)}</span>
            </p>
            <p class="digest">
              {t("result.digest")} <code>{input.sha256 ?? t("result.digest.none")}</code>
            </p>
          </>
        )}
      </div>
      <div class="actions">
        <button type="button" class="button" id="save-json" onClick={() => void save(view.saveJson(), "dropscope.json")}>
          {t("result.save")}
        </button>
        {view.saveBill !== null && (
          <button type="button" class="button" id="save-bill" onClick={() => view.saveBill !== null && void save(view.saveBill(), "cdx.json")}>
            {t("result.save.bill")}
          </button>
        )}
        {session.canJudge && view.baseline === null && <BaselineButton label={t("comparing.choose")} id={COMPARE} />}
        <button type="button" class="button" id="again" onClick={() => session.restart()}>
          {t("result.again")}
        </button>
        <span role="status">{saving}</span>
      </div>
    </div>
  );
}

/** The first finding of each fingerprint. */
function index(findings: Report["findings"]): Map<string, Finding> {
  const byFingerprint = new Map<string, Finding>();
  for (const finding of findings) {
    if (!byFingerprint.has(finding.fingerprint)) byFingerprint.set(finding.fingerprint, finding);
  }
  return byFingerprint;
}
