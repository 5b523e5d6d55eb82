import { eq } from "drizzle-orm";
import { fundingMarketFeed } from "../../../db/tenant/schema/funding-offers.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseInput } from "../parse.ts";
import type { LoanMarketplace } from "../ports.ts";
import { type FileOffers, getOffers } from "./get-offers.ts";
import { offersIn } from "./model/step-asks.ts";
import { SimulateEventInput } from "./offer-input.ts";
import { readOfferRequests } from "./offer-rows.ts";
import { pollEngine } from "./poll-engine.ts";
import { readEvents } from "./step-rows.ts";

/**
 * Lets something happen to a file's lead in the sandbox (F7.4): the client opens the link, the lender pays, the lender takes
 * it back. It comes in the way in which the marketplace reports it.
 * @throws DomainError FILE_NOT_FOUND; SANDBOX_ONLY where lenders are real or were not asked
 */
export async function simulateEvent(
  ctx: Context,
  raw: unknown,
  market: LoanMarketplace | null,
): Promise<FileOffers> {
  authorise(ctx, "funding:configure");
  const { fileId, event, amount } = parseInput(SimulateEventInput, raw);
  const { offers } = await getOffers(ctx, { fileId }, market);
  if (!market?.simulate) return refuse("SANDBOX_ONLY", "Only in the sandbox can something be simulated.");
  const [request] = await readOfferRequests(ctx.db, fileId);
  const { selected } = offersIn(await readEvents(ctx.db, fileId));
  const offer = selected ?? offers[0];
  if (!request?.leadId || request.mode !== "sandbox" || !offer)
    return refuse("SANDBOX_ONLY", "The sandbox has no offer of this file. Ask it for offers first.");
  const { offerId, lender } = offer;
  await market.simulate(request.leadId, { event, offerId, lender, amount: amount ?? offer.amount });
  await inTransaction(ctx, (tx) =>
    tx
      .update(fundingMarketFeed)
      .set({ nextReadAt: ctx.now().toISOString() })
      .where(eq(fundingMarketFeed.mode, "sandbox")),
  );
  await pollEngine(ctx, market);
  return getOffers(ctx, { fileId }, market);
}
