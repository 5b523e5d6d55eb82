import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { getOperator } from "./get-operator.ts";
import { saveOperator } from "./save-operator.ts";
import { JUDGED_AT } from "./testing-files.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: JUDGED_AT, maxConnections: 14 });
});
afterAll(() => tenant.close());
const admin = () => tenant.as("admin", "boss@desk.test");
const ann = () => tenant.as("operator", "ann@desk.test");
const terms = (changes: object = {}) => ({
  operator: "ann@desk.test",
  version: 0,
  displayName: "Ann Operator",
  feePercent: "8.5",
  affiliateLink: "https://portal.asap.test/ann",
  ...changes,
});

describe("F4.1 F6.3 an operator's terms", () => {
  it("F4.1 are nine per cent and no link until somebody sets them, whatever the case of the address", async () => {
    expect(await getOperator(ann(), { operator: "New@Desk.Test" })).toEqual({
      operator: "new@desk.test",
      version: 0,
      displayName: null,
      feePercent: "9.0000",
      affiliateLink: null,
      createdAt: null,
      createdBy: null,
    });
  });

  it("F4.1 F6.3 are set by administrators, version by version, and every version stays", async () => {
    const first = await saveOperator(admin(), terms());
    expect(first).toMatchObject({
      version: 1,
      feePercent: "8.5000",
      createdAt: JUDGED_AT,
      createdBy: "boss@desk.test",
    });
    expect(await getOperator(ann(), { operator: "ann@desk.test" })).toEqual(first);
    await saveOperator(
      admin(),
      terms({ version: 1, feePercent: "0", displayName: null, affiliateLink: null }),
    );
    const { rows } = await tenant.owner.query(
      "select fee_percent as fee from funding_operator order by version",
    );
    expect(rows).toEqual([{ fee: "8.5000" }, { fee: "0.0000" }]);
    expect((await refusalOf(saveOperator(ann(), terms({ version: 2 })))).code).toBe("FORBIDDEN");
  });

  it("F4.1 set by twelve at once, one wins and the others look again", async () => {
    const one = terms({ operator: "race@desk.test" });
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => saveOperator(admin(), one)));
    const lost = results.filter(({ status }) => status === "rejected");
    expect(lost).toHaveLength(11);
    expect((await refusalOf(saveOperator(admin(), one))).code).toBe("TERMS_CHANGED");
  });

  it.each<[string, object, string]>([
    ["a fee above everything", { feePercent: "100.0001" }, "feePercent"],
    ["a fee below nothing", { feePercent: "-1" }, "feePercent"],
    ["a fee in words", { feePercent: "nine" }, "feePercent"],
    ["a link without its lock", { affiliateLink: "http://portal.asap.test" }, "affiliateLink"],
    ["a script for a link", { affiliateLink: "javascript:alert(1)" }, "affiliateLink"],
    ["a social security number for a name", { displayName: "078-05-1120" }, "displayName"],
    ["no address", { operator: "ann" }, "operator"],
    ["a field that there is not", { ssn: "078-05-1120" }, "ssn"],
  ])("F4.1 F6.3 %s is refused by its name", async (_what, changes, field) => {
    expect(
      await refusedFields(saveOperator(admin(), terms({ operator: "x@desk.test", ...changes }))),
    ).toEqual([field]);
  });
});
