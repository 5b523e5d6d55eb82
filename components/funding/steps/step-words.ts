import type { StepOutcome } from "@/server/domain/funding/model/step-effects.ts";
import { dollars } from "../../ui/money-text.ts";
import { dayLabel } from "../../ui/time-text.ts";
import type { Place, Progress, WorkflowView } from "./workflow-context.ts";

/** What an operator reads at a step: the verb on its button, and what it is about. */
export interface StepWords {
  verb: string;
  about?: string;
  /** Where the work itself is done. */
  link?: { href: string; says: string };
}

interface Known {
  client: string;
  progress: Progress;
  /** Of the selected offer. */
  lender: string;
  amount: string | null;
  /** `YYYY-MM-DD` */
  callback: string | null;
}

const PORTAL = "https://portal.7figurespartners.com/affiliates/login.php#login";

const WORDS: Record<string, (known: Known) => StepWords> = {
  approve_underwriting: ({ client }) => ({
    verb: "Review and approve",
    about: `Whether ${client} is funded this way is yours to decide. Approved once, it counts for every path.`,
  }),
  send_agreement: ({ client }) => ({
    verb: `Send agreement to ${client}`,
    about: "One agreement covers every product; the client signs it once.",
  }),
  generate_term_loan_offers: () => ({
    verb: "Record the offers",
    about: "All offers that lenders have made, so that you can compare them with the client.",
  }),
  review_and_select_offer: ({ client }) => ({
    verb: "Select an offer",
    about: `Go through the offers with ${client} by phone. The client is sent the selected one only.`,
  }),
  send_offer_link: ({ client, lender, amount }) => ({
    verb: `Send offer link to ${client}`,
    about: `The offer of ${lender}${amount === null ? "" : ` over ${amount}`}.`,
  }),
  await_acceptance: ({ client, lender }) => ({
    verb: "Record the acceptance",
    about: `Waiting for ${client} to accept the offer of ${lender}.`,
  }),
  wait_for_funding: ({ lender }) => ({
    verb: "Record the funds",
    about: `Waiting for ${lender} to pay out. The invoice is made from what arrives.`,
  }),
  collect_invoice: ({ client }) => ({ verb: `Send invoice to ${client}` }),
  send_next_steps: ({ client }) => ({ verb: `Send next steps to ${client}` }),
  submit_processing: () => ({
    verb: "Mark as submitted",
    about: "Submit the file in the portal of 7 Figures, then say so here.",
    link: { href: PORTAL, says: "Open the 7 Figures portal" },
  }),
  wait_card_stacking_results: () => ({
    verb: "Record the results",
    about:
      "Waiting for the results of 7 Figures: four to seven applications, each approved, pending or declined.",
  }),
  deliver_funding_plan: ({ client }) => ({ verb: `Email funding plan to ${client}` }),
  track_card_statuses: ({ client }) => ({
    verb: "Close out the cards",
    about: `Ask ${client} daily and keep the plan below up to date. The invoice counts what is approved when you close out.`,
  }),
  gather_documentation: ({ client }) => ({
    verb: "Record the documents",
    about: `What ${client} has to send before a lender can decide.`,
  }),
  submit_to_partner: () => ({
    verb: "Submit to the lender",
    about: "Each lender that you choose is written a letter with the client’s figures.",
  }),
  handoff_to_lender: ({ client }) => ({
    verb: "Mark as handed off",
    about: `From here on the lender works with ${client} directly.`,
  }),
  record_payment_received: () => ({
    verb: "Record the payment",
    about: "The lender pays the commission; the client gets no invoice.",
  }),
  email_paydown_requirements: ({ client }) => ({ verb: `Email paydown requirements to ${client}` }),
  confirm_paydowns: () => ({
    verb: "Confirm the paydowns",
    about:
      "Pull a new credit report and add it to the file: it says whether the balances are down. If it still asks for paydowns, they begin again.",
  }),
  dispute_inquiries: () => ({
    verb: "Mark as disputed",
    about: "Dispute these inquiries with the bureaus that show them.",
  }),
  confirm_inquiries_removed: () => ({
    verb: "Confirm the removal",
    about:
      "Pull a new credit report and add it to the file: it says whether they are gone. If they are still there, this begins again.",
  }),
  send_parked_email: ({ client }) => ({ verb: `Send callback email to ${client}` }),
  mark_parked: ({ callback }) => ({
    verb: callback === null ? "Park the file" : `Park until ${dayLabel(callback)}`,
    about: "The file moves to the parked stage of the CRM and comes back in the Funding Queue on that day.",
  }),
  send_repair_referral: ({ client }) => ({ verb: `Send credit repair referral to ${client}` }),
  send_decline_email: ({ client }) => ({ verb: `Send decline email to ${client}` }),
  mark_in_credit_repair: ({ client }) => ({
    verb: "Mark as in credit repair",
    about: `${client} gets a tag in the CRM, by which the commission is tracked.`,
  }),
  close_file: () => ({
    verb: "Close the file",
    about: "Nothing follows after it. Who comes back is a new lead.",
  }),
};

/** A step that is new here is done by the words of its kind (F3.2). */
const BY_KIND: Record<string, string> = {
  trigger: "Send",
  record: "Mark as done",
  wait: "Record that it has come",
  verification: "Confirm",
  approval: "Review and approve",
};

/** The words of a step; an entry for those whose own say more than their kind. */
export function stepWords({ step }: Pick<Place, "step">, { file, run, progress }: WorkflowView): StepWords {
  const words = Object.hasOwn(WORDS, step.id) ? WORDS[step.id] : undefined;
  const callback = run?.workflow?.parkedCallbackDate;
  const selected = progress.offers.find(({ isSelected }) => isSelected);
  const known = {
    client: file.name,
    progress,
    lender: selected?.lender ?? "the lender",
    amount: selected ? dollars(selected.amount) : null,
    callback: callback === undefined ? null : new Date(callback).toISOString().slice(0, 10),
  };
  return words?.(known) ?? { verb: BY_KIND[step.kind] ?? "Done" };
}

/** The button says the amount that it asks for, and does not promise a letter that is not sent. */
export function verbWith(verb: string, outcome: StepOutcome | null): string {
  if (outcome === null || "refusal" in outcome) return verb;
  const amount = outcome.effects.find(({ effect }) => effect === "invoice")?.payload.amount;
  if (typeof amount === "string") return verb.replace("invoice", `invoice of ${dollars(amount)}`);
  return outcome.effects.length === 0 && outcome.says !== null ? "Go on without sending" : verb;
}

/** "9.0000" → "9" */
export function feeDigits(feePercent: string): string {
  return feePercent.includes(".") ? feePercent.replace(/\.?0+$/, "") : feePercent;
}

export function feeText(feePercent: string): string {
  return `${feeDigits(feePercent)}%`;
}

/** "20,000.00 × 9% = 1,800.00", in dollars. */
export function invoiceText(invoice: { funded: string; feePercent: string; amount: string }): string {
  return `${dollars(invoice.funded)} × ${feeText(invoice.feePercent)} = ${dollars(invoice.amount)}`;
}
