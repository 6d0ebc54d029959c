// Looks a text up by its id. Another language is another object of the same type.
import { en } from "./en.ts";

type Strings = typeof en;
export type StringId = keyof Strings;
type Arguments<Id extends StringId> = Strings[Id] extends (...values: infer Values) => string ? Values : [];

/** The text with this id. Arguments are typed by the text. */
export function t<Id extends StringId>(id: Id, ...values: Arguments<Id>): string {
  const text = en[id] as string | ((...given: unknown[]) => string);
  return typeof text === "string" ? text : text(...values);
}

/** The text for a value out of a report (`severity.high`), or the value itself where the page has no word for it. */
export function word(group: string, value: string): string {
  const id = `${group}.${value}`;
  return Object.hasOwn(en, id) ? t(id as "app.name") : value;
}
