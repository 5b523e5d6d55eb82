import { and, asc, eq, gte, inArray, lte } from "drizzle-orm";
import { mortgage } from "../../../db/tenant/schema/mortgages.ts";
import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { MaturingInput } from "./input.ts";
import type { Mortgage } from "./model/mortgage.ts";

/** A timeline shows no more; whoever needs all of them pages through the list. */
export const MOST_MATURING = 2_000;

/** What a timeline draws: two thousand are many, so no more of each than that. */
export type MaturingMortgage = Pick<
  Mortgage,
  "mortgageId" | "externalMortgageId" | "borrowerId" | "loanAmount" | "maturityDate" | "status"
>;

const COLUMNS = {
  mortgageId: mortgage.mortgageId,
  externalMortgageId: mortgage.externalMortgageId,
  borrowerId: mortgage.borrowerId,
  loanAmount: mortgage.loanAmount,
  maturityDate: mortgage.maturityDate,
  status: mortgage.status,
};

export interface Maturing {
  mortgages: MaturingMortgage[];
  /** There are more than these. */
  isCut: boolean;
}

/**
 * The mortgages that mature from one day to another, both included, earliest first (M4).
 * @throws DomainError PAYLOAD_VALIDATION
 */
export async function listMaturing(ctx: Context, raw: unknown): Promise<Maturing> {
  authorise(ctx, "mortgages:read");
  const { from, to, status, borrowerId } = parseInput(MaturingInput, raw);
  const rows = await ctx.db
    .select(COLUMNS)
    .from(mortgage)
    .where(
      and(
        gte(mortgage.maturityDate, from),
        lte(mortgage.maturityDate, to),
        status && inArray(mortgage.status, status),
        borrowerId === undefined ? undefined : eq(mortgage.borrowerId, borrowerId),
      ),
    )
    .orderBy(asc(mortgage.maturityDate), asc(mortgage.mortgageId))
    .limit(MOST_MATURING + 1);
  return { mortgages: rows.slice(0, MOST_MATURING), isCut: rows.length > MOST_MATURING };
}
