import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../cli/build.ts";
import { MUTATIONS } from "./mutations.ts";
import { SUITES } from "./suites.ts";

it("A1 to A16 every suite of faults has a fault that is planted to see it fail, and no fault is of another", () => {
  expect([...new Set(MUTATIONS.map(({ suite }) => suite))].sort()).toEqual(
    SUITES.map(({ name }) => name).sort(),
  );
});

it.each(MUTATIONS.map((mutation) => [mutation.suite, mutation.name, mutation.edits] as const))(
  "A1 to A16 the planted fault of %s, «%s», still has its place in the code",
  (_suite, _name, edits) => {
    for (const { file, from } of edits) {
      const places = readFileSync(path.join(ROOT, file), "utf8").split(from).length - 1;
      expect(places, `${file}: ${from}`).toBe(1);
    }
  },
);
