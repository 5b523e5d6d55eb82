import { z } from "zod";
import {
  Day,
  known,
  NonNegativeMoney,
  oneOf,
  PositiveMoney,
  RecordId,
  record,
  text,
  wholeNumber,
  without,
  YesOrNo,
} from "../fields.ts";
import { MODES } from "../integrations/input.ts";
import { reportText } from "./input.ts";
import {
  EMPLOYMENT,
  type Employment,
  HOUSING,
  type Housing,
  isIssuedNumber,
  LOAN_PURPOSES,
  type LoanPurpose,
  PAY_FREQUENCIES,
  type PayFrequency,
  STATES,
  usPhone,
} from "./model/loan-application.ts";

/** What the verbs of lenders' offers take (F7.2). Safe for the browser: forms validate with the same schemas. */

const keys = <K extends string>(names: Record<K, string>) => oneOf(Object.keys(names) as [K, ...K[]]);

const FileVersion = wholeNumber(1, 2_147_483_647);
const RequestId = without(text(100), "identifier").optional();
const OfFile = { fileId: RecordId, version: FileVersion, requestId: RequestId };

/** What is refused is never repeated. */
const SocialSecurityNumber = z
  .string({ error: (issue) => (issue.input === undefined ? "is required" : "must be a text") })
  .refine(
    (value) => /^\s*\d{3}-?\d{2}-?\d{4}\s*$/.test(value) && isIssuedNumber(value.replace(/\D/g, "")),
    "must be a social security number of nine digits that can have been issued",
  );

const Phone = without(text(40)).refine(
  (value) => usPhone(value) !== null,
  "must be a US phone number of 10 digits",
);

/** The name of a person or a place, which holds no digits that could be a number. */
const name = (max: number) => reportText(max);

/** Everything that lenders ask and the file does not hold. The number and the date of birth are passed on and kept nowhere. */
export const RequestOffersInput = record({
  ...OfFile,
  /** Whether real lenders are asked, as it was seen: another one by now is refused (F7.4). */
  mode: oneOf(MODES),
  /** A person decided to ask once more although a request is there. */
  again: YesOrNo.default(false),
  loanAmount: wholeNumber(500, 250_000),
  purpose: keys<LoanPurpose>(LOAN_PURPOSES),
  firstName: name(100),
  lastName: name(100),
  phone: Phone,
  dateOfBirth: Day,
  ssn: SocialSecurityNumber,
  address1: reportText(200),
  address2: known(reportText(200)),
  city: name(100),
  state: oneOf(STATES),
  zipcode: text(10).refine(
    (value) => /^\d{5}(-\d{4})?$/.test(value),
    "must be a ZIP code (12345 or 12345-6789)",
  ),
  housing: keys<Housing>(HOUSING),
  monthlyHousingPayment: known(NonNegativeMoney),
  employment: keys<Employment>(EMPLOYMENT),
  payFrequency: keys<PayFrequency>(PAY_FREQUENCIES),
  employerName: known(reportText(200)),
  /** The client agreed to the text that was shown; without it no lender may be asked. */
  consentsToFcra: YesOrNo.refine((agreed) => agreed, "must be true: without it no lender may be asked"),
  consentsToTcpa: YesOrNo,
  /** Which texts were shown, as they came with the form. */
  consentsShown: text(64),
});
export type RequestOffersInput = z.input<typeof RequestOffersInput>;

export const OffersInput = record({ fileId: RecordId });

/** The offers of a request become the offers of the step. */
export const ConfirmOffersInput = record({ ...OfFile, requestNo: wholeNumber(1, 10_000) });

const EventId = without(text(200), "identifier");

/** What was reported is recorded as done. */
export const RecordReportInput = record({
  ...OfFile,
  eventId: EventId,
  /** What was paid out, where the report does not tell it. */
  fundedAmount: PositiveMoney.optional(),
});

export const SIMULATED_EVENTS = ["offerClicked", "funded", "takenBack"] as const;

export const SimulateEventInput = record({
  fileId: RecordId,
  event: oneOf(SIMULATED_EVENTS),
  /** What is paid out; the offer's amount when left out. */
  amount: PositiveMoney.optional(),
});
