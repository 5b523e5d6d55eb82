import { type Context, inTransaction } from "../context.ts";
import { refuseIf } from "../errors.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { attempt, borrowersIn, tell } from "./audit-rows.ts";
import { RenewMortgageInput } from "./input.ts";
import { faultsOf, guardMortgageVersion, type Mortgage } from "./model/mortgage.ts";
import { changesBetween } from "./model/mortgage-changes.ts";
import { faultsInTime, guardRenewable } from "./model/renewal-chain.ts";
import {
  changeMortgage,
  faultOfExternalId,
  insertMortgage,
  lockMortgage,
  readOwnership,
} from "./mortgage-rows.ts";

/**
 * Renews a mortgage (M2): a new one with new terms, of the same borrower and property, whose shares begin as those of its
 * predecessor; payments, documents and templates are its own. The predecessor becomes `renewed`. Of two that renew one at once,
 * one does. Administrators only.
 * @returns both, as they are now
 * @throws DomainError FORBIDDEN; MORTGAGE_NOT_FOUND; ALREADY_RENEWED; NOT_RENEWABLE; MORTGAGE_CHANGED; PAYLOAD_VALIDATION
 */
export async function renewMortgage(
  ctx: Context,
  raw: unknown,
): Promise<{ renewal: Mortgage; predecessor: Mortgage }> {
  return attempt(ctx, "renew", raw, async () => {
    const { mortgageId, version, ...terms } = parseInput(RenewMortgageInput, raw);
    return inTransaction(ctx, async (tx) => {
      const present = await lockMortgage(tx, mortgageId);
      refuseIf(guardRenewable(present));
      refuseIf(guardMortgageVersion(version, present));
      const { borrowerId, property, status: before } = present;
      if (before === "renewed") throw new Error("unreachable: refused above");
      const facts = { ...terms, borrowerId, property, status: "active" as const };
      const faults = [
        ...faultsOf(facts),
        ...faultsInTime(terms.originationDate, { previous: present.originationDate }),
        ...(await faultOfExternalId(tx, terms.externalMortgageId)),
      ];
      if (faults.length > 0) throw invalidInput(faults);

      const ownership = await readOwnership(tx, mortgageId);
      const created = await insertMortgage(tx, ctx, facts, { previousMortgageId: mortgageId, ownership });
      await tell(tx, ctx, {
        action: "created",
        mortgageId: created.mortgageId,
        version: created.version,
        changes: changesBetween(null, facts),
        details: { renews: mortgageId, ownership, ...borrowersIn(created) },
      });
      const predecessor = await changeMortgage(tx, ctx, mortgageId, {
        status: "renewed",
        statusBeforeRenewal: before,
      });
      await tell(tx, ctx, {
        action: "renewed",
        mortgageId,
        version: predecessor.version,
        changes: [{ field: "status", from: before, to: "renewed" }],
        details: { renewedBy: created.mortgageId },
      });
      return { renewal: created, predecessor };
    });
  });
}
