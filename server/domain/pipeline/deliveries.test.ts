import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { compareDelivery } from "./compare-delivery.ts";
import { downloadPayload, showPayload } from "./delivery-payload.ts";
import { getDelivery } from "./get-delivery.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { reprocessDelivery } from "./reprocess-delivery.ts";
import { bodyOf, deliver, psxLoan, psxTrade } from "./testing-trades.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ now: "2026-03-04T15:00:00Z" });
});
afterAll(() => tenant.close());

const admin = () => tenant.as("admin");

/** Delivers, whatever becomes of it, and gives the number of its entry. */
async function entryOf(body: unknown): Promise<number> {
  await deliver(tenant.as("exchange"), body).catch(() => undefined);
  const { deliveries } = await listDeliveries(admin(), { pageSize: 1 });
  return deliveries[0]?.deliveryId ?? 0;
}

describe("P1.8 the log of deliveries", () => {
  it("is read by outcome and by the tenant's days", async () => {
    tenant.clock.now = new Date("2026-02-11T04:59:59Z"); // the last second of the 10th in New York
    const late = await entryOf("{");
    tenant.clock.now = new Date("2026-02-11T05:00:00Z");
    const early = await entryOf(psxTrade("T-DAY", [psxLoan(1)]));
    const ids = async (input: object) =>
      (await listDeliveries(admin(), input)).deliveries.map(({ deliveryId }) => deliveryId);
    expect(await ids({ from: "2026-02-10", to: "2026-02-10" })).toEqual([late]);
    expect(await ids({ from: "2026-02-11", to: "2026-02-11" })).toEqual([early]);
    expect(await ids({ from: "2026-02-10", to: "2026-02-11" })).toEqual([early, late]);
    expect(await ids({ to: "2026-02-11", outcomes: ["rejected", "failed"] })).toEqual([late]);
    expect(await ids({ to: "2026-02-11", outcomes: [] })).toEqual([early, late]);
    tenant.clock.now = new Date("2026-03-04T15:00:00Z");
  });

  it("keeps the size of what came, to the byte", async () => {
    const body = JSON.stringify(psxTrade("T-SIZE", [psxLoan(1, { borrowerName: "Zoë" })]));
    const { payloadBytes } = await getDelivery(admin(), { deliveryId: await entryOf(body) });
    expect(payloadBytes).toBe(bodyOf(body).byteLength);
  });

  it("P1.3 shows a payload with every digit, and gives it byte for byte", async () => {
    const body = '{"exchangeTradeId":"T-DIGITS","loans":[{"loanAmount":9007199254740993.10}]}';
    const deliveryId = await entryOf(body);
    const { text, isWhole } = await showPayload(admin(), { deliveryId });
    expect(text).toContain('"loanAmount": 9007199254740993.10');
    expect(isWhole).toBe(true);
    const { base64 } = await downloadPayload(admin(), { deliveryId });
    expect(Buffer.from(base64, "base64").toString()).toBe(body);
  });

  it("shows the beginning of a large payload, says so, and shows what is no JSON as it came", async () => {
    const many = Array.from({ length: 300 }, (_, index) => psxLoan(index + 1));
    const large = await showPayload(admin(), { deliveryId: await entryOf(psxTrade("T-LARGE", many)) });
    expect([large.isWhole, large.text.length]).toEqual([false, 40_000]);
    expect(await showPayload(admin(), { deliveryId: await entryOf("no { json") })).toEqual({
      text: "no { json",
      isWhole: true,
    });
  });

  it("P1.6 compares a repeated delivery with the accepted one, as long as both payloads are kept", async () => {
    const first = await entryOf(psxTrade("T-TWICE", [psxLoan(1), psxLoan(2)]));
    const same = await entryOf(psxTrade("T-TWICE", [psxLoan(1), psxLoan(2)]));
    const other = await entryOf(psxTrade("T-TWICE", [psxLoan(2, { purchasePrice: "257000.5" }), psxLoan(1)]));
    expect((await getDelivery(admin(), { deliveryId: same })).first).toMatchObject({
      deliveryId: first,
      isSame: true,
    });
    expect((await getDelivery(admin(), { deliveryId: other })).first).toMatchObject({ isSame: false });
    expect(await compareDelivery(admin(), { deliveryId: other })).toEqual({
      total: 1,
      differences: [{ path: "loans[L0002].purchasePrice", before: "257000.00", after: "257000.50" }],
    });
    await tenant.owner.query("delete from pipeline_delivery_payload where delivery_id = $1", [first]);
    expect(await compareDelivery(admin(), { deliveryId: other })).toBeNull();
    expect((await refusalOf(compareDelivery(admin(), { deliveryId: first }))).code).toBe(
      "DELIVERY_NOT_FOUND",
    );
  });

  it("tells of a failed delivery what became of it when it was processed again", async () => {
    const deliveryId = await entryOf(psxTrade("T-LATER", [psxLoan(1)], { principalId: "LATE" }));
    expect(await getDelivery(admin(), { deliveryId })).toMatchObject({
      outcome: "rejected",
      hasPayload: true,
      processedAgain: [],
    });
    await refusalOf(reprocessDelivery(admin(), { deliveryId }));
    await tenant.owner.query("insert into principal (principal_id, created_at) values ('LATE', now())");
    await reprocessDelivery(admin(), { deliveryId });
    const { processedAgain, ...entry } = await getDelivery(admin(), { deliveryId });
    expect(entry.outcome).toBe("rejected");
    expect(processedAgain.map(({ outcome, processedBy }) => [outcome, processedBy])).toEqual([
      ["rejected", "admin@desk.test"],
      ["created", "admin@desk.test"],
    ]);
  });

  it("P6.3 is for administrators, and refuses by field", async () => {
    const operator = tenant.as("operator");
    const verbs = [getDelivery, showPayload, downloadPayload, compareDelivery, listDeliveries];
    for (const verb of verbs)
      expect((await refusalOf(verb(operator, { deliveryId: 1 }) as Promise<unknown>)).code).toBe("FORBIDDEN");
    expect(await refusedFields(listDeliveries(admin(), { outcomes: ["lost"] }))).toEqual(["outcomes[0]"]);
    expect(await refusedFields(listDeliveries(admin(), { from: "2026-02-30" }))).toEqual(["from"]);
    for (const verb of [getDelivery, showPayload, downloadPayload]) {
      const refusal = await refusalOf(verb(admin(), { deliveryId: 999_999 }) as Promise<unknown>);
      expect(refusal.code).toBe("DELIVERY_NOT_FOUND");
    }
  });
});
