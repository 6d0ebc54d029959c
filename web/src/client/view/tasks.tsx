// What runs by itself, and which services are used.
import { t } from "../text/strings.ts";
import { Command, Listed, SitePlace, words } from "../part/listed.tsx";
import { SitePath } from "../part/place.tsx";
import { Table } from "../part/table.tsx";
import { Untrusted } from "../part/untrusted.tsx";
import type { DoneView } from "./result.tsx";

export function Tasks({ view: { report } }: { view: DoneView }) {
  const { schedules, units, unit_uses } = report.facts;
  return (
    <div class="tasks">
      <h2>{t("tasks.title")}</h2>
      <p class="quiet">{t("tasks.about")}</p>
      <Listed id="tasks" headline={t("tasks.headline")} lead={t("tasks.lead")} items={schedules}>
        {({ kind, name, words: when, expression, time_zone, command, user, site }) => (
          <>
            <h4 class="what">
              <span class="tag">{words(kind)}</span>
              <Untrusted text={when || expression} />
              {time_zone !== "" && <Untrusted text={time_zone} />}
            </h4>
            <p class="quiet">
              <Untrusted text={[name, expression, user && t("tasks.as", user)].filter(Boolean).join(" · ")} />
            </p>
            <Command text={command} />
            <SitePlace site={site} />
          </>
        )}
      </Listed>
      <section class="block" aria-labelledby="units">
        <h3 id="units">{t("units.headline")}</h3>
        {units.length + unit_uses.length === 0 ? (
          <p class="quiet">{t("config.none")}</p>
        ) : (
          <Table
            caption={t("units.headline")}
            step={25}
            rows={[...units.map((unit) => ({ ...unit, verb: t("units.brought") })), ...unit_uses]}
            columns={[
              { name: t("column.name"), cell: ({ name }) => <Untrusted text={name} /> },
              { name: t("units.use"), cell: ({ verb }) => <Untrusted text={verb} /> },
              { name: t("column.where"), cell: ({ site }) => <SitePath site={site} /> },
            ]}
          />
        )}
      </section>
    </div>
  );
}
