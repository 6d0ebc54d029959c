// What the single file carries as text, as bytes again. web/build/seven-bit.mjs is the other side and says why.

/** In the same order as there. */
const UNFIT = "\0\n\r\x1a\x1b<";

/** The bytes of a text: its own length, a space, seven bits a character. */
export function fromSevenBitText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Number.parseInt(text, 10));
  let filled = 0;
  let held = 0;
  let bits = 0;
  const take = (group: number) => {
    held = (held << 7) | group;
    bits += 7;
    if (bits < 8) return;
    bits -= 8;
    bytes[filled++] = held >> bits;
  };
  for (let at = text.indexOf(" ") + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) take(UNFIT.charCodeAt((code >> 7) - 1));
    take(code & 0x7f);
  }
  return bytes;
}
