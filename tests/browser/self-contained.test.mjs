// What a policy cannot stop must not be in the file at all: navigation, WebRTC, and every other way out, as a second wall.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { policy } from "../../web/build/html.mjs";
import { blocks } from "../../web/build/sizes.mjs";
import { dist } from "./lib/page.mjs";

/** Each with a line that it must find, so that a pattern that finds nothing is noticed. */
const WAYS_OUT = [
  [/RTC(PeerConnection|DataChannel|IceTransport)/, "new RTCPeerConnection({})"],
  [/\bwindow\.open\b|\b(self|globalThis|top|parent|opener)\.open\b/, 'window.open("x")'],
  [/\blocation(\.(href|search|pathname|host|hostname|port|protocol))?\s*=(?!=)/, 'location.href="x"'],
  [/\blocation\.(assign|replace|reload)\b/, 'location.assign("x")'],
  [/\bnavigation\.(navigate|reload)\b/, 'navigation.navigate("x")'],
  [/\bsendBeacon\b/, 'navigator.sendBeacon("x")'],
  [/\bimportScripts\b/, 'importScripts("x")'],
  [/\bimport\s*\(/, 'import("x")'],
  [/\bfetch\b(?!\w)/, 'fetch("x")'],
  [/\bXMLHttpRequest\b/, "new XMLHttpRequest"],
  [/\bWebSocket(Stream)?\b/, 'new WebSocket("x")'],
  [/\bWebTransport\b/, 'new WebTransport("x")'],
  [/\bEventSource\b/, 'new EventSource("x")'],
  [/\bSharedWorker\b/, 'new SharedWorker("x")'],
  [/\bserviceWorker\b/, 'navigator.serviceWorker.register("x")'],
  [/\bPresentationRequest\b/, 'new PresentationRequest("x")'],
  [/preconnect|dns-prefetch|prefetch|prerender|speculationrules/i, 'link.rel="preconnect"'],
  [/\beval\s*\(|\bnew Function\b/, "eval(x)"],
  [/\biframe\b/, 'createElement("iframe")'],
  [/\.submit\(|requestSubmit|\bformAction\b/, "form.submit()"],
  [/\bdocument\.(write|writeln|cookie)\b/, "document.write(x)"],
];

const html = readFileSync(dist, "utf8");
const parts = blocks(html);

/** The page's self-test, which tries four of these ways on an address that exists nowhere: exactly these calls and labels. */
const SELF_TEST = [
  /\bfetch\("https:\/\/dropscope\.invalid\/get"\)/,
  /\b(\w+)=new XMLHttpRequest[;,]\1\.open\("GET","https:\/\/dropscope\.invalid\/xhr"\)/,
  /\bnew WebSocket\("wss:\/\/dropscope\.invalid\/socket"\)/,
  /\bnavigator\.sendBeacon\("https:\/\/dropscope\.invalid\/beacon"\)/,
  ...["fetch", "XMLHttpRequest", "WebSocket", "sendBeacon"].map((label) => new RegExp(`"verify\\.attempt\\.\\w+":"${label}"`)),
];

/** Takes each of the self-test's calls out, once; a second one stays and is found. */
function withoutSelfTest(script) {
  return SELF_TEST.reduce((rest, call) => {
    assert.match(rest, call);
    return rest.replace(call, "");
  }, script);
}
const searched = { script: withoutSelfTest(parts.get("script")), "dropscope-worker": parts.get("dropscope-worker") };

for (const [pattern, example] of WAYS_OUT) {
  test(`no ${pattern.source}`, () => {
    assert.match(example, pattern);
    for (const [id, text] of Object.entries(searched)) {
      const found = pattern.exec(text);
      const around = found === null ? "" : text.slice(Math.max(0, found.index - 60), found.index + 60);
      assert.ok(found === null, `${id} has it: …${around}…`);
    }
  });
}

test("the markup names no other address", () => {
  const markup = html.replace(/<script[^>]*>[^]*?<\/script>/g, "").replace(/<style>[^]*?<\/style>/g, "");
  const named = [...markup.matchAll(/\b(?:src|href|srcset|action|data|poster|ping|formaction)\s*=\s*"([^"]*)"/gi)].map((match) => match[1]);
  assert.deepEqual(named.filter((address) => !address.startsWith("data:") && !address.startsWith("#")), []);
  assert.doesNotMatch(markup, /http-equiv="refresh"/i);
  assert.doesNotMatch(parts.get("style"), /@import|url\(\s*["']?(?!data:|#)/i);
});

test("the policy stands before everything that it governs and admits just this script and style", () => {
  const expected = `<meta http-equiv="Content-Security-Policy" content="${policy(parts.get("script"), parts.get("style"))}">`;
  assert.ok(html.includes(expected));
  assert.ok(html.indexOf(expected) < html.search(/<script|<style|<link/));
  assert.equal(html.match(/http-equiv/g).length, 1);
});

test("the published digest is the file's", () => {
  const digest = createHash("sha256").update(readFileSync(dist)).digest("hex");
  assert.equal(readFileSync(`${dist}.sha256`, "utf8"), `${digest}  dropscope.html\n`);
});

test("no path of the machine that built it is inside", () => {
  const module = readFileSync(new URL("../../web/engine/dropscope_wasm_bg.wasm", import.meta.url)).toString("latin1");
  // The folders that no script should delete stand side by side in the engine: that is no path.
  const engine = module.replace("/srv/home/root/etc/", "");
  for (const text of [html, engine]) {
    assert.doesNotMatch(text, /\/(home|root|Users|work|tmp)\/[\w.-]+\/|\.cargo\/registry|\\Users\\|\/rustlib\/src/);
  }
});
