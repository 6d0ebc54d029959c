// Several archives were dropped: the user says which one is the package.
import type { Session } from "../state/session.ts";
import { bytes } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { Rest } from "../part/basics.tsx";
import { Icon } from "../part/icon.tsx";
import { Untrusted } from "../part/untrusted.tsx";

/** More than this many archives at once are a mistake of the hand, not a choice. */
const MOST_SHOWN = 50;

export function Choose({ session, archives, others }: { session: Session; archives: File[]; others: File[] }) {
  return (
    <div class="narrow">
      <h1 tabIndex={-1}>{t("choose.headline")}</h1>
      <p class="lead">{t("choose.lead", archives.length)}</p>
      <ul class="choices">
        {archives.slice(0, MOST_SHOWN).map((archive, index) => (
          <li key={index} class="card choice">
            <Icon name="package" />
            <span class="choice-name">
              <Untrusted text={archive.name} />
              <span class="quiet">{bytes(archive.size)}</span>
            </span>
            <button
              type="button"
              class="button"
              aria-label={`${t("choose.check")}: ${archive.name}`}
              onClick={() => session.check(archive, others, "analysis", archives.filter((other) => other !== archive))}
            >
              {t("choose.check")}
            </button>
          </li>
        ))}
      </ul>
      <Rest left={archives.length - MOST_SHOWN} />
      {others.length > 0 && <p class="quiet">{t("choose.beside", others.length)}</p>}
      <p>
        <button type="button" class="button" onClick={() => session.restart()}>
          {t("choose.back")}
        </button>
      </p>
    </div>
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
