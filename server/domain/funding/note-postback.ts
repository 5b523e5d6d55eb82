import { and, inArray, isNotNull } from "drizzle-orm";
import { fundingOfferRequest } from "../../../db/tenant/schema/funding-offers.ts";
import { inTransaction, type World } from "../context.ts";

/** More in one call would not be from the marketplace. */
const MOST_REFERENCES = 20;

/**
 * Somebody who knows the tenant's address says that something happened to a lead (F7.2). Nothing of what it says is believed
 * or kept: whichever of our references it names, the lead is looked at again. Said twice it is looked at once.
 * @param said the call as text, whatever its form
 * @returns how many leads will be looked at
 */
export async function notePostback(world: World, said: string): Promise<number> {
  const references = [...new Set(said.match(/\bpf-[0-9a-f]{24}\b/g) ?? [])].slice(0, MOST_REFERENCES);
  if (references.length === 0) return 0;
  const { reference, leadId, offerRequestId } = fundingOfferRequest;
  const due = await inTransaction(world, (tx) =>
    tx
      .update(fundingOfferRequest)
      .set({ leadDueAt: world.now().toISOString() })
      .where(and(inArray(reference, references), isNotNull(leadId)))
      .returning({ offerRequestId }),
  );
  return due.length;
}
