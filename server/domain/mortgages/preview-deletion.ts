import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { parseInput } from "../parse.ts";
import { readDependants } from "./dependant-rows.ts";
import { MortgageInput } from "./input.ts";
import { type DeletionPlan, planDeletion } from "./model/deletion-plan.ts";
import { lockMortgage } from "./mortgage-rows.ts";

/** A plan, and what says that it was this one that somebody saw. */
export interface SeenPlan extends DeletionPlan {
  planToken: string;
}

/**
 * What deleting a mortgage would take with it; nothing is changed (M9, M10). Administrators only.
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND
 */
export async function previewDeletion(ctx: Context, raw: unknown): Promise<SeenPlan> {
  authorise(ctx, "mortgages:administer");
  const { mortgageId } = parseInput(MortgageInput, raw);
  return inTransaction(ctx, (tx) => readPlan(tx, mortgageId));
}

/** The plan of a mortgage, which is held with its listings, so that no deal locks one meanwhile. @throws DomainError MORTGAGE_NOT_FOUND */
export async function readPlan(tx: Database, mortgageId: number): Promise<SeenPlan> {
  const held = await lockMortgage(tx, mortgageId);
  await tx.execute(
    sql`select from mortgage_listing where mortgage_id = ${mortgageId} order by listing_id for update`,
  );
  const plan = planDeletion(held, await readDependants(tx, held));
  return { ...plan, planToken: createHash("sha256").update(JSON.stringify(plan)).digest("hex") };
}
