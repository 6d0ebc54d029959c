// A place in the package: path, position, and the line itself.
import type { Location, Site } from "../../shared/report.ts";
import { t } from "../text/strings.ts";
import { Untrusted, visible } from "./untrusted.tsx";

export function Place({ location }: { location: Location }) {
  return (
    <div class="place">
      <p class="place-path">
        {location.kind === "package" || (location.kind === "bytes" && location.path === "") ? (
          <span>{t(location.kind === "package" ? "place.package" : "place.package.file")}</span>
        ) : (
          <code>
            <Untrusted text={location.kind === "context" ? location.name : location.path} />
          </code>
        )}
        {position(location) !== "" && (
          <span class="place-position">
            <Untrusted text={position(location)} />
          </span>
        )}
      </p>
      <Excerpt location={location} />
    </div>
  );
}

function Excerpt({ location }: { location: Location }) {
  const isText = location.kind === "lines" || location.kind === "context";
  const excerpt = isText ? (location.excerpt ?? "") : "";
  if (!isText || excerpt === "") return null;
  return (
    <div class="excerpt">
      <span class="excerpt-line" aria-hidden="true">
        {location.kind === "lines" ? location.start : (location.line ?? "")}
      </span>
      <code>
        <Untrusted text={excerpt} />
      </code>
    </div>
  );
}

/** Path and line in one run, for tables. */
export function SitePath({ site }: { site: Site }) {
  return (
    <span class="site">
      <code>
        <Untrusted text={site.path} most={200} />
      </code>
      {site.line > 0 && <span class="site-line"> {t("place.line", site.line)}</span>}
    </span>
  );
}

/** The entry's path; "" where the place is no entry. */
export function pathOf(location: Location): string {
  return location.kind === "package" || location.kind === "context" ? "" : location.path;
}

/** The place as one line of plain text. */
export function placeText(location: Location): string {
  const name = location.kind === "context" ? location.name : pathOf(location) || t("place.package");
  const where = position(location);
  return visible(where === "" ? name : `${name}, ${where}`);
}

function position(location: Location): string {
  switch (location.kind) {
    case "lines":
      return location.end > location.start
        ? t("place.lines", location.start, location.end)
        : t("place.line", location.start);
    case "context": {
      const line = location.line === undefined || location.line === 0 ? "" : t("place.line", location.line);
      return [line, location.pointer === "" ? "" : t("place.pointer", location.pointer)].filter(Boolean).join(", ");
    }
    case "pointer":
      return location.pointer === "" ? "" : t("place.pointer", location.pointer);
    case "bytes":
      return t("place.bytes", location.offset, location.length);
    default:
      return "";
  }
}
