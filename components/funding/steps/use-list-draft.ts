"use client";

import { useDraft } from "../../ui/use-draft.ts";

/** Rows that somebody types, kept as one draft together with notes. */
export function useListDraft<Name extends string>(key: string, initial: Record<Name, string>[]) {
  const draft = useDraft<"rows" | "notes">(key, { rows: JSON.stringify(initial), notes: "" });
  const rows = JSON.parse(draft.values.rows) as Record<Name, string>[];
  const keep = (next: Record<Name, string>[]) => draft.change({ rows: JSON.stringify(next) });
  return {
    rows,
    draft,
    add: (row: Record<Name, string>) => keep([...rows, row]),
    remove: (at: number) => keep(rows.filter((_, index) => index !== at)),
    change: (at: number, changed: Partial<Record<Name, string>>) =>
      keep(rows.map((row, index) => (index === at ? { ...row, ...changed } : row))),
    /** For a control in a row; `list` is what the schema calls the rows. */
    cell: (list: string, at: number, name: Name) => ({
      name: `${list}.${at}.${name}`,
      value: rows[at]?.[name] ?? "",
      onChange: (event: { target: { value: string } }) =>
        keep(rows.map((row, index) => (index === at ? { ...row, [name]: event.target.value } : row))),
    }),
  };
}
