import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { changeStatuses } from "./change-statuses.ts";
import { editLoan } from "./edit-loan.ts";
import { getLoan } from "./get-loan.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
let trades = 0;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 8 });
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const buy = (count: number) => buyLoans(tenant.as("exchange"), `T-${++trades}`, count);
const NOWHERE = 2_000_000_000;

/** Everything that a move could have changed. */
async function everything(): Promise<unknown> {
  const tables = [
    "pipeline_loan",
    "pipeline_loan_history",
    "pipeline_trade",
    "pipeline_status_rollup",
    "pipeline_buyer_rollup",
  ];
  const sums = tables.map((table) =>
    tenant.owner.query(`select count(*), md5(string_agg(t::text, '|' order by t::text)) from ${table} t`),
  );
  return (await Promise.all(sums)).map((result) => result.rows);
}

describe("moving many loans", () => {
  it("P2.3 answers in the order asked, each loan once, and moves those that may go", async () => {
    const [a = 0, b = 0, c = 0, d = 0] = await buy(4);
    await move(operator(), [b], "in_transit");
    const loanIds = [d, NOWHERE, b, a, d, a, c];
    const outcome = await changeStatuses(operator(), { loanIds, newStatus: "in_transit", notes: "x" });
    expect(outcome).toMatchObject({ totalRequested: 5, successful: 3, failed: 2 });
    expect(
      outcome.results.map((one) => [one.pipelineLoanId, one.success, one.previousStatus, one.newStatus]),
    ).toEqual([
      [d, true, "purchased", "in_transit"],
      [NOWHERE, false, null, null],
      [b, false, "in_transit", null],
      [a, true, "purchased", "in_transit"],
      [c, true, "purchased", "in_transit"],
    ]);
    expect(outcome.results[1]).toMatchObject({ code: "LOAN_NOT_FOUND" });
    expect(outcome.results[2]?.error).toBe(`INVALID_TRANSITION: ${outcome.results[2]?.message}`);
    expect(outcome.results[0]).toMatchObject({ error: null, code: null, message: null });
    for (const loanId of [a, c, d]) {
      const { statusHistory } = await getLoan(operator(), { loanId });
      expect(statusHistory.map((entry) => entry.newStatus)).toEqual(["purchased", "in_transit"]);
    }
  });

  it("P2.3 P2.8 records the delivery of each; a loan it does not fit fails alone", async () => {
    const ids = await buy(3);
    await move(operator(), ids.slice(0, 2), "in_transit");
    const delivery = { actualDeliveryDate: "2026-03-03", deliveryMethod: "Courier" };
    const outcome = await changeStatuses(operator(), {
      loanIds: ids,
      newStatus: "delivered",
      notes: "x",
      ...delivery,
    });
    expect(outcome.results.map((one) => one.code)).toEqual([null, null, "INVALID_TRANSITION"]);
    expect(await getLoan(operator(), { loanId: ids[1] })).toMatchObject(delivery);
    const early = { loanIds: ids, newStatus: "returned", notes: "x", deliveryMethod: "Courier" };
    const { results } = await changeStatuses(operator(), early);
    expect(results.map((one) => one.code)).not.toContain(null);
  });

  it("P2.3 P2.5 settled fails for every loan, from every status", async () => {
    const ids = await buy(3);
    await move(operator(), ids.slice(1), "in_transit");
    await move(operator(), ids.slice(2), "delivered");
    const before = await everything();
    const outcome = await changeStatuses(tenant.as("admin"), {
      loanIds: ids,
      newStatus: "settled",
      notes: "x",
    });
    expect(outcome).toMatchObject({ totalRequested: 3, successful: 0, failed: 3 });
    expect(outcome.results.map((one) => one.code)).toEqual(Array(3).fill("INVALID_SETTLEMENT"));
    expect(await everything()).toEqual(before);
  });

  it("P2.3 a dry run answers what the run would, and changes nothing", async () => {
    const ids = await buy(20);
    await move(operator(), ids.slice(0, 5), "in_transit");
    const request = { loanIds: [...ids, NOWHERE], newStatus: "in_transit", notes: "x" };
    const before = await everything();
    const dry = await changeStatuses(operator(), { ...request, dryRun: true });
    expect(await everything()).toEqual(before);
    expect(dry).toMatchObject({ successful: 15, failed: 6 });
    expect(await changeStatuses(operator(), { ...request, dryRun: false })).toEqual(dry);
    expect(await everything()).not.toEqual(before);
  });

  it("P2.3 a dry run waits for nobody", async () => {
    const [loanId = 0] = await buy(1);
    const client = await tenant.owner.connect();
    // Whoever does wait is let go after a while, and then finds this connection gone.
    client.on("error", () => undefined);
    await client.query("set idle_in_transaction_session_timeout = '5s'");
    await client.query("begin");
    await client.query("select 1 from pipeline_loan where pipeline_loan_id = $1 for update", [loanId]);
    const request = { loanIds: [loanId], newStatus: "in_transit", notes: "x", dryRun: true };
    expect(await changeStatuses(operator(), request)).toMatchObject({ successful: 1 });
    await client.query("rollback");
    client.release(true);
  });

  it("P2.3 P10 takes 500 loans of two trades at once", async () => {
    const ids = [...(await buy(250)), ...(await buy(250))];
    const outcome = await changeStatuses(operator(), {
      loanIds: ids.toReversed(),
      newStatus: "in_transit",
      notes: "x",
    });
    expect(outcome).toMatchObject({ totalRequested: 500, successful: 500, failed: 0 });
    expect(outcome.results.map((one) => one.pipelineLoanId)).toEqual(ids.toReversed());
  });

  it.each([
    ["no loans", { loanIds: [] }, ["loanIds"]],
    ["501 loans", { loanIds: Array.from({ length: 501 }, (_, i) => i + 1) }, ["loanIds"]],
    ["the same loan 501 times", { loanIds: Array(501).fill(1) }, ["loanIds"]],
    ["loans that are no list", { loanIds: 5 }, ["loanIds"]],
    ["no list at all", { loanIds: undefined }, ["loanIds"]],
    ["ids that are none", { loanIds: [1, "x", 0, 2.5] }, ["loanIds[1]", "loanIds[2]", "loanIds[3]"]],
    ["no notes", { notes: undefined }, ["notes"]],
    ["blank notes", { notes: " " }, ["notes"]],
    ["perhaps a dry run", { dryRun: "yes" }, ["dryRun"]],
    ["a field too many", { role: "admin" }, ["role"]],
  ])("P2.3 a request with %s is refused and names it", async (_what, change, fields) => {
    const request = { loanIds: [1], newStatus: "in_transit", notes: "x", ...change };
    expect(await refusedFields(changeStatuses(operator(), request))).toEqual(fields);
  });

  it("P2.2 C2 moves only what is as it was looked at, where that is said", async () => {
    const [as = 0, not = 0, unsaid = 0] = await buy(3);
    const seen = [as, not].map((pipelineLoanId) => ({ pipelineLoanId, version: 1 }));
    await editLoan(operator(), { loanId: not, salePrice: "1.00" });
    await editLoan(operator(), { loanId: unsaid, salePrice: "1.00" });
    const loanIds = [as, not, unsaid];
    const request = { loanIds, newStatus: "in_transit", notes: "x", versions: seen };
    for (const dryRun of [true, false]) {
      const { results } = await changeStatuses(operator(), { ...request, dryRun });
      expect(results.map(({ success, code }) => [success, code])).toEqual([
        [true, null],
        [false, "CONFLICT"],
        [true, null],
      ]);
    }
    expect((await getLoan(operator(), { loanId: not })).currentStatus).toBe("purchased");
  });

  it("P6.2 a loan of another tenant fails exactly like one that never was", async () => {
    const other = await testTenant();
    const foreign = (await buyLoans(other.as("exchange"), "T-OTHER", 900)).at(-1) ?? 0;
    await other.close();
    const request = (loanId: number) =>
      changeStatuses(operator(), { loanIds: [loanId], newStatus: "in_transit", notes: "x" });
    const [theirs] = (await request(foreign)).results;
    const [none] = (await request(NOWHERE)).results;
    expect({ ...theirs, pipelineLoanId: 0 }).toEqual({ ...none, pipelineLoanId: 0 });
  });

  it("P2.2 P2.3 8 bulk moves of the same loans in different orders: each loan moves once, nobody deadlocks", async () => {
    const ids = await buy(60);
    const attempts = Array.from({ length: 8 }, (_, i) =>
      changeStatuses(operator(), {
        loanIds: i % 2 ? ids : [...ids.slice(i * 3), ...ids.slice(0, i * 3)].toReversed(),
        newStatus: "in_transit",
        notes: "x",
      }),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.reduce((sum, outcome) => sum + outcome.successful, 0)).toBe(60);
    const { rows } = await tenant.owner.query(
      "select count(*)::int as n from pipeline_loan_history where pipeline_loan_id = any($1) and seq > 1",
      [ids],
    );
    expect(rows).toEqual([{ n: 60 }]);
  });

  it("P6.3 nobody without a role moves a loan", async () => {
    const [loanId = 0] = await buy(1);
    const request = { loanIds: [loanId], newStatus: "in_transit", notes: "x" };
    expect((await refusalOf(changeStatuses(tenant.as("exchange"), request))).code).toBe("FORBIDDEN");
  });
});
