// Small parts that several views share.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Severity } from "../../shared/report.ts";
import { SEVERITIES, type Counts } from "../state/tally.ts";
import { count } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Icon, type IconName } from "./icon.tsx";

export function SeverityBadge({ severity }: { severity: Severity }) {
  return (
    <span class={`badge severity-${severity}`}>
      <Icon name={severity} />
      {word("severity", severity)}
    </span>
  );
}

/** Five numbers, each with its word. */
export function SeverityCounts({ counts }: { counts: Counts }) {
  return (
    <dl class="counts" aria-label={t("result.counts")}>
      {SEVERITIES.map((severity) => (
        <div key={severity} class={`count severity-${severity} ${counts[severity] === 0 ? "is-zero" : ""}`}>
          <dt>
            <Icon name={severity} />
            {word("severity", severity)}
          </dt>
          <dd>{count(counts[severity])}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Banner({ kind, icon, children }: { kind: "note" | "warning"; icon: IconName; children: ComponentChildren }) {
  return (
    <div class={`banner banner-${kind}`}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** What a capped list leaves out, as a true number; nothing where it leaves out nothing. */
export function Rest({ left }: { left: number }) {
  return left > 0 ? <span class="quiet">{t("reading.found.more", left)}</span> : null;
}

const STEP = 100;

/** The first hundred, and a button for the next: 20,000 rows at once would stop the page. */
export function Paged<T>({ items, step = STEP, children }: { items: readonly T[]; step?: number; children(shown: readonly T[]): ComponentChildren }) {
  const [shown, setShown] = useState(step);
  const left = items.length - shown;
  return (
    <>
      {children(left > 0 ? items.slice(0, shown) : items)}
      {left > 0 && (
        <button type="button" class="button more" onClick={() => setShown(shown + step)}>
          {t("more", Math.min(step, left), left)}
        </button>
      )}
    </>
  );
}

/** Copies a text and says whether that worked. */
export function CopyButton({ text, label }: { text(): string; label: string }) {
  const [said, setSaid] = useState("");
  const timer = useRef(0);
  async function copy() {
    setSaid((await copied(text())) ? t("copied") : t("copy.failed"));
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setSaid(""), 4000);
  }
  return (
    <span class="copy">
      <button type="button" class="button small" onClick={() => void copy()}>
        <Icon name="copy" />
        {label}
      </button>
      <span role="status" class="copy-said">
        {said}
      </span>
    </span>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
