// The page of the single file: the real engine, and what the file carries.
import { buildInfo, embeddedSample } from "../shared/embedded.ts";
import { mount } from "./app.tsx";
import { planMarkdown, planTicks, ruleDocument, startAnalysis, warmUp } from "./engine/index.ts";

const root = document.getElementById("app");
if (root !== null) {
  mount(root, { startAnalysis, ruleDocument, planMarkdown, planTicks, build: buildInfo(), sample: embeddedSample });
  // Where it cannot be compiled, the first package says so.
  warmUp().catch(() => undefined);
}
