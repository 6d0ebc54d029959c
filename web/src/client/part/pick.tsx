// The browser's file dialogs: inputs that stay in the page in every state, and the buttons that open them.
import type { Session } from "../state/session.ts";
import { t } from "../text/strings.ts";

const PACKAGE = "package-input";
const SAVED = "saved-input";
const BESIDE = "beside-input";
const BASELINE = "baseline-input";
const PLAN = "plan-input";
export const COMPARE = "compare";
export const COMPARE_NOTHING = "compare-nothing";

export function Pickers({ session }: { session: Session }) {
  return (
    <>
      <input
        id={PACKAGE}
        type="file"
        multiple
        hidden
        aria-label={t("first.input")}
        onChange={(event) => void session.take({ files: taken(event.currentTarget), folder: null })}
      />
      <input
        id={SAVED}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t("first.input.saved")}
        onChange={(event) => {
          const [file] = taken(event.currentTarget);
          if (file !== undefined) void session.openSaved(file);
        }}
      />
      <input
        id={BESIDE}
        type="file"
        multiple
        hidden
        aria-label={t("beside.input")}
        onChange={(event) => session.addBeside(taken(event.currentTarget))}
      />
      <input
        id={PLAN}
        type="file"
        accept=".md,text/markdown"
        hidden
        aria-label={t("plan.import")}
        onChange={(event) => {
          const [file] = taken(event.currentTarget);
          if (file !== undefined) void session.takePlan(file);
        }}
      />
      <input
        id={BASELINE}
        type="file"
        hidden
        aria-label={t("comparing.input")}
        onChange={(event) => {
          const [file] = taken(event.currentTarget);
          if (file === undefined) return;
          session.compareWith(file);
          // The button that was pressed makes way for the state of the comparison.
          focusSoon(COMPARE_NOTHING);
        }}
      />
    </>
  );
}

export function PickButton() {
  return <Opens input={PACKAGE} label={t("first.choose")} kind=" primary" />;
}

export function SavedButton() {
  return <Opens input={SAVED} label={t("first.saved")} />;
}

export function BesideButton() {
  return <Opens input={BESIDE} label={t("beside.add")} />;
}

export function PlanButton() {
  return <Opens input={PLAN} label={t("plan.import")} />;
}

export function BaselineButton({ label, id }: { label: string; id?: string }) {
  return <Opens input={BASELINE} label={label} {...(id === undefined ? {} : { id })} />;
}

/** Opens the dialog of one of the inputs. */
function Opens({ input, label, kind = "", ...more }: { input: string; label: string; kind?: string; id?: string }) {
  return (
    <button type="button" class={`button${kind}`} {...more} onClick={() => document.getElementById(input)?.click()}>
      {label}
    </button>
  );
}

/** Moves the focus to an element that is about to be drawn. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}

/** Empties the input too, so that the same file can be chosen again. */
function taken(input: HTMLInputElement): File[] {
  const files = Array.from(input.files ?? []);
  input.value = "";
  return files;
}
