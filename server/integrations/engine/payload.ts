import { z } from "zod";
import { creditRatingOf } from "../../domain/funding/model/loan-application.ts";
import { type LenderOffer, OFFER_DAYS, type OfferTable } from "../../domain/funding/model/loan-offers.ts";
import type { MarketEvent, MarketEvents } from "../../domain/funding/model/market-report.ts";
import { JsonNumber, numberLiteral } from "../../domain/json-number.ts";
import {
  dollarsOfCents,
  isDecimal,
  isPositive,
  roundedPercentage,
  roundedToCent,
} from "../../domain/money.ts";
import type { LoanApplication } from "../../domain/ports.ts";
import { holdsSocialSecurityNumber } from "../../domain/social-security-number.ts";

/** Engine's own words, in both directions. What it pays for an offer is not taken over. */

/** The version of `/supplyAnalytics` whose answers are read here. */
export const EVENTS_VERSION = { "API-Version": "2025-04-01" };

const DAY_MS = 86_400_000;

/** The body of `POST /leads/rateTables`. One client tag, which is opaque: Engine asks for no more and for nothing personal. */
export function leadOf(application: LoanApplication, isTest: boolean): Record<string, unknown> {
  const { consents, ssn, creditScore, annualIncome, monthlyHousingPayment, address2, employerName } =
    application;
  return {
    productTypes: ["loan"],
    isTest,
    clientTags: { reference: [application.reference] },
    personalInformation: {
      firstName: application.firstName,
      lastName: application.lastName,
      email: application.email,
      primaryPhone: application.phone,
      address1: application.address1,
      ...(address2 === null ? {} : { address2 }),
      city: application.city,
      state: application.state,
      zipcode: application.zipcode,
      dateOfBirth: application.dateOfBirth,
      ssn: ssn.reveal(),
    },
    loanInformation: { purpose: application.purpose, loanAmount: application.loanAmount },
    mortgageInformation: { propertyStatus: application.housing },
    creditInformation: {
      providedCreditRating: creditRatingOf(creditScore),
      ...(creditScore === null ? {} : { providedNumericCreditScore: creditScore }),
    },
    financialInformation: {
      employmentStatus: application.employment,
      employmentPayFrequency: application.payFrequency,
      annualIncome: wholeDollars(annualIncome),
      ...(monthlyHousingPayment === null
        ? {}
        : { monthlyHousingPayment: wholeDollars(monthlyHousingPayment) }),
    },
    ...(employerName === null ? {} : { employmentInformation: { employerName } }),
    legalInformation: {
      consentsToFcra: true,
      consentsToTcpa: consents.agreedToTcpa,
      fcraLanguage: consents.fcra,
      tcpaLanguage: consents.tcpa,
    },
  };
}

/** Engine takes whole dollars; cents are left off rather than added to what a client earns. */
function wholeDollars(amount: string): unknown {
  return numberLiteral(amount.split(".")[0] ?? "0");
}

/** A number as its digits, or a text that holds some; anything else is not known. */
const Digits = z
  .unknown()
  .optional()
  .transform((value): string | null => {
    const digits = value instanceof JsonNumber ? value.source : value;
    return typeof digits === "string" && isDecimal(digits) && !digits.startsWith("-") ? digits : null;
  });

/** A text on one line; one that holds what reads as a social security number is not taken over. */
function line(most: number) {
  return z
    .unknown()
    .optional()
    .transform((value): string | null => {
      if (typeof value !== "string") return null;
      const text = value
        .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
        .trim()
        .slice(0, most)
        .toWellFormed();
      return text === "" ? null : holdsSocialSecurityNumber(text) ? "(hidden)" : text;
    });
}

const Flag = z
  .unknown()
  .optional()
  .transform((value) => value === true);
const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  .transform((text) => text.toLowerCase());

const Moment = z
  .string()
  .transform((text) => Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`))
  .refine((moment) => !Number.isNaN(moment));

const Offer = z.object({
  uuid: Uuid,
  originator: z.object({ name: line(200).pipe(z.string()), disclaimer: line(2_000) }),
  productType: z.literal("loan").optional(),
  productSubType: line(60),
  url: z.unknown().optional(),
  preApproved: Flag,
  secured: Flag,
  maxAmount: Digits.pipe(z.string().refine(isPositive)),
  minAmount: Digits,
  termLength: Digits,
  termUnit: z.unknown().optional(),
  minApr: Digits,
  meanApr: Digits,
  maxApr: Digits,
  aprType: line(20),
  monthlyPayment: Digits,
  meanMonthlyPayment: Digits,
  maxMonthlyPayment: Digits,
  maxFeeFixed: Digits,
  terms: line(2_000),
});

const RateTable = z.object({
  uuid: Uuid,
  leadUuid: Uuid,
  createdAt: Moment.nullish().catch(null),
  loanOffers: z.array(z.unknown()),
  pendingResponses: z.array(z.object({ partner: z.object({ name: line(200) }).catch({ name: null }) })),
});

/**
 * A rate table. Offers without an id, a lender or an amount are of no use to anybody and left out.
 * @param now unix milliseconds: since when offers stand that do not say so
 * @returns null when it is none
 */
export function offerTableOf(body: unknown, now: number): OfferTable | null {
  const table = RateTable.safeParse(body);
  if (!table.success) return null;
  const { uuid, leadUuid, createdAt, loanOffers, pendingResponses } = table.data;
  const expiresOn = new Date((createdAt ?? now) + OFFER_DAYS * DAY_MS).toISOString().slice(0, 10);
  return {
    leadId: leadUuid,
    tableId: uuid,
    offers: loanOffers.slice(0, 100).flatMap((raw) => offerOf(raw, expiresOn)),
    pending: pendingResponses.map(({ partner }) => partner.name ?? "a lender"),
  };
}

function offerOf(raw: unknown, expiresOn: string): LenderOffer[] {
  const parsed = Offer.safeParse(raw);
  if (!parsed.success) return [];
  const offer = parsed.data;
  const { meanMonthlyPayment, maxMonthlyPayment, monthlyPayment } = offer;
  return [
    {
      offerId: offer.uuid,
      lender: offer.originator.name,
      product: offer.productSubType ?? "personal_loan",
      amount: roundedToCent(offer.maxAmount),
      minAmount: offer.minAmount && roundedToCent(offer.minAmount),
      apr: percentage(offer.meanApr ?? offer.maxApr ?? offer.minApr),
      minApr: percentage(offer.minApr),
      maxApr: percentage(offer.maxApr),
      aprType: offer.aprType,
      termMonths: monthsOf(offer.termLength, offer.termUnit),
      monthlyPayment: cents(meanMonthlyPayment ?? maxMonthlyPayment ?? monthlyPayment),
      maxFee: cents(offer.maxFeeFixed),
      isPreApproved: offer.preApproved,
      isSecured: offer.secured,
      terms: offer.terms,
      disclaimer: offer.originator.disclaimer,
      link: linkOf(offer.url),
      expiresOn,
    },
  ];
}

const cents = (digits: string | null) => (digits === null ? null : roundedToCent(digits));

/** One of a thousand per cent and more is no percentage. */
function percentage(digits: string | null): string | null {
  return digits === null || digits.split(".")[0]?.replace(/^0+/, "").length === 4
    ? null
    : roundedPercentage(digits);
}

function monthsOf(length: string | null, unit: unknown): number | null {
  const each = unit === "month" ? 1 : unit === "year" ? 12 : null;
  const months =
    each === null || length === null || !/^\d{1,4}(\.0+)?$/.test(length) ? 0 : each * Number(length);
  return months >= 1 && months <= 600 ? months : null;
}

function linkOf(url: unknown): string | null {
  const isLink = typeof url === "string" && url.length <= 2_000 && /^https:\/\/[^\s/]+\.[^\s]+$/.test(url);
  return isLink && !holdsSocialSecurityNumber(url, "identifier") ? url : null;
}

const Event = z.object({
  id: z.string().regex(/^[^\p{Cc}]{1,200}$/u),
  leadUuid: Uuid,
  eventType: z.string().regex(/^\w{1,60}$/),
  eventCreatedAt: Moment,
  eventDeletedAt: Moment.nullish(),
  amountInCents: Digits,
  eventData: z.object({ amount: Digits }).nullish().catch(null),
  financialInstitutionName: line(200),
  offerUuid: Uuid.nullish().catch(null),
});

/** What can be read of a list of events. One that names no lead, kind and time says nothing. */
function eventsOf(list: readonly unknown[]): MarketEvent[] {
  return list.flatMap((raw) => {
    const parsed = Event.safeParse(raw);
    if (!parsed.success) return [];
    const { id, leadUuid, eventType, eventCreatedAt, eventDeletedAt, amountInCents, eventData } = parsed.data;
    const told = eventType === "funded" ? cents(eventData?.amount ?? null) : null;
    return [
      {
        eventId: id,
        leadId: leadUuid,
        eventType,
        happenedAt: new Date(eventCreatedAt).toISOString(),
        takenBackAt: eventDeletedAt == null ? null : new Date(eventDeletedAt).toISOString(),
        amount: amountInCents === null ? told : dollarsOfCents(amountInCents),
        lender: parsed.data.financialInstitutionName,
        offerId: parsed.data.offerUuid ?? null,
      },
    ];
  });
}

const EventPage = z.object({
  data: z.array(z.unknown()),
  paginationToken: z.string().min(1).max(4_000),
  shouldContinuePolling: z.boolean(),
});

/** A page of `leadEvents`; null when it is none. */
export function eventPageOf(body: unknown): MarketEvents | null {
  const page = EventPage.safeParse(body);
  if (!page.success) return null;
  const { data, paginationToken, shouldContinuePolling } = page.data;
  return { events: eventsOf(data), token: paginationToken, hasMore: shouldContinuePolling };
}

const LeadInfo = z.object({ data: z.object({ events: z.array(z.unknown()) }) });

/** The events of `leadsInfo`; null when it holds none. */
export function leadEventsOf(body: unknown): MarketEvent[] | null {
  const info = LeadInfo.safeParse(body);
  return info.success ? eventsOf(info.data.data.events) : null;
}

const Errors = z.array(z.object({ message: line(300), attribute: line(100) })).min(1);

/** Engine's words for why it said no: a list, of which the first say it. */
export function reasonIn(body: unknown): string | null {
  const errors = Errors.safeParse(body);
  if (!errors.success) return null;
  const words = errors.data.slice(0, 3).map(({ message, attribute }) => message ?? attribute);
  return words.filter((word) => word !== null).join("; ") || null;
}
