// Patches of the user's own configuration: to look at, to copy, to save. The page applies none.
import type { ConfigPatch } from "../../shared/report.ts";
import { count } from "../text/format.ts";
import { t } from "../text/strings.ts";
import { CopyButton, Paged } from "../part/basics.tsx";
import { download, fileName } from "../part/download.ts";
import { Icon } from "../part/icon.tsx";
import { Sentence, Untrusted } from "../part/untrusted.tsx";

/** Lines of a patch that are drawn at once. */
const STEP = 200;

export function Patches({ patches }: { patches: readonly ConfigPatch[] }) {
  if (patches.length === 0) return null;
  return (
    <section class="block" aria-labelledby="patches-title">
      <h3 id="patches-title">
        {t("patch.headline")} <span class="quiet">{count(patches.length)}</span>
      </h3>
      <p class="quiet">{t("patch.lead")}</p>
      <ul class="patches">
        {patches.map((patch, index) => (
          <li key={index} class="card patch">
            <Patch patch={patch} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Patch({ patch }: { patch: ConfigPatch }) {
  const { name, diff, by_hand } = patch;
  return (
    <>
      <div class="patch-head">
        <h4>
          <Untrusted text={name} most={120} /> <span class="quiet">{t("patch.changes", patch.changes)}</span>
        </h4>
        {diff !== "" && (
          <div class="actions">
            <CopyButton label={t("patch.copy")} text={() => diff} />
            <button type="button" class="button small" onClick={() => download(new Blob([diff], { type: "text/x-diff" }), `${fileName(name)}.patch`)}>
              <Icon name="save" />
              {t("patch.save")}
            </button>
          </div>
        )}
      </div>
      {diff === "" ? <p class="quiet">{t("patch.by-hand.only")}</p> : <Diff name={name} diff={diff} />}
      {by_hand.length > 0 && (
        <>
          <h5>{t("patch.by-hand")}</h5>
          <Paged items={by_hand} step={25}>
            {(shown) => (
              <ul class="by-hand">
                {shown.map((sentence, index) => (
                  <li key={index}>
                    <Sentence text={sentence} most={600} />
                  </li>
                ))}
              </ul>
            )}
          </Paged>
        </>
      )}
    </>
  );
}

/** A unified diff, line by line. */
export function Diff({ name, diff }: { name: string; diff: string }) {
  const lines = diff.replace(/\n$/, "").split("\n");
  return (
    <Paged items={lines} step={STEP}>
      {(shown) => (
        <pre class="diff" tabIndex={0} role="region" aria-label={t("patch.text", name.slice(0, 120))}>
          {shown.map((line, index) => (
            <span key={index} class={`diff-line ${kindOf(line)}`}>
              <Tabbed line={line} />
            </span>
          ))}
        </pre>
      )}
    </Paged>
  );
}

/** A tab in a configuration file is nothing strange; everything else that cannot be seen is shown by its code point. */
function Tabbed({ line }: { line: string }) {
  return (
    <>
      {line.split("\t").map((part, index) => (
        <span key={index}>
          {index > 0 && "\t"}
          {part !== "" && <Untrusted text={part} most={400} />}
        </span>
      ))}
    </>
  );
}

function kindOf(line: string): string {
  if (line.startsWith("+++") || line.startsWith("---")) return "diff-file";
  if (line.startsWith("@@")) return "diff-at";
  return line.startsWith("+") ? "diff-add" : line.startsWith("-") ? "diff-del" : "";
}
