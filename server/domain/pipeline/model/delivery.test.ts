import { describe, expect, it } from "vitest";
import { deliveryFacts, guardDeliveryDate } from "./delivery.ts";

const LOAN = { purchaseDate: "2026-03-02" };
const TODAY = "2026-03-04";

describe("delivery", () => {
  it.each([
    ["today unless said otherwise", {}, { actualDeliveryDate: TODAY }],
    ["the day that was given", { actualDeliveryDate: "2026-03-03" }, { actualDeliveryDate: "2026-03-03" }],
    [
      "the method that was given",
      { deliveryMethod: "Courier" },
      { actualDeliveryDate: TODAY, deliveryMethod: "Courier" },
    ],
  ])("P2.8 a move to delivered records %s", (_what, given, facts) => {
    expect(deliveryFacts({ newStatus: "delivered", ...given }, LOAN, TODAY)).toEqual({
      facts,
      refusal: null,
    });
  });

  it.each([
    ["a date", { actualDeliveryDate: "2026-03-03" }, "actualDeliveryDate"],
    ["a method", { deliveryMethod: "Courier" }, "deliveryMethod"],
  ])("P2.8 %s does not belong to another move", (_what, given, field) => {
    const { refusal } = deliveryFacts({ newStatus: "in_transit", ...given }, LOAN, TODAY);
    expect(refusal).toMatchObject({ code: "PAYLOAD_VALIDATION", details: [{ field }] });
    expect(deliveryFacts({ newStatus: "in_transit" }, LOAN, TODAY)).toEqual({ facts: {}, refusal: null });
  });

  it.each([
    ["on the purchase date", "2026-03-02", null],
    ["today", TODAY, null],
    ["before the purchase", "2026-03-01", "must not be before the purchase date 2026-03-02"],
    ["tomorrow", "2026-03-05", "must not be later than 2026-03-04"],
  ])("P2.8 judges a delivery %s", (_when, date, message) => {
    const refusal = guardDeliveryDate(date, LOAN.purchaseDate, TODAY);
    expect(refusal?.details ?? null).toEqual(
      message === null ? null : [{ field: "actualDeliveryDate", message }],
    );
  });

  it("P2.8 a loan bought today, west of the tenant, may be delivered without a date", () => {
    expect(
      deliveryFacts({ newStatus: "delivered" }, { purchaseDate: "2026-03-05" }, TODAY).refusal,
    ).toBeNull();
  });
});
