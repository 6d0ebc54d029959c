// What changed since the package that this one is compared with.
import type { Change, ChangeKind, ChangeSection, Comparison, FileChange, Finding, Relation } from "../../shared/report.ts";
import type { Session } from "../state/session.ts";
import { bytes, count } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Banner, SeverityBadge } from "../part/basics.tsx";
import type { IconName } from "../part/icon.tsx";
import { Icon } from "../part/icon.tsx";
import { BaselineButton } from "../part/pick.tsx";
import { SitePath } from "../part/place.tsx";
import { Table } from "../part/table.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import { FoldedBeside } from "./beside.tsx";
import { Fact } from "./reading.tsx";
import type { DoneView } from "./result.tsx";

/** What the user should know before anything else: the baseline may not be what it was given for. */
const DOUBTFUL: ReadonlySet<Relation> = new Set<Relation>(["newer", "other-product", "unknown"]);

/** Rows of one list that are drawn at once: there are several lists below each other. */
const STEP = 25;

export function Changes({ session, view }: { session: Session; view: DoneView }) {
  const { comparison } = view.report;
  return (
    <div class="changes">
      <h2>{t("changes.headline")}</h2>
      {comparison == null ? <Nothing session={session} view={view} /> : <Compared comparison={comparison} />}
      <FoldedBeside session={session} view={view} />
    </div>
  );
}

/** How many things changed, for the tab; null where nothing was compared. */
export function changesOf(comparison: Comparison | null | undefined): number | null {
  if (comparison == null) return null;
  const { added, removed, changed, renamed } = comparison.files;
  return comparison.sections.reduce((sum, { total }) => sum + total, added + removed + changed + renamed);
}

function Nothing({ session, view }: { session: Session; view: DoneView }) {
  if (!session.canJudge) return <p class="empty">{t("changes.none.saved")}</p>;
  if (view.baseline !== null) return <p class="empty">{t("comparing.waiting")}</p>;
  return (
    <div class="empty">
      <p>{t("changes.none")}</p>
      <BaselineButton label={t("comparing.choose")} />
    </div>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  return (
    <>
      <Relations comparison={comparison} />
      <FindingChanges comparison={comparison} />
      {comparison.sections
        .filter(({ total }) => total > 0)
        .map((section) => (
          <Section key={section.of} section={section} />
        ))}
      <Unchanged sections={comparison.sections} />
      <Files files={comparison.files} />
    </>
  );
}

function Unchanged({ sections }: { sections: readonly ChangeSection[] }) {
  const names = sections.filter(({ total }) => total === 0).map(({ of }) => word("changed-facts", of));
  return names.length === 0 ? null : <p class="block quiet">{t("changes.section.none", names.join(", "))}</p>;
}

function Relations({ comparison }: { comparison: Comparison }) {
  const { relation, reason, name_before, version_before, name_after, version_after } = comparison;
  return (
    <div class="relation">
      {DOUBTFUL.has(relation) ? (
        <Banner kind="warning" icon="medium">
          <p>
            <strong>{word("relation", relation)}.</strong> <Sentence text={reason} most={600} />
          </p>
        </Banner>
      ) : (
        <p>
          <Sentence text={reason} most={600} />
        </p>
      )}
      <dl class="facts">
        <div>
          <dt>{t("changes.before")}</dt>
          <dd>
            <Untrusted text={comparison.baseline} most={120} />
            <br />
            <Untrusted text={t("changes.identity", name_before, version_before)} most={160} />
          </dd>
        </div>
        <div>
          <dt>{t("changes.after")}</dt>
          <dd>
            <Untrusted text={t("changes.identity", name_after, version_after)} most={160} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

function Files({ files }: { files: Comparison["files"] }) {
  const changed = files.added + files.removed + files.changed + files.renamed;
  const unlisted = changed - files.list.length;
  return (
    <section class="block">
      <h3>
        {t("changes.files")} <span class="quiet">{count(changed)}</span>
      </h3>
      <dl class="facts file-changes">
        {(["added", "removed", "changed", "renamed", "unchanged"] as const).map((kind) => (
          <Fact key={kind} name={t(`changes.${kind}`)} value={count(files[kind])} />
        ))}
      </dl>
      {files.list.length === 0 ? (
        <p class="quiet">{changed === 0 ? t("changes.files.none") : t("changes.files.more", unlisted)}</p>
      ) : (
        <Table
          caption={t("changes.files")}
          rows={files.list}
          step={STEP}
          columns={[
            { name: t("changes.kind"), cell: (row) => <Kind kind={row.change} /> },
            { name: t("changes.path"), cell: pathCell },
            { name: t("changes.size"), cell: sizeCell, kind: "number" },
          ]}
        />
      )}
      {unlisted > 0 && files.list.length > 0 && <p class="quiet">{t("changes.files.more", unlisted)}</p>}
    </section>
  );
}

function pathCell({ path, path_before }: FileChange) {
  return (
    <div>
      <code>
        <Untrusted text={path} most={200} />
      </code>
      {path_before != null && path_before !== path && (
        <>
          <br />
          <span class="quiet">
            <Untrusted text={t("changes.was", path_before)} most={220} />
          </span>
        </>
      )}
    </div>
  );
}

function sizeCell({ size_before, size_after }: FileChange) {
  const [before, after] = [size_before, size_after].map((size) => (size == null ? "" : bytes(size)));
  return before === after ? before : t("changes.value", before ?? "", after ?? "");
}

function Section({ section }: { section: ChangeSection }) {
  const title = word("changed-facts", section.of);
  return (
    <section class="block">
      <h3>
        {title} <span class="quiet">{count(section.total)}</span>
      </h3>
      {section.changes.length === 0 ? (
        <p class="quiet">{t("changes.files.more", section.total)}</p>
      ) : (
        <Table
          caption={title}
          rows={section.changes}
          step={STEP}
          columns={[
            { name: t("changes.kind"), cell: (row) => <Kind kind={row.change} of={section.of} /> },
            {
              name: t("changes.subject"),
              cell: (row) => (
                <code>
                  <Untrusted text={row.subject} most={160} />
                </code>
              ),
            },
            { name: t("changes.change"), cell: valueCell },
            { name: t("changes.where"), cell: whereCell },
          ]}
        />
      )}
      {section.changes.length > 0 && section.total > section.changes.length && (
        <p class="quiet">{t("changes.files.more", section.total - section.changes.length)}</p>
      )}
    </section>
  );
}

function valueCell({ before, after }: Change) {
  if (before === "" && after === "") return "";
  return <Untrusted text={before === after ? after : t("changes.value", before, after)} most={300} />;
}

function whereCell({ site_before, site_after }: Change) {
  const site = site_after ?? site_before;
  if (site == null) return "";
  return (
    <div>
      {site_after == null && <span class="quiet">{t("changes.where.before")} </span>}
      <SitePath site={site} />
    </div>
  );
}

const KINDS: Record<ChangeKind, readonly [string, IconName]> = {
  added: ["good", "plus"],
  removed: ["severity-high", "minus"],
  changed: ["severity-info", "edit"],
  renamed: ["severity-info", "edit"],
};

/** A key that a file no longer sets may still be known to the product: that is observed, and nobody announced it. */
function Kind({ kind, of }: { kind: ChangeKind; of?: ChangeSection["of"] }) {
  const [tone, icon] = KINDS[kind];
  const isObserved = kind === "removed" && of === "config-keys";
  return (
    <span class={`badge ${tone}`}>
      <Icon name={icon} />
      {isObserved ? t("changes.vanished") : word("changes", kind)}
    </span>
  );
}

function FindingChanges({ comparison }: { comparison: Comparison }) {
  const { findings_new, findings_changed, findings_unchanged, absent } = comparison;
  return (
    <section class="block">
      <h3>{t("changes.findings")}</h3>
      <dl class="facts file-changes">
        <Fact name={t("status.new")} value={count(findings_new)} />
        <Fact name={t("status.changed")} value={count(findings_changed)} />
        <Fact name={t("status.unchanged")} value={count(findings_unchanged)} />
        <Fact name={t("status.absent")} value={count(absent.length)} />
      </dl>
      <h4>{t("changes.absent")}</h4>
      {absent.length === 0 ? (
        <p class="quiet">{t("changes.absent.none")}</p>
      ) : (
        <Table
          caption={t("changes.absent")}
          rows={absent}
          step={STEP}
          columns={[
            { name: t("findings.severity"), cell: (row) => <SeverityBadge severity={row.severity} /> },
            { name: t("column.about"), cell: aboutCell },
            { name: t("column.rule"), cell: (row) => <span class="tag tag-rule">{row.rule}</span> },
          ]}
        />
      )}
    </section>
  );
}

function aboutCell({ subject, message }: Finding) {
  return (
    <div>
      <strong>
        <Untrusted text={subject} most={160} />
      </strong>
      <br />
      <span class="quiet">
        <Sentence text={message} most={300} />
      </span>
    </div>
  );
}
