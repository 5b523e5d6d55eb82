import { describe, expect, it } from "vitest";
import { driftWords, rolesNow } from "./drift-words.ts";

describe("M12 how a template has parted from Documenso's", () => {
  const changed = {
    state: "changed",
    renamedTo: "Commitment, 2026",
    missingRoles: ["Broker"],
    furtherRoles: ["Notary", "Investor"],
  } as const;

  it("M12 is said in sentences, and nothing where it has not", () => {
    const drift = { ...changed, missingRoles: ["Broker"], furtherRoles: ["Notary", "Investor"] };
    expect(driftWords(drift)).toEqual([
      "Documenso calls it “Commitment, 2026” now.",
      "Documenso has no role Broker in it.",
      "It is signed by Notary and Investor as well.",
    ]);
    expect(driftWords({ state: "none" })).toEqual([]);
    expect(driftWords({ state: "gone" })).toHaveLength(1);
    expect(driftWords({ state: "unknown", why: "It took too long." })[0]).toMatch(/It took too long\.$/);
  });

  it("M12 its roles are taken over in their order", () => {
    const drift = { ...changed, missingRoles: ["Broker"], furtherRoles: ["Notary", "Investor"] };
    expect(rolesNow(["Broker", "Lender"], drift)).toEqual(["Lender", "Notary", "Investor"]);
    expect(rolesNow(["Broker"], { state: "none" })).toEqual(["Broker"]);
  });
});
