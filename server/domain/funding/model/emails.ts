import type { Refusal } from "../../errors.ts";
import { sumMoney } from "../../money.ts";
import { dollars } from "./credit-facts.ts";
import type { PaydownAccount } from "./paydowns.ts";
import type { PathProgress } from "./progress.ts";
import type { DeclineReason } from "./workflow.ts";

/**
 * What goes out when an operator presses a send button (F3.5): the server writes it, nobody composes. Plain text, a
 * paragraph an entry. The facts come in; what is missing refuses, and what needs no letter says so.
 */
export interface Email {
  subject: string;
  paragraphs: string[];
}

export type Assembled =
  | { email: Email }
  /** Nothing is sent, and the step is done all the same. */
  | { skip: string }
  | { refusal: Refusal };

export interface Correspondents {
  clientName: string;
  operatorName: string;
}

export function letter(
  { clientName, operatorName }: Correspondents,
  subject: string,
  body: string[],
): Assembled {
  return { email: { subject, paragraphs: [`Dear ${clientName},`, ...body, "Kind regards,", operatorName] } };
}

export function incomplete(field: string, message: string): Assembled {
  const sentence = `${message} Nothing was sent.`;
  return { refusal: { code: "EMAIL_INCOMPLETE", message: sentence, details: [{ field, message }] } };
}

/** Only an address that a browser opens safely is sent to a client. */
function isLink(text: string): boolean {
  return /^https:\/\/[^\s/]+\.[^\s]+$/.test(text);
}

/** `send_agreement`: one template for every product. */
export function agreementEmail(who: Correspondents): Assembled {
  return letter(who, "Your consultancy agreement", [
    "Your consultancy agreement is ready to be signed. It covers every product that we work on for you, so you sign it once.",
    "Please read it and sign it with the link that reaches you together with this message.",
  ]);
}

/** Other offers come only after that. */
export const OFFERS_AGAIN =
  "the offers have to be reopened first, which an administrator does, and then generated again.";

/** `send_offer_link`: the offer that operator and client selected, and nothing of the others. */
export function offerLinkEmail(
  who: Correspondents,
  offer: { lender: string; amount: string; link: string | null },
): Assembled {
  if (offer.link === null || !isLink(offer.link))
    return incomplete("link", `The selected offer has no acceptance link: ${OFFERS_AGAIN}`);
  return letter(who, "Your term-loan offer", [
    `As we discussed, this is the offer of ${offer.lender} over ${dollars(offer.amount)}.`,
    `Please review the terms and accept them here: ${offer.link}`,
  ]);
}

export const CARD_STATUSES_IN_PLAN = ["approved", "pending", "declined"] as const;

export interface PlannedCard {
  issuer: string;
  amount: string;
  status: (typeof CARD_STATUSES_IN_PLAN)[number];
}

/** `deliver_funding_plan`: what each card means for the client (F3.8). */
export function fundingPlanEmail(who: Correspondents, cards: readonly PlannedCard[]): Assembled {
  if (cards.length === 0)
    return incomplete("cards", "The funding plan has no card yet: record the results first.");
  const approved = cards.filter(({ status }) => status === "approved");
  const total = sumMoney(approved.map(({ amount }) => amount));
  return letter(who, "Your funding plan", [
    `${approved.length} of ${cards.length} cards ${approved.length === 1 ? "is" : "are"} approved, ${dollars(total)} in all.`,
    ...cards.map(({ issuer, amount, status }) => `• ${issuer}, ${dollars(amount)}: ${NEXT_FOR_CARD[status]}`),
  ]);
}

const NEXT_FOR_CARD: Record<PlannedCard["status"], string> = {
  approved: "approved. The card arrives in 5–10 days.",
  pending: "pending. Please call the issuer and ask for reconsideration.",
  declined: "declined. Please call the issuer and ask for reconsideration.",
};

/** `email_paydown_requirements`: accounts and amounts, from the loan's proceeds where a term loan is under way (F3.8). */
export function paydownEmail(
  who: Correspondents,
  accounts: readonly Pick<PaydownAccount, "creditorName" | "ending" | "amount">[],
  hasTermLoan: boolean,
): Assembled {
  if (accounts.length === 0)
    return incomplete("accounts", "It is not known which accounts to pay down: pull a new credit report.");
  return letter(who, "Balances to pay down", [
    hasTermLoan
      ? "Please use the proceeds of your term loan to pay down these accounts:"
      : "Please pay down these accounts before we apply for your cards:",
    ...accounts.map(
      ({ creditorName, ending, amount }) =>
        `• ${creditorName}${ending === null ? "" : ` ending in ${ending}`}: pay ${dollars(amount)}`,
    ),
    `In all ${dollars(sumMoney(accounts.map(({ amount }) => amount)))}. Tell us when it is done; we then check your credit report again.`,
  ]);
}

/**
 * `send_next_steps` of the term loan: closing when alone, also where the cards have ended; where paydowns follow, their own
 * letter says it all (F3.8).
 * @param paths where every path of the file stands
 */
export function nextStepsEmail(
  who: Correspondents,
  paths: readonly Pick<PathProgress, "path" | "state" | "steps">[],
): Assembled {
  const cards = paths.find(({ path, state }) => path === "card_funding" && state === "active");
  const paydowns = cards?.steps.filter(({ overlay }) => overlay === "paydowns_required") ?? [];
  if (paydowns.some(({ state }) => state === "open" || state === "blocked"))
    return { skip: "Nothing is sent: the letter about the paydowns tells the client what comes next." };
  if (cards)
    return letter(who, "Your funds are in", [
      "Congratulations: your term loan has been funded.",
      "Next come your 0 % cards. You need not do anything until we call you.",
    ]);
  return letter(who, "Your funds are in", [
    "Congratulations: your term loan has been funded, and your funds are in your account.",
    "That completes our work on it. Call us whenever your business needs its next step.",
  ]);
}

/** `send_repair_referral`: by the operator's own affiliate link, so that the commission is theirs (F6.3). */
export function repairReferralEmail(who: Correspondents, affiliateLink: string | null): Assembled {
  if (affiliateLink === null || !isLink(affiliateLink))
    return incomplete(
      "affiliateLink",
      "The operator has no ASAP Credit Repair affiliate link: enter it in the operator's settings first.",
    );
  return letter(who, "The first step: credit repair", [
    "Your credit has to be repaired before a lender can say yes. Our partner ASAP Credit Repair does this every day.",
    `You can sign up here: ${affiliateLink}`,
  ]);
}

/** `send_decline_email`: one template for all reasons; a duplicate's client is not written to twice (F3.8). */
export function declineEmail(who: Correspondents, reason: DeclineReason, wasSentBefore: boolean): Assembled {
  if (reason === "duplicate_file" && wasSentBefore)
    return { skip: "Nothing is sent: the client has had a decline email for the other file." };
  return letter(who, "Your funding application", [
    "Thank you for applying. We have looked at every product that we offer and cannot fund you at this time.",
    "We have closed your application. You are welcome to apply again when your situation has changed.",
  ]);
}
