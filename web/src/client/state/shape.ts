// The shape of JSON that may come from anywhere, and the check that a value has it.

export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "any"
  | readonly string[]
  | { optional: Shape }
  | { list: Shape }
  | { map: Shape }
  | { fields: Record<string, Shape> };

export const text: Shape = "string";
export const fields = (shapes: Record<string, Shape>): Shape => ({ fields: shapes });
export const list = (shape: Shape): Shape => ({ list: shape });
export const optional = (shape: Shape): Shape => ({ optional: shape });

/** Calls `failed`, which must throw, with the path of the first field that is not as the shape says. */
export function check(value: unknown, shape: Shape, path: string, failed: (path: string) => never): void {
  const fail = (): never => failed(path);
  if (shape === "any") return;
  if (typeof shape === "string") {
    if (typeof value !== shape) fail();
  } else if (isNames(shape)) {
    if (!shape.includes(value as string)) fail();
  } else if ("optional" in shape) {
    if (value !== undefined && value !== null) check(value, shape.optional, path, failed);
  } else if ("list" in shape) {
    if (!Array.isArray(value)) return fail();
    value.forEach((item, index) => check(item, shape.list, `${path}[${index}]`, failed));
  } else {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return fail();
    const inner = value as Record<string, unknown>;
    if ("map" in shape) {
      for (const [name, item] of Object.entries(inner)) check(item, shape.map, `${path}.${name}`, failed);
    } else {
      for (const [name, field] of Object.entries(shape.fields)) check(inner[name], field, path === "" ? name : `${path}.${name}`, failed);
    }
  }
}

function isNames(shape: Shape): shape is readonly string[] {
  return Array.isArray(shape);
}
