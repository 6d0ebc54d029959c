// Nothing leaves the computer: not a request after load, and not even when code inside the page tries.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { changedCopy } from "./lib/modify.mjs";
import { WAYS, analyse, launch, listenForLeaks, open } from "./lib/page.mjs";
import { samplePackage } from "./lib/package.mjs";

let browser;
let sample;
before(async () => {
  browser = await launch();
  sample = await samplePackage();
});
after(() => browser.close());

/**
 * Every way to reach another computer that a worker has. Its answers are held back a little: a worker that is done may
 * be ended before the worker inside it has started.
 */
const workerAttempts = (origin) => `
  const answer = self.postMessage.bind(self);
  self.postMessage = (...given) => setTimeout(() => answer(...given), 300);
  const attempt = (run) => { try { const r = run(); if (r && r.catch) r.catch(() => {}); } catch {} };
  attempt(() => fetch("${origin}/worker-fetch", { mode: "no-cors", method: "POST", body: "x" }));
  attempt(() => { const x = new XMLHttpRequest(); x.open("GET", "${origin}/worker-xhr"); x.send(); });
  attempt(() => new WebSocket("${origin.replace("http", "ws")}/worker-socket"));
  attempt(() => new EventSource("${origin}/worker-events"));
  attempt(() => importScripts("${origin}/worker-import"));
  attempt(() => import("${origin}/worker-module"));
  attempt(() => new Worker("${origin}/worker-worker"));
  attempt(() => new Worker(URL.createObjectURL(new Blob(["fetch('${origin}/worker-nested', {mode:'no-cors'})"]))));
  attempt(() => navigator.sendBeacon && navigator.sendBeacon("${origin}/worker-beacon", "x"));
  attempt(() => new WebTransport("${origin.replace("http:", "https:")}/worker-transport"))`;

/** What a page has beyond that, navigation and WebRTC aside: the build is searched for those. */
const pageAttempts = (origin) => `
  globalThis.tryEverything = () => {
    const attempt = (run) => { try { const r = run(); if (r && r.catch) r.catch(() => {}); } catch {} };
    const add = (name, more) => attempt(() => document.body.append(Object.assign(document.createElement(name), more)));
    attempt(() => fetch("${origin}/page-fetch", { mode: "no-cors" }));
    attempt(() => { const x = new XMLHttpRequest(); x.open("GET", "${origin}/page-xhr"); x.send(); });
    attempt(() => new WebSocket("${origin.replace("http", "ws")}/page-socket"));
    attempt(() => new EventSource("${origin}/page-events"));
    attempt(() => navigator.sendBeacon("${origin}/page-beacon", "x"));
    attempt(() => new Worker("${origin}/page-worker"));
    attempt(() => import("${origin}/page-module"));
    add("img", { src: "${origin}/page-img" });
    add("script", { src: "${origin}/page-script" });
    add("link", { rel: "stylesheet", href: "${origin}/page-style" });
    add("video", { src: "${origin}/page-video" });
    add("object", { data: "${origin}/page-object" });
    add("style", { textContent: "@import url(${origin}/page-import)" });
    attempt(() => { document.body.style.backgroundImage = "url(${origin}/page-background)"; });
  };
  globalThis.tryNavigation = () => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: "${origin}/page-frame" }));
    document.body.append(Object.assign(document.createElement("form"), { action: "${origin}/page-form", method: "post" }));
    document.forms[document.forms.length - 1].submit();
  }`;

/** Addresses that stay inside the browser. */
const isLocal = (address) => address.startsWith("blob:") || address.startsWith("data:");

/** Requests that were queued get their time to arrive. */
const settle = () => new Promise((done) => setTimeout(done, 1000));

for (const way of WAYS) {
  test(`${way}: a whole analysis makes no request and violates no policy`, async () => {
    const opened = await open(browser, { way });
    try {
      const { record, server } = opened;
      const servedAtLoad = server?.requests.length ?? 0;
      const atLoad = record.requests.filter((address) => !isLocal(address));
      assert.equal(atLoad.length, 1, `only the file itself is loaded: ${atLoad}`);
      record.requests.length = 0;
      const result = await analyse(opened.page, sample);
      await settle();
      assert.equal(result.state, "done");
      assert.deepEqual(record.requests.filter((address) => !isLocal(address)), []);
      assert.equal(server?.requests.length ?? 0, servedAtLoad, `the server saw ${server?.requests}`);
      assert.deepEqual(record.violations, []);
      assert.deepEqual(record.errors, []);
    } finally {
      await opened.close();
    }
  });

  test(`${way}: a worker and a page that try everything reach nobody`, async () => {
    const sink = await listenForLeaks();
    const file = changedCopy(`tries-${way}`, { worker: workerAttempts(sink.origin), page: pageAttempts(sink.origin) });
    const opened = await open(browser, { file, way });
    try {
      const result = await analyse(opened.page, sample);
      await opened.page.evaluate(() => globalThis.tryEverything());
      await settle();
      assert.equal(result.state, "done", "the attempts must not keep the workers from their work");
      assert.deepEqual(sink.seen, { connections: 0, requests: [] });
      // Chromium connects ahead of a frame or a form that the policy then refuses: a bare connection, and not a byte on it.
      await opened.page.evaluate(() => globalThis.tryNavigation());
      await settle();
      assert.deepEqual(sink.seen.requests, []);
      const refused = opened.record.violations.join("\n");
      assert.match(refused, /page: connect-src/, "the attempts really ran");
      assert.match(refused, /worker: connect-src/, "also in the workers");
    } finally {
      await opened.close();
      await sink.close();
    }
  });

  test(`${way}: without the policy the same attempts are seen to leak`, async () => {
    const sink = await listenForLeaks();
    const file = changedCopy(`leaks-${way}`, { worker: workerAttempts(sink.origin), policy: false });
    const opened = await open(browser, { file, way });
    try {
      await analyse(opened.page, sample);
      await settle();
      assert.ok(sink.seen.connections > 0, "the listener hears a worker that is let out");
      const heard = sink.seen.requests.join("\n");
      for (const name of ["worker-fetch", "worker-xhr", "worker-socket", "worker-events", "worker-import", "worker-nested"]) {
        assert.match(heard, new RegExp(name), `${name} is an attempt that works where it is allowed`);
      }
      const recorded = opened.record.requests.filter((address) => address.startsWith(sink.origin));
      assert.ok(recorded.length > 0, "the browser's own record hears it too");
    } finally {
      await opened.close();
      await sink.close();
    }
  });
}
