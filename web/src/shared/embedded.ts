// What the single file carries beside its script: the engine, the worker's source, the build's identity, the sample.
// Page code: a worker has no document. See web/build/bundle.mjs for the other side.
import { unpackLzma } from "./lzma.ts";
import { fromSevenBitText } from "./packed.ts";

export interface BuildInfo {
  readonly version: string;
  /** Git commit, "+changes" appended when the tree differed from it, or "unknown" outside a repository. */
  readonly commit: string;
}

/** The text of an embedded `<script>` block; throws where the build left it out. */
export function embeddedText(id: string): string {
  const text = optionalText(id);
  if (text === null) throw new Error(`this file lacks its "${id}" block: it was cut short or changed`);
  return text;
}

/** The engine's WebAssembly module. */
export function embeddedEngine(): Promise<Uint8Array<ArrayBuffer>> {
  return unpacked("dropscope-wasm");
}

/** Examples of manifests of every kind, as a tar archive: what the engine warms up on. */
export function embeddedExamples(): Promise<Uint8Array<ArrayBuffer>> {
  return unpacked("dropscope-warm");
}

/** Compiles the engine once for the page; the module is posted to every worker. */
export async function compileEngine(): Promise<WebAssembly.Module> {
  engine ??= embeddedEngine().then((bytes) => WebAssembly.compile(bytes));
  return engine;
}

/**
 * Starts a classic worker from a blob, never from an address: a blob worker inherits the page's policy and cannot
 * connect anywhere, one loaded from an address ignores a `<meta>` policy.
 */
export function startWorker(): Worker {
  workerAddress ??= trusted(
    URL.createObjectURL(new Blob([embeddedText("dropscope-worker")], { type: "text/javascript" })),
  );
  // TypeScript's DOM library knows no TrustedScriptURL here yet.
  return new Worker(workerAddress as string);
}

export function buildInfo(): BuildInfo {
  return JSON.parse(embeddedText("dropscope-build")) as BuildInfo;
}

/** The bundled sample's files by name, or null where the build left the sample out. */
export function embeddedSample(): Promise<Map<string, Uint8Array<ArrayBuffer>>> | null {
  const text = optionalText("dropscope-sample");
  if (text === null) return null;
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const lines = text.split("\n");
  for (let at = 0; at + 1 < lines.length; at += 2) files.set(lines[at]!, fromSevenBitText(lines[at + 1]!));
  return Promise.resolve(files);
}

let engine: Promise<WebAssembly.Module> | undefined;
let workerAddress: string | TrustedScriptURL | undefined;

interface TrustedScriptURL {
  toString(): string;
}
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): TrustedScriptURL };
}

/** The one Trusted Types policy that the page's own policy admits; it may be created only once. */
function trusted(address: string): string | TrustedScriptURL {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  if (factory === undefined) return address;
  const policy = factory.createPolicy("dropscope", {
    createScriptURL(candidate) {
      if (!candidate.startsWith("blob:")) throw new TypeError("workers start from blobs only");
      return candidate;
    },
  });
  return policy.createScriptURL(address);
}

function optionalText(id: string): string | null {
  return document.getElementById(id)?.textContent ?? null;
}

async function unpacked(id: string): Promise<Uint8Array<ArrayBuffer>> {
  return unpackLzma(fromSevenBitText(embeddedText(id)));
}
