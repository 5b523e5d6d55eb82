import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Database } from "../../../db/connect.ts";
import { fundingOfferRequest } from "../../../db/tenant/schema/funding-offers.ts";
import { authorise, type Context, inTransaction } from "../context.ts";
import { refuse, refuseIf } from "../errors.ts";
import { guardModes } from "../integrations/seen-modes.ts";
import { invalidInput, parseInput } from "../parse.ts";
import { PassedThrough } from "../passed-through.ts";
import type { LoanApplication, LoanMarketplace, OffersAnswer } from "../ports.ts";
import { holdsSocialSecurityNumber } from "../social-security-number.ts";
import { changeFile, lockFile, type StoredFile } from "./file-rows.ts";
import { type FileOffers, getOffers } from "./get-offers.ts";
import { dayOf } from "./model/calendar.ts";
import { guardFileVersion } from "./model/file.ts";
import { type KeptApplication, notOfAge, usPhone } from "./model/loan-application.ts";
import { offersStateOf } from "./model/loan-offers.ts";
import { guardStep } from "./model/step-guards.ts";
import { RequestOffersInput } from "./offer-input.ts";
import { digestOf, readOfferRequests, type StoredOfferRequest, settleRequest } from "./offer-rows.ts";
import { readUnderWay } from "./step-rows.ts";

/** How long the marketplace has to answer. */
const PATIENCE_MS = 60_000;

type Parsed = z.output<typeof RequestOffersInput>;
/** All that may be kept. */
type Kept = Omit<Parsed, "ssn" | "dateOfBirth">;

/**
 * Asks the lenders for offers on behalf of a client (F7.2). That it was asked is written before, in a transaction of its own;
 * the call is made outside of any; what came is written after. An end in between leaves it visibly unclear, and asking once
 * more is a person's decision. The social security number and the date of birth are passed on and kept nowhere (F1.1).
 * @throws DomainError FILE_NOT_FOUND; PAYLOAD_VALIDATION; STEP_OUT_OF_TURN; OFFERS_ASKED_ALREADY while `again` does not say
 * otherwise; CONFLICT for a stale version; MODE_CHANGED when lenders were seen to be the sandbox's and are real
 * now, or the other way round (F7.4); INTEGRATION_OFF without a marketplace
 */
export async function requestOffers(
  ctx: Context,
  raw: unknown,
  market: LoanMarketplace | null,
): Promise<FileOffers> {
  authorise(ctx, "funding:operate");
  const young = notOfAge(Object(raw).dateOfBirth, dayOf(ctx.now().getTime()));
  const { ssn, dateOfBirth, ...kept } = parseInput(RequestOffersInput, raw, "PAYLOAD_VALIDATION", young);
  if (market === null) return refuse("INTEGRATION_OFF", `Engine is not set up. ${BY_HAND}`);
  if (kept.consentsShown !== digestOf(market.consents))
    throw invalidInput([
      { field: "consentsShown", message: "are not the texts of today: read them to the client once more" },
    ]);
  const asked = await inTransaction(ctx, (tx) => ask(tx, ctx, kept, market));
  if (asked !== null) {
    const number = new PassedThrough(ssn);
    const answer = await attempt(market, applicationOf(asked, kept, market, dateOfBirth, number));
    await inTransaction(ctx, (tx) => settleRequest(tx, ctx, asked.offerRequestId, without(number, answer)));
  }
  return getOffers(ctx, { fileId: kept.fileId }, market);
}

const BY_HAND = "Ask an administrator, or type the offers in by hand.";

interface Asked {
  offerRequestId: number;
  reference: string;
  file: StoredFile;
  creditScore: number | null;
}

/** Writes that lenders are about to be asked; null when this very request had been made before. */
async function ask(tx: Database, ctx: Context, kept: Kept, market: LoanMarketplace): Promise<Asked | null> {
  const file = await lockFile(tx, kept.fileId);
  const requests = await readOfferRequests(tx, file.fileId);
  const requestDigest = kept.requestId === undefined ? null : digestOf(kept);
  if (isRepeated(requests, kept.requestId, requestDigest)) return null;
  refuseIf(guardModes({ engine: kept.mode }, { engine: market.mode }, ["engine"], () => "mode"));
  const { run, workflow, progress } = await readUnderWay(tx, file);
  refuseIf(guardStep(workflow, progress, "term_loan", "generate_term_loan_offers"));
  refuseAgain(requests[0], kept.again, ctx.now().getTime());
  refuseIf(guardFileVersion(kept.version, file));
  const reference = `pf-${randomBytes(12).toString("hex")}`;
  const [row] = await tx
    .insert(fundingOfferRequest)
    .values({
      fileId: file.fileId,
      requestNo: (requests[0]?.requestNo ?? 0) + 1,
      mode: market.mode,
      reference,
      application: keptApplication(kept) as unknown as Record<string, unknown>,
      consents: { ...market.consents, agreedToTcpa: kept.consentsToTcpa },
      requestId: kept.requestId ?? null,
      requestDigest,
      askedAt: ctx.now().toISOString(),
      askedBy: ctx.actor.name,
      state: "asked",
      lenders: 0,
      pending: [],
      offers: [],
      polls: 0,
    })
    .returning({ offerRequestId: fundingOfferRequest.offerRequestId });
  if (!row) throw new Error("unreachable: one row in, one row out");
  await changeFile(tx, ctx, file, {});
  return { ...row, reference, file, creditScore: run?.representativeScore ?? null };
}

function isRepeated(
  requests: readonly StoredOfferRequest[],
  requestId: string | undefined,
  digest: string | null,
): boolean {
  const known = requests.find((one) => one.requestId !== null && one.requestId === requestId);
  if (known && known.requestDigest !== digest)
    throw invalidInput([
      { field: "requestId", message: "names another request of this file: give each request its own" },
    ]);
  return known !== undefined;
}

/** Whoever is asked twice says that it is a duplicate; so the second time is a decision. */
function refuseAgain(last: StoredOfferRequest | undefined, again: boolean, now: number): void {
  if (!last) return;
  const { state, says } = offersStateOf(last, now);
  if (state === "failed" || (again && state !== "asking")) return;
  const how = state === "asking" ? "Wait for the answer." : "Decide whether to ask once more.";
  refuse("OFFERS_ASKED_ALREADY", `Offers have been asked for already. ${says} ${how} Nothing was sent.`);
}

function keptApplication(kept: Kept): KeptApplication {
  const { fileId: _f, version: _v, requestId: _r, again: _a, mode: _m, ...rest } = kept;
  const { consentsShown: _s, consentsToFcra: _c, consentsToTcpa: _t, ...application } = rest;
  return { ...application, phone: usPhone(application.phone) ?? application.phone };
}

function applicationOf(
  { reference, file, creditScore }: Asked,
  kept: Kept,
  market: LoanMarketplace,
  dateOfBirth: string,
  ssn: PassedThrough,
): LoanApplication {
  return {
    ...keptApplication(kept),
    reference,
    email: file.email,
    annualIncome: file.statedIncome,
    creditScore,
    dateOfBirth,
    ssn,
    consents: { ...market.consents, agreedToTcpa: kept.consentsToTcpa },
  };
}

/** A marketplace that throws or does not come back in time has not said that it has nothing. */
async function attempt(market: LoanMarketplace, application: LoanApplication): Promise<OffersAnswer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const late = new Promise<OffersAnswer>((resolve) => {
    const why = `Engine did not answer within ${PATIENCE_MS / 1_000} seconds.`;
    signal.addEventListener("abort", () => resolve({ how: "unknown", why }), { once: true });
  });
  try {
    return await Promise.race([market.requestOffers(application, signal), late]);
  } catch (error) {
    return {
      how: "unknown",
      why: error instanceof Error ? error.message : "The connection to Engine broke.",
    };
  }
}

/** The answer without the number, wherever the other side repeats it. */
function without(number: PassedThrough, answer: OffersAnswer): OffersAnswer {
  const cleaned = mapTexts(answer, (text) => number.hiddenIn(text)) as OffersAnswer;
  if (cleaned.how === "answered") return cleaned;
  const why = cleaned.why
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 500)
    .toWellFormed();
  return {
    ...cleaned,
    why: holdsSocialSecurityNumber(why) ? "Engine refused; its words hold a number." : why,
  };
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}
