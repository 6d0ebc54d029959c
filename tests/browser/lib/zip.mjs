// Writes ZIP archives, with ZIP64 where sizes ask for it. Deterministic: every entry has the same time.
import { crc32 as nativeCrc32, deflateRawSync } from "node:zlib";

const LIMIT_32 = 0xffff_ffff;
/** 1980-01-01, the earliest that the format knows. */
const DOS_DATE = 0x21;

export class ZipWriter {
  #write;
  #offset = 0;
  #directory = [];

  /** `write` takes each chunk in turn. */
  constructor(write) {
    this.#write = (chunk) => {
      this.#offset += chunk.length;
      write(chunk);
    };
  }

  get entries() {
    return this.#directory.length;
  }

  get sizeBytes() {
    return this.#offset;
  }

  /** Adds one entry from memory; stored where deflate does not help. */
  add(name, content, { level = 6 } = {}) {
    const packed = level === 0 ? content : deflateRawSync(content, { level });
    const body = packed.length < content.length ? packed : content;
    this.#entry(name, { method: body === content ? 0 : 8, crc: crc32(content), size: content.length, packedSize: body.length }, [body]);
  }

  /** Adds one stored entry that repeats `block` `count` times: large archives out of little memory. */
  addRepeated(name, block, count) {
    let crc = 0;
    for (let turn = 0; turn < count; turn += 1) crc = crc32(block, crc);
    const size = block.length * count;
    this.#entry(name, { method: 0, crc, size, packedSize: size }, repeat(block, count));
  }

  #entry(name, { method, crc, size, packedSize }, body) {
    const path = Buffer.from(name);
    const offset = this.#offset;
    const large = size >= LIMIT_32 || packedSize >= LIMIT_32;
    const extra = large ? zip64Extra([size, packedSize]) : Buffer.alloc(0);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x0403_4b50, 0);
    fields(head, 4, { method, crc, size, packedSize, large });
    head.writeUInt16LE(path.length, 26);
    head.writeUInt16LE(extra.length, 28);
    this.#write(Buffer.concat([head, path, extra]));
    for (const chunk of body) this.#write(chunk);
    this.#directory.push({ path, method, crc, size, packedSize, offset });
  }

  /** Writes the central directory and its end. */
  finish() {
    const start = this.#offset;
    for (const entry of this.#directory) this.#write(directoryEntry(entry));
    const size = this.#offset - start;
    const count = this.#directory.length;
    if (count >= 0xffff || start >= LIMIT_32) {
      const end64 = this.#offset;
      const record = Buffer.alloc(56 + 20);
      record.writeUInt32LE(0x0606_4b50, 0);
      record.writeBigUInt64LE(44n, 4);
      record.writeUInt16LE(45, 12);
      record.writeUInt16LE(45, 14);
      [count, count, size, start].forEach((value, index) => record.writeBigUInt64LE(BigInt(value), 24 + 8 * index));
      record.writeUInt32LE(0x0706_4b50, 56);
      record.writeBigUInt64LE(BigInt(end64), 64);
      record.writeUInt32LE(1, 72);
      this.#write(record);
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x0605_4b50, 0);
    end.writeUInt16LE(Math.min(count, 0xffff), 8);
    end.writeUInt16LE(Math.min(count, 0xffff), 10);
    end.writeUInt32LE(Math.min(size, LIMIT_32), 12);
    end.writeUInt32LE(Math.min(start, LIMIT_32), 16);
    this.#write(end);
  }
}

function directoryEntry({ path, method, crc, size, packedSize, offset }) {
  const wide = [size, packedSize, offset].filter((value) => value >= LIMIT_32);
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(45, 4);
  fields(head, 6, { method, crc, size, packedSize, large: false });
  head.writeUInt16LE(path.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(Math.min(offset, LIMIT_32), 42);
  return Buffer.concat([head, path, extra]);
}

/** What local header and directory entry share, from "version needed" on. */
function fields(head, at, { method, crc, size, packedSize, large }) {
  head.writeUInt16LE(45, at);
  head.writeUInt16LE(0x0800, at + 2);
  head.writeUInt16LE(method, at + 4);
  head.writeUInt16LE(DOS_DATE, at + 8);
  head.writeUInt32LE(crc, at + 10);
  head.writeUInt32LE(large ? LIMIT_32 : Math.min(packedSize, LIMIT_32), at + 14);
  head.writeUInt32LE(large ? LIMIT_32 : Math.min(size, LIMIT_32), at + 18);
}

function zip64Extra(values) {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  return extra;
}

function* repeat(block, count) {
  for (let turn = 0; turn < count; turn += 1) yield block;
}

/** Node has its own from 20.15 on. */
const crc32 = nativeCrc32 ?? tableCrc32;

function tableCrc32(bytes, start = 0) {
  let crc = ~start;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const TABLE = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});
