import { type Context, inTransaction } from "../context.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { attempt, borrowersIn, tell } from "./audit-rows.ts";
import { CreateMortgageInput } from "./input.ts";
import { faultsOf, type Mortgage } from "./model/mortgage.ts";
import { changesBetween } from "./model/mortgage-changes.ts";
import { faultOfBorrower, holdExternalId, insertMortgage } from "./mortgage-rows.ts";

export interface CreatedMortgage {
  /** False when the external id was known: then nothing was inserted. */
  isNew: boolean;
  mortgage: Mortgage;
}

/** Whose a mortgage is until it is sold. */
export const OWN_ACCOUNT = [{ owner: "Own account", share: "100.0000" }];

/**
 * Creates a mortgage, with its shares (M1, M5). An external id that exists gives the mortgage that has it and inserts nothing,
 * also when both come at once. Administrators only.
 * @throws DomainError FORBIDDEN; PAYLOAD_VALIDATION naming every wrong field, also a borrower who is not there
 */
export async function createMortgage(ctx: Context, raw: unknown): Promise<CreatedMortgage> {
  return attempt(ctx, "create", raw, async () => {
    const { ownership = OWN_ACCOUNT, ...facts } = parseInput(CreateMortgageInput, raw);
    return inTransaction(ctx, async (tx) => {
      const present = await holdExternalId(tx, facts.externalMortgageId);
      if (present) return { isNew: false, mortgage: present };
      const faults = [...faultsOf(facts), ...(await faultOfBorrower(tx, facts.borrowerId))];
      if (faults.length > 0) throw invalidInput(faults);
      const created = await insertMortgage(tx, ctx, facts, { ownership });
      const { mortgageId, version } = created;
      await tell(tx, ctx, {
        action: "created",
        mortgageId,
        version,
        changes: changesBetween(null, facts),
        details: { ownership, ...borrowersIn(created) },
      });
      return { isNew: true, mortgage: created };
    });
  });
}
