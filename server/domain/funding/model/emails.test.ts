import { describe, expect, it } from "vitest";
import {
  type Assembled,
  agreementEmail,
  declineEmail,
  fundingPlanEmail,
  nextStepsEmail,
  offerLinkEmail,
  paydownEmail,
  repairReferralEmail,
} from "./emails.ts";
import { parkedEmail } from "./parked-email.ts";
import type { PathProgress } from "./progress.ts";
import { DECLINE_REASONS, type DeclineReason, PARKED_REASONS, type ParkedReason } from "./workflow.ts";

const WHO = { clientName: "Ana Ruiz", operatorName: "Kim Doe" };
const textOf = (one: Assembled) =>
  "email" in one ? [one.email.subject, ...one.email.paragraphs].join("\n") : expect.fail(JSON.stringify(one));
const refusedOf = (one: Assembled) =>
  "refusal" in one ? [one.refusal.code, one.refusal.details?.[0]?.field] : null;

describe("F3.5 F3.8 what the send buttons send", () => {
  it("each is addressed and signed", () => {
    for (const one of [
      agreementEmail(WHO),
      declineEmail(WHO, "no_fit", false),
      parkedEmail(WHO, "thin_file", 0),
    ]) {
      const lines = textOf(one).split("\n");
      expect([lines[1], lines.at(-1)]).toEqual(["Dear Ana Ruiz,", "Kim Doe"]);
    }
  });

  it("F3.8 the funding plan says what each card means", () => {
    const text = textOf(
      fundingPlanEmail(WHO, [
        { issuer: "Chase", amount: "12000.00", status: "approved" },
        { issuer: "Amex", amount: "8000.50", status: "approved" },
        { issuer: "Citi", amount: "9000.00", status: "pending" },
        { issuer: "Discover", amount: "5000.00", status: "declined" },
      ]),
    );
    expect(text).toContain("2 of 4 cards are approved, $20,000.50 in all.");
    expect(text).toContain("• Chase, $12,000.00: approved. The card arrives in 5–10 days.");
    expect(text).toContain("• Citi, $9,000.00: pending. Please call the issuer and ask for reconsideration.");
    expect(text).toContain(
      "• Discover, $5,000.00: declined. Please call the issuer and ask for reconsideration.",
    );
    expect(refusedOf(fundingPlanEmail(WHO, []))).toEqual(["EMAIL_INCOMPLETE", "cards"]);
  });

  it("F3.8 the paydown email names accounts and amounts, and the loan's proceeds where there is a loan", () => {
    const accounts = [
      { creditorName: "Chase", ending: "1234", amount: "6000.00" },
      { creditorName: "Citi", ending: null, amount: "1000.01" },
    ];
    const [alone, withLoan] = [false, true].map((hasLoan) => textOf(paydownEmail(WHO, accounts, hasLoan)));
    for (const text of [alone, withLoan]) {
      expect(text).toContain(
        "• Chase ending in 1234: pay $6,000.00\n• Citi: pay $1,000.01\nIn all $7,000.01.",
      );
    }
    expect(withLoan).toContain("proceeds of your term loan");
    expect(alone).not.toContain("term loan");
    expect(refusedOf(paydownEmail(WHO, [], true))).toEqual(["EMAIL_INCOMPLETE", "accounts"]);
  });

  it("F3.8 the next steps close a loan alone, announce the cards, and say nothing where paydowns follow", () => {
    const loan = { path: "term_loan" as const, state: "active" as const, steps: [] };
    const sent = (...cards: object[]) => nextStepsEmail(WHO, [loan, ...(cards as PathProgress[])]);
    const beside = (state: string, overlay: string | null = null, step = "blocked") =>
      sent({ path: "card_funding", state, steps: [{ overlay, state: step }] });
    const paydowns = { skip: expect.stringContaining("paydowns") };
    expect(textOf(sent())).toContain("That completes our work");
    for (const state of ["completed", "not_funded", "superseded"])
      expect(textOf(beside(state, "paydowns_required"))).toContain("That completes our work");
    expect(textOf(beside("active"))).toContain("0 % cards");
    expect(textOf(beside("active", "inq_removal_required"))).toContain("0 % cards");
    expect(beside("active", "paydowns_required")).toEqual(paydowns);
    expect(beside("active", "paydowns_required", "open")).toEqual(paydowns);
    for (const step of ["done", "passed"])
      expect(textOf(beside("active", "paydowns_required", step))).toContain("0 % cards");
  });

  it("the offer is the selected one, with a link that can be followed", () => {
    const offer = { lender: "Best Lender", amount: "20000.00", link: "https://engine.example/accept/1" };
    expect(textOf(offerLinkEmail(WHO, offer))).toContain("Best Lender over $20,000.00");
    for (const link of [null, "", "http://engine.example/x", "javascript:alert(1)", "https://a b"])
      expect(refusedOf(offerLinkEmail(WHO, { ...offer, link }))).toEqual(["EMAIL_INCOMPLETE", "link"]);
  });

  it("F6.3 the referral uses the operator's own link, and is refused without it", () => {
    expect(textOf(repairReferralEmail(WHO, "https://portal.example/a/6"))).toContain(
      "https://portal.example/a/6",
    );
    expect(refusedOf(repairReferralEmail(WHO, null))).toEqual(["EMAIL_INCOMPLETE", "affiliateLink"]);
  });

  it("F3.8 one decline email for every reason; a duplicate's is skipped when one was sent", () => {
    const reasons = Object.keys(DECLINE_REASONS) as DeclineReason[];
    const texts = reasons.map((reason) => textOf(declineEmail(WHO, reason, false)));
    expect(new Set(texts).size).toBe(1);
    expect(declineEmail(WHO, "duplicate_file", true)).toEqual({ skip: expect.any(String) });
    expect(textOf(declineEmail(WHO, "no_fit", true))).toBe(texts[0]);
  });

  it("F5.1 one parked email per reason, with the day of the call", () => {
    const reasons = Object.keys(PARKED_REASONS) as ParkedReason[];
    const texts = reasons.map((reason) =>
      textOf(parkedEmail(WHO, reason, Date.parse("2026-10-27T23:59:00Z"))),
    );
    expect(new Set(texts.map((text) => text.split("\n")[0])).size).toBe(3);
    for (const text of texts) expect(text).toContain("on or about October 27, 2026");
    expect(texts[reasons.indexOf("recent_credit_activity")]).toContain(
      "do not open or apply for any new credit",
    );
    expect(texts[reasons.indexOf("thin_file")]).toContain("build");
    expect(refusedOf(parkedEmail(WHO, "thin_file", Number.NaN))).toEqual([
      "EMAIL_INCOMPLETE",
      "parkedCallbackDate",
    ]);
  });
});
