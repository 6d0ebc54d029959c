// Why there is no report: cause, number, way on.
import { bytes, count, plural } from "./format.ts";

export const enErrors = {
  "error.headline": "This file cannot be checked",
  "error.file": "File",
  "error.another": "Choose another file",
  "error.details": "Technical details",

  "error.empty": "The file is empty",
  "error.empty.text": "It has 0 bytes, so there is nothing to read.",
  "error.empty.way": "Download or copy it again, and compare its size with the one your vendor gives.",

  "error.not-an-archive": "This is not an archive",
  "error.not-an-archive.text": (noun: string, size: number) => `By its first bytes it is ${noun} (${bytes(size)}).`,
  "error.not-an-archive.way": "Drop the package itself: a ZIP, or a relative such as jar, whl, nupkg or vsix.",
  "error.not-an-archive.way.html":
    "Downloads behind a login often end as a web page under the package's name. Log in to the vendor's portal and download it again.",
  "error.not-an-archive.way.other-archive": "This version opens ZIP files and their relatives. Unpack it and pack the contents as a ZIP, or look for the package inside.",

  "error.truncated": "The file is cut off",
  "error.truncated.text": (size: number) => `It begins like a ZIP, but ends after ${bytes(size)}, before its directory.`,
  "error.truncated.expected": (size: number, expected: number) =>
    `It ends after ${count(size)} bytes and should have at least ${count(expected)}: ${bytes(expected - size)} are missing.`,
  "error.truncated.way": "The download broke off. Download it again, and compare its size and SHA-256 with the vendor's.",

  "error.damaged-directory": "The directory of the archive is damaged",
  "error.damaged-directory.text": (offset: number, reason: string) => `At offset ${count(offset)}: ${reason}.`,
  "error.damaged-directory.way": "Download it again. If it stays the same, ask the vendor for the SHA-256 of the genuine file.",

  "error.split": "This is one part of a split archive",
  "error.split.text": (part: number) => `It is part ${count(part)} of an archive that was cut into several files.`,
  "error.split.way": "Join the parts into one file first, then drop that.",

  "error.encrypted-directory": "The directory of the archive is encrypted",
  "error.encrypted-directory.text": "Not even its file names can be read without the key.",
  "error.encrypted-directory.way": "Decrypt it with the vendor's tool and pack the result as a plain ZIP.",

  "error.over-limit": "The file is over a limit",
  "error.over-limit.text": (limit: string, value: number, needed: number) =>
    `The limit ${limit} is ${count(value)}; this file needs ${count(needed)}.`,
  "error.over-limit.way": "The command line takes a higher limit: dropscope check --limit NAME=VALUE.",

  "error.unreadable": "The browser could not read the file",
  "error.unreadable.text": (length: number, offset: number, reason: string) =>
    `${plural(length, "byte", "bytes")} at offset ${count(offset)} could not be read: ${reason}.`,
  "error.unreadable.short": (reason: string) => `The browser says: ${reason}.`,
  "error.unreadable.way": "It may have been moved or removed, or lie on a drive that went away. Copy it to a local disk and drop it again.",

  "error.changed": "The file changed while it was being read",
  "error.changed.text": "Its contents are no longer what they were at the start, so a report would describe neither.",
  "error.changed.way": "Wait until the download or copy has finished, then drop it again.",

  "error.engine-failed": "The engine stopped",
  "error.engine-failed.text": (reason: string) => `This is a fault of Dropscope, not necessarily of the package: ${reason}.`,
  "error.engine-failed.way": "Reload the page and try once more, or use the command line. Nothing about the package's safety follows from this.",

  "error.unsupported-browser": "This browser lacks something that Dropscope needs",
  "error.unsupported-browser.text": (missing: string) => `Missing: ${missing}.`,
  "error.unsupported-browser.way": "Use a current Chrome, Edge, Firefox or Safari, or the command line.",

  "error.other.text": (reason: string) => `${reason}.`,
  "error.other.way": "Try another copy of the file.",

  "error.folder": "A folder holds no archive",
  "error.folder.text": (name: string, files: number) => `The folder “${name}” has ${plural(files, "file", "files")} and none of them is an archive.`,
  "error.folder.way": "Drop the package as the vendor sent it, before unpacking: how it is packed is part of what is checked.",

  "error.no-archive": "None of these files is an archive",
  "error.no-archive.text": (files: number) => `${plural(files, "file was", "files were")} dropped; none begins or ends like an archive.`,
  "error.no-archive.way": "Drop the package itself: a ZIP, or a relative such as jar, whl, nupkg or vsix.",

  "error.saved": "This saved report cannot be opened",
  "error.saved.way": "Choose a file that was saved with “Save report (JSON)” or written by dropscope check --format json.",

  "error.sample": "The sample is not in this file",
  "error.sample.way": "This build was made without it. Drop a package of your own.",
};
