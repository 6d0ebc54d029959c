// While the package is read: how far, what it is, what was found so far.
import { useState } from "preact/hooks";
import type { Overview, Progress } from "../../shared/service.ts";
import type { Session, View } from "../state/session.ts";
import { bytes, count } from "../text/format.ts";
import { t, word } from "../text/strings.ts";
import { Rest, SeverityBadge, SeverityCounts } from "../part/basics.tsx";
import { Untrusted } from "../part/untrusted.tsx";

type ReadingView = Extract<View, { kind: "reading" }>;

const MOST_SHOWN = 25;

export function Reading({ session, view }: { session: Session; view: ReadingView }) {
  const { overview, progress, tally, stopping } = view;
  const shown = tally.worst.slice(0, MOST_SHOWN);
  return (
    <div class="reading">
      <section class="card reading-head" aria-labelledby="reading-title">
        <div class="reading-title">
          <div>
            <h1 id="reading-title" tabIndex={-1}>
              {stopping ? t("reading.stopping") : t("reading.headline")}
            </h1>
            <p class="reading-name">
              <Untrusted text={view.name} most={200} /> <span class="quiet">{bytes(view.sizeBytes)}</span>
            </p>
          </div>
          {stopping ? (
            <button type="button" class="button" id="discard" onClick={() => session.restart()}>
              {t("reading.discard")}
            </button>
          ) : (
            <button type="button" class="button" id="cancel" onClick={() => session.cancel()}>
              {t("reading.cancel")}
            </button>
          )}
        </div>
        <progress
          aria-label={t("reading.bar")}
          {...(progress !== null && progress.bytesTotal > 0
            ? { value: progress.bytesDone, max: progress.bytesTotal }
            : { value: 0, max: 1 })}
        />
        {progress === null ? <p class="reading-facts">{t("reading.opening")}</p> : <ProgressFacts progress={progress} />}
      </section>
      <section class="card" aria-labelledby="found-title">
        <h2 id="found-title">{t("reading.found")}</h2>
        <SeverityCounts counts={tally.counts} />
        {tally.total === 0 ? (
          <p class="quiet">{t("reading.found.none")}</p>
        ) : (
          <ul class="stream">
            {shown.map((finding, index) => (
              <li key={`${finding.fingerprint}-${index}`}>
                <SeverityBadge severity={finding.severity} />
                <span class="stream-text">
                  <Untrusted text={finding.subject} most={120} />
                  <span class="quiet">{finding.rule}</span>
                </span>
              </li>
            ))}
            {tally.total > shown.length && <li class="quiet">{t("reading.found.more", tally.total - shown.length)}</li>}
          </ul>
        )}
      </section>
      {overview !== null && <OverviewCard overview={overview} />}
    </div>
  );
}

function ProgressFacts({ progress }: { progress: Progress }) {
  const { bytesDone, bytesTotal, entriesDone, entriesTotal, elapsedMs } = progress;
  const perSecond = elapsedMs > 0 ? (1000 * bytesDone) / elapsedMs : 0;
  const finishing = bytesTotal > 0 && bytesDone >= bytesTotal;
  // Before a second has passed, an estimate would only jump.
  const left = elapsedMs > 1000 && perSecond > 0 && !finishing ? (bytesTotal - bytesDone) / perSecond : null;
  const facts = [
    t("reading.bytes", bytesDone, bytesTotal),
    ...(entriesTotal > 0 ? [t("reading.entries", entriesDone, entriesTotal)] : []),
    ...(elapsedMs > 500 && !finishing ? [t("reading.rate", perSecond)] : []),
    ...(left !== null ? [t("reading.left", left)] : []),
    ...(finishing ? [t("reading.finishing")] : []),
  ];
  return (
    <ul class="reading-facts">
      {facts.map((fact, index) => (
        <li key={index}>{fact}</li>
      ))}
    </ul>
  );
}

const MOST_TOP_LEVEL = 12;
const MOST_DRAWN = 500;

function OverviewCard({ overview }: { overview: Overview }) {
  const [all, setAll] = useState(false);
  const names = all ? overview.topLevel.slice(0, MOST_DRAWN) : overview.topLevel.slice(0, MOST_TOP_LEVEL);
  return (
    <section class="card" aria-labelledby="overview-title">
      <h2 id="overview-title">{t("reading.overview")}</h2>
      <dl class="facts">
        <Fact name={t("overview.format")} value={word("format", overview.format)} />
        <Fact name={t("overview.entries")} value={count(overview.entries)} />
        <Fact name={t("overview.size")} value={bytes(overview.sizeBytes)} />
        <Fact name={t("overview.unpacked")} value={bytes(overview.unpackedBytes)} />
      </dl>
      <h3>{t("reading.toplevel")}</h3>
      <ul class="toplevel">
        {names.map((name, index) => (
          <li key={index}>
            <code>
              <Untrusted text={name} most={80} />
            </code>
          </li>
        ))}
      </ul>
      {all && <Rest left={overview.topLevel.length - MOST_DRAWN} />}
      {overview.topLevel.length > MOST_TOP_LEVEL && (
        <button type="button" class="button small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("less") : t("reading.found.more", overview.topLevel.length - MOST_TOP_LEVEL)}
        </button>
      )}
    </section>
  );
}

export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
