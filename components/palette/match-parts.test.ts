import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandMatches, matchParts } from "./match-parts.ts";

const marked = (text: string, typed: string) =>
  matchParts(text, typed)
    .map((part) => (part.matches ? `[${part.text}]` : part.text))
    .join("");

describe("P9.2: what was typed is marked where it stands", () => {
  it.each([
    ["Ada Oakley", "oak", "Ada [Oak]ley"],
    ["Ada Oakley", "ADA OAKLEY", "[Ada Oakley]"],
    ["100% Fine_Name", "100% fine_", "[100% Fine_]Name"],
    ["a.b (c)", "(c", "a.b [(c])"],
    ["12 Oak Lane", "  oak ", "12 [Oak] Lane"],
    ["İstanbul", "stan", "İ[stan]bul"],
    ["Ada", "zz", "Ada"],
    ["Ada", "", "Ada"],
  ])("%s, typed %j: %s", (text, typed, shown) => expect(marked(text, typed)).toBe(shown));

  it("never loses or adds a letter", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, typed) => {
        expect(
          matchParts(text, typed)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("P9.2: a command is found by the beginnings of its words", () => {
  it.each([
    ["Go to Overdue", "over", true],
    ["Go to Overdue", "ov go", true],
    ["Go to Overdue", "due", false],
    ["Mark in transit", "mark tr", true],
    ["Sign out", "", true],
  ])("%s, typed %j: %s", (words, typed, found) => expect(commandMatches(words, typed)).toBe(found));
});
