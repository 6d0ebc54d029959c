// One box for a key: what is known of it, and where it stands in the package, in the older one, in the user's own files.
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { KeyHits, PlaceHit, RuleHit } from "../../shared/report.ts";
import { count } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { SitePath } from "../part/place.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";
import { KeyValue, Mark, Marks } from "./key-row.tsx";
import type { DoneView } from "./result.tsx";

const PLACES = ["package", "baseline", "config"] as const;

export function KeySearch({ view }: { view: DoneView }) {
  const [text, setText] = useState("");
  const found = useSearch(view, text);
  return (
    <section class="key-search" role="search" aria-label={t("search.headline")}>
      <label class="field">
        <span>{t("search.headline")}</span>
        <input
          type="search"
          id="key-search"
          value={text}
          placeholder={t("search.hint")}
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          aria-describedby="key-search-lead"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p class="quiet" id="key-search-lead">
        {t("search.lead")} {view.origin === "saved" && t("search.saved")}
      </p>
      <p role="status" class="key-search-sum">
        {typeof found === "string" ? t("search.failed", found) : found !== null ? sum(found) : ""}
      </p>
      {found !== null && typeof found !== "string" && <Found hits={found} />}
    </section>
  );
}

/** The answer to the last question; null where nothing is asked, the reason where it failed. */
function useSearch({ keys, report }: DoneView, text: string): KeyHits | string | null {
  const [found, setFound] = useState<KeyHits | string | null>(null);
  const turn = useRef(0);
  useEffect(() => {
    const mine = (turn.current += 1);
    const isLast = () => mine === turn.current;
    if (text.trim() === "") return setFound(null);
    keys(text).then(
      (hits) => isLast() && setFound(hits),
      (error: unknown) => isLast() && setFound(error instanceof Error ? error.message : String(error)),
    );
  }, [text, report]);
  return found;
}

function sum({ rule, package: own, baseline, config }: KeyHits): string {
  return t("search.found", rule.total, own.total, baseline.total, config.total);
}

function Found({ hits }: { hits: KeyHits }) {
  return (
    <div class="key-hits">
      <Group title={t("search.group.rule")} total={hits.rule.total} shown={hits.rule.hits.length}>
        {hits.rule.hits.map((hit, index) => (
          <li key={index}>
            <Rule hit={hit} />
          </li>
        ))}
      </Group>
      {PLACES.map((where) => (
        <Group key={where} title={t(`search.group.${where}`)} total={hits[where].total} shown={hits[where].hits.length}>
          {hits[where].hits.map((hit, index) => (
            <li key={index}>
              <Standing hit={hit} />
            </li>
          ))}
        </Group>
      ))}
    </div>
  );
}

function Group({ title, total, shown, children }: { title: string; total: number; shown: number; children: ComponentChild[] }) {
  return (
    <div class="card key-group" role="group" aria-label={title} tabIndex={0}>
      <h3>
        {title} <span class="quiet">{count(total)}</span>
      </h3>
      {total === 0 ? <p class="quiet">{t("search.none")}</p> : <ul class="cell-list">{children}</ul>}
      {total > shown && <p class="quiet">{t("search.more", total - shown)}</p>}
    </div>
  );
}

function Rule({ hit }: { hit: RuleHit }) {
  const version = hit.removed_in ?? hit.since ?? "";
  return (
    <>
      <code>
        <Untrusted text={hit.keys.slice(0, 3).join(", ")} most={200} />
      </code>{" "}
      <span class="tag">
        <Untrusted text={t(`key-change.${hit.change}`, version)} most={80} />
      </span>{" "}
      <Untrusted text={hit.product} most={80} />
      {hit.replacement.length > 0 && (
        <>
          <br />
          {t("row.replacement")}:{" "}
          <code>
            <Untrusted text={hit.replacement.slice(0, 3).join(", ")} most={200} />
          </code>
        </>
      )}
      {hit.requirement !== "" && (
        <>
          <br />
          {t("row.requirement")}: <Sentence text={hit.requirement} most={200} />
        </>
      )}
      {hit.note !== "" && (
        <>
          <br />
          <span class="quiet">
            <Sentence text={hit.note} most={300} />
          </span>
        </>
      )}
      <br />
      <span class="quiet key-source">
        <Sentence text={t("row.source", hit.source)} most={200} />
      </span>
    </>
  );
}

function Standing({ hit }: { hit: PlaceHit }) {
  return (
    <>
      <KeyValue name={hit.key} value={hit.value} />
      <Marks is_commented={hit.is_commented} is_sample={hit.is_sample} />
      {hit.kind === "kubernetes-object" && <Mark text={t("key.object")} />}
      {hit.kind === "deprecation" && <Mark text={t("key.deprecation")} />}
      <br />
      <SitePath site={hit.site} />
    </>
  );
}
