// The files beside the package: what each was taken for and why, and the user's word where that is wrong.
import type { Recognised, Report, Role } from "../../shared/report.ts";
import type { Session } from "../state/session.ts";
import { bytes } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Rest } from "../part/basics.tsx";
import { Icon } from "../part/icon.tsx";
import { BesideButton } from "../part/pick.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import type { DoneView } from "./result.tsx";

const ROLES: readonly Role[] = ["inventory", "config", "pack", "unknown"];
const COLUMNS = ["name", "version", "host"] as const;
const MOST_PROBLEMS = 10;

type Input = Report["inputs"][number];

interface Props {
  session: Session;
  view: DoneView;
}

export function Beside({ session, view }: Props) {
  return (
    <section class="block beside" aria-labelledby="beside-title">
      <h3 id="beside-title">{t("beside.headline")}</h3>
      <List session={session} view={view} />
    </section>
  );
}

/** Where something else comes first: one line that opens. */
export function FoldedBeside({ session, view }: Props) {
  return (
    <details class="block beside">
      <summary>{t("beside.files", besideInputs(view.report).length)}</summary>
      <List session={session} view={view} />
    </details>
  );
}

/** In the order in which they were given. */
function besideInputs({ inputs }: Report): Input[] {
  return inputs.filter(({ role }, place) => place > 0 && role !== "baseline");
}

function List({ session, view }: Props) {
  const inputs = besideInputs(view.report);
  return (
    <>
      {inputs.length === 0 ? <p class="quiet">{t("beside.empty")}</p> : <p class="quiet">{t("beside.lead")}</p>}
      <ul class="beside-list" aria-busy={view.judging}>
        {inputs.map((input, place) => (
          <li key={place} class="card beside-file">
            <Head input={input} />
            {input.recognised != null && <Told recognised={input.recognised} />}
            {session.canJudge && <Corrections session={session} view={view} input={input} place={place} />}
          </li>
        ))}
      </ul>
      {session.canJudge ? (
        <div class="actions">
          <BesideButton />
          <span role="status">{view.judging ? t("beside.judging") : ""}</span>
        </div>
      ) : (
        inputs.length > 0 && <p class="quiet">{t("beside.saved")}</p>
      )}
    </>
  );
}

function Head({ input }: { input: Input }) {
  return (
    <p class="beside-name">
      <Icon name={input.role === "pack" ? "package" : "file"} />
      <strong>
        <Untrusted text={input.name} most={120} />
      </strong>
      <span class="quiet">{bytes(input.size)}</span>
      <span class={`tag role-${input.role}`}>{word("role", input.role)}</span>
      {input.recognised != null && input.recognised.form !== "" && (
        <span class="tag">
          <Untrusted text={input.recognised.form} most={60} />
        </span>
      )}
    </p>
  );
}

function Told({ recognised }: { recognised: Recognised }) {
  const { problems } = recognised;
  return (
    <>
      <p>
        <Sentence text={recognised.reason} most={600} />
      </p>
      {recognised.role === "inventory" && recognised.components > 0 && <p class="quiet">{t("beside.told", recognised.components, recognised.hosts)}</p>}
      {problems.length > 0 && (
        <details>
          <summary>{t("beside.problems")}</summary>
          <ul class="cell-list">
            {problems.slice(0, MOST_PROBLEMS).map((problem, index) => (
              <li key={index}>
                <Sentence text={problem} most={300} />
              </li>
            ))}
          </ul>
          <Rest left={problems.length - MOST_PROBLEMS} />
        </details>
      )}
    </>
  );
}

interface CorrectionsProps {
  session: Session;
  view: DoneView;
  input: Input;
  place: number;
}

function Corrections({ session, view, input, place }: CorrectionsProps) {
  const choice = view.beside[place]?.choice;
  const recognised = input.recognised;
  if (choice === undefined || recognised == null) return null;
  const columns = choice.columns ?? recognised.columns;
  return (
    <div class="beside-choices">
      <label class="field">
        <span>{t("beside.role")}</span>
        <select
          value={choice.role ?? ""}
          disabled={view.judging}
          onChange={(event) => session.chooseBeside(place, { role: (event.currentTarget.value || null) as Role | null })}
        >
          <option value="">{t("beside.role.auto", choice.role === null ? word("role", recognised.role) : "…")}</option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {word("role", role)}
            </option>
          ))}
        </select>
      </label>
      {recognised.header.length > 0 &&
        COLUMNS.map((column) => (
          <label key={column} class="field">
            <span>{t(`beside.column.${column}`)}</span>
            <select
              value={columns[column] === null ? "" : String(columns[column])}
              disabled={view.judging}
              onChange={(event) => {
                const chosen = event.currentTarget.value;
                session.chooseBeside(place, { columns: { ...columns, [column]: chosen === "" ? null : Number(chosen) } });
              }}
            >
              <option value="">{t("beside.column.none")}</option>
              {recognised.header.slice(0, 200).map((title, index) => (
                <option key={index} value={String(index)}>
                  {title.slice(0, 60) || t("beside.column.unnamed", index + 1)}
                </option>
              ))}
            </select>
          </label>
        ))}
      {recognised.role === "inventory" && recognised.hosts <= 1 && (
        <label class="field">
          <span>{t("beside.host")}</span>
          <input
            type="text"
            maxLength={200}
            value={choice.host ?? ""}
            disabled={view.judging}
            onChange={(event) => session.chooseBeside(place, { host: event.currentTarget.value.trim() || null })}
          />
        </label>
      )}
      <button type="button" class="button small" disabled={view.judging} onClick={() => session.removeBeside(place)}>
        <Icon name="close" />
        {t("beside.remove")}
        <span class="visually-hidden"> {input.name.slice(0, 120)}</span>
      </button>
    </div>
  );
}
