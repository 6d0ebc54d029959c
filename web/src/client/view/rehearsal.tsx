// What runs by itself, who it talks to, what it may open, and how to run the package without all that.
import type { Endpoint, RehearsalStep, Secret, Site } from "../../shared/report.ts";
import { t } from "../text/strings.ts";
import { CopyButton, Paged } from "../part/basics.tsx";
import { download, fileStem } from "../part/download.ts";
import { Icon } from "../part/icon.tsx";
import { Command, Listed, SitePlace, words } from "../part/listed.tsx";
import { SitePath } from "../part/place.tsx";
import { Table } from "../part/table.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import { Diff } from "./patches.tsx";
import type { DoneView } from "./result.tsx";

/** Places of a host that are shown at once. */
const PLACES = 5;

export function Rehearsal({ view: { report } }: { view: DoneView }) {
  const { schedules, secrets, units, unit_uses } = report.facts;
  const { steps, patches } = report.rehearsal;
  const hosts = byHost(report.facts.endpoints);
  const diff = patches.map((patch) => patch.diff).join("");
  const input = report.inputs[0]?.name ?? "package";
  return (
    <div class="rehearsal">
      <h2>{t("rehearsal.headline")}</h2>
      <p class="quiet">{t("rehearsal.lead")}</p>
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
            <Steps of="task" steps={steps} at={[site]} subject={name} />
          </>
        )}
      </Listed>
      <Listed id="hosts" headline={t("hosts.headline")} lead={t("hosts.lead")} items={hosts}>
        {([host, endpoints]) => (
          <>
            <h4 class="what">
              <Untrusted text={host === "" ? t("hosts.unnamed") : host} most={200} />
              {distinct(endpoints.flatMap(({ kind, scheme }) => [words(kind), scheme])).map((text) => (
                <span key={text} class="tag">
                  <Untrusted text={text} most={40} />
                </span>
              ))}
            </h4>
            {distinct(endpoints.map(({ unverified_by }) => unverified_by)).map((by) => (
              <p key={by}>
                {t("hosts.unverified")}{" "}
                <code>
                  <Untrusted text={by} most={200} />
                </code>
              </p>
            ))}
            <Paged items={placesOf(endpoints)} step={PLACES}>
              {(shown) => shown.map((site, index) => <SitePlace key={index} site={site} />)}
            </Paged>
            <Steps of="endpoint" steps={steps} at={endpoints.map(({ site }) => site)} subject={host} />
          </>
        )}
      </Listed>
      <Listed id="secrets" headline={t("secrets.headline")} lead={t("secrets.lead")} items={secrets}>
        {(secret) => (
          <>
            <SecretHead secret={secret} />
            <SitePlace site={secret.site} />
            <Steps of="credential" steps={steps} at={[secret.site]} subject={secret.name} />
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
      <section class="block" aria-labelledby="neutral">
        <div class="section-head">
          <h3 id="neutral">{t("neutral.headline")}</h3>
          {diff !== "" && (
            <div class="actions">
              <CopyButton label={t("patch.copy")} text={() => diff} />
              <button type="button" class="button small" id="save-neutral" onClick={() => download(new Blob([diff], { type: "text/x-diff" }), `${fileStem(input)}.neutral.patch`)}>
                <Icon name="save" />
                {t("patch.save")}
              </button>
            </div>
          )}
        </div>
        <p class="quiet">{t(diff === "" ? "neutral.none" : "neutral.lead")}</p>
        <Paged items={patches} step={10}>
          {(shown) => shown.map((patch, index) => <Diff key={index} name={patch.path} diff={patch.diff} />)}
        </Paged>
      </section>
    </div>
  );
}

function SecretHead({ secret: { kind, provider, name, shown, length_chars } }: { secret: Secret }) {
  return (
    <h4 class="what">
      <span class="tag">{words(kind)}</span>
      <Untrusted text={distinct([name, provider]).join(" · ")} most={200} />
      <code>
        <Untrusted text={shown} />
      </code>
      <span class="quiet">{t("secrets.length", length_chars)}</span>
    </h4>
  );
}

/** What to do with one of them; told by its place, else by what it is about. */
function Steps({ of, steps, at, subject }: { of: string; steps: readonly RehearsalStep[]; at: readonly Site[]; subject: string }) {
  const places = new Set(at.map(key));
  const mine = steps.filter((step) => step.of === of && (places.has(key(step.site)) || (subject !== "" && step.subject === subject)));
  return (
    <Paged items={mine} step={PLACES}>
      {(shown) =>
        shown.map((step, index) => (
          <div key={index} class="instead">
            <p>
              <strong>{t("rehearsal.step")}</strong> <Sentence text={step.text} /> {step.is_in_patch && <span class="tag">{t("rehearsal.in-patch")}</span>}
            </p>
            <Command text={step.command} />
          </div>
        ))
      }
    </Paged>
  );
}

const key = ({ path, line }: Site) => `${path}\n${line}`;

function byHost(endpoints: readonly Endpoint[]): [string, Endpoint[]][] {
  const hosts = new Map<string, Endpoint[]>();
  // What only documents name is no one that the package talks to.
  const real = endpoints.filter(({ kind }) => kind !== "documentation" && kind !== "namespace" && kind !== "example");
  for (const endpoint of real) {
    const same = hosts.get(endpoint.host);
    if (same === undefined) hosts.set(endpoint.host, [endpoint]);
    else same.push(endpoint);
  }
  return [...hosts];
}

/** Each once: a line may name a host in several ways. */
function placesOf(endpoints: readonly Endpoint[]): Site[] {
  return [...new Map(endpoints.map(({ site }) => [key(site), site])).values()];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}
