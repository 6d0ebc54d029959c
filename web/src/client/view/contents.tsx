// What the package is, what it contains, and what it needs, as its manifests say.
import type { Facts, Manifest, VersionRange } from "../../shared/report.ts";
import type { FactTotals } from "../../shared/service.ts";
import { bytes, count } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { SitePath } from "../part/place.tsx";
import { Table, type Column } from "../part/table.tsx";
import { Untrusted } from "../part/untrusted.tsx";
import { Marks } from "./key-row.tsx";

export function Contents({ facts, totals }: { facts: Facts; totals: FactTotals }) {
  return (
    <div class="contents">
      <h2>{t("contents.headline")}</h2>
      <Block
        title={t("contents.packages")}
        rows={facts.packages}
        total={totals.packages}
        columns={[
          { name: t("column.name"), cell: (row) => <Untrusted text={row.name} most={120} /> },
          { name: t("column.version"), cell: (row) => <Untrusted text={row.version} most={60} /> },
          { name: t("column.ecosystem"), cell: (row) => row.ecosystem },
          { name: t("column.where"), cell: (row) => <SitePath site={row.site} /> },
        ]}
      />
      <Block
        title={t("contents.dependencies")}
        rows={facts.dependencies}
        total={totals.dependencies}
        columns={[
          { name: t("column.name"), cell: (row) => <Untrusted text={row.name} most={120} /> },
          {
            name: t("column.requirement"),
            cell: (row) => (
              <code>
                <Untrusted text={row.source?.url ?? row.requirement} most={120} />
              </code>
            ),
          },
          { name: t("column.admits"), cell: (row) => <Untrusted text={admits(row.range)} most={120} /> },
          { name: t("column.scope"), cell: (row) => word("scope", row.scope) },
          { name: t("column.where"), cell: (row) => <SitePath site={row.site} /> },
        ]}
      />
      <Block
        title={t("contents.requirements")}
        rows={facts.requirements}
        total={totals.requirements}
        columns={[
          { name: t("column.about"), cell: (row) => word("requirement", row.kind) },
          { name: t("column.stance"), cell: (row) => word("stance", row.stance) },
          { name: t("column.text"), cell: (row) => <Untrusted text={row.text} most={200} /> },
          { name: t("column.where"), cell: (row) => <SitePath site={row.site} /> },
        ]}
      />
      <Block
        title={t("contents.hooks")}
        rows={facts.install_hooks}
        total={totals.install_hooks}
        columns={[
          { name: t("column.hook"), cell: (row) => <Untrusted text={row.hook} most={80} /> },
          {
            name: t("column.command"),
            cell: (row) => (
              <code>
                <Untrusted text={row.command} most={160} />
              </code>
            ),
          },
          { name: t("column.where"), cell: (row) => <SitePath site={row.site} /> },
        ]}
      />
      <Block
        title={t("contents.keys")}
        rows={facts.config_keys}
        total={totals.config_keys}
        columns={[
          {
            name: t("column.key"),
            cell: (row) => (
              <div>
                <code>
                  <Untrusted text={row.key} most={160} />
                </code>
                <Marks is_commented={row.is_commented ?? false} is_sample={row.is_sample ?? false} />
              </div>
            ),
          },
          { name: t("column.value"), cell: (row) => <Untrusted text={row.value ?? ""} most={160} /> },
          { name: t("column.format"), cell: (row) => word("config-format", row.format) },
          { name: t("column.where"), cell: (row) => <SitePath site={{ ...row, excerpt: "" }} /> },
        ]}
      />
      <Block
        title={t("contents.objects")}
        rows={facts.kubernetes_objects}
        total={totals.kubernetes_objects}
        columns={[
          { name: t("column.kind"), cell: (row) => <Untrusted text={`${row.api_version} ${row.kind}`} most={160} /> },
          { name: t("column.name"), cell: (row) => <Untrusted text={row.name} most={120} /> },
          { name: t("column.where"), cell: (row) => <SitePath site={row.site} /> },
        ]}
      />
      <Block
        title={t("contents.deprecations")}
        rows={facts.deprecations}
        total={totals.deprecations}
        columns={[
          {
            name: t("column.about"),
            cell: (row) => (
              <code>
                <Untrusted text={row.subject} most={160} />
              </code>
            ),
          },
          { name: t("column.instead"), cell: (row) => <Untrusted text={row.replacement || row.reason} most={200} /> },
          { name: t("column.where"), cell: (row) => <SitePath site={row.site} /> },
        ]}
      />
      <Block
        title={t("contents.manifests")}
        rows={facts.manifests}
        total={totals.manifests}
        columns={[
          {
            name: t("column.path"),
            cell: (row) => (
              <code>
                <Untrusted text={row.path} most={200} />
              </code>
            ),
          },
          { name: t("column.format"), cell: (row) => row.format },
          {
            name: t("column.name"),
            cell: (row) => <Untrusted text={[row.name?.value, row.version?.value].filter(Boolean).join(" ")} most={120} />,
          },
          { name: t("column.state"), cell: (row) => <Untrusted text={manifestState(row)} most={160} /> },
        ]}
      />
      <Block
        title={t("contents.archives")}
        rows={facts.archives}
        total={facts.archives.length}
        columns={[
          {
            name: t("column.path"),
            cell: (row) => (row.path === "" ? t("coverage.package") : <code><Untrusted text={row.path} most={200} /></code>),
          },
          { name: t("column.format"), cell: (row) => word("format", row.format) },
          { name: t("column.entries"), cell: (row) => count(row.entries), kind: "number" },
          { name: t("column.size"), cell: (row) => bytes(row.size_bytes), kind: "number" },
          { name: t("column.unpacked"), cell: (row) => bytes(row.unpacked_bytes), kind: "number" },
        ]}
      />
    </div>
  );
}

interface BlockProps<Row> {
  title: string;
  rows: readonly Row[];
  /** How many there are; the page may have fewer. */
  total: number;
  columns: readonly Column<Row>[];
}

function Block<Row>({ title, rows, total, columns }: BlockProps<Row>) {
  return (
    <section class="block">
      <h3>
        {title} <span class="quiet">{count(total)}</span>
      </h3>
      {rows.length === 0 ? <p class="quiet">{t("contents.none")}</p> : <Table caption={title} columns={columns} rows={rows} />}
      {total > rows.length && <p class="quiet">{t("contents.more", total - rows.length)}</p>}
    </section>
  );
}

/** A range as an interval: `≥ 1.2, < 2`. */
export function admits(range: VersionRange | null): string {
  if (range === null) return t("range.unreadable");
  if (range.intervals.length === 0) return t("range.none");
  return range.intervals
    .map(({ lower, upper }) => {
      if (lower === null && upper === null) return t("range.any");
      if (lower !== null && upper !== null && lower.version === upper.version) return `= ${lower.version}`;
      const ends = [
        ...(lower === null ? [] : [`${lower.inclusive ? "≥" : ">"} ${lower.version}`]),
        ...(upper === null ? [] : [`${upper.inclusive ? "≤" : "<"} ${upper.version}`]),
      ];
      return ends.join(", ");
    })
    .join(t("range.or"));
}

function manifestState(manifest: Manifest): string {
  const { state } = manifest;
  if (state.state === "unreadable") return t("manifest.unreadable", state.line, state.reason);
  return manifest.describes_package ? t("manifest.own") : t("manifest.read");
}
