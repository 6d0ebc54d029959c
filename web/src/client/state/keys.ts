// The search for keys of configuration in a saved report, as the worker does it in a package: by what the report carries.
import type { KeyHits, KeyPlace, KeyQuery, PlaceHit, Report, RuleHit } from "../../shared/report.ts";

/** Looks for all words of the query. Neither case nor what stands between letters and digits matters; `*` is any run. */
export function searchReport(report: Report, { text, limit }: KeyQuery): KeyHits {
  const words = text.split(/\s+/).map(pieces).filter((word) => word.length > 0);
  const { rule, package: own, baseline, config } = lists(report);
  const found = <Item>(items: readonly Item[], texts: (item: Item) => readonly string[]) => {
    const hits = words.length === 0 ? [] : items.filter((item) => words.every((word) => texts(item).some((said) => isIn(word, said))));
    return { total: hits.length, hits: hits.slice(0, limit) };
  };
  const ofPlace = (place: PlaceHit) => [place.key];
  return {
    rule: found(rule, ({ keys, replacement, note }) => [...keys, ...replacement, ...note.split(/\s+/)]),
    package: found(own, ofPlace),
    baseline: found(baseline, ofPlace),
    config: found(config, ofPlace),
  };
}

function lists(report: Report): { rule: RuleHit[]; package: PlaceHit[]; baseline: PlaceHit[]; config: PlaceHit[] } {
  const { config_keys, kubernetes_objects, deprecations } = report.facts;
  const { rows } = report.matrix;
  const places = (origin: KeyPlace["origin"]) => rows.flatMap((row) => row.places.filter((place) => place.origin === origin)).map(ofKey);
  const changes = report.comparison?.sections.find(({ of }) => of === "config-keys")?.changes ?? [];
  return {
    rule: rows.map((row) => ({ ...row, keys: [row.key], since: row.version, removed_in: null, versions: null })),
    package: [
      ...config_keys.map((key) => ofKey({ ...key, value: key.value ?? "", site: { path: key.path, line: key.line, excerpt: "" } })),
      ...kubernetes_objects.map(({ api_version, kind, name, site }) => place("kubernetes-object", `${api_version}#${kind}`, name, site)),
      ...deprecations.map(({ subject, replacement, reason, site }) => place("deprecation", subject, replacement || reason, site)),
    ],
    baseline: once([
      ...places("baseline"),
      ...changes.flatMap(({ subject, before, site_before }) => (site_before == null ? [] : place("key", subject, before, site_before))),
    ]),
    config: once(places("config")),
  };
}

function ofKey(key: Pick<PlaceHit, "key" | "value" | "site"> & { is_commented?: boolean; is_sample?: boolean }): PlaceHit {
  return { ...place("key", key.key, key.value, key.site), is_commented: key.is_commented ?? false, is_sample: key.is_sample ?? false };
}

function place(kind: PlaceHit["kind"], key: string, value: string, site: PlaceHit["site"]): PlaceHit {
  return { kind, key, value, is_commented: false, is_sample: false, site };
}

/** Several rows can be about one key. */
function once(places: readonly PlaceHit[]): PlaceHit[] {
  return [...new Map(places.map((place) => [`${place.site.path}\n${place.site.line}\n${place.key}`, place])).values()];
}

/** What of a word must be there, in this order. */
function pieces(word: string): string[] {
  const found = word.split("*").map(relaxed).filter((piece) => piece !== "");
  return found.length === 0 && word.includes("*") ? [""] : found;
}

function isIn(word: readonly string[], text: string): boolean {
  const given = relaxed(text);
  let at = 0;
  for (const piece of word) {
    const found = given.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}

function relaxed(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
