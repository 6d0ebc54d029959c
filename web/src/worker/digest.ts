// SHA-256 of the whole file, for the report's `inputs`.
import { InputDigest } from "dropscope-engine";
import { stream } from "./read.ts";

/**
 * Up to this size the browser hashes at once: three times as fast as the engine, but it takes no stream, so the whole
 * file is in memory, twice, for a moment. At 70 MB the memory costs more time than the hashing saves.
 */
const AT_ONCE_BYTES = 32 << 20;

export async function digest(file: Blob, onBytes: (done: number) => void): Promise<string> {
  // Absent where the page is not a secure context; `file:` and `http://localhost` are.
  if (file.size <= AT_ONCE_BYTES && crypto.subtle !== undefined) {
    const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    onBytes(file.size);
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  const engine = new InputDigest();
  let done = 0;
  let told = performance.now();
  await stream(file, 0, file.size, (chunk) => {
    engine.update(chunk);
    done += chunk.length;
    const now = performance.now();
    if (now - told >= TELL_EVERY_MS) {
      told = now;
      onBytes(done);
    }
  });
  onBytes(done);
  return engine.finish();
}

const TELL_EVERY_MS = 100;
