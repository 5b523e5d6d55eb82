import { eq } from "drizzle-orm";
import { fundingFile } from "../../../db/tenant/schema/funding.ts";
import { authorise, type Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { parseInput } from "../parse.ts";
import type { LoanMarketplace } from "../ports.ts";
import { FILE_COLUMNS, type StoredFile } from "./file-rows.ts";
import { dayOf } from "./model/calendar.ts";
import { FILE_NOT_FOUND } from "./model/file.ts";
import { type ConsentTexts, type KeptApplication, splitName } from "./model/loan-application.ts";
import { type LenderOffer, type MarketMode, type OffersState, offersStateOf } from "./model/loan-offers.ts";
import { type MarketReport, reportsOf } from "./model/market-report.ts";
import { offersIn } from "./model/step-asks.ts";
import { doneBy } from "./model/step-events.ts";
import { OffersInput } from "./offer-input.ts";
import {
  digestOf,
  inOrder,
  readMarketEvents,
  readOfferRequests,
  type StoredOfferRequest,
} from "./offer-rows.ts";
import { readUnderWay } from "./step-rows.ts";

/** A request as it is shown. */
export interface ShownRequest {
  requestNo: number;
  mode: MarketMode;
  state: OffersState;
  says: string;
  askedAt: string;
  askedBy: string;
  loanAmount: number;
  lenders: number;
  waitsFor: string[];
}

export interface FileOffers {
  fileId: number;
  /** What a change has to name. */
  version: number;
  /** Where offers come from at present; null while Engine is not set up, and then they are typed in. */
  mode: MarketMode | null;
  state: OffersState;
  /** The same in a sentence. */
  says: string;
  /** The newest; null before the first. */
  request: ShownRequest | null;
  earlier: ShownRequest[];
  /** Of the newest request, the highest amount first. */
  offers: (LenderOffer & { isExpired: boolean })[];
  /** They can be confirmed for the step now. */
  mayConfirm: boolean;
  /** With what the form begins, and the texts that the client has to agree to. */
  form: { application: Partial<KeptApplication>; consents: ConsentTexts; consentsShown: string } | null;
  /** Last names that make the sandbox fail, with what happens; null where lenders are real. */
  failingNames: Record<string, string> | null;
  /** What Engine reported of acceptance and funding, newest first. */
  reports: MarketReport[];
}

/**
 * Everything about a file's offers from lenders: whether they were asked for, what came, and what was reported since (F7.2).
 * It asks nobody; whatever is waited for is looked after by the app and told live.
 * @throws DomainError FILE_NOT_FOUND, also for a file of another tenant
 */
export async function getOffers(
  ctx: Context,
  raw: unknown,
  market: LoanMarketplace | null,
): Promise<FileOffers> {
  authorise(ctx, "funding:read");
  const { fileId } = parseInput(OffersInput, raw);
  const [file] = await ctx.db.select(FILE_COLUMNS).from(fundingFile).where(eq(fundingFile.fileId, fileId));
  if (!file) throw new DomainError(FILE_NOT_FOUND);
  const requests = await readOfferRequests(ctx.db, fileId);
  const { events, workflow } = await readUnderWay(ctx.db, file);
  const reported = await readMarketEvents(ctx.db, fileId);
  const now = ctx.now().getTime();
  const [newest = null, ...before] = requests;
  const { state, says } = offersStateOf(newest, now);
  const offers = inOrder(newest?.offers ?? []).map((offer) => ({
    ...offer,
    isExpired: offer.expiresOn < dayOf(now),
  }));
  const isDone = doneBy(events, "term_loan", "generate_term_loan_offers") !== null;
  const hasLoan = workflow?.primaryPaths.includes("term_loan") ?? false;
  const selected = offersIn(events).selected?.offerId ?? null;
  return {
    fileId,
    version: file.version,
    mode: market?.mode ?? null,
    state,
    says,
    request: newest && shown(newest, now),
    earlier: before.map((one) => shown(one, now)),
    offers,
    mayConfirm: state === "complete" && hasLoan && !isDone && offers.some(({ isExpired }) => !isExpired),
    form: market && {
      ...formOf(file, newest),
      consents: market.consents,
      consentsShown: digestOf(market.consents),
    },
    failingNames: market?.failingNames ?? null,
    reports: reportsOf(reported, selected, (step) => doneBy(events, "term_loan", step)),
  };
}

function shown(request: StoredOfferRequest, now: number): ShownRequest {
  const { requestNo, mode, askedAt, askedBy, application, lenders, pending } = request;
  const { loanAmount } = application;
  const waitsFor = request.completedAt === null ? pending : [];
  return { requestNo, mode, askedAt, askedBy, loanAmount, lenders, waitsFor, ...offersStateOf(request, now) };
}

/** What was typed for the last request is not typed again; before the first, what the file knows. */
function formOf(
  file: StoredFile,
  last: StoredOfferRequest | null,
): { application: Partial<KeptApplication> } {
  if (last) return { application: last.application };
  return { application: { ...splitName(file.name), ...(file.phone === null ? {} : { phone: file.phone }) } };
}
