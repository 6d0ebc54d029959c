// Puts the parts into the page's template and computes the policy that admits exactly them.
import { createHash } from "node:crypto";

/** What a Content-Security-Policy names an inline block by. */
export function policyHash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/**
 * The policy for one script and one style. `connect-src 'none'` reaches the workers because they start from blobs. What
 * no policy stops (navigation, WebRTC) is searched for by tests/browser/self-contained.test.mjs.
 */
export function policy(script, style) {
  return [
    "default-src 'none'",
    `script-src ${policyHash(script)} 'wasm-unsafe-eval'`,
    `style-src ${policyHash(style)}`,
    "img-src data: blob:",
    "worker-src blob:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types dropscope",
  ].join("; ");
}

/** Goes before a server's word on the encoding, which the bytes of two-byte characters would not survive. */
const BYTE_ORDER_MARK = "\ufeff";

/** The finished file. `data` blocks become `<script>` elements that no browser runs. */
export function assemble({ template, script, style, data }) {
  const parts = {
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">`,
    style: `<style>${checked("style", style, /<\/style/i)}</style>`,
    data: data.map(({ id, type, text }) => `<script type="${type}" id="${id}">${checked(id, text, ENDS_SCRIPT)}</script>`).join("\n"),
    script: `<script>${checked("script", script, ENDS_SCRIPT)}</script>`,
  };
  const page = template.replace(/<!--dropscope:(\w+)-->/g, (_, name) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`index.html asks for "${name}" more than once, or it is not known`);
    delete parts[name];
    return part;
  });
  return BYTE_ORDER_MARK + page;
}

/** The texts in the HTML grammar that end a script block, or make its end unfindable. */
const ENDS_SCRIPT = /<\/script|<script|<!--/i;

function checked(name, text, forbidden) {
  const at = text.search(forbidden);
  if (at >= 0) throw new Error(`${name} contains ${JSON.stringify(text.slice(at, at + 12))}, which would end its block`);
  return text;
}
