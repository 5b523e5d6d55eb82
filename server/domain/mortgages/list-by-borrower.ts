import { eq } from "drizzle-orm";
import { borrower } from "../../../db/tenant/schema/mortgages.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { ListByBorrowerInput } from "./input.ts";
import { listMortgages, type MortgagePage } from "./list-mortgages.ts";
import { BORROWER_NOT_FOUND } from "./model/borrower.ts";

/**
 * One page of the mortgages of a borrower, also historical ones, newest origination first, with their exact number (M4).
 * @throws DomainError BORROWER_NOT_FOUND; PAYLOAD_VALIDATION
 */
export async function listByBorrower(ctx: Context, raw: unknown): Promise<MortgagePage> {
  authorise(ctx, "mortgages:read");
  const asked = parseInput(ListByBorrowerInput, raw);
  const found = await listMortgages(ctx, { ...asked, sortBy: "originationDate", sortDirection: "desc" });
  const isThere =
    found.totalRows > 0 || (await ctx.db.$count(borrower, eq(borrower.borrowerId, asked.borrowerId)));
  if (!isThere) throw new DomainError(BORROWER_NOT_FOUND);
  return found;
}
