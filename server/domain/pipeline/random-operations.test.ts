import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestTenant, testTenant } from "../../../db/testing.ts";
import { DomainError } from "../errors.ts";
import { verifyAudit } from "../tenancy/verify-audit.ts";
import { changeStatus } from "./change-status.ts";
import { changeStatuses } from "./change-statuses.ts";
import { editLoan } from "./edit-loan.ts";
import { DEFAULT_STATUSES } from "./model/status-workflow.ts";
import { saveStatusWorkflow } from "./save-status-workflow.ts";
import { settleLoan } from "./settle-loan.ts";
import { settleLoans } from "./settle-loans.ts";
import { settleTrade } from "./settle-trade.ts";
import { summarizeLoans } from "./summarize-loans.ts";
import { type Dice, dice } from "./testing-random.ts";
import { deliver, psxLoan, psxTrade } from "./testing-trades.ts";

const ACTORS = 8;
const LOANS = 600;
const OPERATIONS = 10_000;

/** `PSSAAS_TEST_SEED=… npx vitest run …` throws the same dice again. */
const SEED = Number(process.env.PSSAAS_TEST_SEED ?? randomInt(2 ** 31));

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await testTenant({ maxConnections: ACTORS });
});
afterAll(() => tenant.close());

const CUSTOM = [
  ...DEFAULT_STATUSES.map((one) =>
    one.statusCode === "returned"
      ? { ...one, allowedTransitions: [...one.allowedTransitions, "repurchased", "in_review"] }
      : one,
  ),
  { ...status("repurchased", "Repurchased", []), isTerminal: true, isException: true },
  status("in_review", "In review", ["in_transit", "settled"]),
];
function status(statusCode: string, displayName: string, allowedTransitions: string[]) {
  const plain = { isTerminal: false, isException: false, sequenceOrder: 8, agingThresholdDays: null };
  return { ...plain, statusCode, displayName, allowedTransitions };
}
/** The same with a review that counts as an exception: loans change what they count as without moving. */
const STRICT = CUSTOM.map((one) => ({
  ...one,
  isException: one.isException || one.statusCode === "in_review",
}));
const CODES = CUSTOM.map((one) => one.statusCode);
const SETTLEMENT = { settlementDate: "2026-03-04", settlementReference: "W" };

/** How many single operations an act counts as, or a refusal; anything else that is thrown is a fault. */
type Act = (d: Dice, ids: number[], name: string) => Promise<number>;

const operator = (name: string) => tenant.as("operator", name);
const admin = (name: string) => tenant.as("admin", name);
const money = (d: Dice) => `${1 + d.below(10 ** 6)}.${10 + d.below(90)}`;

const ACTS: Record<string, [weight: number, act: Act]> = {
  move: [
    30,
    async (d, ids, name) => {
      await changeStatus(operator(name), { loanId: d.pick(...ids), newStatus: d.pick(...CODES), notes: "x" });
      return 1;
    },
  ],
  bulkMove: [
    30,
    async (d, ids, name) => {
      const loanIds = d.some(ids, 40);
      const { totalRequested } = await changeStatuses(operator(name), {
        loanIds,
        newStatus: d.pick(...CODES),
        notes: "x",
      });
      return totalRequested;
    },
  ],
  edit: [
    20,
    async (d, ids, name) => {
      const change = d.pick<object>(
        { salePrice: money(d) },
        { salePrice: null },
        { buyerId: `B-${d.below(3)}`, buyerName: "Someone" },
        { expectedDeliveryDate: "2026-03-20", deliveryMethod: d.pick("Courier", null) },
        { version: 1 + d.below(4), salePrice: money(d) },
      );
      await editLoan(admin(name), { loanId: d.pick(...ids), ...change });
      return 1;
    },
  ],
  settle: [
    8,
    async (d, ids, name) => {
      const settlement = { ...SETTLEMENT, settlementAmount: money(d) };
      await settleLoan(admin(name), { loanId: d.pick(...ids), ...settlement });
      return 1;
    },
  ],
  bulkSettle: [
    2,
    async (d, ids, name) =>
      (await settleLoans(admin(name), { loanIds: d.some(ids, 12), ...SETTLEMENT })).totalRequested,
  ],
  settleTrade: [
    1,
    async (d, _ids, name) =>
      (await settleTrade(admin(name), { tradeId: 1 + d.below(30), ...SETTLEMENT })).totalLoans,
  ],
  intake: [
    6,
    async (d) => {
      // From a few ids, so that most are there already.
      const id = `R-${d.below(40)}`;
      const loans = Array.from({ length: 1 + d.below(8) }, (_, i) => psxLoan(i, { purchasePrice: money(d) }));
      const { loanCount } = await deliver(tenant.as("exchange"), psxTrade(id, loans));
      return loanCount;
    },
  ],
  workflow: [
    2,
    async (d, _ids, name) => {
      await saveStatusWorkflow(admin(name), { statuses: d.pick(CUSTOM, STRICT, DEFAULT_STATUSES) });
      return 1;
    },
  ],
  clock: [
    2,
    async (d) => {
      // Forwards for the most part, and now and then a little back.
      tenant.clock.now = new Date(tenant.clock.now.getTime() + d.pick(60_000, 60_000, 60_000, -90_000));
      return 0;
    },
  ],
};

const LOTTERY = Object.entries(ACTS).flatMap(([what, [weight]]) => Array<string>(weight).fill(what));

it("P2.4 P4.2 P4.3 P10 10,000 random operations by 8 at once break no invariant", async () => {
  const start = dice(SEED);
  for (let t = 0; t < 20; t += 1) {
    const loans = Array.from({ length: LOANS / 20 }, (_, i) => psxLoan(i, { purchasePrice: money(start) }));
    await deliver(tenant.as("exchange"), psxTrade(`T-${t}`, loans));
  }
  await saveStatusWorkflow(tenant.as("admin"), { statuses: CUSTOM });
  const { rows } = await tenant.owner.query<{ id: number }>(
    "select pipeline_loan_id as id from pipeline_loan order by 1",
  );
  const ids = rows.map((row) => row.id);
  const done = new Map<string, { fine: number; refused: number }>();
  let operations = 0;
  const actor = async (number: number) => {
    const d = dice(SEED + 1 + number);
    while (operations < OPERATIONS) {
      const what = d.pick(...LOTTERY);
      const tally = done.get(what) ?? { fine: 0, refused: 0 };
      done.set(what, tally);
      try {
        operations += (await ACTS[what]?.[1](d, ids, `actor-${number}@desk.test`)) ?? 0;
        tally.fine += 1;
      } catch (error) {
        if (!(error instanceof DomainError))
          throw new Error(`${what} fell over with seed ${SEED}`, { cause: error });
        operations += 1;
        tally.refused += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: ACTORS }, (_, number) => actor(number)));

  expect
    .soft((await verifyAudit(tenant.owner, { tenantId: tenant.id })).violations, `seed ${SEED}`)
    .toEqual([]);
  // A run in which some act never took place, or never failed, would have shown less than it says.
  for (const what of Object.keys(ACTS))
    expect.soft(done.get(what)?.fine, `${what}, seed ${SEED}`).toBeGreaterThan(0);
  for (const what of ["move", "edit", "settle", "intake"])
    expect.soft(done.get(what)?.refused, `${what} refused, seed ${SEED}`).toBeGreaterThan(0);
  const { totalLoans } = await summarizeLoans(tenant.as("operator"), {});
  const { rows: counted } = await tenant.owner.query("select count(*)::int as n from pipeline_loan");
  expect(counted, `seed ${SEED}`).toEqual([{ n: totalLoans }]);
}, 180_000);
