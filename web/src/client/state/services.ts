// What the page is given by its surroundings: the real engine, or the harness in web/mock.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { StartAnalysis } from "../../shared/service.ts";

export interface Services {
  startAnalysis: StartAnalysis;
  /** A rule's document as Markdown; rejects where there is none. */
  ruleDocument(id: string): Promise<string>;
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
