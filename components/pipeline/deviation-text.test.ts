import { describe, expect, it } from "vitest";
import { unusualAmount } from "@/server/domain/pipeline/model/settlement.ts";
import { deviationText } from "./deviation-text.ts";

describe("P5.4 an unusual settlement amount in words", () => {
  const said = (amount: string, salePrice: string | null = null) => {
    const unusual = unusualAmount(amount, { salePrice, purchasePrice: "402822.81" });
    return unusual && deviationText(unusual);
  };
  it.each([
    ["4028228.10", null, "10 times the purchase amount"],
    ["1007057.02", null, "2.5 times the purchase amount"],
    ["503528.51", null, "25% more than the purchase amount"],
    ["40282.28", null, "90% less than the purchase amount"],
    ["402822.81", "500000.00", "19% less than the sale price"],
    ["402822.81", null, null],
    ["500000.00", "500000.00", null],
  ])("%s beside a sale price of %s", (amount, salePrice, words) =>
    expect(said(amount, salePrice)).toBe(words),
  );
});
