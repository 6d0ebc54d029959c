// "Verify it yourself": the policy, an attempt to break it, the requests so far, and the file's digest.
import { useEffect, useRef, useState } from "preact/hooks";
import { attempt, ATTEMPT_NAMES, policyText, watchRequests, type Attempt, type Outcome } from "../state/self-test.ts";
import { useServices } from "../state/services.ts";
import { t } from "../text/strings.ts";
import { Icon } from "../part/icon.tsx";

const COMMANDS = [
  ["verify.file.linux", "sha256sum dropscope.html"],
  ["verify.file.macos", "shasum -a 256 dropscope.html"],
  ["verify.file.windows", "Get-FileHash dropscope.html"],
] as const;

export function Verify({ open, onClose }: { open: boolean; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { build } = useServices();
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
  }, [open]);
  return (
    <dialog ref={dialog} class="verify" aria-labelledby="verify-title" onClose={onClose}>
      {open && (
        <div class="verify-body">
          <div class="verify-head">
            <h2 id="verify-title">{t("verify.headline")}</h2>
            <button type="button" class="button small icon-only" aria-label={t("close")} onClick={() => dialog.current?.close()}>
              <Icon name="close" />
            </button>
          </div>
          <p>{t("verify.lead")}</p>
          <Policy />
          <SelfTest />
          <Requests />
          <section>
            <h3>{t("verify.file")}</h3>
            <p>{t("verify.file.text")}</p>
            <dl class="commands">
              {COMMANDS.map(([system, command]) => (
                <div key={system}>
                  <dt>{t(system)}</dt>
                  <dd>
                    <code>{command}</code>
                  </dd>
                </div>
              ))}
            </dl>
            <p class="quiet">
              {t("verify.file.version")} {t("app.version", build.version, build.commit)}.
            </p>
          </section>
          <section>
            <h3>{t("verify.limits")}</h3>
            <p>{t("verify.limits.text")}</p>
          </section>
        </div>
      )}
    </dialog>
  );
}

function Policy() {
  const policy = policyText();
  return (
    <section>
      <h3>{t("verify.policy")}</h3>
      {policy === null ? (
        <p class="warning">{t("verify.policy.none")}</p>
      ) : (
        <>
          <p>{t("verify.policy.text")}</p>
          <ul class="policy">
            {policy.split(";").map((directive) => (
              <li key={directive}>
                <code>{directive.trim()}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function SelfTest() {
  const [running, setRunning] = useState(false);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<Attempt, Outcome>>(new Map());
  async function run() {
    setRunning(true);
    const found = new Map<Attempt, Outcome>();
    setOutcomes(found);
    // One after the other, so that each violation belongs to its attempt.
    for (const name of ATTEMPT_NAMES) {
      found.set(name, await attempt(name));
      setOutcomes(new Map(found));
    }
    setRunning(false);
  }
  const done = outcomes.size === ATTEMPT_NAMES.length;
  const open = [...outcomes.values()].filter(({ state }) => state === "open").length;
  return (
    <section>
      <h3>{t("verify.test")}</h3>
      <p>{t("verify.test.text")}</p>
      <button type="button" class="button" id="self-test" aria-disabled={running} onClick={() => !running && void run()}>
        {running ? t("verify.test.running") : t("verify.test.run")}
      </button>
      {outcomes.size > 0 && (
        <ul class="attempts">
          {[...outcomes].map(([name, outcome]) => (
            <li key={name} class={`attempt attempt-${outcome.state}`}>
              <Icon name={outcome.state === "blocked" ? "no-objections" : outcome.state === "open" ? "not-advised" : "unchecked"} />
              <span>{t(`verify.attempt.${name}`)}</span>
              <span class="attempt-said">
                <strong>{t(`verify.test.${outcome.state}`)}</strong>{" "}
                {outcome.state === "blocked" && <span class="quiet">{t("verify.test.by", outcome.directive)}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p role="status" class="attempts-sum">
        {done && (open === 0 ? t("verify.test.passed", outcomes.size) : t("verify.test.failed", open))}
      </p>
    </section>
  );
}

function Requests() {
  const [requests, setRequests] = useState<number | null>(null);
  useEffect(() => watchRequests(setRequests) ?? undefined, []);
  return (
    <section>
      <h3>{t("verify.requests")}</h3>
      {requests === null ? (
        <p>{t("verify.requests.unsupported")}</p>
      ) : (
        <>
          <p class="requests" id="request-count">
            {t("verify.requests.count", requests)}
          </p>
          <p class="quiet">{t("verify.requests.text")}</p>
        </>
      )}
    </section>
  );
}
