import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import type { DomainError } from "../errors.ts";
import { refusalOf, refusedFields } from "../testing.ts";
import { changeStatus } from "./change-status.ts";
import { getLoan } from "./get-loan.ts";
import { settleLoan } from "./settle-loan.ts";
import { move } from "./testing-moves.ts";
import { buyLoans } from "./testing-trades.ts";

let tenant: TestTenant;
let trades = 0;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: 12 });
});
afterAll(() => tenant.close());

const operator = () => tenant.as("operator");
const buy = (count: number) => buyLoans(tenant.as("exchange"), `T-${++trades}`, count);
async function buyOne(...path: string[]): Promise<number> {
  const [loanId = 0] = await buy(1);
  await move(operator(), [loanId], ...path);
  return loanId;
}

async function entries(loanId: number): Promise<unknown[]> {
  const { rows } = await tenant.owner.query(
    "select seq, previous_status, new_status, changed_at from pipeline_loan_history where pipeline_loan_id = $1 order by seq",
    [loanId],
  );
  return rows;
}

describe("moving one loan", () => {
  it("P2.1 answers what changed, when and by whom, and appends it to the history", async () => {
    const loanId = await buyOne();
    tenant.clock.now = new Date("2026-03-05T10:20:30.456Z");
    const changed = await changeStatus(tenant.as("operator", "ann@desk.test"), {
      loanId,
      newStatus: "in_transit",
      notes: " Sent to Cascade.\nTwo boxes. ",
    });
    const when = "2026-03-05T10:20:30.456Z";
    expect(changed).toEqual({
      pipelineLoanId: loanId,
      previousStatus: "purchased",
      newStatus: "in_transit",
      changedAt: when,
      changedBy: "ann@desk.test",
    });
    const loan = await getLoan(operator(), { loanId });
    expect(loan).toMatchObject({
      currentStatus: "in_transit",
      statusDate: when,
      updatedAt: when,
      version: 2,
    });
    expect(loan.statusHistory.at(-1)).toEqual({
      previousStatus: "purchased",
      newStatus: "in_transit",
      changedAt: when,
      changedBy: "ann@desk.test",
      notes: "Sent to Cascade.\nTwo boxes.",
    });
  });

  it.each([
    ["purchased to delivered, skipping in_transit", [], "delivered"],
    ["to a status that does not exist", [], "shipped"],
    ["to where it is", [], "purchased"],
    ["back to the beginning", ["in_transit"], "purchased"],
    ["from an exception to another", ["in_transit", "rejected"], "returned"],
  ])(
    "P2.2 refuses a move %s, naming the moves there are, and changes nothing",
    async (_what, path, newStatus) => {
      const loanId = await buyOne(...path);
      const before = await entries(loanId);
      const refusal = await refusalOf(changeStatus(operator(), { loanId, newStatus, notes: "x" }));
      expect(refusal.code).toBe("INVALID_TRANSITION");
      expect(refusal.message).toContain(`'${path.at(-1) ?? "purchased"}' to '${newStatus}'`);
      expect(refusal.message).toContain("a loan can move to '");
      expect(await entries(loanId)).toEqual(before);
    },
  );

  it("P2.2 a settled loan goes nowhere", async () => {
    const loanId = await buyOne("in_transit", "delivered");
    const settlement = { settlementAmount: "1.00", settlementDate: "2026-03-04", settlementReference: "W" };
    await settleLoan(tenant.as("admin"), { loanId, ...settlement });
    const refusal = await refusalOf(
      changeStatus(operator(), { loanId, newStatus: "in_transit", notes: "x" }),
    );
    expect(refusal).toMatchObject({
      code: "INVALID_TRANSITION",
      message: expect.stringContaining("'settled' is final"),
    });
  });

  it.each([
    ["without notes", { notes: undefined }, ["notes"]],
    ["with blank notes", { notes: " \n\t" }, ["notes"]],
    ["without a status", { newStatus: undefined }, ["newStatus"]],
    ["with a number as status", { newStatus: 5 }, ["newStatus"]],
    ["with an id that is none", { loanId: "abc" }, ["loanId"]],
    ["with an id beyond every record", { loanId: 2 ** 31 }, ["loanId"]],
    ["with a negative id", { loanId: -1 }, ["loanId"]],
    ["with a field that does not belong to it", { settlementAmount: "1.00" }, ["settlementAmount"]],
    ["delivered on a day that does not exist", { actualDeliveryDate: "2026-02-30" }, ["actualDeliveryDate"]],
    ["with two faults", { notes: "", newStatus: "" }, ["newStatus", "notes"]],
  ])("P2.1 P2.2 a request %s is refused and names the field", async (_what, change, fields) => {
    const loanId = await buyOne();
    const input = { loanId, newStatus: "in_transit", notes: "x", ...change };
    expect(await refusedFields(changeStatus(operator(), input))).toEqual(fields);
    expect(await entries(loanId)).toHaveLength(1);
  });

  it.each([null, undefined, 5, "x", []])(
    "P2.2 a request that is %j is refused, not fallen over",
    async (raw) => {
      expect((await refusalOf(changeStatus(operator(), raw))).code).toBe("PAYLOAD_VALIDATION");
    },
  );

  it("P2.2 a loan that is not there is not found", async () => {
    const input = { loanId: 2_147_483_647, newStatus: "in_transit", notes: "x" };
    expect((await refusalOf(changeStatus(operator(), input))).code).toBe("LOAN_NOT_FOUND");
  });

  it("P2.5 settled is reached through settlement only, by nobody's status change", async () => {
    const loanId = await buyOne("in_transit", "delivered");
    for (const role of ["operator", "admin"] as const) {
      const refusal = await refusalOf(
        changeStatus(tenant.as(role), { loanId, newStatus: "settled", notes: "x" }),
      );
      expect(refusal).toMatchObject({
        code: "INVALID_SETTLEMENT",
        message: expect.stringContaining("/settle"),
      });
    }
    expect(await entries(loanId)).toHaveLength(3);
  });

  it.each([
    ["today in the tenant's time zone", {}, "2026-03-05", null],
    [
      "the day that was given",
      { actualDeliveryDate: "2026-03-03", deliveryMethod: "Courier" },
      "2026-03-03",
      "Courier",
    ],
  ])("P2.8 a delivery is recorded with %s", async (_what, given, day, method) => {
    const loanId = await buyOne("in_transit");
    // Already 6 March in UTC, still the 5th in New York.
    tenant.clock.now = new Date("2026-03-06T04:30:00Z");
    await changeStatus(operator(), { loanId, newStatus: "delivered", notes: "x", ...given });
    const loan = await getLoan(operator(), { loanId });
    expect(loan).toMatchObject({ actualDeliveryDate: day, deliveryMethod: method });
    expect(loan.timeline.at(-1)?.changes).toContainEqual({
      field: "actualDeliveryDate",
      from: null,
      to: day,
    });
  });

  it("P2.8 a delivery tomorrow, before the purchase, or with another move is refused", async () => {
    const loanId = await buyOne("in_transit");
    const attempt = (newStatus: string, more: object) =>
      refusedFields(changeStatus(operator(), { loanId, newStatus, notes: "x", ...more }));
    expect(await attempt("delivered", { actualDeliveryDate: "2026-03-01" })).toEqual(["actualDeliveryDate"]);
    expect(await attempt("delivered", { actualDeliveryDate: "2026-03-06" })).toEqual(["actualDeliveryDate"]);
    expect(await attempt("returned", { deliveryMethod: "Courier" })).toEqual(["deliveryMethod"]);
    expect(await entries(loanId)).toHaveLength(2);
  });
});

describe("time", () => {
  it("P2.4 a change is never dated before the loan's last entry, also when the clock goes back", async () => {
    const loanId = await buyOne("in_transit");
    const [, last] = (await entries(loanId)) as { changed_at: Date }[];
    const present = tenant.clock.now;
    tenant.clock.now = new Date("2026-03-01T00:00:00Z");
    const { changedAt } = await changeStatus(operator(), { loanId, newStatus: "returned", notes: "x" });
    tenant.clock.now = present;
    expect(new Date(changedAt)).toEqual(last?.changed_at);
    const loan = await getLoan(operator(), { loanId });
    expect(loan.statusDate).toBe(changedAt);
  });

  it("P2.4 a change that waited for another is dated after it", async () => {
    const loanId = await buyOne();
    const client = await tenant.owner.connect();
    await client.query("begin");
    await client.query("select 1 from pipeline_loan where pipeline_loan_id = $1 for update", [loanId]);
    const waiting = changeStatus(operator(), { loanId, newStatus: "in_transit", notes: "x" });
    await lockIsWaitedFor();
    const later = new Date(tenant.clock.now.getTime() + 60_000);
    tenant.clock.now = later;
    await client.query("commit");
    client.release();
    expect((await waiting).changedAt).toBe(later.toISOString());
  });
});

/** Looks until somebody waits for a lock in this database. */
async function lockIsWaitedFor(): Promise<void> {
  const query =
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while (!(await tenant.owner.query(query)).rowCount);
}

describe("racing", () => {
  it("P2.2 of 12 who move one loan at once, one wins and 11 are told where it is now", async () => {
    for (let round = 0; round < 5; round += 1) {
      const loanId = await buyOne("in_transit", "delivered");
      const before = (await entries(loanId)).length;
      const attempts = Array.from({ length: 12 }, (_, i) =>
        changeStatus(tenant.as("operator", `user-${i}@desk.test`), {
          loanId,
          newStatus: "disputed",
          notes: "x",
        }),
      );
      const outcomes = await Promise.allSettled(attempts);
      const refused = outcomes
        .filter((outcome) => outcome.status === "rejected")
        .map((outcome) => (outcome.reason as DomainError).refusal);
      expect(refused).toHaveLength(11);
      for (const refusal of refused) {
        expect(refusal.code).toBe("INVALID_TRANSITION");
        expect(refusal.message).toContain("from 'disputed' to 'disputed'");
      }
      expect(await entries(loanId)).toHaveLength(before + 1);
    }
  });

  it("P2.2 P2.4 a race never writes two entries from the same state", async () => {
    const ids = await buy(8);
    await move(operator(), ids, "in_transit");
    const targets = ["delivered", "rejected", "returned", "in_transit", "disputed"];
    const attempts = Array.from({ length: 120 }, (_, i) =>
      changeStatus(operator(), {
        loanId: ids[i % ids.length],
        newStatus: targets[(i * 7) % targets.length],
        notes: "x",
      }).catch(() => null),
    );
    await Promise.all(attempts);
    const { rows } = await tenant.owner.query(
      `select 1 from (select previous_status, lag(new_status) over (partition by pipeline_loan_id order by seq) as expected
        from pipeline_loan_history) h where previous_status is distinct from expected`,
    );
    expect(rows).toEqual([]);
  });
});
