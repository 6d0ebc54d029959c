// "Verify it yourself": only what is true, and what a policy cannot do said as plainly as what it does.
import { plural } from "./format.ts";

export const enVerify = {
  "verify.headline": "Verify it yourself",
  "verify.lead": "You do not have to believe that nothing leaves this computer. Here is how to check it.",
  "verify.open": "Privacy",

  "verify.policy": "1. The policy of this page",
  "verify.policy.text":
    "Your browser enforces these lines for the page and for the workers that read the package. connect-src 'none' blocks every connection; default-src 'none' blocks everything that is not named.",
  "verify.policy.none": "This copy carries no policy. It was changed after it was built: do not trust it with a package.",

  "verify.test": "2. Try to break out",
  "verify.test.text":
    "The button makes this page try to reach an address that does not exist. Each attempt must be blocked by the policy, not merely fail.",
  "verify.test.run": "Run the self-test",
  "verify.test.running": "Trying…",
  "verify.test.blocked": "blocked by the policy",
  "verify.test.open": "not blocked",
  "verify.test.missing": "not in this browser",
  "verify.test.by": (directive: string) => `by ${directive}`,
  "verify.test.passed": (attempts: number) => `All ${plural(attempts, "attempt was", "attempts were")} blocked.`,
  "verify.test.failed": (open: number) => `${plural(open, "attempt was", "attempts were")} not blocked. Do not use this copy.`,
  "verify.attempt.get": "fetch",
  "verify.attempt.xhr": "XMLHttpRequest",
  "verify.attempt.socket": "WebSocket",
  "verify.attempt.beacon": "sendBeacon",
  "verify.attempt.image": "image",

  "verify.requests": "3. Requests since the page was loaded",
  "verify.requests.text": "Counted by the browser itself, apart from the attempts of the self-test. Your browser's developer tools (network tab) show the same.",
  "verify.requests.count": (requests: number) => plural(requests, "request", "requests"),
  "verify.requests.unsupported": "This browser does not report its requests to a page. Look at the network tab of its developer tools.",

  "verify.file": "4. The file itself",
  "verify.file.text":
    "Dropscope is this one file. Save it, compute its SHA-256, and compare it with the published one. It also works from a disk with the network unplugged.",
  "verify.file.linux": "Linux",
  "verify.file.macos": "macOS",
  "verify.file.windows": "Windows",
  "verify.file.version": "This copy says that it is",

  "verify.limits": "What a policy cannot promise",
  "verify.limits.text":
    "A content security policy does not stop a page from navigating elsewhere, and it does not stop WebRTC. The built file contains no such call: every build is searched for them, and a browser test with a listening server watches for traffic. Extensions of your browser stand above any page; for full certainty, unplug the network or use a browser profile without extensions.",
};
