import { authorise, type Context } from "../context.ts";
import { parseInput } from "../parse.ts";
import { type OperatorTerms, readOperator } from "./operator-rows.ts";
import { OperatorInput } from "./step-input.ts";

/** An operator's fee, signature and affiliate link (F4.1, F6.3); the defaults where nothing was entered. */
export async function getOperator(ctx: Context, raw: unknown): Promise<OperatorTerms> {
  authorise(ctx, "funding:read");
  return readOperator(ctx.db, parseInput(OperatorInput, raw).operator);
}
