// Text out of a package, as a text node and nothing else. What cannot be seen is shown by its code point.
import type { ComponentChild } from "preact";
import { t } from "../text/strings.ts";

/** Control, direction-changing, zero-width, tag and unpaired surrogate characters: all that could make text lie. */
const HIDDEN =
  /[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffd]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/u;

const NAMES: Record<string, string> = {
  "\u0000": "NUL",
  "\u0009": "tab",
  "\u000a": "line feed",
  "\u000d": "carriage return",
  "\u001b": "escape",
  "\u00ad": "soft hyphen",
  "\u200b": "zero-width space",
  "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner",
  "\u200e": "left-to-right mark",
  "\u200f": "right-to-left mark",
  "\u202a": "left-to-right embedding",
  "\u202b": "right-to-left embedding",
  "\u202c": "pop directional formatting",
  "\u202d": "left-to-right override",
  "\u202e": "right-to-left override",
  "\u2066": "left-to-right isolate",
  "\u2067": "right-to-left isolate",
  "\u2069": "pop directional isolate",
  "\ufeff": "byte order mark",
  "\ufffd": "replacement character",
};

/** Names of 64 KB are legal; a page of one name helps nobody. */
const MOST_CHARS = 600;

interface Props {
  text: string;
  /** Characters to show before the text is cut. */
  most?: number;
}

export function Untrusted({ text, most = MOST_CHARS }: Props) {
  const shown = text.length > most ? text.slice(0, most) : text;
  return (
    <bdi dir="auto" class="untrusted">
      {HIDDEN.test(shown) ? withTokens(shown) : shown}
      {shown.length < text.length && <span class="untrusted-cut">{t("text.cut", text.length - shown.length)}</span>}
    </bdi>
  );
}

/** A sentence of a rule: what it quotes from the package stands between backticks and becomes code. */
export function Sentence({ text, most = 2000 }: Props) {
  const parts = text.slice(0, most).split(/(`[^`]+`)/);
  return (
    <span class="sentence">
      {parts.map((part, at) =>
        part.length > 2 && part.startsWith("`") && part.endsWith("`") ? (
          <code key={at}>
            <Untrusted text={part.slice(1, -1)} />
          </code>
        ) : (
          part !== "" && <Untrusted key={at} text={part} most={most} />
        ),
      )}
      {text.length > most && <span class="untrusted-cut">{t("text.cut", text.length - most)}</span>}
    </span>
  );
}

/** The same without elements, for clipboard and file names. */
export function visible(text: string): string {
  let out = "";
  for (const character of text) out += HIDDEN.test(character) ? `[${code(character)}]` : character;
  return out;
}

function withTokens(text: string): ComponentChild[] {
  const parts: ComponentChild[] = [];
  let plain = "";
  for (const character of text) {
    if (!HIDDEN.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== "") parts.push(plain);
    plain = "";
    const name = NAMES[character];
    parts.push(
      <span class="token" dir="ltr" title={name}>
        {code(character)}
      </span>,
    );
  }
  if (plain !== "") parts.push(plain);
  return parts;
}

function code(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
