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
  let done = 0;
  if (bytes === null) {
    for (; done < length; done += FALLBACK_BYTES) {
      take(new Uint8Array(await range.slice(done, done + FALLBACK_BYTES).arrayBuffer()));
    }
    done = Math.min(done, range.size);
  } else {
    let buffer = new ArrayBuffer(Math.min(CHUNK_BYTES, length));
    while (done < length) {
      const chunk = await bytes.read(new Uint8Array(buffer));
      if (chunk.value === undefined || chunk.done) break;
      take(chunk.value);
      done += chunk.value.length;
      buffer = chunk.value.buffer;
    }
    void bytes.cancel().catch(() => undefined);
  }
  if (done !== length) throw new ShortRead(`the file ended ${length - done} bytes early`);
}

/** A reader that fills our buffer, so that streaming makes no garbage; null where the browser has none. */
function byteReader(range: Blob): ReadableStreamBYOBReader | null {
  try {
    return range.stream().getReader({ mode: "byob" });
  } catch {
    return null;
  }
}
