import { addDays } from "../../business-days.ts";
import type { Refusal, RefusalDetail } from "../../errors.ts";
import { SETTLED, type StatusConfig, type StatusWorkflow, statusOf } from "./status-workflow.ts";

/** The rules of P5: when a settlement may be recorded, for how much, and which loans a trade's settlement takes. */

/** Refuses a settlement date beyond tomorrow or before the purchase (P5.1). Days are in the tenant's time zone. */
export function guardSettlementDate(date: string, today: string, purchaseDate: string): Refusal | null {
  const latest = addDays(today, 1);
  const problem =
    date > latest
      ? `must not be later than ${latest}`
      : date < purchaseDate
        ? `must not be before the purchase date ${purchaseDate}`
        : null;
  return problem === null ? null : invalidSettlement([{ field: "settlementDate", message: problem }]);
}

export function invalidSettlement(details: RefusalDetail[]): Refusal {
  const [first] = details;
  return {
    code: "INVALID_SETTLEMENT",
    message: first ? `${first.field} ${first.message}; nothing was settled.` : "The settlement is not valid.",
    details,
  };
}

/** A status change cannot settle a loan: a settlement needs an amount, a date and a reference (P2.5). */
export function guardNotSettlement(newStatus: string): Refusal | null {
  if (newStatus !== SETTLED) return null;
  return {
    code: "INVALID_SETTLEMENT",
    message:
      "A loan is settled by recording its settlement (amount, date, reference): POST /api/pipeline/loans/{id}/settle. Nothing was changed.",
  };
}

/** What a loan settles for when nobody says: what the buyer pays, or what we paid while that is unknown (P5.3). */
export function defaultSettlementAmount(loan: { salePrice: string | null; purchasePrice: string }): string {
  return loan.salePrice ?? loan.purchasePrice;
}

/** By how many thousandths of what was expected an amount may differ before somebody is asked whether they mean it. */
const USUAL_DEVIATION = 100n;

/**
 * A settlement is final, so an amount that is more than a tenth off what was expected is confirmed before it is sent
 * (P5.4): off the sale price, or off the purchase amount while that is unknown. The server takes either.
 * @param amount decimal text; what is no amount is left to the schema
 * @returns null for a usual one
 */
export function unusualAmount(
  amount: string,
  loan: { salePrice: string | null; purchasePrice: string },
): { expected: string; comparedWith: "sale price" | "purchase amount"; permille: bigint } | null {
  const expected = defaultSettlementAmount(loan);
  const [given, usual] = [centsOf(amount), centsOf(expected)];
  if (given === null || usual === null || usual === 0n) return null;
  const off = (given > usual ? given - usual : usual - given) * 1_000n;
  if (off <= usual * USUAL_DEVIATION) return null;
  const comparedWith = loan.salePrice === null ? "purchase amount" : "sale price";
  return { expected, comparedWith, permille: (given * 1_000n + usual / 2n) / usual };
}

function centsOf(amount: string): bigint | null {
  const [, units, decimals = ""] = /^(\d{1,16})(?:\.(\d{0,2}))?$/.exec(amount) ?? [];
  return units === undefined ? null : BigInt(units) * 100n + BigInt(decimals.padEnd(2, "0"));
}

/** An amount for a loan that nobody asked about is a mistake worth stopping for: it was meant for some other loan. */
export function guardAmounts(given: number[], asked: number[], problem: string): Refusal | null {
  const known = new Set(asked);
  const strangers = given.filter((id) => !known.has(id));
  if (strangers.length === 0) return null;
  return invalidSettlement(
    strangers.map((id) => ({ field: "amounts", message: `names loan ${id}, which ${problem}` })),
  );
}

/** A trade takes the loans in these statuses with it; one in an exception is settled by itself or in a selection (P5.3). */
export function settlesWithItsTrade({ isException, allowedTransitions }: StatusConfig): boolean {
  return !isException && allowedTransitions.includes(SETTLED);
}

/** Why a loan is passed over when its trade is settled; null when it is settled with it (P5.3). */
export function reasonToSkip(workflow: StatusWorkflow, currentStatus: string): string | null {
  const status = statusOf(workflow, currentStatus);
  if (currentStatus === SETTLED) return "Loan is already settled";
  if (!status?.allowedTransitions.includes(SETTLED)) {
    const ready = workflow.statuses.filter(settlesWithItsTrade).map((s) => `'${s.statusCode}'`);
    return `Loan is not in ${ready.join(" or ")} status`;
  }
  if (status.isException) return `Loan is in the exception status '${currentStatus}'; settle it by itself`;
  return null;
}

/**
 * A trade's version is the number of its loans' history entries: any change of any of them raises it. Where another one
 * was looked at, nothing is settled.
 */
export function tradeVersion(loans: { version: number }[]): number {
  return loans.reduce((sum, loan) => sum + loan.version, 0);
}

export function guardTradeVersion(asRead: number | undefined, loans: { version: number }[]): Refusal | null {
  const version = tradeVersion(loans);
  if (asRead === undefined || asRead === version) return null;
  return {
    code: "CONFLICT",
    message:
      "Somebody changed loans of this trade after you opened it. Nothing was settled: look at what changed, then decide again.",
    details: [{ field: "version", message: `was ${asRead} when you read it and is ${version} now` }],
  };
}

/** Another workflow may settle loans that were shown as passed over, so it has to be looked at first. */
export function guardWorkflowVersion(
  asRead: number | undefined,
  { version }: StatusWorkflow,
): Refusal | null {
  if (asRead === undefined || asRead === version) return null;
  return {
    code: "CONFLICT",
    message:
      "The status workflow was changed after you opened this trade. Nothing was settled: look at what it takes now, then decide again.",
    details: [{ field: "workflowVersion", message: `was ${asRead} when you read it and is ${version} now` }],
  };
}
