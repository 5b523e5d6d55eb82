import type { Refusal, RefusalDetail } from "../../errors.ts";
import { fullMonthsSince } from "./calendar.ts";
import { dollars } from "./credit-facts.ts";
import type { NewEffect } from "./effects.ts";
import { type Correspondents, letter } from "./emails.ts";
import { LENDER_PRODUCTS, type Lender } from "./lenders.ts";
import type { StoredRun } from "./run.ts";
import type { ClientFigures, Shortlist } from "./shortlist.ts";
import { type Standing, subVariantOf } from "./standing.ts";
import { doneBy } from "./step-events.ts";

/** `submit_to_partner`: a letter to each lender that the operator chose from the shortlist (F6.1). */

export interface Submitted {
  lenderId: number;
  name: string;
  email: string;
}

export interface SubmissionFacts {
  client: { name: string; email: string; phone: string | null };
  operatorName: string;
  /** As gathered before. */
  documents: readonly string[];
}

/**
 * One letter a lender, so that none reads of another; or why one of them cannot be written to, in which case nothing is sent.
 * @param names as they stand in the shortlist, whatever their case
 */
export function submissionTo(
  names: readonly string[],
  { client, fitting, leftOut }: Shortlist,
  facts: SubmissionFacts,
): { refusal: Refusal } | { effects: NewEffect[]; lenders: Submitted[] } {
  const faults: RefusalDetail[] = [];
  const chosen = new Map<number, Lender & { contactEmail: string }>();
  for (const [index, name] of names.entries()) {
    const field = `data.partners[${index}]`;
    const isNamed = ({ lender }: { lender: Lender }) => lender.name.toLowerCase() === name.toLowerCase();
    const found = fitting.find(isNamed);
    const against = leftOut.find(isNamed);
    if (!found) {
      const why = against ? `is left out: ${against.reasons.join(" ")}` : "is not a lender of the shortlist";
      faults.push({ field, message: why });
    } else if (found.lender.contactEmail === null) {
      faults.push({ field, message: found.cannotSubmit?.replace(/^Has/, "has").replace(/\.$/, "") ?? "" });
    } else if (chosen.has(found.lender.lenderId)) faults.push({ field, message: "is named twice" });
    else chosen.set(found.lender.lenderId, { ...found.lender, contactEmail: found.lender.contactEmail });
  }
  const [first] = faults;
  if (first) {
    const at = Number(/\d+/.exec(first.field)?.[0]);
    const message = `${names[at]} ${first.message}. Nothing was sent.`;
    return { refusal: { code: "PAYLOAD_VALIDATION", message, details: faults } };
  }
  const lenders = [...chosen.values()];
  return {
    effects: lenders.map((lender) => ({ effect: "email", payload: letterTo(lender, client, facts) })),
    lenders: lenders.map(({ lenderId, name, contactEmail: email }) => ({ lenderId, name, email })),
  };
}

function letterTo(
  lender: Lender & { contactEmail: string },
  client: ClientFigures,
  { client: who, operatorName, documents }: SubmissionFacts,
): Record<string, unknown> {
  const correspondents: Correspondents = { clientName: lender.contactName ?? lender.name, operatorName };
  const written = letter(correspondents, `New client: ${who.name}`, [
    `We would like to submit a client to you for ${soughtOf(lender, client)}.`,
    ...[
      `• Client: ${who.name}, ${who.email}${who.phone === null ? "" : `, ${who.phone}`}`,
      `• Credit score: ${client.score ?? "not known"}`,
      `• Revenue a month: ${client.monthlyRevenue === null ? "not known" : dollars(client.monthlyRevenue)}`,
      `• Months in business: ${client.monthsInBusiness ?? "not known"}`,
    ],
    ...(documents.length > 0
      ? [`We hold these documents and send them on your word: ${documents.join(", ")}.`]
      : []),
    "Please tell us how you would like to go on.",
  ]);
  if (!("email" in written)) throw new Error("unreachable: a letter that is written is one");
  return { to: lender.contactEmail, lenderId: lender.lenderId, ...written.email };
}

/** What this lender lends of what was approved. */
function soughtOf({ products }: Lender, { subVariant }: ClientFigures): string {
  const sought = products.filter((product) => {
    const open: readonly string[] = LENDER_PRODUCTS[product].fits;
    return subVariant === "both" ? open.length > 0 : open.includes(subVariant);
  });
  return sought.map((product) => LENDER_PRODUCTS[product].title).join(" or ");
}

/**
 * A client as lenders judge them: by the newest run, and by what was approved of it.
 * @returns null where nothing of established funding is open
 */
export function clientFigures(
  { run, workflow, events }: Pick<Standing, "workflow" | "events"> & { run: StoredRun | null },
  today: string,
): ClientFigures | null {
  if (run === null || workflow === null) return null;
  const subVariant = subVariantOf(workflow, events);
  if (subVariant === null) return null;
  const { monthlyRevenue, businessStartedOn } = run.applicant;
  return {
    subVariant,
    score: run.representativeScore,
    monthlyRevenue,
    monthsInBusiness: businessStartedOn === null ? null : fullMonthsSince(businessStartedOn, today),
  };
}

/** The documents that were gathered for the lenders. */
export function documentsIn(events: Standing["events"]): string[] {
  const gathered = doneBy(events, "established_funding", "gather_documentation")?.data.documents;
  return ((gathered ?? []) as { document: string }[]).map(({ document }) => document);
}
