import { authorise, type Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseInput } from "../parse.ts";
import type { ChangedProgress } from "./change-workflow.ts";
import { completeStep } from "./complete-step.ts";
import { getProgress } from "./get-progress.ts";
import { dayOf } from "./model/calendar.ts";
import { offersStateOf, stepOffersOf } from "./model/loan-offers.ts";
import { ConfirmOffersInput } from "./offer-input.ts";
import { inOrder, readOfferRequests } from "./offer-rows.ts";

/**
 * Completes `generate_term_loan_offers` with the offers that came, as they came (F7.2): all of the newest request that have
 * not expired. Offers that were typed in complete it as before.
 * @throws DomainError OFFERS_INCOMPLETE while they are waited for, or when none stands; and what completing a step refuses
 */
export async function confirmOffers(ctx: Context, raw: unknown): Promise<ChangedProgress> {
  authorise(ctx, "funding:operate");
  const { requestNo, ...ofFile } = parseInput(ConfirmOffersInput, raw);
  const [newest] = await readOfferRequests(ctx.db, ofFile.fileId);
  const now = ctx.now().getTime();
  const { state, says } = offersStateOf(newest ?? null, now);
  if (newest && newest.requestNo !== requestNo)
    refuse("OFFERS_INCOMPLETE", "Offers have been asked for once more since. Look at the new ones first.");
  if (!newest) await getProgress(ctx, { fileId: ofFile.fileId });
  const offers = newest && state === "complete" ? stepOffersOf(inOrder(newest.offers), dayOf(now)) : [];
  if (offers.length === 0)
    refuse("OFFERS_INCOMPLETE", `There are no offers to go on with. ${says} Nothing was changed.`);
  return completeStep(ctx, {
    ...ofFile,
    path: "term_loan",
    step: "generate_term_loan_offers",
    data: { offers },
  });
}
