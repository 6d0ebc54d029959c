// Opens the built file in Chromium, over HTTP or from file://, and waits for what it reports.
//
// The page's contract with tests and benches: `data-state` of <html> is loading, ready, reading, done or failed;
// `data-timing` is JSON {readMs, totalMs, entries}; `#workers=N` in the address sets the number of workers.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const dist = join(root, "dist", "dropscope.html");

const require = createRequire(join(root, "web", "package.json"));
const { chromium } = require("playwright-core");

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium whose whole profile lies in a folder of its own; `close()` removes it. */
export async function launch({ args = [] } = {}) {
  const home = mkdtempSync(join(tmpdir(), "dropscope-browser-"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    chromiumSandbox: false,
    args: [...FLAGS, ...args],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
  browser.on("disconnected", () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return browser;
}

/** Serves one file at "/" and counts the requests. Nothing is sent for other addresses. */
export async function serveFile(file) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.url !== "/") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(readFileSync(file));
  });
  await listen(server);
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    requests,
    close: () => closeServer(server),
  };
}

/** Serves `dist/dropscope.html`. */
export const serveDist = () => serveFile(dist);

/**
 * A listener on this computer that counts every connection, whatever is said on it. It lets anybody in (CORS), so that
 * only the page's own policy can be what keeps a request away.
 */
export async function listenForLeaks() {
  const seen = { connections: 0, requests: [] };
  const server = createServer((request, response) => {
    seen.requests.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" }).end("0");
  });
  server.on("connection", () => (seen.connections += 1));
  await listen(server);
  return { origin: `http://127.0.0.1:${server.address().port}`, seen, close: () => closeServer(server) };
}

/** A test that fails half-way must not be kept alive by its server. */
function listen(server) {
  server.unref();
  return new Promise((done) => server.listen(0, "127.0.0.1", done));
}

function closeServer(server) {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
}

/** The two ways in which people open the file. */
export const WAYS = ["http", "file"];

/** Opens `file` in one of the WAYS in a fresh context, with everything that matters for silence on record. */
export async function open(browser, { file = dist, way = "http", hash = "workers=2", context: contextOptions = {} } = {}) {
  const server = way === "http" ? await serveFile(file) : null;
  const context = await browser.newContext(contextOptions);
  const page = await context.newPage();
  const record = { requests: [], violations: [], errors: [] };
  context.on("request", (request) => record.requests.push(request.url()));
  page.on("pageerror", (error) => record.errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") record.errors.push(message.text());
  });
  await context.exposeFunction("recordViolation", (text) => record.violations.push(text));
  await context.addInitScript(watch);
  const address = server?.address ?? pathToFileURL(file).href;
  const close = async () => {
    await context.close();
    await server?.close();
  };
  try {
    await page.goto(`${address}#${hash}`, { waitUntil: "domcontentloaded" });
    await waitForState(page, ["ready"], 30_000);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    page,
    context,
    record,
    server,
    close,
  };
}

/** Runs in the page before anything else: violations, and when the page was ready. Violations in a worker are told to the worker only, so each gets a listener too. */
function watch() {
  const listen = (tell) => {
    addEventListener("securitypolicyviolation", (event) => tell(`${event.effectiveDirective} ${event.blockedURI}`));
  };
  listen((text) => globalThis.recordViolation(`page: ${text}`));
  new MutationObserver(() => {
    if (document.documentElement.dataset.state === "ready") globalThis.readyAtMs ??= performance.now();
  }).observe(document, { subtree: true, attributeFilter: ["data-state"] });
  const inWorker = `(${listen})((text) => new BroadcastChannel("violations").postMessage("worker: " + text));\n`;
  const channel = new BroadcastChannel("violations");
  channel.onmessage = (event) => globalThis.recordViolation(event.data);
  globalThis.Blob = class extends Blob {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [inWorker, ...parts] : parts, options);
    }
  };
}

/** Waits for one of `states`; functions, not strings: the policy forbids eval. */
export async function waitForState(page, states, timeout = 120_000) {
  await page.waitForFunction((wanted) => wanted.includes(document.documentElement.dataset.state), states, { timeout, polling: 50 });
  return page.evaluate(() => document.documentElement.dataset.state);
}

/** Gives the page a package by path and waits for its end. Returns {state, timing}. */
export async function analyse(page, file, timeout = 120_000) {
  await page.locator("input[type=file]:not([webkitdirectory])").first().setInputFiles(file);
  const state = await waitForState(page, ["done", "failed"], timeout);
  const timing = await page.evaluate(() => document.documentElement.dataset.timing);
  return { state, timing: timing === undefined ? null : JSON.parse(timing), name: basename(file) };
}
