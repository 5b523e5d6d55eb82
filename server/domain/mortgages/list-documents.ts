import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { readDocuments } from "./document-rows.ts";
import { ListDocumentsInput } from "./input.ts";
import type { MortgageDocument } from "./model/documents.ts";
import { MORTGAGE_NOT_FOUND } from "./model/mortgage.ts";
import { findMortgage } from "./mortgage-rows.ts";

/** The documents of a mortgage, of one type or all, newest first (M3). @throws DomainError MORTGAGE_NOT_FOUND; PAYLOAD_VALIDATION */
export async function listDocuments(ctx: Context, raw: unknown): Promise<MortgageDocument[]> {
  authorise(ctx, "mortgages:read");
  const { mortgageId, type } = parseInput(ListDocumentsInput, raw);
  if (!(await findMortgage(ctx.db, mortgageId))) throw new DomainError(MORTGAGE_NOT_FOUND);
  return readDocuments(ctx.db, mortgageId, type);
}
