// How long it takes and until when there is a way back. The engine computes; this asks for the two times.
import { useState } from "preact/hooks";
import type { Session } from "../state/session.ts";
import { t } from "../text/strings.ts";
import { Banner } from "../part/basics.tsx";
import { Place } from "../part/place.tsx";
import { Table } from "../part/table.tsx";
import { Sentence } from "../part/untrusted.tsx";
import type { DoneView } from "./result.tsx";

const FIELDS = ["start", "end"] as const;

export function PlanWindow({ session, view }: { session: Session; view: DoneView }) {
  const { window } = view.report.plan;
  const [times, setTimes] = useState({ start: local(window?.start), end: local(window?.end) });
  const [isWrong, setWrong] = useState(false);
  if (!window) return null;

  function plan(event: Event) {
    event.preventDefault();
    const wrong = !(Date.parse(times.start) < Date.parse(times.end));
    setWrong(wrong);
    if (!wrong) session.planWindow({ start: withOffset(times.start), end: withOffset(times.end) });
  }

  return (
    <section class="block plan-window" aria-labelledby="window">
      <h3 id="window">{t("window.headline")}</h3>
      {session.canJudge ? (
        <form class="window-times" onSubmit={plan}>
          {FIELDS.map((field) => (
            <label key={field} class="field">
              {t(`window.${field}`)}
              <input
                type="datetime-local"
                id={`window-${field}`}
                value={times[field]}
                aria-invalid={isWrong}
                {...(isWrong ? { "aria-describedby": "window-wrong" } : {})}
                onInput={(event) => setTimes({ ...times, [field]: event.currentTarget.value })}
              />
            </label>
          ))}
          <button type="submit" class="button" id="window-set">
            {t("window.set")}
          </button>
          <span role="alert" id="window-wrong">
            {isWrong && t("window.wrong")}
          </span>
        </form>
      ) : (
        <p class="quiet">{t("window.saved")}</p>
      )}
      {window.is_too_short && <Banner kind="warning" icon="unchecked">{t("window.short")}</Banner>}
      {window.turn_back_at && (
        <p class="turn-back">
          {t("window.turn-back")} <time dateTime={window.turn_back_at}>{local(window.turn_back_at).replace("T", " ")}</time>
        </p>
      )}
      {window.point_of_no_return && (
        <div>
          <h4>{t("window.no-return")}</h4>
          <p>
            <Sentence text={window.point_of_no_return.text} />
          </p>
          <Place location={window.point_of_no_return.location} />
        </div>
      )}
      <p>{t("window.sum", window.work_minutes, window.rollback_minutes, window.buffer_minutes, window.total_minutes)}</p>
      <p class="quiet">{t("window.lead")}</p>
      <Table
        caption={t("window.headline")}
        rows={window.parts}
        columns={[
          { name: t("column.about"), cell: ({ what }) => <Sentence text={what} /> },
          { name: t("window.time"), kind: "number", cell: ({ minutes }) => t("window.minutes", minutes) },
          { name: t("window.basis"), cell: ({ basis }) => <Sentence text={basis} /> },
        ]}
      />
      {window.unknown.length > 0 && (
        <>
          <h4>{t("window.unknown")}</h4>
          <ul class="by-hand">
            {window.unknown.map((text, index) => (
              <li key={index}>
                <Sentence text={text} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** RFC 3339 as a field for local time has it; "" where it is none. */
function local(time: string | null | undefined): string {
  const at = new Date(time ?? "");
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The field's local time as RFC 3339, with the offset that holds here on that day. */
function withOffset(time: string): string {
  const offset = -new Date(time).getTimezoneOffset();
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${time}:00${offset < 0 ? "-" : "+"}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
