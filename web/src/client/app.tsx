// The page's frame: header, the view of the moment, footer; drop anywhere; theme.
import { render } from "preact";
import { useEffect, useErrorBoundary, useMemo, useRef, useState } from "preact/hooks";
import { readDrop } from "./state/dropped.ts";
import { ServicesContext, type Services } from "./state/services.ts";
import { Session, useSession, type View } from "./state/session.ts";
import { t } from "./text/strings.ts";
import { Icon } from "./part/icon.tsx";
import { Pickers } from "./part/pick.tsx";
import { Choose } from "./view/choose.tsx";
import { Failed } from "./view/failed.tsx";
import { First } from "./view/first.tsx";
import { Reading } from "./view/reading.tsx";
import { Result } from "./view/result.tsx";
import { Verify } from "./view/verify.tsx";

/** Draws the page into `root`. */
export function mount(root: HTMLElement, services: Services): void {
  const session = new Session(services);
  render(
    <ServicesContext.Provider value={services}>
      <App session={session} services={services} />
    </ServicesContext.Provider>,
    root,
  );
}

function App({ session, services }: { session: Session; services: Services }) {
  const view = useSession(session);
  const [verifying, setVerifying] = useState(false);
  const main = useRef<HTMLElement>(null);
  const hasSample = useMemo(() => services.sample() !== null, [services]);
  const dragging = useDrop(session);

  // A new view is a new page: its heading takes the focus, so that keyboard and screen reader start there.
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    main.current?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [view.kind]);

  return (
    <>
      <a class="skip" href="#main" onClick={(event) => skip(event, main.current)}>
        {t("app.skip")}
      </a>
      <header class="header">
        <div class="header-inner">
          <span class="brand">
            <Icon name="drop" />
            {t("app.name")}
          </span>
          <div class="header-actions">
            <button type="button" class="button small" onClick={() => setVerifying(true)}>
              <Icon name="shield" />
              {t("verify.open")}
            </button>
            <ThemeButton />
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <ViewOf view={view} session={session} hasSample={hasSample} onVerify={() => setVerifying(true)} />
      </main>
      <footer class="footer">
        <div class="footer-inner">
          <p>{t("app.footer")}</p>
          <p>{t("app.version", services.build.version, services.build.commit)}</p>
        </div>
      </footer>
      <div role="status" class="visually-hidden" id="announcement">
        {session.announcement}
      </div>
      <Pickers session={session} />
      <Verify open={verifying} onClose={() => setVerifying(false)} />
      {dragging && (
        <div class="overlay" aria-hidden="true">
          <p>
            <Icon name="package" />
            {t("drop.overlay")}
          </p>
        </div>
      )}
    </>
  );
}

function ViewOf(props: { view: View; session: Session; hasSample: boolean; onVerify(): void }) {
  const [error, reset] = useErrorBoundary((problem: unknown) => props.session.broken(problem));
  // What broke was another view; the one that tells about it must be drawn.
  useEffect(() => {
    if (error !== undefined) reset();
  }, [props.view]);
  return error !== undefined && props.view.kind !== "failed" ? null : <Current {...props} />;
}

function Current({ view, session, hasSample, onVerify }: { view: View; session: Session; hasSample: boolean; onVerify(): void }) {
  switch (view.kind) {
    case "ready":
      return <First session={session} hasSample={hasSample} onVerify={onVerify} />;
    case "choosing":
      return <Choose session={session} archives={view.archives} others={view.others} />;
    case "reading":
      return <Reading session={session} view={view} />;
    case "done":
      return <Result key={view.run} session={session} view={view} />;
    case "failed":
      return <Failed session={session} failure={view.failure} hasSample={hasSample} />;
  }
}

/** Files may be dropped anywhere on the page, in every state. */
function useDrop(session: Session): boolean {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    // dragenter and dragleave come for every element on the way; only the balance tells.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setDragging(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    };
    const onDrop = (event: DragEvent) => {
      // Also where it carries no file: the browser would leave the page for a dropped address.
      event.preventDefault();
      depth = 0;
      setDragging(false);
      const transfer = event.dataTransfer;
      if (transfer === null || !hasFiles(event)) return;
      readDrop(transfer)
        .then((dropped) => session.take(dropped))
        .catch((error: unknown) => session.unreadable(error));
    };
    const listeners = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop };
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, [session]);
  return dragging;
}

/** Follows the system until it is pressed; forgotten with the page, which stores nothing. */
function ThemeButton() {
  const [theme, setTheme] = useState<"light" | "dark">(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      class="button small icon-only"
      aria-label={t(`theme.${other}`)}
      onClick={() => {
        document.documentElement.dataset["theme"] = other;
        setTheme(other);
      }}
    >
      <Icon name={other === "dark" ? "moon" : "sun"} />
    </button>
  );
}

/** Moves the focus without touching the address, whose hash carries options. */
function skip(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}
