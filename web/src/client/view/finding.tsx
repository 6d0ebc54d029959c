// One finding: a line in the list, and below it, when open, the evidence.
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Finding } from "../../shared/report.ts";
import { useServices } from "../state/services.ts";
import { t, word } from "../text/strings.ts";
import { CopyButton, Rest } from "../part/basics.tsx";
import { Icon } from "../part/icon.tsx";
import { Markdown } from "../part/markdown.tsx";
import { pathOf, Place, placeText } from "../part/place.tsx";
import { Sentence, Untrusted, visible } from "../part/untrusted.tsx";

interface Props {
  finding: Finding;
  /** Whether the findings of an older package are known. */
  isCompared: boolean;
  open: boolean;
  /** Names the finding that takes the focus once it is drawn. */
  focus: RefObject<Finding | null>;
  onToggle(): void;
}

export function FindingItem({ finding, isCompared, open, focus, onToggle }: Props) {
  const head = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focus.current !== finding || head.current === null) return;
    focus.current = null;
    head.current.focus({ preventScroll: true });
    head.current.scrollIntoView({ block: "start" });
  });
  const path = pathOf(finding.primary);
  return (
    <li class={`finding severity-${finding.severity} ${open ? "is-open" : ""}`}>
      <h4>
        <button ref={head} type="button" class="finding-head" aria-expanded={open} onClick={onToggle}>
          <Icon name="chevron" />
          <span class="finding-subject">
            <Untrusted text={finding.subject} most={160} />
          </span>
          <span class="finding-tags">
            <span class="tag tag-rule">{finding.rule}</span>
            <span class="tag">{word("phase", finding.phase)}</span>
            {finding.confidence !== "high" && (
              <span class="tag">{t("finding.confidence", word("confidence", finding.confidence))}</span>
            )}
            {isCompared && finding.status !== "unchanged" && <span class="tag tag-status">{word("status", finding.status)}</span>}
          </span>
          {!open && (
            <span class="finding-summary">
              <Sentence text={finding.message} most={300} />
            </span>
          )}
          {!open && path !== "" && path !== finding.subject && (
            <span class="finding-path">
              <Untrusted text={path} most={160} />
              {finding.primary.kind === "lines" && `:${finding.primary.start}`}
            </span>
          )}
        </button>
      </h4>
      {open && <Evidence finding={finding} />}
    </li>
  );
}

const MOST_RELATED = 10;
const MOST_RELATED_DRAWN = 500;

function Evidence({ finding }: { finding: Finding }) {
  const [allRelated, setAllRelated] = useState(false);
  const related = finding.related.slice(0, allRelated ? MOST_RELATED_DRAWN : MOST_RELATED);
  const accepted = finding.accepted ?? null;
  return (
    <div class="evidence">
      <p class="evidence-message">
        <Sentence text={finding.message} />
      </p>
      {accepted !== null && (
        <p class="evidence-accepted">
          <Untrusted text={t("finding.accepted", accepted.author, accepted.reason)} />
          {accepted.until != null && <Untrusted text={` (${t("finding.accepted.until", accepted.until)})`} />}
        </p>
      )}
      <div class="evidence-part">
        <h5>{t("finding.place")}</h5>
        <Place location={finding.primary} />
      </div>
      {related.length > 0 && (
        <div class="evidence-part">
          <h5>{t("finding.related")}</h5>
          <ul class="related">
            {related.map(({ label, location }, index) => (
              <li key={index}>
                <span class="related-label">
                  <Sentence text={label} />
                </span>
                <Place location={location} />
              </li>
            ))}
          </ul>
          {allRelated && <Rest left={finding.related.length - MOST_RELATED_DRAWN} />}
          {finding.related.length > MOST_RELATED && (
            <button type="button" class="button small" aria-expanded={allRelated} onClick={() => setAllRelated(!allRelated)}>
              {allRelated ? t("less") : t("reading.found.more", finding.related.length - MOST_RELATED)}
            </button>
          )}
        </div>
      )}
      <div class="evidence-part">
        <h5>{t("finding.steps")}</h5>
        {finding.steps.length === 0 ? (
          <p class="quiet">{t("finding.steps.none")}</p>
        ) : (
          <ol class="steps">
            {finding.steps.map((step, index) => (
              <li key={index}>
                {word("action", step.action) !== step.action && <span class="tag">{word("action", step.action)}</span>}
                <Sentence text={step.text} />
              </li>
            ))}
          </ol>
        )}
      </div>
      <RuleDocument id={finding.rule} />
      <dl class="facts evidence-facts">
        <div>
          <dt>{t("finding.id")}</dt>
          <dd>
            <code>{finding.rule}</code>
          </dd>
        </div>
        <div>
          <dt>{t("findings.confidence")}</dt>
          <dd>{word("confidence", finding.confidence)}</dd>
        </div>
        <div>
          <dt>{t("findings.phase")}</dt>
          <dd>{word("phase", finding.phase)}</dd>
        </div>
        <div>
          <dt>{t("finding.fingerprint")}</dt>
          <dd>
            <code>{finding.fingerprint}</code>
          </dd>
        </div>
        <div class="evidence-copy">
          <dt class="visually-hidden">{t("copy")}</dt>
          <dd>
            <CopyButton label={t("finding.copy")} text={() => findingText(finding)} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

function RuleDocument({ id }: { id: string }) {
  const { ruleDocument } = useServices();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    if (!open || text !== undefined) return;
    ruleDocument(id).then(setText, () => setText(null));
  }, [open]);
  return (
    <div class="evidence-part rule-document">
      <h5>
        <button type="button" class="disclosure" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="chevron" />
          {t("finding.rule")}
        </button>
      </h5>
      {open &&
        (text === undefined ? (
          <p class="quiet">{t("finding.rule.loading")}</p>
        ) : text === null ? (
          <p class="quiet">{t("finding.rule.none")}</p>
        ) : (
          <Markdown text={text} level={6} />
        ))}
    </div>
  );
}

/** The finding for a ticket or a mail to the vendor. */
function findingText(finding: Finding): string {
  const lines = [
    `[${word("severity", finding.severity)}] ${visible(finding.subject)} (${finding.rule})`,
    visible(finding.message),
    `${t("finding.place")}: ${placeText(finding.primary)}`,
  ];
  if (finding.primary.kind === "lines") lines.push(`    ${visible(finding.primary.excerpt)}`);
  for (const { label, location } of finding.related.slice(0, 50)) lines.push(`${visible(label)}: ${placeText(location)}`);
  if (finding.steps.length > 0) lines.push(`${t("finding.steps")}:`, ...finding.steps.map((step) => `- ${visible(step.text)}`));
  lines.push(`${t("finding.fingerprint")}: ${finding.fingerprint}`);
  return lines.join("\n");
}
