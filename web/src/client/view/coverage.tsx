// What was not checked and not read, and how every rule ended.
import type { Report, RuleOutcome } from "../../shared/report.ts";
import { count } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Table } from "../part/table.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";

export function Coverage({ report }: { report: Report }) {
  const unchecked = report.outcomes.filter(({ outcome }) => outcome === "not-checked");
  const limits = Object.entries(report.options.limits);
  return (
    <div class="coverage">
      <h2>{t("coverage.headline")}</h2>
      <p class="quiet">{t("coverage.lead")}</p>
      <section class="block">
        <h3>
          {t("coverage.unchecked")} <span class="quiet">{count(unchecked.length)}</span>
        </h3>
        {unchecked.length === 0 ? (
          <p class="quiet">{t("coverage.unchecked.none")}</p>
        ) : (
          <Table
            caption={t("coverage.unchecked")}
            rows={unchecked}
            columns={[
              { name: t("column.rule"), cell: ruleCell },
              { name: t("column.why"), cell: whyCell },
            ]}
          />
        )}
      </section>
      <section class="block">
        <h3>
          {t("coverage.skipped")} <span class="quiet">{count(report.skipped.length)}</span>
        </h3>
        {report.skipped.length === 0 ? (
          <p class="quiet">{t("coverage.skipped.none")}</p>
        ) : (
          <Table
            caption={t("coverage.skipped")}
            rows={report.skipped}
            columns={[
              {
                name: t("column.path"),
                cell: (row) =>
                  row.path === "" ? t("coverage.package") : <code><Untrusted text={row.path} most={300} /></code>,
              },
              { name: t("column.reason"), cell: (row) => <Sentence text={row.reason} /> },
            ]}
          />
        )}
      </section>
      <section class="block">
        <h3>
          {t("coverage.outcomes")} <span class="quiet">{count(report.outcomes.length)}</span>
        </h3>
        <Table
          caption={t("coverage.outcomes")}
          rows={report.outcomes}
          columns={[
            { name: t("column.rule"), cell: ruleCell },
            { name: t("column.outcome"), cell: outcomeCell },
            { name: t("column.why"), cell: whyCell },
          ]}
        />
      </section>
      {limits.length > 0 && (
        <section class="block">
          <h3>{t("coverage.limits")}</h3>
          <p class="quiet">{t("coverage.limits.lead")}</p>
          <dl class="limits">
            {limits.map(([name, value]) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{count(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function ruleCell(row: RuleOutcome) {
  return <code>{row.rule}</code>;
}

function outcomeCell(row: RuleOutcome) {
  return (
    <span class={`tag outcome-${row.outcome}`}>
      {row.outcome === "findings" && row.count != null ? t("result.findings", row.count) : word("outcome", row.outcome)}
    </span>
  );
}

function whyCell(row: RuleOutcome) {
  return row.why == null ? "" : <Sentence text={row.why} />;
}
