// The page on made-up data: `node mock/build.mjs OUT` writes it as one file under the real policy.
import { mount } from "../src/client/app.tsx";
import { startAnalysis } from "./service.ts";

const DOCUMENT = `# dependency/unbounded-version

## What it finds
Requirements without an upper end: \`*\`, \`latest\`, nothing at all, or \`>= 1.2\` alone.

## Why it matters
The next release of the dependency is installed without anybody having tested it, on some machines and not on others.

## What to do
- Ask the vendor which versions were tested.
- Pin the dependency in your own mirror.

## When it is wrong
Where a lockfile in the package pins the version all the same.
`;

const root = document.getElementById("app");
if (root !== null) {
  mount(root, {
    startAnalysis,
    ruleDocument: () => Promise.resolve(DOCUMENT),
    planMarkdown: () => Promise.resolve("# Upgrade plan\n"),
    planTicks: () => Promise.resolve({ ids: ["capture-hooks"], others: 1 }),
    build: { version: "0.1.0", commit: "mock" },
    sample: () => Promise.resolve(new Map([["Full-upgrade-package-dten.zip", new Uint8Array(30_000)]])),
  });
}
