import { fundingOperator } from "../../../db/tenant/schema/funding-steps.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseInput } from "../parse.ts";
import { holdOperator, type OperatorTerms } from "./operator-rows.ts";
import { SaveOperatorInput } from "./step-input.ts";

/**
 * Sets an operator's fee, signature and affiliate link (F4.1, F6.3). Invoices that were made stay as they were. Administrators
 * only.
 * @throws DomainError PAYLOAD_VALIDATION; CONFLICT when somebody set them meanwhile
 */
export async function saveOperator(ctx: Context, raw: unknown): Promise<OperatorTerms> {
  authorise(ctx, "funding:configure");
  const { version, ...terms } = parseInput(SaveOperatorInput, raw);
  return inTransaction(ctx, async (tx) => {
    const present = await holdOperator(tx, terms.operator);
    if (present.version !== version)
      refuse(
        "TERMS_CHANGED",
        "Somebody set this operator's terms after you opened them. Nothing was changed: look, then decide again.",
        [{ field: "version", message: `was ${version} when you read it and is ${present.version} now` }],
      );
    const next = {
      ...terms,
      version: version + 1,
      createdAt: ctx.now().toISOString(),
      createdBy: ctx.actor.name,
    };
    await tx.insert(fundingOperator).values(next);
    return next;
  });
}
