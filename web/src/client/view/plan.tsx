// The runbook: what the findings ask for, in order.
import { useState } from "preact/hooks";
import type { Finding, Plan as PlanFacts, PlanStep } from "../../shared/report.ts";
import { t } from "../text/strings.ts";
import { CopyButton, Paged, Rest } from "../part/basics.tsx";
import { Icon } from "../part/icon.tsx";
import { Sentence, Untrusted, visible } from "../part/untrusted.tsx";

const PARTS = ["before", "during", "verify", "rollback"] as const;

interface Props {
  plan: PlanFacts;
  byFingerprint: Map<string, Finding>;
  onFinding(finding: Finding): void;
}

export function Plan({ plan, byFingerprint, onFinding }: Props) {
  const empty = PARTS.every((part) => plan[part].length === 0);
  return (
    <div class="plan">
      <div class="section-head">
        <div>
          <h2>{t("plan.headline")}</h2>
          <p class="quiet">{t("plan.lead")}</p>
        </div>
        {!empty && <CopyButton label={t("plan.copy")} text={() => planText(plan)} />}
      </div>
      {empty ? (
        <p class="empty">{t("plan.none")}</p>
      ) : (
        PARTS.map((part) => (
          <section key={part} class="plan-part" aria-labelledby={`plan-${part}`}>
            <h3 id={`plan-${part}`}>{t(`plan.${part}`)}</h3>
            {plan[part].length === 0 ? (
              <p class="quiet">{t("plan.empty")}</p>
            ) : (
              <Paged items={plan[part]}>
                {(steps) => (
                  <ol class="plan-steps">
                    {steps.map((step, index) => (
                      <Step key={index} step={step} byFingerprint={byFingerprint} onFinding={onFinding} />
                    ))}
                  </ol>
                )}
              </Paged>
            )}
          </section>
        ))
      )}
    </div>
  );
}

const MOST_FINDINGS = 3;
const MOST_DRAWN = 100;

function Step({ step, byFingerprint, onFinding }: { step: PlanStep } & Omit<Props, "plan">) {
  const [all, setAll] = useState(false);
  const findings = step.findings.flatMap((fingerprint) => byFingerprint.get(fingerprint) ?? []);
  return (
    <li>
      <p class="plan-text">
        <Sentence text={step.text} />
      </p>
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

function planText(plan: PlanFacts): string {
  return PARTS.filter((part) => plan[part].length > 0)
    .map((part) => [`## ${t(`plan.${part}`)}`, "", ...plan[part].map((step, index) => `${index + 1}. ${visible(step.text)}`)].join("\n"))
    .join("\n\n");
}
