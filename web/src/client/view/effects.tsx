// What the package does, in order, and what to do about it when the snapshot is restored.
import type { Effect, RollbackItem, Stage, TimelineStep, UndoClass } from "../../shared/report.ts";
import { count } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { Command, Listed, SitePlace, words } from "../part/listed.tsx";
import { SitePath } from "../part/place.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import type { DoneView } from "./result.tsx";

const STAGES: readonly Stage[] = ["install", "later", "rollback", "by-hand"];
/** The tone of each class, as of a severity. */
const TONES: Record<UndoClass, string> = { R0: "info", R1: "low", R2: "medium", R3: "high", R4: "blocker" };
const CLASSES = Object.keys(TONES) as UndoClass[];

export function Effects({ view: { report } }: { view: DoneView }) {
  const { rollback, facts } = report;
  const { items, scripts } = rollback;
  const covered = items.filter(({ covered_by }) => covered_by !== null).length;
  const steps = report.timeline ?? [];
  return (
    <div class="effects">
      <h2>{t("effects.headline")}</h2>
      <p class="quiet">{t("effects.lead")}</p>
      <Listed
        id="undo"
        headline={t("undo.headline")}
        lead={t("undo.lead", rollback.undone_by_snapshot, items.length)}
        none={t("undo.none", rollback.undone_by_snapshot)}
        items={items}
        ordered
      >
        {(item) => <Undo item={item} hasScripts={scripts.length > 0} />}
      </Listed>
      <Listed id="captures" headline={t("captures.headline")} lead={t("captures.lead")} items={rollback.captures} ordered>
        {({ text, command, sites }) => (
          <>
            <p>
              <Sentence text={text} />
            </p>
            <Command text={command} />
            {sites.slice(0, 5).map((site, index) => (
              <SitePath key={index} site={site} />
            ))}
          </>
        )}
      </Listed>
      <Listed id="way-back" headline={t("back.headline")} lead={t("back.lead", covered, items.length - covered)} none={t("back.none")} items={scripts}>
        {(path) => (
          <code>
            <Untrusted text={path} />
          </code>
        )}
      </Listed>
      {STAGES.map((stage) => {
        const of = steps.filter((step) => step.stage === stage && facts.effects[step.effect] !== undefined);
        return (
          of.length > 0 && (
            <Listed key={stage} id={`stage-${stage}`} headline={t(`stage.${stage}`)} items={of} ordered>
              {(step) => <TimelineEffect step={step} effect={facts.effects[step.effect]!} />}
            </Listed>
          )
        );
      })}
      {steps.length === 0 && <p class="empty">{t("effects.none")}</p>}
      <dl class="classes">
        {CLASSES.map((undo) => (
          <div key={undo}>
            <dt>
              <ClassBadge undo={undo} />
            </dt>
            <dd>{t(`undo.${undo}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Undo({ item, hasScripts }: { item: RollbackItem; hasScripts: boolean }) {
  return (
    <>
      <What undo={item.class} kind={item.kind} target={item.target} elsewhere={item.elsewhere} />
      <p class="quiet">{t(`undo.${item.class}`)}.</p>
      <p>
        <Sentence text={item.text} />
      </p>
      {item.inverse === "" ? <p class="quiet">{t("undo.unknown")}</p> : <Command text={item.inverse} />}
      {item.covered_by !== null ? (
        <p class="quiet">
          {t("undo.covered")} <SitePath site={item.covered_by} />
        </p>
      ) : (
        hasScripts && <p class="quiet">{t("undo.left")}</p>
      )}
      <SitePlace site={item.site} />
    </>
  );
}

function TimelineEffect({ step, effect }: { step: TimelineStep; effect: Effect }) {
  return (
    <>
      <What undo={effect.class} kind={effect.kind} target={effect.target} elsewhere={effect.elsewhere} />
      {effect.is_conditional && <p class="quiet">{t("effect.conditional")}</p>}
      {step.through.length > 1 && (
        <p class="quiet">
          {t("effect.through")}{" "}
          <code>
            <Untrusted text={step.through.join(" → ")} />
          </code>
        </p>
      )}
      <SitePlace site={{ ...effect.site, excerpt: effect.site.excerpt || effect.command }} />
    </>
  );
}

function What({ undo, kind, target, elsewhere }: { undo: UndoClass; kind: string; target: string; elsewhere: string }) {
  return (
    <h4 class="what">
      <ClassBadge undo={undo} />
      <span>
        {words(kind)}{" "}
        {target !== "" && (
          <code>
            <Untrusted text={target} most={200} />
          </code>
        )}
      </span>
      {elsewhere !== "" && (
        <span class="tag">
          {t("effect.at")} <Untrusted text={elsewhere} most={100} />
        </span>
      )}
    </h4>
  );
}

function ClassBadge({ undo }: { undo: UndoClass }) {
  return <span class={`badge severity-${TONES[undo]}`}>{undo}</span>;
}

/** What the snapshot leaves behind, for the tab. */
export function leftBehind({ report }: DoneView): string {
  return count(report.rollback.items.length);
}
