// What the package needs, beside what runs in production: the files that say so, the way to the new version, the table.
import type { InstalledVersion, Need, Report, UpgradePath } from "../../shared/report.ts";
import type { Session } from "../state/session.ts";
import { count } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Rest } from "../part/basics.tsx";
import { Icon, type IconName } from "../part/icon.tsx";
import { SitePath } from "../part/place.tsx";
import { Table } from "../part/table.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import { Beside } from "./beside.tsx";
import type { DoneView } from "./result.tsx";

/** Requirements and versions of one need that are listed; the report has them all. */
const MOST_LISTED = 5;

export function Needs({ session, view }: { session: Session; view: DoneView }) {
  const needs = view.report.needs ?? [];
  const upgrades = view.report.upgrades ?? [];
  return (
    <div class="needs">
      <h2>{t("needs.headline")}</h2>
      <p class="quiet">{t("needs.lead")}</p>
      <Beside session={session} view={view} />
      {upgrades.length > 0 && <Upgrades upgrades={upgrades} />}
      <section class="block">
        <h3>
          {t("needs.table")} <span class="quiet">{count(needs.length)}</span>
        </h3>
        {needs.length === 0 ? <p class="quiet">{t("needs.none")}</p> : <NeedTable needs={needs} />}
      </section>
    </div>
  );
}

/** How many needs do not fit, for the tab. */
export function unmetNeeds(report: Report): number {
  return (report.needs ?? []).filter(({ state }) => state === "unmet" || state === "not-installed").length;
}

function NeedTable({ needs }: { needs: readonly Need[] }) {
  return (
    <Table
      caption={t("needs.table")}
      rows={needs}
      columns={[
        {
          name: t("needs.need"),
          cell: (need) => (
            <span class="need-name">
              <strong>
                <Untrusted text={need.name} most={120} />
              </strong>
              <span class="tag">{need.ecosystem}</span>
            </span>
          ),
        },
        { name: t("needs.asked"), cell: askedCell },
        { name: t("needs.have"), cell: haveCell },
        { name: t("needs.verdict"), cell: (need) => <NeedBadge need={need} /> },
      ]}
    />
  );
}

function askedCell({ asked }: Need) {
  return (
    <ul class="cell-list">
      {asked.slice(0, MOST_LISTED).map((one, index) => (
        <li key={index}>
          {one.requirement === "" ? t("needs.anything") : <code><Untrusted text={one.requirement} most={80} /></code>}{" "}
          {one.dialect !== "" && <span class="quiet">{t("needs.read-as", one.dialect)}</span>}
          <br />
          <SitePath site={one.site} />
        </li>
      ))}
      {asked.length > MOST_LISTED && <li class="quiet">{t("needs.others", asked.length - MOST_LISTED)}</li>}
    </ul>
  );
}

function haveCell(need: Need) {
  if (need.installed.length === 0) {
    if (need.state === "shipped") return "";
    return <span class="quiet">{need.hosts === 0 ? t("needs.have.unknown") : t("needs.have.none")}</span>;
  }
  return (
    <ul class="cell-list">
      {need.installed.slice(0, MOST_LISTED).map((version, index) => (
        <li key={index}>
          <Installed version={version} />
        </li>
      ))}
      <Rest left={need.installed.length - MOST_LISTED} />
    </ul>
  );
}

function Installed({ version }: { version: InstalledVersion }) {
  const names = version.host_names.join(", ");
  return (
    <>
      <code class={version.is_admitted === false ? "is-refused" : ""}>
        <Untrusted text={version.version} most={80} />
      </code>{" "}
      {version.name != null && (
        <>
          (<code><Untrusted text={version.name} most={80} /></code>){" "}
        </>
      )}
      <span class="quiet">{t("needs.on", version.hosts)}</span>
      {names !== "" && (
        <>
          <br />
          <Untrusted text={t("needs.hosts", names, version.hosts - version.host_names.length)} most={300} />
        </>
      )}
      {(version.compared_as !== null || version.may_be_patched) && (
        <>
          <br />
          <span class="quiet">
            <Untrusted
              text={[
                version.compared_as === null ? "" : t("needs.compared", version.compared_as),
                version.may_be_patched ? t("needs.patched") : "",
              ]
                .filter(Boolean)
                .join("; ")}
            />
          </span>
        </>
      )}
    </>
  );
}

const TONES: Record<Need["state"], readonly [string, IconName]> = {
  met: ["good", "no-objections"],
  unmet: ["severity-blocker", "blocker"],
  "not-installed": ["severity-medium", "medium"],
  shipped: ["severity-info", "package"],
  unreadable: ["severity-info", "cannot-say"],
  "not-checked": ["severity-info", "unchecked"],
};

function NeedBadge({ need }: { need: Need }) {
  const [tone, icon] = TONES[need.state] ?? TONES["not-checked"];
  return (
    <span class={`badge ${tone}`}>
      <Icon name={icon} />
      {word("need", need.state)}
    </span>
  );
}

function Upgrades({ upgrades }: { upgrades: readonly UpgradePath[] }) {
  return (
    <section class="block">
      <h3>{t("upgrades.headline")}</h3>
      <p class="quiet">{t("upgrades.lead")}</p>
      <ul class="upgrades">
        {upgrades.slice(0, 50).map((path, index) => (
          <li key={index} class="card upgrade">
            <h4>
              <Untrusted text={path.product} most={120} />
            </h4>
            <Way path={path} />
            {path.downgrade !== "" && <p>{word("upgrades.downgrade", path.downgrade)}</p>}
            {path.source !== "" && (
              <p class="quiet">
                <Sentence text={t("upgrades.source", path.source)} most={300} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <Rest left={upgrades.length - 50} />
    </section>
  );
}

function Way({ path }: { path: UpgradePath }) {
  return (
    <>
      <ol class="way">
        <li>
          <span class="tag">
            <Untrusted text={t("upgrades.from", path.from, path.hosts)} most={80} />
          </span>
          {path.wait !== "" && (
            <span class="quiet">
              {" "}
              <Untrusted text={t("upgrades.wait.first", path.wait)} most={120} />
            </span>
          )}
        </li>
        {path.stops.map((stop, index) => (
          <li key={index}>
            <span class="tag way-stop">
              <Untrusted text={stop.version} most={40} />
            </span>{" "}
            <span class="quiet">
              {t("upgrades.stop")}
              {stop.wait !== "" && (
                <>
                  {", "}
                  <Untrusted text={t("upgrades.wait", stop.wait)} most={120} />
                </>
              )}
            </span>
          </li>
        ))}
        <li>
          <span class="tag">
            <Untrusted text={path.to} most={80} />
          </span>{" "}
          <span class="quiet">{t("upgrades.package")}</span>
        </li>
      </ol>
      {!path.is_supported ? (
        <p class="is-refused">{t("upgrades.unsupported")}</p>
      ) : (
        path.stops.length === 0 && <p class="quiet">{t("upgrades.direct")}</p>
      )}
    </>
  );
}
