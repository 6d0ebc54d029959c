// The matrix of configuration keys: what has to be done in the user's own configuration first, then what the package
// carries, then the rest; beside it for what keys are known at all.
import type { Finding, MatrixRow, Report, RowState } from "../../shared/report.ts";
import type { Session } from "../state/session.ts";
import { count } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { Paged, SeverityBadge } from "../part/basics.tsx";
import { Untrusted } from "../part/untrusted.tsx";
import { FoldedBeside } from "./beside.tsx";
import { KeySearch } from "./key-search.tsx";
import { Known } from "./known.tsx";
import { KeyRow, KeyRowTable } from "./key-row.tsx";
import { Patches } from "./patches.tsx";
import type { DoneView } from "./result.tsx";

interface Props {
  session: Session;
  view: DoneView;
  onFinding(finding: Finding): void;
}

/** Rows that are drawn at once; each is a card. */
const STEP = 25;

export function Configuration({ session, view, onFinding }: Props) {
  const { report } = view;
  const { matrix } = report;
  const rows = (...states: RowState[]) => matrix.rows.filter(({ state }) => states.includes(state));
  const act = rows("act");
  const carried = rows("package");
  const rest = rows("unknown", "elsewhere", "fine");
  return (
    <div class="config">
      <h2>{t("config.headline")}</h2>
      <p class="quiet">{t("config.lead")}</p>
      <KeySearch view={view} />
      <div class="config-columns">
        <div class="config-main">
          <section aria-labelledby="config-act">
            <h3 id="config-act">
              {t("config.act")} <span class="quiet">{count(act.length)}</span>
            </h3>
            {act.length === 0 ? <p class="quiet">{t(hasOwn(report) ? "config.act.none" : "config.act.none.files")}</p> : <Cards rows={act} />}
          </section>
          <Patches patches={matrix.patches} />
          <section class="block" aria-labelledby="config-package">
            <h3 id="config-package">
              {t("config.package")} <span class="quiet">{count(carried.length)}</span>
            </h3>
            {carried.length === 0 ? (
              <p class="quiet">{t("config.none")}</p>
            ) : (
              <>
                <p class="quiet">{t("config.package.lead")}</p>
                <Cards rows={carried} />
              </>
            )}
          </section>
        </div>
        <Known matrix={matrix} />
      </div>
      <section class="block" aria-labelledby="config-rest">
        <h3 id="config-rest">
          {t("config.rest")} <span class="quiet">{count(rest.length)}</span>
        </h3>
        <p class="quiet">{t(matrix.rows.length === 0 ? "config.none.known" : "config.rest.lead")}</p>
        {rest.length > 0 && <KeyRowTable rows={rest} />}
      </section>
      <Findings findings={report.findings} onFinding={onFinding} />
      <FoldedBeside session={session} view={view} />
    </div>
  );
}

/** How many keys have to be changed, for the tab. */
export function keysToChange(report: Report): number {
  return report.matrix.rows.filter(({ state }) => state === "act").length;
}

function hasOwn(report: Report): boolean {
  return report.inputs.some(({ role }) => role === "config");
}

function Cards({ rows }: { rows: readonly MatrixRow[] }) {
  return (
    <Paged items={rows} step={STEP}>
      {(shown) => (
        <ul class="key-rows">
          {shown.map((row, index) => (
            <KeyRow key={index} row={row} />
          ))}
        </ul>
      )}
    </Paged>
  );
}

function Findings({ findings, onFinding }: { findings: readonly Finding[]; onFinding(finding: Finding): void }) {
  const about = findings.filter(({ rule }) => rule.startsWith("config/"));
  return (
    <section class="block" aria-labelledby="config-findings">
      <h3 id="config-findings">
        {t("config.findings")} <span class="quiet">{count(about.length)}</span>
      </h3>
      {about.length === 0 ? (
        <p class="quiet">{t("config.none")}</p>
      ) : (
        <Paged items={about} step={STEP}>
          {(shown) => (
            <ul class="config-findings">
              {shown.map((finding, index) => (
                <li key={index}>
                  <SeverityBadge severity={finding.severity} />
                  <button type="button" class="link" onClick={() => onFinding(finding)}>
                    <Untrusted text={finding.subject} most={160} />
                  </button>
                  <span class="tag tag-rule">{finding.rule}</span>
                </li>
              ))}
            </ul>
          )}
        </Paged>
      )}
    </section>
  );
}
