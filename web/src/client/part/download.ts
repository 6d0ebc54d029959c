// Hands a file to the user.
import { visible } from "./untrusted.tsx";

export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The browser has taken hold of the blob by the next task in every engine; a minute is for slow disks.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A name as part of a file name: nothing in it is a folder, or hidden. */
export function fileName(name: string): string {
  return visible(name).replace(/[^\w.+-]+/g, "-").replace(/^\.+/, "").slice(0, 80) || "file";
}

/** The same without its ending. */
export function fileStem(name: string): string {
  return fileName(name.replace(/\.[a-z0-9]{1,5}$/i, ""));
}
