import type { TestTenant } from "../../../db/testing.ts";
import { changeStatuses } from "./change-statuses.ts";
import { editLoan } from "./edit-loan.ts";
import { getLoan, type LoanDetail } from "./get-loan.ts";
import { settleLoans } from "./settle-loans.ts";
import { dice } from "./testing-random.ts";
import { deliver, psxLoan, psxTrade } from "./testing-trades.ts";

const NAMES = [
  "Ann Archer",
  "ann archer",
  "Zoë Zimmer",
  "Émile Noir",
  "Eva 100%",
  "under_score",
  "back\\slash",
  'O\'Brien, "Pat"',
  "=SUM(A1)",
  "-Minus",
  "+Plus",
  "@At",
  "Österberg",
  "Li",
  "Müller",
  "100 Percent",
];
const STREETS = ["Poplar St", "50% Off Rd", "Under_Line Ave", "C:\\Lane", "Main St", "MAIN st"];
const STATES = ["TX", "CA", "NY", "PR"];
const DAY = 86_400_000;

const SETTLEMENT = { settlementReference: "WIRE 1" };

/**
 * Buys, sells, moves and settles random loans over some weeks: with ties, with unknown values, and with the characters
 * that searching and spreadsheets stumble over. Returns them as they are.
 */
export async function randomPortfolio(
  tenant: TestTenant,
  trades: number,
  perTrade: number,
  seed: number,
): Promise<LoanDetail[]> {
  const { below, pick, some } = dice(seed);
  const [operator, admin] = [tenant.as("operator"), tenant.as("admin")];
  const all: number[] = [];
  for (let t = 0; t < trades; t += 1) {
    tenant.clock.now = new Date(tenant.clock.now.getTime() + below(3) * DAY + below(DAY));
    const loans = Array.from({ length: perTrade }, (_, i) =>
      psxLoan(i, {
        exchangeLoanId: `X-${t}-${i}`,
        loanId: `10${below(90)}${i}`,
        borrowerName: pick(...NAMES),
        propertyAddress: `${below(20)} ${pick(...STREETS)}`,
        propertyState: pick(...STATES),
        propertyCity: pick("Austin", "austin", "Ångström", "Zion"),
        loanAmount: pick("100000.00", "250000.10", `${1 + below(10 ** 6)}.${10 + below(90)}`),
        noteRate: pick("6.875", "7.0001", "0"),
        creditScore: pick(640, 700, 740),
        ltv: pick("80", "79.999"),
        productCode: pick("CONV30", "FHA30"),
        purchasePrice: pick("100000.00", `${1 + below(10 ** 6)}.01`),
      }),
    );
    const facts = {
      buyerId: `B-${t % 3}`,
      buyerName: pick("Cascade", "cascade", "Ärger & Co"),
      sellerId: `S-${t % 2}`,
    };
    const tradeDate = new Date(tenant.clock.now.getTime() - below(20) * DAY).toISOString().slice(0, 10);
    const created = await deliver(tenant.as("exchange"), psxTrade(`T-${t}`, loans, { ...facts, tradeDate }));
    const { rows } = await tenant.owner.query<{ id: number }>(
      "select pipeline_loan_id as id from pipeline_loan where pipeline_trade_id = $1 order by 1",
      [created.pipelineTradeId],
    );
    all.push(...rows.map((row) => row.id));
    for (const status of [
      "in_transit",
      "delivered",
      "rejected",
      "returned",
      "in_transit",
      "delivered",
      "disputed",
    ]) {
      tenant.clock.now = new Date(tenant.clock.now.getTime() + below(DAY));
      const loanIds = some(all, 60);
      await changeStatuses(operator, {
        loanIds,
        newStatus: status,
        notes: "x",
        ...(status === "delivered" ? { deliveryMethod: pick("Courier", "e-Vault") } : {}),
      });
    }
    for (let e = 0; e < perTrade / 3; e += 1) {
      const loanId = pick(...all);
      await editLoan(operator, {
        loanId,
        salePrice: pick("100000.00", "250000.10", null),
        expectedDeliveryDate: pick("2026-03-20", "2026-04-01", null),
      });
    }
  }
  const loanIds = some(all, 100);
  const settlementDate = tenant.clock.now.toISOString().slice(0, 10);
  await settleLoans(admin, { loanIds, ...SETTLEMENT, settlementDate });
  return Promise.all(all.map((loanId) => getLoan(operator, { loanId })));
}
