// A table that becomes a list of cards where the window is narrow.
import type { ComponentChild } from "preact";
import { Paged } from "./basics.tsx";

export interface Column<Row> {
  name: string;
  cell(row: Row): ComponentChild;
  /** "number" aligns to the end. */
  kind?: "number";
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Rows that are drawn at once, where that is not the usual hundred. */
  step?: number;
}

export function Table<Row>({ caption, columns, rows, step = 100 }: Props<Row>) {
  return (
    <Paged items={rows} step={step}>
      {(shown) => (
        <table class="table">
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ name, kind }) => (
                <th key={name} scope="col" class={kind ?? ""}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {columns.map(({ name, cell, kind }) => (
                  <td key={name} class={kind ?? ""} data-label={name}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Paged>
  );
}
