import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportAddress, rowCounter } from "./csv-download.ts";

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

describe("P9.1 an export in the browser", () => {
  it("counts rows however the bytes are cut and whatever stands in the cells", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é") });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 })), fc.nat(7), (rows, size) => {
        const text = `a,b\n${rows.map((row) => `${row.map(quoted).join(",")}\n`).join("")}`;
        const bytes = new TextEncoder().encode(text);
        const count = rowCounter();
        let counted = 0;
        for (let at = 0; at < bytes.length; at += size + 1)
          counted = count(bytes.subarray(at, at + size + 1));
        expect(counted).toBe(rows.length);
      }),
    );
  });

  it("asks for what the list shows: filters, search, order and the chosen columns", () => {
    const address = exportAddress(
      {
        page: 3,
        pageSize: 25,
        filters: [{ field: "buyerName", operator: "eq", value: "A & B" }],
        search: "oak",
        sortBy: "loanAmount",
        sortDirection: "desc",
      },
      ["loanId", "loanAmount"],
    );
    const { pathname, searchParams } = new URL(address, "http://desk.test");
    expect(pathname).toBe("/api/pipeline/loans/export.csv");
    expect(Object.fromEntries(searchParams)).toEqual({
      columns: "loanId,loanAmount",
      sortBy: "loanAmount",
      sortDirection: "desc",
      filters: '[{"field":"buyerName","operator":"eq","value":"A & B"}]',
      search: "oak",
    });
  });
});
