// What the page is given by its surroundings: the real engine, or the harness in web/mock.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Plan } from "../../shared/report.ts";
import type { StartAnalysis, Ticked } from "../../shared/service.ts";

export interface Services {
  startAnalysis: StartAnalysis;
  /** A rule's document as Markdown; rejects where there is none. */
  ruleDocument(id: string): Promise<string>;
  /** A saved report, as UTF-8 JSON, as Markdown with these steps ticked. */
  planMarkdown(report: ArrayBuffer, ticks: string[]): Promise<string>;
  /** Which steps of the plan are ticked in one that was saved as Markdown. */
  planTicks(plan: Plan, markdown: string): Promise<Ticked>;
  build: { version: string; commit: string };
  /** The bundled sample's files by name, or null where the build has none. */
  sample(): Promise<Map<string, Uint8Array<ArrayBuffer>>> | null;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error("the page was rendered without its services");
  return services;
}
