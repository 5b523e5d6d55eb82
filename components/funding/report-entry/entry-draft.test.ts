import { describe, expect, it } from "vitest";
import { keptOfReport, keptOfRows } from "./entry-draft.ts";

describe("F1.1 the draft of a report", () => {
  it.each([
    ["Chase", "Chase"],
    ["30 5/2023 60 6/2023", "30 5/2023 60 6/2023"],
    ["123-45-6789", ""],
    ["Chase, of 123 45 6789", ""],
    ['{"report": {"ssn": "123456789"}}', ""],
    [
      '{"scores": [{"bureau": "equifax", "score": 712}]}',
      '{"scores": [{"bureau": "equifax", "score": 712}]}',
    ],
  ])("F1.1 of %s it keeps %s", (text, kept) => {
    expect(keptOfReport(text)).toBe(kept);
  });

  it("F1.1 a number in one cell takes no other cell along", () => {
    const rows = [
      { creditorName: "Chase", creditLimit: "10,000", balance: "450" },
      { creditorName: "123-45-6789", creditLimit: "5,000" },
    ];
    expect(JSON.parse(keptOfRows(JSON.stringify(rows)))).toEqual([
      rows[0],
      { creditorName: "", creditLimit: "5,000" },
    ]);
  });
});
