import { eq } from "drizzle-orm";
import { borrower, mortgage } from "../../../db/tenant/schema/mortgages.ts";
import { type Context, inTransaction } from "../context.ts";
import { DomainError, refuse } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { attempt, tell } from "./audit-rows.ts";
import { BorrowerInput } from "./input.ts";
import { BORROWER_NOT_FOUND } from "./model/borrower.ts";

/**
 * Deletes a borrower who has no mortgage. Administrators only.
 * @throws DomainError FORBIDDEN; BORROWER_NOT_FOUND; BORROWER_IN_USE while a mortgage is theirs
 */
export async function deleteBorrower(ctx: Context, raw: unknown): Promise<{ borrowerId: number }> {
  return attempt(ctx, "deleteBorrower", raw, async () => {
    const { borrowerId } = parseInput(BorrowerInput, raw);
    return inTransaction(ctx, async (tx) => {
      // Held for good: a mortgage that is being given to them waits, and then finds nobody.
      const [held] = await tx
        .select({ name: borrower.name })
        .from(borrower)
        .where(eq(borrower.borrowerId, borrowerId))
        .for("update");
      if (!held) throw new DomainError(BORROWER_NOT_FOUND);
      const mortgages = await tx.$count(mortgage, eq(mortgage.borrowerId, borrowerId));
      if (mortgages > 0)
        refuse(
          "BORROWER_IN_USE",
          `${mortgages === 1 ? "A mortgage is" : `${mortgages} mortgages are`} theirs. Nothing was deleted: relink or delete them first.`,
        );
      await tx.delete(borrower).where(eq(borrower.borrowerId, borrowerId));
      await tell(tx, ctx, {
        action: "borrower_deleted",
        mortgageId: null,
        details: { borrowerId, name: held.name },
      });
      return { borrowerId };
    });
  });
}
