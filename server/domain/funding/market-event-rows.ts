import { inArray } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { fundingMarketEvent, fundingOfferRequest } from "../../../db/tenant/schema/funding-offers.ts";
import type { World } from "../context.ts";
import { holdsSocialSecurityNumber } from "../social-security-number.ts";
import type { MarketEvent } from "./model/market-report.ts";

/**
 * Keeps what was reported of leads of ours, once each, whoever told it and however often (F3.10); what belongs to nobody here
 * is passed over. That something was taken back is kept beside it.
 * @returns how many were new
 */
export async function keepEvents(
  tx: Database,
  world: World,
  events: readonly MarketEvent[],
): Promise<number> {
  if (events.length === 0) return 0;
  const { leadId, offerRequestId, fileId } = fundingOfferRequest;
  const leads = [...new Set(events.map((event) => event.leadId))];
  const requests = await tx
    .select({ leadId, offerRequestId, fileId })
    .from(fundingOfferRequest)
    .where(inArray(leadId, leads));
  const recordedAt = world.now().toISOString();
  const rows = events.flatMap((event) => {
    const request = requests.find((one) => one.leadId === event.leadId);
    if (!request) return [];
    const { eventId, eventType, happenedAt, takenBackAt, amount, offerId } = event;
    const lender = event.lender !== null && holdsSocialSecurityNumber(event.lender) ? null : event.lender;
    const told = { eventId, eventType, amount, lender, offerId, recordedAt };
    const of = { offerRequestId: request.offerRequestId, fileId: request.fileId };
    const happened = { ...told, ...of, isReversal: false, happenedAt };
    return takenBackAt === null
      ? [happened]
      : [happened, { ...happened, isReversal: true, happenedAt: takenBackAt }];
  });
  if (rows.length === 0) return 0;
  const added = await tx
    .insert(fundingMarketEvent)
    .values(rows)
    .onConflictDoNothing()
    .returning({ eventId: fundingMarketEvent.eventId });
  return added.length;
}
