import { randomUUID } from "node:crypto";
import type { TestTenant } from "../../../db/testing.ts";
import type { Context } from "../context.ts";
import type { LoanApplication, LoanMarketplace, OffersAnswer, Reading } from "../ports.ts";
import { type FileOffers, getOffers } from "./get-offers.ts";
import { DEFAULT_CONSENTS } from "./model/loan-application.ts";
import type { LenderOffer, OfferTable } from "./model/loan-offers.ts";
import type { MarketEvent, MarketEvents } from "./model/market-report.ts";
import { digestOf } from "./offer-rows.ts";
import { requestOffers } from "./request-offers.ts";
import { fileOf, progressFor, walked } from "./testing-steps.ts";

type Raw = Record<string, unknown>;

/** One that can have been issued, and in which letters it must not be found anywhere. */
export const NUMBER = "512-47-9083";
export const HELD_NUMBER = /512.{0,3}47.{0,3}9083/;
export const BORN = "1985-10-09";

/** The form of asking, with something in each of its fields. */
export const offerForm = (changes: Raw = {}): Raw => ({
  mode: "sandbox",
  loanAmount: 20_000,
  purpose: "debt_consolidation",
  firstName: "Ann",
  lastName: "Client",
  phone: "+1 212 555 0100",
  dateOfBirth: BORN,
  ssn: NUMBER,
  address1: "175 5th Ave",
  address2: "Apt 4",
  city: "New York",
  state: "NY",
  zipcode: "10010",
  housing: "rent",
  monthlyHousingPayment: "1500.50",
  employment: "employed_full_time",
  payFrequency: "biweekly",
  employerName: "Desk Ltd",
  consentsToFcra: true,
  consentsToTcpa: true,
  consentsShown: digestOf(DEFAULT_CONSENTS),
  ...changes,
});

export const lenderOffer = (changes: Partial<LenderOffer> = {}): LenderOffer => ({
  offerId: randomUUID(),
  lender: "Alpha, Inc.",
  product: "personal_loan",
  amount: "20000.00",
  minAmount: null,
  apr: "11.900",
  minApr: null,
  maxApr: null,
  aprType: "fixed",
  termMonths: 60,
  monthlyPayment: "443.77",
  maxFee: null,
  isPreApproved: true,
  isSecured: false,
  terms: null,
  disclaimer: null,
  link: "https://offers.engine.test/ref/1",
  expiresOn: "2026-05-28",
  ...changes,
});

export const tableOf = (
  offers: LenderOffer[],
  pending: string[] = [],
  changes: Partial<OfferTable> = {},
): OfferTable => ({
  leadId: randomUUID(),
  tableId: randomUUID(),
  offers,
  pending,
  ...changes,
});

export const answered = (table: OfferTable): OffersAnswer => ({ how: "answered", table });

/** A marketplace that does what a test says, and counts. */
export interface ScriptedMarket extends LoanMarketplace {
  asked: LoanApplication[];
  calls: string[];
}

export function scripted(script: {
  request?: (application: LoanApplication) => OffersAnswer | Promise<OffersAnswer>;
  offers?: (tableId: string) => Reading<OfferTable> | Promise<Reading<OfferTable>>;
  events?: (from: { token?: string; since?: string }) => Reading<MarketEvents>;
  lead?: (leadId: string) => Reading<MarketEvent[]> | Promise<Reading<MarketEvent[]>>;
  mode?: "live" | "sandbox";
}): ScriptedMarket {
  const nothing = { how: "failed" as const, why: "Not scripted.", isGone: false };
  const market: ScriptedMarket = {
    mode: script.mode ?? "live",
    consents: DEFAULT_CONSENTS,
    eventsEveryMs: 600_000,
    eventsLagMs: 360_000,
    asked: [],
    calls: [],
    requestOffers: async (application) => {
      market.asked.push(application);
      return (await script.request?.(application)) ?? { how: "unknown", why: "Not scripted." };
    },
    readOffers: async (tableId) => {
      market.calls.push(`offers ${tableId}`);
      return (await script.offers?.(tableId)) ?? nothing;
    },
    readEvents: async (from) => {
      market.calls.push(`events ${"token" in from ? from.token : from.since}`);
      return script.events?.(from) ?? nothing;
    },
    readLead: async (leadId) => {
      market.calls.push(`lead ${leadId}`);
      return script.lead?.(leadId) ?? nothing;
    },
  };
  return market;
}

/** A file of which it is the turn to ask lenders. */
export async function readyForOffers(ctx: Context, who: Raw = {}): Promise<number> {
  const fileId = await fileOf(ctx, "combined", who);
  await walked(ctx, fileId, "term_loan", "send_agreement");
  return fileId;
}

/** Asks as somebody who has just looked. */
export async function askedFor(
  ctx: Context,
  fileId: number,
  market: LoanMarketplace | null,
  changes: Raw = {},
): Promise<FileOffers> {
  const { version } = await progressFor(ctx, fileId);
  const mode = market?.mode ?? "live";
  return requestOffers(ctx, { fileId, version, ...offerForm({ mode, ...changes }) }, market);
}

export const offersOf = (ctx: Context, fileId: number, market: LoanMarketplace | null = null) =>
  getOffers(ctx, { fileId }, market);

/** Every row of every table of a tenant, as text. */
export async function everythingKept({ owner }: Pick<TestTenant, "owner">): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const all = await owner.query<{ text: string }>(
      `select string_agg(to_jsonb(t)::text, ' ') as text from ${name} t`,
    );
    texts.push(all.rows[0]?.text ?? "");
  }
  return texts.join("\n");
}
