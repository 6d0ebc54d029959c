// The first screen: what this is, where to drop, and that nothing leaves the computer.
import { useRef } from "preact/hooks";
import type { Session } from "../state/session.ts";
import { t } from "../text/strings.ts";
import { Icon, type IconName } from "../part/icon.tsx";

const ANSWERS = [
  ["no-objections", "first.answer.verdict", "first.answer.verdict.text"],
  ["file", "first.answer.evidence", "first.answer.evidence.text"],
  ["unchecked", "first.answer.gaps", "first.answer.gaps.text"],
] as const satisfies readonly (readonly [IconName, string, string])[];

interface Props {
  session: Session;
  hasSample: boolean;
  onVerify(): void;
}

export function First({ session, hasSample, onVerify }: Props) {
  return (
    <div class="first">
      <div class="intro">
        <h1 tabIndex={-1}>{t("first.headline")}</h1>
        <p class="lead">{t("first.lead")}</p>
      </div>
      <div class="dropzone">
        <span class="dropzone-mark">
          <Icon name="package" />
        </span>
        <p class="dropzone-title">{t("first.drop")}</p>
        <p class="dropzone-hint">{t("first.drop.hint")}</p>
        <div class="actions">
          <PickButton session={session} primary />
          {hasSample && (
            <button type="button" class="button" id="try-sample" onClick={() => void session.sample()}>
              {t("first.sample")}
            </button>
          )}
          <SavedButton session={session} />
        </div>
      </div>
      <div class="privacy">
        <Icon name="shield" />
        <p>{t("first.privacy")}</p>
        <button type="button" class="button small" id="verify" onClick={onVerify}>
          {t("first.verify")}
        </button>
      </div>
      <section class="answers" aria-label={t("first.answers")}>
        {ANSWERS.map(([icon, title, text]) => (
          <div key={title} class="answer">
            <Icon name={icon} />
            <h2>{t(title)}</h2>
            <p>{t(text)}</p>
          </div>
        ))}
      </section>
    </div>
  );
}

/** A button that opens the browser's file dialog for packages. */
export function PickButton({ session, primary = false }: { session: Session; primary?: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={`button ${primary ? "primary" : ""}`} onClick={() => input.current?.click()}>
        {t("first.choose")}
      </button>
      <input
        ref={input}
        id="package-input"
        hidden
        type="file"
        multiple
        aria-label={t("first.input")}
        onChange={(event) => take(event.currentTarget, (files) => void session.take({ files, folder: null }))}
      />
    </>
  );
}

export function SavedButton({ session }: { session: Session }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {t("first.saved")}
      </button>
      <input
        ref={input}
        id="saved-input"
        hidden
        type="file"
        accept=".json,application/json"
        aria-label={t("first.input.saved")}
        onChange={(event) => take(event.currentTarget, ([file]) => file !== undefined && void session.openSaved(file))}
      />
    </>
  );
}

/** Empties the input too, so that the same file can be chosen again. */
function take(input: HTMLInputElement, use: (files: File[]) => void): void {
  const files = Array.from(input.files ?? []);
  input.value = "";
  if (files.length > 0) use(files);
}
