// The form in which the file carries the engine and the sample: dense, and what comes out is what went in.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { toSevenBitText } from "../../web/build/seven-bit.mjs";
import { blocks } from "../../web/build/sizes.mjs";
import { dist, launch, root, waitForState } from "./lib/page.mjs";

const { build } = createRequire(join(root, "web", "package.json"))("esbuild");

let fromSevenBitText;
let unpackLzma;
let browser;
before(async () => {
  const contents = 'export * from "./packed.ts"; export * from "./lzma.ts";';
  const stdin = { contents, resolveDir: join(root, "web/src/shared") };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false });
  const source = Buffer.from(outputFiles[0].contents).toString("base64");
  ({ fromSevenBitText, unpackLzma } = await import(`data:text/javascript;base64,${source}`));
  browser = await launch();
});
after(() => browser.close());

test("every byte comes back from the text, at every place in its group and at the end", () => {
  const every = Array.from({ length: 256 }, (_, value) => value);
  for (let before = 0; before < 8; before += 1) {
    for (const last of every) {
      const bytes = Uint8Array.from([...Array(before).fill(0xff), ...every, last]);
      assert.deepEqual(fromSevenBitText(toSevenBitText(bytes)), bytes);
    }
  }
  for (const bytes of [[], [0], [0, 0, 0, 0, 0, 0, 0]]) {
    assert.deepEqual(fromSevenBitText(toSevenBitText(Uint8Array.from(bytes))), Uint8Array.from(bytes));
  }
});

test("the text has nothing that HTML changes or understands, and is dense", () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 2_654_435_761) >>> 13);
  const text = toSevenBitText(bytes);
  assert.doesNotMatch(text, /[\0\n\r\x1a\x1b<]|[\ud800-\uffff]/);
  assert.ok(Buffer.byteLength(text) < bytes.length * 1.15, `${Buffer.byteLength(text)} bytes for ${bytes.length}`);
});

test("the built file carries the engine whole, and a cut one is refused", async () => {
  const packed = fromSevenBitText(blocks(readFileSync(dist, "utf8")).get("dropscope-wasm"));
  const engine = readFileSync(join(root, "web/engine/dropscope_wasm_bg.wasm"));
  assert.ok(Buffer.from(await unpackLzma(packed)).equals(engine), "another engine comes out");
  assert.ok(packed.length < engine.length / 3, `${packed.length} bytes of ${engine.length}`);
  await assert.rejects(unpackLzma(packed.subarray(0, packed.length - 1000)), /the end is missing/);
});

test("a server that names another encoding does no harm", async (context) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=iso-8859-1" }).end(readFileSync(dist));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  context.after(() => server.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  assert.equal(await waitForState(page, ["ready"]), "ready");
  await page.waitForFunction(() => document.documentElement.dataset.engine === "warm", null, { timeout: 120_000 });
});
