// The runbook: steps to tick, the window, gates, messages; out as Markdown, and the ticks in again.
import { useState } from "preact/hooks";
import type { Finding, Plan as PlanFacts, PlanStep } from "../../shared/report.ts";
import type { Session } from "../state/session.ts";
import { t } from "../text/strings.ts";
import { CopyButton, Paged, Rest } from "../part/basics.tsx";
import { download, fileStem } from "../part/download.ts";
import { Icon } from "../part/icon.tsx";
import { Command, Listed } from "../part/listed.tsx";
import { PlanButton } from "../part/pick.tsx";
import { Place } from "../part/place.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import type { DoneView } from "./result.tsx";
import { PlanWindow } from "./window.tsx";

const PARTS = ["before", "during", "verify", "rollback"] as const;

interface Props {
  session: Session;
  view: DoneView;
  byFingerprint: Map<string, Finding>;
  onFinding(finding: Finding): void;
}

export function Plan(props: Props) {
  const { session, view } = props;
  const { plan } = view.report;
  const steps = stepsOf(plan);
  const [said, setSaid] = useState("");

  async function save() {
    setSaid("");
    try {
      const markdown = await view.markdown([...session.ticks]);
      download(new Blob([markdown], { type: "text/markdown" }), `${fileStem(view.report.inputs[0]?.name ?? "package")}.plan.md`);
    } catch (error) {
      setSaid(t("result.save.failed", error instanceof Error ? error.message : String(error)));
    }
  }

  return (
    <div class="plan">
      <div class="section-head">
        <div>
          <h2>{t("plan.headline")}</h2>
          <p class="quiet">{t("plan.lead")}</p>
        </div>
        <div class="actions">
          <button type="button" class="button" id="save-plan" onClick={() => void save()}>
            <Icon name="save" />
            {t("plan.export")}
          </button>
          <PlanButton />
          <span role="status">{said}</span>
        </div>
      </div>
      <p class="plan-done">{t("plan.done", steps.filter(({ id }) => session.ticks.has(id)).length, steps.length)}</p>
      <PlanWindow session={session} view={view} />
      {PARTS.map((part) => (
        <section key={part} class="plan-part" aria-labelledby={`plan-${part}`}>
          <h3 id={`plan-${part}`}>{t(`plan.${part}`)}</h3>
          {plan[part].length === 0 ? (
            <p class="quiet">{t("plan.empty")}</p>
          ) : (
            <Paged items={plan[part]}>
              {(shown) => (
                <ol class="plan-steps">
                  {shown.map((step, index) => (
                    <Step key={index} step={step} {...props} />
                  ))}
                </ol>
              )}
            </Paged>
          )}
        </section>
      ))}
      <Listed id="gates" headline={t("plan.gates")} items={plan.gates ?? []} ordered>
        {({ when, question, no_go }) => (
          <>
            <h4>
              <Sentence text={when} />
            </h4>
            <Line text={question} />
            <Line label={t("plan.no-go")} text={no_go} />
          </>
        )}
      </Listed>
      <Listed id="messages" headline={t("plan.messages")} lead={t("plan.messages.lead")} items={plan.messages ?? []} ordered>
        {({ when, text }) => (
          <>
            <div class="patch-head">
              <h4>
                <Sentence text={when} />
              </h4>
              <CopyButton label={t("copy")} text={() => text} />
            </div>
            {text.split("\n").map((line, index) => (
              <Line key={index} text={line} />
            ))}
          </>
        )}
      </Listed>
    </div>
  );
}

/** All steps, in the order of the plan. */
export function stepsOf(plan: PlanFacts): PlanStep[] {
  return PARTS.flatMap((part) => plan[part]);
}

const MOST_FINDINGS = 3;
const MOST_DRAWN = 100;

function Step({ step, session, byFingerprint, onFinding }: { step: PlanStep } & Props) {
  const [all, setAll] = useState(false);
  const findings = step.findings.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
  const evidence = step.evidence ?? [];
  return (
    <li>
      <label class="plan-text">
        {step.id && <input type="checkbox" checked={session.ticks.has(step.id)} onChange={(event) => session.tick(step.id, event.currentTarget.checked)} />}
        <span>
          <Sentence text={step.text} /> {step.minutes && <span class="quiet">{t("window.minutes", step.minutes.minutes)}</span>}
        </span>
      </label>
      <Command text={step.command ?? ""} label={t("plan.command")} />
      <Line label={t("plan.expected")} text={step.expected} />
      <Line label={t("plan.abort")} text={step.abort_if} />
      {evidence.length > 0 && (
        <details>
          <summary>{t("plan.evidence")}</summary>
          <Paged items={evidence} step={10}>
            {(shown) => shown.map((location, index) => <Place key={index} location={location} />)}
          </Paged>
        </details>
      )}
      {findings.length > 0 && (
        <p class="plan-because">
          <span class="quiet">{t("plan.because")}</span>
          {findings.slice(0, all ? MOST_DRAWN : MOST_FINDINGS).map((finding, index) => (
            <button key={index} type="button" class={`link severity-${finding.severity}`} onClick={() => onFinding(finding)}>
              <Icon name={finding.severity} />
              <Untrusted text={finding.subject} most={60} />
            </button>
          ))}
          {all && <Rest left={findings.length - MOST_DRAWN} />}
          {findings.length > MOST_FINDINGS && (
            <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t("less") : t("reading.found.more", findings.length - MOST_FINDINGS)}
            </button>
          )}
        </p>
      )}
    </li>
  );
}

function Line({ label, text }: { label?: string; text: string | undefined }) {
  return text ? (
    <p>
      <span class="quiet">{label}</span> <Sentence text={text} />
    </p>
  ) : null;
}
