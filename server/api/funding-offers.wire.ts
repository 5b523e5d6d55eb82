import { z } from "zod";
import { MARKET_MODES, OFFERS_STATES } from "../domain/funding/model/loan-offers.ts";
import { Count, DayText, Instant, Money, Rate } from "./wire.ts";

/** A file's offers from lenders, as they stand on the wire. */

const Mode = z.enum(MARKET_MODES).meta({ description: "`sandbox`: made up, no lender stands behind it" });
const State = z.enum(OFFERS_STATES);

const Request = z.object({
  requestNo: Count,
  mode: Mode,
  state: State,
  says: z.string(),
  askedAt: Instant,
  askedBy: z.string(),
  loanAmount: Count,
  lenders: Count.meta({ description: "How many lenders were asked" }),
  waitsFor: z.array(z.string()).meta({ description: "Lenders that have not answered yet" }),
});

const Offer = z.object({
  offerId: z.string(),
  lender: z.string(),
  product: z.string(),
  amount: Money,
  minAmount: Money.nullable(),
  apr: Rate.nullable(),
  minApr: Rate.nullable(),
  maxApr: Rate.nullable(),
  aprType: z.string().nullable(),
  termMonths: Count.nullable(),
  monthlyPayment: Money.nullable(),
  maxFee: Money.nullable(),
  isPreApproved: z.boolean(),
  isSecured: z.boolean(),
  terms: z.string().nullable(),
  disclaimer: z.string().nullable(),
  link: z.string().nullable().meta({ description: "Where the client accepts; open it for nobody else" }),
  expiresOn: DayText,
  isExpired: z.boolean(),
});

const Report = z.object({
  eventId: z.string(),
  step: z.enum(["await_acceptance", "wait_for_funding"]),
  on: Instant,
  amount: Money.nullable(),
  lender: z.string().nullable(),
  isSelectedOffer: z.boolean().nullable(),
  takenBackOn: Instant.nullable(),
  isRecorded: z.boolean(),
  says: z.string(),
});

const Application = z
  .object({
    loanAmount: Count,
    purpose: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    phone: z.string(),
    address1: z.string(),
    address2: z.string().nullable(),
    city: z.string(),
    state: z.string(),
    zipcode: z.string(),
    housing: z.string(),
    monthlyHousingPayment: Money.nullable(),
    employment: z.string(),
    payFrequency: z.string(),
    employerName: z.string().nullable(),
  })
  .partial();

export const FileOffersWire = z.object({
  fileId: Count,
  version: Count,
  mode: Mode.nullable(),
  state: State,
  says: z.string(),
  request: Request.nullable(),
  earlier: z.array(Request),
  offers: z.array(Offer),
  mayConfirm: z.boolean(),
  form: z
    .object({
      application: Application,
      consents: z.object({ fcra: z.string(), tcpa: z.string() }),
      consentsShown: z.string().meta({ description: "To be sent back: which texts the client agreed to" }),
    })
    .nullable(),
  failingNames: z
    .record(z.string(), z.string())
    .nullable()
    .meta({ description: "Last names that make the sandbox fail, with what happens" }),
  reports: z.array(Report).meta({ description: "What Engine reported, newest first" }),
});

export const PostbackWire = z.object({ received: z.literal(true) });
