// What was dropped or picked: files, folders, several of both. Finds the archives among them.

export interface Dropped {
  files: File[];
  /** The one folder that was dropped, where nothing else was: its name goes into the sentence. */
  folder: string | null;
}

export interface Sorted {
  archives: File[];
  others: File[];
}

/** Files of a folder that are looked at; the package lies on top, not deep inside. */
const MOST_FOLDER_FILES = 1000;

const ARCHIVE_NAME =
  /\.(zip|jar|war|ear|aar|whl|nupkg|vsix|xpi|crx|apk|ipa|hpi|jpi|tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zst)$/i;

/** Reads a drop. Must be called in the event itself: the browser empties the list when the event ends. */
export function readDrop(transfer: DataTransfer): Promise<Dropped> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  const plain = Array.from(transfer.files);
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve({ files: plain, folder: null });
  return readEntries(entries.filter((entry) => entry !== null));
}

async function readEntries(entries: FileSystemEntry[]): Promise<Dropped> {
  const files: File[] = [];
  for (const entry of entries) {
    if (entry.isFile) files.push(await file(entry as FileSystemFileEntry));
    else files.push(...(await folderFiles(entry as FileSystemDirectoryEntry)));
  }
  return { files, folder: entries.length === 1 ? (entries[0]?.name ?? null) : null };
}

async function folderFiles(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const reader = folder.createReader();
  const files: File[] = [];
  while (files.length < MOST_FOLDER_FILES) {
    // The reader gives the entries in portions, and an empty one at the end.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) break;
    for (const entry of portion) if (entry.isFile) files.push(await file(entry as FileSystemFileEntry));
  }
  return files;
}

function file(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** Tells archives from the rest by their first bytes, and by name where those do not say. */
export async function sortDropped(files: readonly File[]): Promise<Sorted> {
  const sorted: Sorted = { archives: [], others: [] };
  for (const candidate of files) {
    const isArchive = ARCHIVE_NAME.test(candidate.name) || (await beginsLikeZip(candidate));
    (isArchive ? sorted.archives : sorted.others).push(candidate);
  }
  return sorted;
}

export function isJson(file: File): boolean {
  return /\.json$/i.test(file.name) || file.type === "application/json";
}

/** Markdown beside a package that is open is taken as its ticked plan. */
export function isPlan(file: File): boolean {
  return /\.md$/i.test(file.name);
}

/** Whether a file names the schema of a report near its beginning. */
export async function isSavedReport(file: File): Promise<boolean> {
  try {
    return /"schema"\s*:\s*"dropscope-report\//.test(await file.slice(0, 4096).text());
  } catch {
    return false;
  }
}

async function beginsLikeZip(file: File): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 9) < 8;
  } catch {
    // A file that cannot be read is no reason to fail here: the engine says so where it is the package.
    return false;
  }
}
