// Several archives were dropped: the user says which one is the package, and which one it is compared with.
import { useState } from "preact/hooks";
import type { Session } from "../state/session.ts";
import { bytes } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { Rest } from "../part/basics.tsx";
import { Icon } from "../part/icon.tsx";
import { Untrusted, visible } from "../part/untrusted.tsx";

/** More than this many archives at once are a mistake of the hand, not a choice. */
const MOST_SHOWN = 50;

interface Props {
  session: Session;
  archives: File[];
  others: File[];
}

export function Choose(props: Props) {
  const { session, archives, others } = props;
  return (
    <div class="narrow">
      <h1 tabIndex={-1}>{t("choose.headline")}</h1>
      <p class="lead">{t("choose.lead", archives.length)}</p>
      {archives.length === 2 ? <Pair {...props} /> : <Many {...props} />}
      {others.length > 0 && <p class="quiet">{t("choose.beside", others.length)}</p>}
      <p>
        <button type="button" class="button" onClick={() => session.restart()}>
          {t("choose.back")}
        </button>
      </p>
    </div>
  );
}

/** Each can be the package, with the other or alone. */
function Pair({ session, archives, others }: Props) {
  return (
    <ul class="choices">
      {archives.map((archive, index) => {
        const other = archives[1 - index];
        if (other === undefined) return null;
        const [name, otherName] = [archive, other].map((file) => visible(file.name).slice(0, 120));
        return (
          <li key={index} class="card choice">
            <Name archive={archive} />
            <div class="actions">
              <button
                type="button"
                class="button primary"
                aria-label={t("choose.check.with.named", name ?? "", otherName ?? "")}
                onClick={() => session.check(archive, { others, baseline: other })}
              >
                {t("choose.check.with")}
              </button>
              <button
                type="button"
                class="button"
                aria-label={t("choose.check.alone.named", name ?? "")}
                onClick={() => session.check(archive, { others, unused: [other] })}
              >
                {t("choose.check.alone")}
              </button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** One is the package, another what it is compared with; nothing is chosen beforehand. */
function Many({ session, archives, others }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [compared, setCompared] = useState<number | null>(null);
  const shown = archives.slice(0, MOST_SHOWN);
  const archive = chosen === null ? undefined : shown[chosen];
  const baseline = compared === null ? null : (shown[compared] ?? null);
  return (
    <form
      class="choices"
      onSubmit={(event) => {
        event.preventDefault();
        if (archive !== undefined) session.check(archive, { others, baseline, unused: archives.filter((other) => other !== archive && other !== baseline) });
      }}
    >
      <fieldset class="card choice-list">
        <legend>{t("choose.package")}</legend>
        {shown.map((file, index) => (
          <label key={index} class="choice-line">
            <input
              type="radio"
              name="package"
              required
              checked={chosen === index}
              onChange={() => {
                setChosen(index);
                if (compared === index) setCompared(null);
              }}
            />
            <Name archive={file} />
          </label>
        ))}
      </fieldset>
      <Rest left={archives.length - MOST_SHOWN} />
      <fieldset class="card choice-list">
        <legend>{t("choose.baseline")}</legend>
        <label class="choice-line">
          <input type="radio" name="baseline" checked={compared === null} onChange={() => setCompared(null)} />
          {t("choose.nothing")}
        </label>
        {shown.map((file, index) => (
          <label key={index} class="choice-line">
            <input type="radio" name="baseline" checked={compared === index} disabled={chosen === index} onChange={() => setCompared(index)} />
            <Name archive={file} />
          </label>
        ))}
      </fieldset>
      <p>
        <button type="submit" class="button primary" disabled={archive === undefined}>
          {t("choose.go")}
        </button>
      </p>
    </form>
  );
}

function Name({ archive }: { archive: File }) {
  return (
    <>
      <Icon name="package" />
      <span class="choice-name">
        <Untrusted text={archive.name} most={200} />
        <span class="quiet">{bytes(archive.size)}</span>
      </span>
    </>
  );
}

/** Archives that were dropped too. */
export function Unused({ names }: { names: readonly string[] }) {
  return (
    <div class="unused">
      <p>
        <strong>{t("unused.headline")}.</strong> {t("unused.text")}
      </p>
      <ul>
        {names.slice(0, 20).map((name, index) => (
          <li key={index}>
            <Untrusted text={name} most={120} />
          </li>
        ))}
        {names.length > 20 && <li>{t("reading.found.more", names.length - 20)}</li>}
      </ul>
    </div>
  );
}
