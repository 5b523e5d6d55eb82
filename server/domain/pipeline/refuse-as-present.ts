import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { loanHistory } from "../../../db/tenant/schema/pipeline.ts";
import { DomainError, type Refusal } from "../errors.ts";
import { type LoanState, presentFacts } from "./loan-rows.ts";

/**
 * Throws a refusal about where a loan is, with what somebody needs to decide anew: the loan as it is now, and who changed
 * it last and when (P2.2, P2.9).
 * @param asRead the version that the caller looked at, where they said so
 */
export async function refuseAsPresent(
  tx: Database,
  refusal: Refusal | null,
  loan: LoanState,
  asRead: number | undefined,
): Promise<void> {
  if (!refusal) return;
  const [lastChange] = await tx
    .select({
      kind: loanHistory.kind,
      newStatus: loanHistory.newStatus,
      changedBy: loanHistory.changedBy,
      changedAt: loanHistory.changedAt,
    })
    .from(loanHistory)
    .where(eq(loanHistory.pipelineLoanId, loan.pipelineLoanId))
    .orderBy(desc(loanHistory.seq))
    .limit(1);
  const facts = {
    ...refusal.facts,
    pipelineLoanId: loan.pipelineLoanId,
    yourVersion: asRead ?? loan.version,
    currentVersion: loan.version,
    current: presentFacts(loan),
    lastChange,
  };
  throw new DomainError({ ...refusal, facts });
}
