// The first screen: what this is, where to drop, and that nothing leaves the computer.
import type { Session } from "../state/session.ts";
import { t } from "../text/strings.ts";
import { Icon, type IconName } from "../part/icon.tsx";
import { PickButton, SavedButton } from "../part/pick.tsx";

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
          <PickButton />
          {hasSample && (
            <button type="button" class="button" id="try-sample" onClick={() => void session.sample()}>
              {t("first.sample")}
            </button>
          )}
          <SavedButton />
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
