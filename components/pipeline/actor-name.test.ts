import { describe, expect, it } from "vitest";
import { actorName } from "./actor-name.ts";

describe("P7.3: who did it", () => {
  it.each([
    ["ada@desk.test", "Ada Oakley"],
    ["ada@elsewhere.test", "ada@elsewhere.test"],
    ["client/nightly-sync", "API client nightly-sync"],
    ["system/exchange-webhook", "PSX exchange"],
    ["system/demo-seed", "demo seed"],
  ])("%s is shown as %s", (changedBy, shown) =>
    expect(actorName(changedBy, new Map([["ada@desk.test", "Ada Oakley"]]))).toBe(shown),
  );
});
