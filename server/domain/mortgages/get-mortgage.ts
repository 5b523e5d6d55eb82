import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { readDependants } from "./dependant-rows.ts";
import { MortgageInput } from "./input.ts";
import type { Dependants } from "./model/deletion-plan.ts";
import type { Mortgage } from "./model/mortgage.ts";
import { findMortgage } from "./mortgage-rows.ts";

/** A mortgage with its property and what hangs on it. */
export type MortgageDetail = Mortgage & Omit<Dependants, "predecessor">;

/** A mortgage by its id, or null when there is none (M4). */
export async function getMortgage(ctx: Context, raw: unknown): Promise<MortgageDetail | null> {
  authorise(ctx, "mortgages:read");
  const { mortgageId } = parseInput(MortgageInput, raw);
  const found = await findMortgage(ctx.db, mortgageId);
  if (!found) return null;
  const { predecessor: _, ...dependants } = await readDependants(ctx.db, found);
  return { ...found, ...dependants };
}
