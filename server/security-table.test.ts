import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** What `docs/security.md` says of each point, held against the tests that there are. */

const ROOT = path.resolve(import.meta.dirname, "..");

interface Row {
  number: number;
  done: string;
  tests: { file: string; title: string }[];
}

const ROWS: Row[] = readFileSync(path.join(ROOT, "docs/security.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, number, done = "", shown = ""] = /^\| (\d+) \| (.*?) \| (.*) \|$/.exec(line) ?? [];
    return number ? [{ number: Number(number), done, tests: namedIn(shown) }] : [];
  });

/** Each as `` `file`: title ``, with a semicolon between. */
function namedIn(cell: string): Row["tests"] {
  return cell.split(/; (?=`)/).map((one) => {
    const [, file = "", title = ""] = /^`([^`]+)`: (.+)$/.exec(one) ?? [];
    return { file, title };
  });
}

describe("A7 C1 to C40 docs/security.md", () => {
  it("has every point that was asked for, once and in order", () => {
    const asked = Array.from({ length: 40 }, (_, index) => index + 1).filter((number) => number !== 26);
    expect(ROWS.map(({ number }) => number)).toEqual(asked);
    expect(ROWS.filter(({ done }) => !/^[A-Z`].*\.$/.test(done))).toEqual([]);
  });

  it.each(
    ROWS.flatMap(({ number, tests }) => tests.map(({ file, title }) => [number, file, title] as const)),
  )("C%i %s: %s", (_number, file, title) => {
    expect(file).toMatch(/\.(test|spec)\.ts$/);
    expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    const text = readFileSync(path.join(ROOT, file), "utf8");
    const at = ['"', "`"].map((quote) => text.indexOf(quote + title + quote)).find((index) => index >= 0);
    expect(at, `${file}: ${title}`).toBeDefined();
    expect(text.slice(0, at), "it is run").not.toMatch(/\.(skip|todo|fixme|fails)\(\s*$/);
  });
});
