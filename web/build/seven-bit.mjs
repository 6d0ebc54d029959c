// Bytes as text for an inline block: seven bits a character, so 14 % more bytes in UTF-8, where base64 has 33 %.
// web/src/shared/packed.ts is the other side.

/**
 * What no block carries as it is: NUL, line ends and `<`, which HTML changes or understands, and what a terminal or an old
 * tool acts on (escape, end of file). Each place in this list, with the seven bits that follow, is one character of two bytes.
 */
const UNFIT = "\0\n\r\x1a\x1b<";

/** The number of bytes, a space, the text. */
export function toSevenBitText(bytes) {
  const groups = sevenBitGroups(bytes);
  const codes = [];
  for (let at = 0; at < groups.length; at += 1) {
    const unfit = UNFIT.indexOf(String.fromCharCode(groups[at]));
    if (unfit < 0) codes.push(groups[at]);
    else codes.push(((unfit + 1) << 7) | (groups[(at += 1)] ?? 0));
  }
  return `${bytes.length} ${Buffer.from(Uint16Array.from(codes).buffer).toString("utf16le")}`;
}

/** The bits of `bytes` from the highest on, seven at a time; zeros fill the last. */
function sevenBitGroups(bytes) {
  const groups = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0x7fff;
    for (bits += 8; bits >= 7; bits -= 7) groups.push((held >> (bits - 7)) & 0x7f);
  }
  if (bits > 0) groups.push((held << (7 - bits)) & 0x7f);
  return groups;
}
