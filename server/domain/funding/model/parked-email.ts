import { type Assembled, type Correspondents, incomplete, letter } from "./emails.ts";
import type { ParkedReason } from "./workflow.ts";

/** `send_parked_email`: a template for each reason, since each asks something else of the client (F5.1). */
const TEMPLATES: Record<ParkedReason, { subject: string; body: string[] }> = {
  pending_seasoning: {
    subject: "Your accounts need a little time",
    body: [
      "Your credit is good, but some of your accounts are too new to be funded on today.",
      "You need not do anything: keep paying on time and let the accounts age.",
    ],
  },
  recent_credit_activity: {
    subject: "Please open no new credit for now",
    body: [
      "Too many accounts were opened within a short time, and lenders wait until that has passed.",
      "Until we call you, please do not open or apply for any new credit: each new account starts the wait again.",
    ],
  },
  thin_file: {
    subject: "Let us build your credit",
    body: [
      "There is not enough credit history yet for a lender to decide on.",
      "Please build it: open one or two accounts, such as a secured card, use them a little every month and pay them in full and on time.",
    ],
  },
};

/** @param callback unix milliseconds; the client is told the day, in UTC as it is kept */
export function parkedEmail(who: Correspondents, reason: ParkedReason, callback: number): Assembled {
  if (!Number.isFinite(callback) || Math.abs(callback) > 8e15)
    return incomplete("parkedCallbackDate", "The call-back has no date: run the underwriting again.");
  const day = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "long" }).format(callback);
  const { subject, body } = TEMPLATES[reason];
  return letter(who, subject, [
    "We cannot fund you today, but we expect to later.",
    ...body,
    `We call you on or about ${day} and look at your file again.`,
  ]);
}
