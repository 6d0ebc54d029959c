// There is no report: the cause, the number, and the way on.
import type { AnalysisError } from "../../shared/service.ts";
import type { Failure, Session } from "../state/session.ts";
import { t, word, type StringId } from "../text/strings.ts";
import { Icon } from "../part/icon.tsx";
import { PickButton, SavedButton } from "../part/pick.tsx";
import { Untrusted } from "../part/untrusted.tsx";

interface Explained {
  title: string;
  text: string;
  way: string;
}

export function Failed({ session, failure, hasSample }: { session: Session; failure: Failure; hasSample: boolean }) {
  const { title, text, way } = explain(failure.error);
  return (
    <div class="narrow failed">
      <div class="card">
        <span class="failed-mark">
          <Icon name="not-advised" />
        </span>
        <h1 tabIndex={-1}>{title}</h1>
        {failure.name !== "" && (
          <p class="failed-name">
            <Untrusted text={failure.name} most={200} />
          </p>
        )}
        <p>
          <Untrusted text={text} />
        </p>
        <p class="failed-way">{way}</p>
        <div class="actions">
          <PickButton />
          {failure.error.kind === "saved" && <SavedButton />}
          {hasSample && failure.error.kind !== "saved" && (
            <button type="button" class="button" onClick={() => void session.sample()}>
              {t("first.sample")}
            </button>
          )}
          <button type="button" class="button" onClick={() => session.restart()}>
            {t("choose.back")}
          </button>
        </div>
      </div>
    </div>
  );
}

/** An error of the engine in words. Data that is missing or of another type never breaks the sentence. */
export function explain(error: AnalysisError): Explained {
  const number = (name: string) => (typeof error[name] === "number" ? (error[name] as number) : 0);
  const text = (name: string) => (typeof error[name] === "string" ? (error[name] as string) : "").replace(/\.$/, "");
  const list = (name: string) => (Array.isArray(error[name]) ? (error[name] as unknown[]).join(", ") : "");
  const reason = text("reason") || error.message.replace(/\.$/, "");
  const of = (kind: string, sentence: string, way: string = word("error", `${kind}.way`)): Explained => ({
    title: word("error", kind),
    text: sentence,
    way,
  });
  switch (error.kind) {
    case "empty":
    case "encrypted-directory":
    case "changed":
      return of(error.kind, t(`error.${error.kind}.text` as "error.empty.text"));
    case "not-an-archive": {
      const content = text("content");
      const noun = word("noun", content);
      return of(error.kind, t("error.not-an-archive.text", noun, number("size_bytes")), t(wayOn(content)));
    }
    case "truncated": {
      const expected = number("expected_bytes");
      const size = number("size_bytes");
      return of(error.kind, expected > size ? t("error.truncated.expected", size, expected) : t("error.truncated.text", size));
    }
    case "damaged-directory":
      return of(error.kind, t("error.damaged-directory.text", number("offset"), reason));
    case "split":
      return of(error.kind, t("error.split.text", number("disk") + 1));
    case "over-limit":
      return of(error.kind, t("error.over-limit.text", text("limit"), number("value"), number("needed")));
    case "unreadable":
      return of(
        error.kind,
        "length" in error
          ? t("error.unreadable.text", number("length"), number("offset"), reason)
          : t("error.unreadable.short", reason),
      );
    case "engine-failed":
      return of(error.kind, t("error.engine-failed.text", reason));
    case "unsupported-browser":
      return of(error.kind, t("error.unsupported-browser.text", list("missing") || text("missing") || reason));
    case "folder":
      return of(error.kind, t("error.folder.text", text("name"), number("files")));
    case "no-archive":
      return of(error.kind, t("error.no-archive.text", number("files")));
    case "saved":
      return of(error.kind, error.message);
    case "sample":
      return of(error.kind, "");
    default:
      return { title: t("error.headline"), text: t("error.other.text", reason), way: t("error.other.way") };
  }
}

const OTHER_ARCHIVES = ["tar", "gzip", "bzip2", "xz", "zstd", "seven-zip", "rar", "cab", "rpm", "deb", "msi"];

function wayOn(content: string): Extract<StringId, `error.not-an-archive.way${string}`> {
  if (content === "html") return "error.not-an-archive.way.html";
  return OTHER_ARCHIVES.includes(content) ? "error.not-an-archive.way.other-archive" : "error.not-an-archive.way";
}
