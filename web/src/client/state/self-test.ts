// Tries to reach the network and reports what the policy did about it. The address is reserved: it exists nowhere.

export type Attempt = "get" | "xhr" | "socket" | "beacon" | "image";
export type Outcome = { state: "blocked"; directive: string } | { state: "open" } | { state: "missing" };

/** Reserved by RFC 2606, so that an attempt that is not blocked still reaches nobody. */
const TEST_HOST = "dropscope.invalid";

/**
 * Each leaves by another way; what it returns does not matter, only whether the policy saw it. The addresses stand here in
 * full, because a test admits these calls to the built file exactly as they are, and no others.
 */
const ATTEMPTS: Record<Attempt, () => unknown> = {
  get: () => fetch("https://dropscope.invalid/get").catch(() => undefined),
  xhr: () => {
    const request = new XMLHttpRequest();
    request.open("GET", "https://dropscope.invalid/xhr");
    request.send();
  },
  socket: () => new WebSocket("wss://dropscope.invalid/socket"),
  beacon: () => navigator.sendBeacon("https://dropscope.invalid/beacon"),
  image: () => {
    new Image().src = "https://dropscope.invalid/image";
  },
};

export const ATTEMPT_NAMES = Object.keys(ATTEMPTS) as Attempt[];

/** Long enough for the event, which comes in the next task. */
const WAIT_MS = 1500;

/** One attempt: blocked only where the browser says so, never because it merely failed. */
export function attempt(name: Attempt): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      document.removeEventListener("securitypolicyviolation", onViolation);
      resolve(outcome);
    };
    const onViolation = (event: SecurityPolicyViolationEvent) => {
      if (event.blockedURI.includes(`//${TEST_HOST}`)) end({ state: "blocked", directive: event.effectiveDirective });
    };
    const timer = setTimeout(() => end({ state: "open" }), WAIT_MS);
    document.addEventListener("securitypolicyviolation", onViolation);
    try {
      ATTEMPTS[name]();
    } catch (error) {
      // A browser without the interface; a policy that throws announces the violation as well.
      if (error instanceof ReferenceError || error instanceof TypeError) end({ state: "missing" });
    }
  });
}

/** The policy in force: the one in the file, that its build computed. */
export function policyText(): string | null {
  const metas = [...document.querySelectorAll("meta")];
  return metas.find(({ httpEquiv }) => httpEquiv === "Content-Security-Policy")?.content ?? null;
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
