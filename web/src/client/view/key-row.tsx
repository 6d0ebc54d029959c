// What is known of one key, beside the places where it stands: as a card, and as a line of a table.
import type { KeyPlace, MatrixRow, RowState } from "../../shared/report.ts";
import { t, word } from "../text/strings.ts";
import { Rest } from "../part/basics.tsx";
import { Icon, type IconName } from "../part/icon.tsx";
import { SitePath } from "../part/place.tsx";
import { Table } from "../part/table.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";

/** Places of one key that are drawn; the report has them all. */
const MOST_PLACES = 8;
const MOST_NAMES = 5;
/** Lines of the table that are drawn at once. */
const STEP = 25;

/** The user's own first: there is something to do. */
const ORIGINS: readonly KeyPlace["origin"][] = ["config", "package", "baseline"];

export function KeyRow({ row }: { row: MatrixRow }) {
  return (
    <li class={`card key-row state-${row.state}`}>
      <Head row={row} />
      <Known row={row} />
      <Places row={row} />
      {row.source !== "" && (
        <p class="quiet key-source">
          <Sentence text={t("row.source", row.source)} most={300} />
        </p>
      )}
    </li>
  );
}

export function KeyRowTable({ rows }: { rows: readonly MatrixRow[] }) {
  return (
    <Table
      caption={t("config.rest")}
      rows={rows}
      step={STEP}
      columns={[
        {
          name: t("row.key"),
          cell: (row) => (
            <div>
              <code>
                <Untrusted text={row.key} most={160} />
              </code>
              <br />
              <span class="quiet">
                <Untrusted text={row.product} most={80} />
              </span>
            </div>
          ),
        },
        {
          name: t("row.what"),
          cell: (row) => (
            <div>
              <Change row={row} />
              {row.replacement.length > 0 && (
                <>
                  {" → "}
                  <Names names={row.replacement} />
                </>
              )}
            </div>
          ),
        },
        { name: t("row.state"), cell: (row) => <State state={row.state} /> },
        { name: t("row.where"), cell: (row) => <Places row={row} /> },
      ]}
    />
  );
}

function Head({ row }: { row: MatrixRow }) {
  return (
    <h4 class="key-head">
      <code>
        <Untrusted text={row.key} most={200} />
      </code>
      <Change row={row} />
      <span class="quiet">
        <Untrusted text={row.product} most={80} />
      </span>
    </h4>
  );
}

function Change({ row }: { row: MatrixRow }) {
  return (
    <span class="tag">
      <Untrusted text={t(`key-change.${row.change}`, row.version ?? "")} most={80} />
    </span>
  );
}

function Known({ row }: { row: MatrixRow }) {
  const isSet = row.places.some(({ origin, is_commented }) => origin === "config" && !is_commented);
  return (
    <>
      <dl class="key-known">
        {row.replacement.length > 0 && (
          <div>
            <dt>{t("row.replacement")}</dt>
            <dd>
              <Names names={row.replacement} />
            </dd>
          </div>
        )}
        {row.requirement !== "" && (
          <div>
            <dt>{t("row.requirement")}</dt>
            <dd>
              <Sentence text={row.requirement} most={200} />
            </dd>
          </div>
        )}
        {(row.old_default != null || row.new_default != null) && (
          <div>
            <dt>{t("row.default")}</dt>
            <dd>
              <code>
                <Untrusted text={t("row.default.change", row.old_default ?? "", row.new_default ?? "")} most={160} />
              </code>
            </dd>
          </div>
        )}
      </dl>
      {row.state === "act" && !isSet && <p class="key-missing">{t(row.requirement === "" ? "row.unset" : "row.missing")}</p>}
      {row.belongs != null && (
        <p class="key-missing">
          {t("row.belongs")} <SitePath site={row.belongs} />
        </p>
      )}
      {row.note !== "" && (
        <p>
          <Sentence text={row.note} most={600} />
        </p>
      )}
      {row.effect != null && <p class="quiet">{word("key-effect", row.effect)}</p>}
    </>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.slice(0, MOST_NAMES).map((name, index) => (
        <span key={index}>
          {index > 0 && ", "}
          <code>
            <Untrusted text={name} most={160} />
          </code>
        </span>
      ))}{" "}
      <Rest left={names.length - MOST_NAMES} />
    </>
  );
}

function Places({ row }: { row: MatrixRow }) {
  const places = ORIGINS.flatMap((origin) => row.places.filter((place) => place.origin === origin));
  if (places.length === 0) return <p class="quiet">{t("row.places.none")}</p>;
  return (
    <ul class="cell-list" aria-label={t("row.places")}>
      {places.slice(0, MOST_PLACES).map((place, index) => (
        <li key={index}>
          <PlaceOf place={place} />
        </li>
      ))}
      {places.length > MOST_PLACES && (
        <li>
          <Rest left={places.length - MOST_PLACES} />
        </li>
      )}
    </ul>
  );
}

function PlaceOf({ place }: { place: KeyPlace }) {
  return (
    <>
      <span class={`tag origin-${place.origin}`}>{word("origin", place.origin)}</span> <SitePath site={place.site} />{" "}
      <KeyValue name={place.key} value={place.value} />
      <Marks {...place} />
    </>
  );
}

/** `key = value`, as code. */
export function KeyValue({ name, value }: { name: string; value: string }) {
  return (
    <code class="key-value">
      <Untrusted text={value === "" ? name : `${name} = ${value}`} most={240} />
    </code>
  );
}

/** What makes a key count for less. */
export function Marks(props: { is_commented: boolean; is_sample: boolean; is_probable?: boolean }) {
  return (
    <>
      {props.is_commented && <Mark text={t("key.commented")} />}
      {props.is_sample && <Mark text={t("key.sample")} />}
      {props.is_probable === true && <Mark text={t("key.probable")} />}
    </>
  );
}

export function Mark({ text }: { text: string }) {
  return (
    <>
      {" "}
      <span class="tag">{text}</span>
    </>
  );
}

const TONES: Record<RowState, readonly [string, IconName]> = {
  act: ["severity-high", "high"],
  package: ["severity-medium", "package"],
  elsewhere: ["severity-info", "info"],
  fine: ["good", "no-objections"],
  unknown: ["severity-info", "cannot-say"],
};

function State({ state }: { state: RowState }) {
  const [tone, icon] = TONES[state];
  return (
    <span class={`badge ${tone}`}>
      <Icon name={icon} />
      {word("row-state", state)}
    </span>
  );
}
