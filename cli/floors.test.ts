import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { isBelow, NODE_FLOORS, oldNode, PACKAGE_FLOORS } from "./floors.ts";

const LOCKED: Record<string, { version?: string }> = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../package-lock.json"), "utf8"),
).packages;

/** Every copy of a package that the lockfile installs, also one inside another package. */
const copiesOf = (name: string) =>
  Object.entries(LOCKED).flatMap(([at, { version }]) =>
    version && (at === `node_modules/${name}` || at.endsWith(`/node_modules/${name}`)) ? [version] : [],
  );

describe("C1 what the lockfile installs", () => {
  it.each(Object.entries(PACKAGE_FLOORS))("%s is not below its floor", (name, { atLeast, isAbsent }) => {
    const copies = copiesOf(name);
    expect(copies.filter((version) => isBelow(version, atLeast))).toEqual([]);
    expect(copies.length === 0).toBe(isAbsent === true);
  });

  it("C1 has no React server package beside the one that Next brings itself", () => {
    expect(Object.keys(LOCKED).filter((at) => /react-server-dom-/.test(at))).toEqual([]);
  });
});

describe("C2 Node", () => {
  it.each([
    ["24.22.1", false],
    ["24.22.0", true],
    ["24.9.9", true],
    ["24.23.0", false],
    ["22.23.3", true],
    ["22.24.0", false],
    ["25.9.0", true],
    ["20.19.0", true],
    ["26.12.1", false],
    ["26.12.0", true],
    ["27.0.0", false],
    ["24.22.1-nightly", false],
  ])("%s misses fixes: %s", (version, isOld) => {
    expect(isBelow(version, NODE_FLOORS)).toBe(isOld);
    expect(oldNode(version) === null).toBe(!isOld);
  });
});
