import { borrower } from "../../../db/tenant/schema/mortgages.ts";
import { type Context, inTransaction } from "../context.ts";
import { parseInput } from "../parse.ts";
import { attempt, tell } from "./audit-rows.ts";
import { CreateBorrowerInput } from "./input.ts";
import { BORROWER_COLUMNS, type Borrower } from "./list-borrowers.ts";

/** Adds a borrower (M15). Administrators only. @throws DomainError FORBIDDEN; PAYLOAD_VALIDATION */
export async function createBorrower(ctx: Context, raw: unknown): Promise<Borrower> {
  return attempt(ctx, "createBorrower", raw, async () => {
    const given = parseInput(CreateBorrowerInput, raw);
    return inTransaction(ctx, async (tx) => {
      const [created] = await tx
        .insert(borrower)
        .values({ ...given, createdAt: ctx.now().toISOString(), createdBy: ctx.actor.name })
        .returning(BORROWER_COLUMNS);
      if (!created) throw new Error("unreachable: one row in, one row out");
      const { borrowerId, name } = created;
      await tell(tx, ctx, {
        action: "borrower_created",
        mortgageId: null,
        details: { borrowerId, name },
      });
      return created;
    });
  });
}
