// What the sections on behaviour share: a block with its number, a command to copy, a card at its place.
import type { ComponentChildren } from "preact";
import type { Site } from "../../shared/report.ts";
import { count } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { CopyButton, Paged } from "./basics.tsx";
import { Place } from "./place.tsx";
import { Untrusted } from "./untrusted.tsx";

/** Cards that are drawn at once. */
const STEP = 25;

interface Props<Item> {
  /** Also the id of the headline. */
  id: string;
  headline: string;
  lead?: string;
  /** What is said where there is nothing. */
  none?: string;
  items: readonly Item[];
  /** Whether the order matters. */
  ordered?: boolean;
  children(item: Item): ComponentChildren;
}

/** A headline with the number of items, and each as a card. */
export function Listed<Item>({ id, headline, lead, none = t("config.none"), items, ordered = false, children }: Props<Item>) {
  const List = ordered ? "ol" : "ul";
  return (
    <section class="block" aria-labelledby={id}>
      <h3 id={id}>
        {headline} <span class="quiet">{count(items.length)}</span>
      </h3>
      {items.length === 0 ? <p class="quiet">{none}</p> : lead !== undefined && <p class="quiet">{lead}</p>}
      <Paged items={items} step={STEP}>
        {(shown) => (
          <List class="listed">
            {shown.map((item, index) => (
              <li key={index} class="card listed-item">
                {children(item)}
              </li>
            ))}
          </List>
        )}
      </Paged>
    </section>
  );
}

/** A command as text, and a button that copies it as it is; nothing where there is none. */
export function Command({ text, label = "" }: { text: string; label?: string }) {
  if (text === "") return null;
  return (
    <div class="command">
      {label !== "" && <span class="quiet">{label}</span>}
      <code>
        <Untrusted text={text} />
      </code>
      <CopyButton label={t("copy")} text={() => text} />
    </div>
  );
}

export function SitePlace({ site }: { site: Site }) {
  return <Place location={site.line > 0 ? { kind: "lines", path: site.path, start: site.line, end: site.line, excerpt: site.excerpt } : { kind: "entry", path: site.path }} />;
}

/** A kind out of the report (`webhook-registration`) as words. */
export function words(kind: string): string {
  return kind.replaceAll("-", " ");
}
