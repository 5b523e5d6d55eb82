import { describe, expect, it } from "vitest";
import { type EditedFacts, guardEdit, guardVersion } from "./edit.ts";

const BEFORE = {
  currentStatus: "in_transit",
  salePrice: null as string | null,
  purchaseDate: "2026-03-02",
  actualDeliveryDate: null,
};

function judge(
  changed: EditedFacts,
  {
    before = {},
    given = changed,
    role = "operator",
  }: { before?: Partial<typeof BEFORE>; given?: EditedFacts; role?: "operator" | "admin" } = {},
) {
  return guardEdit({ before: { ...BEFORE, ...before }, given, changed, role, today: "2026-03-04" });
}

describe("editing a loan", () => {
  it.each<[string, EditedFacts]>([
    ["a sale price", { salePrice: "1.00" }],
    ["no sale price", { salePrice: null }],
    ["an investor with id and name", { buyerId: "B-2", buyerName: "Second" }],
    ["an expected delivery, also in the past", { expectedDeliveryDate: "2020-01-01" }],
    ["a delivery method", { deliveryMethod: "Courier" }],
    ["a delivery date", { actualDeliveryDate: "2026-03-03" }],
    ["no delivery date", { actualDeliveryDate: null }],
  ])("P2.9 an operator may set %s", (_what, changed) => {
    expect(judge(changed)).toBeNull();
  });

  it.each<[string, EditedFacts, string]>([
    ["nothing at all", {}, ""],
    ["only fields that are left out", { salePrice: undefined }, ""],
    ["a buyer's id without the name", { buyerId: "B-2" }, "buyerName"],
    ["a buyer's name without the id", { buyerName: "Second" }, "buyerId"],
    ["a delivery before the purchase", { actualDeliveryDate: "2026-03-01" }, "actualDeliveryDate"],
    ["a delivery tomorrow", { actualDeliveryDate: "2026-03-05" }, "actualDeliveryDate"],
  ])("P2.9 refuses %s", (_what, changed, field) => {
    expect(judge(changed)).toMatchObject({ code: "PAYLOAD_VALIDATION", details: [{ field }] });
  });

  it("P2.9 a buyer whose id stays may be given its name again", () => {
    expect(judge({ buyerName: "New" }, { given: { buyerId: "B-1", buyerName: "New" } })).toBeNull();
  });

  it.each<[string, EditedFacts]>([
    ["the buyer", { buyerId: "B-2", buyerName: "Second" }],
    ["the expected delivery", { expectedDeliveryDate: "2026-04-01" }],
    ["the delivery date", { actualDeliveryDate: "2026-03-03" }],
    ["the delivery method", { deliveryMethod: "Courier" }],
    ["the sale price together with another field", { salePrice: "1.00", deliveryMethod: "Courier" }],
  ])("P2.9 a settled loan is frozen: %s cannot change, not even for an admin", (_what, changed) => {
    const refusal = judge(changed, { before: { currentStatus: "settled" }, role: "admin" });
    expect(refusal?.code).toBe("CONFLICT");
    expect(refusal?.details?.map((d) => d.field)).toEqual(Object.keys(changed));
  });

  it("P2.9 an admin may add the sale price that a settled loan lacked, an operator may not", () => {
    const settled = { before: { currentStatus: "settled" } };
    expect(judge({ salePrice: "1.00" }, { ...settled, role: "admin" })).toBeNull();
    expect(judge({ salePrice: "1.00" }, settled)?.code).toBe("FORBIDDEN");
  });

  it("P2.9 a sale price that was known stays after settlement, for an admin too", () => {
    const settled = { before: { currentStatus: "settled", salePrice: "2.00" }, role: "admin" as const };
    expect(judge({ salePrice: "1.00" }, settled)?.code).toBe("CONFLICT");
    expect(judge({ salePrice: null }, settled)?.code).toBe("CONFLICT");
  });

  it("P2.9 an edit of a settled loan that changes nothing is no offence", () => {
    expect(
      judge({}, { before: { currentStatus: "settled" }, given: { deliveryMethod: "Courier" } }),
    ).toBeNull();
  });

  it.each([
    ["none", undefined, true],
    ["the present one", 4, true],
    ["an older one", 3, false],
    ["one that does not exist yet", 5, false],
  ])("P2.9 with %s as the version that was read", (_what, asRead, fine) => {
    const refusal = guardVersion(asRead, { pipelineLoanId: 9, version: 4 }, { salePrice: "1.00" });
    if (fine) return expect(refusal).toBeNull();
    expect(refusal).toMatchObject({
      code: "CONFLICT",
      facts: { pipelineLoanId: 9, yourVersion: asRead, currentVersion: 4, current: { salePrice: "1.00" } },
    });
  });
});
