import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { lazyPart } from "./lazy-part.tsx";

const Said = ({ what }: { what: string }) => createElement("p", null, what);
const waiting = ({ what }: { what: string }) => createElement("i", null, `as high as ${what}`);

describe("F8.3 a part that comes when it is shown", () => {
  it("F8.3 is not made by the server, which keeps its place", async () => {
    const Part = lazyPart(async () => Said, waiting);
    Part.fetch();
    await Promise.resolve();
    expect(renderToString(createElement(Part, { what: "here" }))).toBe("<i>as high as here</i>");
  });

  it("F8.3 is fetched once, and again only after it could not be fetched", async () => {
    let calls = 0;
    const Part = lazyPart(async () => {
      calls += 1;
      if (calls === 1) throw new Error("no connection");
      return Said;
    }, waiting);
    const asked = () => {
      Part.fetch();
      return calls;
    };
    await expect.poll(asked).toBe(2);
    await Promise.resolve();
    expect(asked()).toBe(2);
  });
});
