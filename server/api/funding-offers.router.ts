import { confirmOffers } from "../domain/funding/confirm-offers.ts";
import { getOffers } from "../domain/funding/get-offers.ts";
import { getPostbackAddress, getSigningWebhookAddress } from "../domain/funding/get-postback-address.ts";
import {
  ConfirmOffersInput,
  OffersInput,
  RecordReportInput,
  RequestOffersInput,
  SimulateEventInput,
} from "../domain/funding/offer-input.ts";
import { recordReport } from "../domain/funding/record-report.ts";
import { requestOffers } from "../domain/funding/request-offers.ts";
import { simulateEvent } from "../domain/funding/simulate-event.ts";
import { engineOf } from "../integrations/engine/engine.ts";
import { procedure, router } from "./trpc.ts";
import { typed } from "./typed-input.ts";

/** Lenders' offers for the browser (F7.2): a line per verb. */
export const fundingOffersRouter = router({
  get: procedure
    .input(typed(OffersInput))
    .query(async ({ ctx, input }) => getOffers(ctx.domain, input, await engineOf(ctx.domain))),
  request: procedure
    .input(typed(RequestOffersInput))
    .mutation(async ({ ctx, input }) => requestOffers(ctx.domain, input, await engineOf(ctx.domain))),
  confirm: procedure
    .input(typed(ConfirmOffersInput))
    .mutation(({ ctx, input }) => confirmOffers(ctx.domain, input)),
  record: procedure
    .input(typed(RecordReportInput))
    .mutation(({ ctx, input }) => recordReport(ctx.domain, input)),
  simulate: procedure
    .input(typed(SimulateEventInput))
    .mutation(async ({ ctx, input }) => simulateEvent(ctx.domain, input, await engineOf(ctx.domain))),
  postback: procedure.query(({ ctx }) => getPostbackAddress(ctx.domain)),
  signingWebhook: procedure.query(({ ctx }) => getSigningWebhookAddress(ctx.domain)),
});
