// Stands in for the worker until it lands: instantiates the engine and counts what looks like a local file header.
import { engine_version, initSync } from "dropscope-engine";

interface Task {
  readonly module: WebAssembly.Module;
  readonly blob: Blob;
}

self.onmessage = async (event: MessageEvent<Task>) => {
  initSync({ module: event.data.module });
  let entries = 0;
  let sizeBytes = 0;
  const reader = event.data.blob.stream().getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const bytes = chunk.value;
    sizeBytes += bytes.length;
    for (let at = bytes.indexOf(0x50); at >= 0; at = bytes.indexOf(0x50, at + 1)) {
      if (bytes[at + 1] === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4) entries += 1;
    }
  }
  self.postMessage({ entries, sizeBytes, engine: engine_version() });
};
