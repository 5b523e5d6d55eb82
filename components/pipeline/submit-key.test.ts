import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FORMS = globSync("components/**/*.tsx").filter((file) => readFileSync(file, "utf8").includes("<form"));

// The sheet of keys says so of all of them.
it.each(FORMS)("P8.7 Ctrl or Command with Enter sends the form of %s", (file) => {
  expect(readFileSync(file, "utf8")).toMatch(
    /onKeyDown={submitOnCommandEnter}|submitOnCommandEnter\(event\)/,
  );
});
