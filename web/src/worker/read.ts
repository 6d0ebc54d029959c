// The two ways in which a worker reads the file: a synchronous range, and a stream of chunks.

/** Bytes that are asked of the stream at once: the copy into the engine's memory is as large. */
const CHUNK_BYTES = 1 << 20;
/** Bytes that are read at once where the browser has no byte streams. */
const FALLBACK_BYTES = 8 << 20;

/** The file shrank or went away while it was read. */
export class ShortRead extends Error {
  override name = "ShortRead";
}

/** Random access for the engine, which cannot wait. */
export function reader(file: Blob, onRead: () => void): (offset: number, length: number) => Uint8Array {
  const sync = new FileReaderSync();
  return (offset, length) => {
    const bytes = new Uint8Array(sync.readAsArrayBuffer(file.slice(offset, offset + length)));
    onRead();
    return bytes;
  };
}

/**
 * Passes a range of the file in order, a chunk at a time; the chunk is valid until `take` returns.
 * Rejects with the browser's error, or with {@link ShortRead}, where the file cannot be read (any more).
 */
export async function stream(
  file: Blob,
  offset: number,
  length: number,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const range = file.slice(offset, offset + length);
  const bytes = byteReader(range);
  if (bytes === null) return slices(range, take);
  underWay.add(bytes);
  try {
    let done = 0;
    let buffer = new ArrayBuffer(Math.min(CHUNK_BYTES, length));
    while (done < length) {
      const chunk = await bytes.read(new Uint8Array(buffer));
      if (chunk.value === undefined || chunk.done) throw new ShortRead(`the file ended ${length - done} bytes early`);
      take(chunk.value);
      done += chunk.value.length;
      buffer = chunk.value.buffer;
    }
    void bytes.cancel().catch(() => undefined);
  } finally {
    underWay.delete(bytes);
  }
}

async function slices(range: Blob, take: (chunk: Uint8Array) => void): Promise<void> {
  for (let done = 0; done < range.size; done += FALLBACK_BYTES) {
    const wanted = range.slice(done, done + FALLBACK_BYTES);
    const chunk = new Uint8Array(await wanted.arrayBuffer());
    if (chunk.length !== wanted.size) throw new ShortRead(`the file ended ${wanted.size - chunk.length} bytes early`);
    take(chunk);
  }
}

/**
 * Streams that are being read. Without this a read stalled for ever about once in 500 streams in Chromium, and with it
 * not once in 2,100: probably a stream that nothing else holds is collected together with its waiting read.
 */
const underWay = new Set<ReadableStreamBYOBReader>();

/** A reader that fills our buffer, so that streaming makes no garbage; null where the browser has none. */
function byteReader(range: Blob): ReadableStreamBYOBReader | null {
  try {
    return range.stream().getReader({ mode: "byob" });
  } catch {
    return null;
  }
}
