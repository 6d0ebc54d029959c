// The package that this one is compared with: chosen, on its way, failed, taken away.
import type { Comparing as State } from "../../shared/service.ts";
import type { Session } from "../state/session.ts";
import { bytes } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Banner } from "../part/basics.tsx";
import { Icon } from "../part/icon.tsx";
import { BaselineButton, COMPARE, COMPARE_NOTHING, focusSoon } from "../part/pick.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import type { DoneView } from "./result.tsx";

export function Comparing({ session, view }: { session: Session; view: DoneView }) {
  const { baseline, comparing } = view;
  if (baseline === null || comparing === null) return null;
  const name = <Untrusted text={baseline.name} most={120} />;
  const remove = (label: string) => (
    <button
      type="button"
      class="button small"
      id={COMPARE_NOTHING}
      onClick={() => {
        session.compareWith(null);
        focusSoon(COMPARE);
      }}
    >
      <Icon name="close" />
      {label}
    </button>
  );
  if (comparing.state === "failed") {
    return (
      <Banner kind="warning" icon="unchecked">
        <p>
          <strong>{name}</strong>: {t("comparing.failed")} <Sentence text={t("comparing.failed.reason", comparing.error.message)} most={400} />
        </p>
        <div class="actions">
          <BaselineButton label={t("comparing.other")} />
          {remove(t("comparing.remove"))}
        </div>
      </Banner>
    );
  }
  return (
    <section class="card comparing" aria-label={t("tab.changes")}>
      <Icon name="package" />
      <div class="comparing-text">
        <p>
          {comparing.state === "done" ? t("comparing.with") : comparing.state === "judging" ? t("comparing.judging") : t("comparing.reading")}{" "}
          <strong>{name}</strong> <span class="quiet">{bytes(baseline.size)}</span>
          {comparing.state === "done" && view.report.comparison != null && (
            <span class="quiet"> · {word("relation", view.report.comparison.relation)}</span>
          )}
        </p>
        <Bar comparing={comparing} />
      </div>
      {comparing.state === "done" && <BaselineButton label={t("comparing.other")} />}
      {remove(comparing.state === "done" ? t("comparing.remove") : t("comparing.cancel"))}
    </section>
  );
}

function Bar({ comparing }: { comparing: State }) {
  if (comparing.state !== "reading") return null;
  const { bytesDone: value, bytesTotal: max } = comparing.progress ?? { bytesDone: 0, bytesTotal: 1 };
  return <progress aria-label={t("comparing.bar")} value={value} max={Math.max(max, 1)} />;
}
