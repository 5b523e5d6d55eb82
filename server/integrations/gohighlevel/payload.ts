import { z } from "zod";
import { STAGE_KEYS } from "../../domain/integrations/input.ts";
import { numberLiteral } from "../../domain/json-number.ts";

/** GoHighLevel's API v2: what the outbox gives, what is sent, and what of an answer is read. */

/** Of what asks for money or records it, once its address was corrected. */
const formerEmails = z.array(z.string()).optional();
const client = { name: z.string(), email: z.string(), phone: z.string().nullish() };

/** What the steps wrote into the outbox. */
export const ParkingPayload = z.object({
  ...client,
  parkedReason: z.string(),
  /** Unix milliseconds. */
  parkedCallbackDate: z.number(),
});
export const TagPayload = z.object({ ...client, tag: z.string() });
export const ClosingPayload = z.object({ ...client, declineReason: z.string() });
export const StagePayload = z.object({ ...client, stage: z.enum(STAGE_KEYS) });
export const InvoicePayload = z.object({
  ...client,
  title: z.string(),
  funded: z.string(),
  feePercent: z.string(),
  amount: z.string(),
  /** The tenant's day; older releases did not keep it. */
  issuedOn: z.string().optional(),
  formerEmails,
});
export const PaymentPayload = z.object({
  ...client,
  amount: z.string(),
  receivedOn: z.string(),
  lender: z.string(),
  reference: z.string(),
  formerEmails,
});

const Contact = z.object({ id: z.string(), tags: z.array(z.string()).nullish() });
export const FoundContact = z.object({ contact: Contact.nullish() });
export const KeptContact = z.object({ contact: Contact });

export const Fields = z.object({
  customFields: z.array(z.object({ id: z.string(), fieldKey: z.string().nullish() })),
});

export const Pipelines = z.object({
  pipelines: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      stages: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
});
export type Pipeline = z.output<typeof Pipelines>["pipelines"][number];

export const Opportunities = z.object({
  opportunities: z.array(
    z.object({
      id: z.string(),
      pipelineId: z.string(),
      pipelineStageId: z.string().nullish(),
      status: z.string(),
      contactId: z.string().nullish(),
    }),
  ),
});

const Amount = z.number().nullish();

/** The vendor's own name of the id has an underscore. */
export const Invoice = z.object({
  _id: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  total: Amount,
  amountPaid: Amount,
});
export type Invoice = z.output<typeof Invoice>;
export const Invoices = z.object({ invoices: z.array(Invoice) });
/** Of a call that creates, only what it is called is needed. */
export const MadeInvoice = z.object({ _id: z.string() });

const Words = z.object({ message: z.union([z.string(), z.array(z.string())]) });

/** The service's own words for why it said no. */
export function reasonIn(body: unknown): string | null {
  const message = Words.safeParse(body).data?.message;
  return message === undefined ? null : [message].flat().join("; ").slice(0, 300) || null;
}

export interface InvoiceFacts {
  locationId: string;
  businessName: string;
  contactId: string;
  client: { name: string; email: string; phone?: string | null | undefined };
  /** By which it is found again. */
  name: string;
  /** What is paid for. */
  item: string;
  /** US dollars, as decimal text. */
  amount: string;
  issuedOn: string;
  /** Nobody, where it is for the books alone. */
  sentTo: string[];
}

/** The amount stands there digit for digit, in dollars: no double has been in between. */
export function invoiceBody(facts: InvoiceFacts): Record<string, unknown> {
  const { client, locationId } = facts;
  return {
    altId: locationId,
    altType: "location",
    name: facts.name,
    businessDetails: { name: facts.businessName },
    currency: "USD",
    items: [{ name: facts.item, currency: "USD", amount: numberLiteral(facts.amount), qty: 1 }],
    discount: { type: "percentage", value: 0 },
    contactDetails: {
      id: facts.contactId,
      name: client.name,
      phoneNo: client.phone ?? "",
      email: client.email,
    },
    issueDate: facts.issuedOn,
    sentTo: { email: facts.sentTo },
    liveMode: true,
  };
}

/**
 * The key of an effect as it stands in an invoice's name: `7/term_loan/collect_invoice/1/invoice` → `7-term_loan-1`. One
 * product of a file has one.
 */
export function markOf(key: string): string {
  const [file, path, , occurrence] = key.split("/");
  return [file, path, occurrence].join("-");
}
