// Unpacks the engine: a `.lzma` file as `cargo xtask build` writes it, with its length in the header. No browser has this
// built in, and gzip would make the file half a megabyte larger.
//
// The format: https://github.com/ip7z/7zip/blob/main/DOC/lzma.txt ; names are those of the specification.

const HEADER_BYTES = 13;
/** What is decoded before the page gets a turn: about 15 ms. */
const TURN_BYTES = 512 * 1024;

// Where each table of probabilities begins; the last, of the literals, has the size that the header says.
const IS_MATCH = 0;
const IS_REP = 192;
const IS_REP_G0 = 204;
const IS_REP_G1 = 216;
const IS_REP_G2 = 228;
const IS_REP0_LONG = 240;
const POS_SLOT = 432;
const POS_SPECIAL = 688;
const ALIGN = 803;
const LENGTH = 819;
const REP_LENGTH = 1333;
const LITERAL = 1847;
// Within a table of lengths.
const LOW = 2;
const MIDDLE = 130;
const HIGH = 258;

/** Gives the page a turn now and then; throws where the data ends early. */
export async function unpackLzma(packed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const decode = decoder(packed);
  for (;;) {
    const { output, isWhole } = decode(TURN_BYTES);
    if (isWhole) return output;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** A function that decodes at least as many bytes more as it is asked for, if there are as many. */
function decoder(packed: Uint8Array) {
  const header = new DataView(packed.buffer, packed.byteOffset, HEADER_BYTES);
  const properties = header.getUint8(0);
  const lc = properties % 9;
  const lpMask = (1 << Math.floor(properties / 9) % 5) - 1;
  const pbMask = (1 << Math.floor(properties / 45)) - 1;
  const output = new Uint8Array(header.getUint32(5, true));
  const { bit, tree, reverseTree, direct } = rangeDecoder(packed, LITERAL + (0x300 << lc) * (lpMask + 1));
  let at = 0;
  let state = 0;
  // The distances of the last four matches, less one.
  let rep0 = 0;
  let rep1 = 0;
  let rep2 = 0;
  let rep3 = 0;

  return (least: number) => {
    for (const end = Math.min(at + least, output.length); at < end; ) {
      const posState = at & pbMask;
      if (bit(IS_MATCH + (state << 4) + posState) === 0) literal();
      else if (bit(IS_REP + state) === 0) copy(match(posState));
      else copy(repeated(posState));
    }
    return { output, isWhole: at >= output.length };
  };

  function literal() {
    const before = at > 0 ? output[at - 1]! : 0;
    const table = LITERAL + 0x300 * (((at & lpMask) << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (state >= 7) {
      // After a match the byte at its distance is a good guess, until it is wrong for the first time.
      let guess = output[at - rep0 - 1]!;
      let isRight = true;
      while (isRight && symbol < 0x100) {
        guess <<= 1;
        const guessed = guess & 0x100;
        const taken = bit(table + 0x100 + guessed + symbol);
        symbol = (symbol << 1) | taken;
        isRight = guessed >> 8 === taken;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | bit(table + symbol);
    output[at++] = symbol;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }

  /** A new distance, and how many bytes to copy from there. */
  function match(posState: number): number {
    rep3 = rep2;
    rep2 = rep1;
    rep1 = rep0;
    const bytes = length(LENGTH, posState);
    state = state < 7 ? 7 : 10;
    const slot = tree(POS_SLOT + (Math.min(bytes - 2, 3) << 6), 6);
    rep0 = slot;
    if (slot >= 4) {
      const bits = (slot >> 1) - 1;
      rep0 = (2 | (slot & 1)) << bits;
      rep0 += slot < 14 ? reverseTree(POS_SPECIAL + rep0 - slot, bits) : (direct(bits - 4) << 4) + reverseTree(ALIGN, 4);
    }
    return bytes;
  }

  /** One of the last distances, which becomes the last. */
  function repeated(posState: number): number {
    if (bit(IS_REP_G0 + state) === 0) {
      if (bit(IS_REP0_LONG + (state << 4) + posState) === 0) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      let distance = rep1;
      if (bit(IS_REP_G1 + state) === 1) {
        distance = rep2;
        if (bit(IS_REP_G2 + state) === 1) {
          distance = rep3;
          rep3 = rep2;
        }
        rep2 = rep1;
      }
      rep1 = rep0;
      rep0 = distance;
    }
    const bytes = length(REP_LENGTH, posState);
    state = state < 7 ? 8 : 11;
    return bytes;
  }

  function length(table: number, posState: number): number {
    if (bit(table) === 0) return 2 + tree(table + LOW + (posState << 3), 3);
    if (bit(table + 1) === 0) return 10 + tree(table + MIDDLE + (posState << 3), 3);
    return 18 + tree(table + HIGH, 8);
  }

  function copy(bytes: number) {
    if (rep0 >= at) throw new RangeError("a distance before the beginning");
    for (const end = at + bytes; at < end; at += 1) output[at] = output[at - rep0 - 1]!;
  }
}

function rangeDecoder(packed: Uint8Array, probabilities: number) {
  const probability = new Uint16Array(probabilities).fill(1024);
  // Typed, so that 32 bits without a sign stay one machine word.
  const [RANGE, CODE] = [0, 1] as const;
  const held = new Uint32Array([0xffff_ffff, new DataView(packed.buffer, packed.byteOffset).getUint32(HEADER_BYTES + 1)]);
  let next = HEADER_BYTES + 5;

  function normalize() {
    if (held[RANGE]! >= 1 << 24) return;
    if (next >= packed.length) throw new RangeError("the end is missing");
    held[RANGE]! <<= 8;
    held[CODE] = (held[CODE]! << 8) | packed[next++]!;
  }

  function bit(index: number): 0 | 1 {
    const chance = probability[index]!;
    const bound = Math.imul(held[RANGE]! >>> 11, chance) >>> 0;
    const taken = held[CODE]! < bound ? 0 : 1;
    if (taken === 0) {
      held[RANGE] = bound;
      probability[index] = chance + ((2048 - chance) >>> 5);
    } else {
      held[RANGE]! -= bound;
      held[CODE]! -= bound;
      probability[index] = chance - (chance >>> 5);
    }
    normalize();
    return taken;
  }

  function tree(table: number, bits: number): number {
    let node = 1;
    for (let depth = 0; depth < bits; depth += 1) node = (node << 1) | bit(table + node);
    return node - (1 << bits);
  }

  function reverseTree(table: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let depth = 0; depth < bits; depth += 1) {
      const taken = bit(table + node);
      node = (node << 1) | taken;
      value |= taken << depth;
    }
    return value;
  }

  /** Bits that no table foretells. */
  function direct(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; left -= 1) {
      held[RANGE]! >>>= 1;
      const taken = held[CODE]! >= held[RANGE]! ? 1 : 0;
      if (taken === 1) held[CODE]! -= held[RANGE]!;
      normalize();
      value = (value << 1) | taken;
    }
    return value;
  }

  return { bit, tree, reverseTree, direct };
}
