// Tries to reach the network and reports what the policy did about it. The address is reserved: it exists nowhere.

export type Attempt = "fetch" | "xhr" | "websocket" | "beacon" | "image";
export type Outcome = { state: "blocked"; directive: string } | { state: "open" } | { state: "missing" };

/** Reserved by RFC 2606, so that an attempt that is not blocked still reaches nobody. */
export const TEST_HOST = "dropscope.invalid";

/** Each leaves by another way; what it returns does not matter, only whether the policy saw it. */
const ATTEMPTS: Record<Attempt, (path: string) => unknown> = {
  fetch: (path) => fetch(`https://${TEST_HOST}/${path}`).catch(() => undefined),
  xhr: (path) => {
    const request = new XMLHttpRequest();
    request.open("GET", `https://${TEST_HOST}/${path}`);
    request.send();
  },
  websocket: (path) => new WebSocket(`wss://${TEST_HOST}/${path}`),
  beacon: (path) => navigator.sendBeacon(`https://${TEST_HOST}/${path}`, "x"),
  image: (path) => {
    new Image().src = `https://${TEST_HOST}/${path}`;
  },
};

export const ATTEMPT_NAMES = Object.keys(ATTEMPTS) as Attempt[];

/** Long enough for the event, which comes in the next task. */
const WAIT_MS = 1500;

/** One attempt: blocked only where the browser says so, never because it merely failed. */
export function attempt(name: Attempt): Promise<Outcome> {
  return new Promise((resolve) => {
    const path = `self-test-${name}`;
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      document.removeEventListener("securitypolicyviolation", onViolation);
      resolve(outcome);
    };
    const onViolation = (event: SecurityPolicyViolationEvent) => {
      if (event.blockedURI.includes(path) || event.blockedURI.includes(`//${TEST_HOST}`)) {
        end({ state: "blocked", directive: event.effectiveDirective });
      }
    };
    const timer = setTimeout(() => end({ state: "open" }), WAIT_MS);
    document.addEventListener("securitypolicyviolation", onViolation);
    try {
      ATTEMPTS[name](path);
    } catch (error) {
      // A browser without the interface; a policy that throws announces the violation as well.
      if (error instanceof ReferenceError || error instanceof TypeError) end({ state: "missing" });
    }
  });
}

/** The policy in force: the one in the file, that its build computed. */
export function policyText(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content ?? null;
}

/** Counts requests as they come; null where the browser does not report them. */
export function watchRequests(onCount: (requests: number) => void): (() => void) | null {
  if (typeof PerformanceObserver === "undefined" || !PerformanceObserver.supportedEntryTypes?.includes("resource")) return null;
  let requests = 0;
  onCount(0);
  const observer = new PerformanceObserver((list) => {
    // Blobs and data: addresses are the page's own memory; the self-test's attempts are announced as such.
    requests += list.getEntries().filter(({ name }) => !/^(blob|data):/.test(name) && !name.includes(`//${TEST_HOST}/`)).length;
    onCount(requests);
  });
  observer.observe({ type: "resource", buffered: true });
  return () => observer.disconnect();
}
