import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine, harmless } from "./csv.ts";

describe("a line of CSV", () => {
  it.each([
    [["a", "b"], "a,b\n"],
    [["a,b", 'say "no"'], '"a,b","say ""no"""\n'],
    [["two\nlines", null, ""], '"two\nlines",,""\n'],
    [["\\."], '"\\."\n'],
  ])("P3.7 %j is %j", (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it("P3.7 no text begins as a formula does, and only those that would are changed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const safe = harmless(text);
        expect(safe).not.toMatch(/^[\t\n\r=+\-@]/);
        expect(safe === text || (safe === `'${text}` && /^[\t\n\r=+\-@]/.test(text))).toBe(true);
      }),
    );
    expect(harmless("=1+1")).toBe("'=1+1");
  });
});
