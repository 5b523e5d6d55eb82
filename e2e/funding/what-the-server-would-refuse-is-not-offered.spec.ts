import {
  doStep,
  endEffect,
  nextOf,
  openFileOf,
  outboxOf,
  progressOf,
  utcDaysAgo,
  workflowOf,
} from "../fixtures/funding-workflow.ts";
import { meetOnTheServer } from "../fixtures/held.ts";
import { must } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

const OFFER = {
  offerId: "o1",
  lender: "Best Lender",
  amount: "20000.00",
  apr: null,
  termMonths: null,
  monthlyPayment: null,
  link: "https://offers.engine.test/1",
  expiresOn: null,
};

test("F3.9 F3.11: a funded path cannot be ended, nor a step reopened on which its invoice rests; each says why", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "combined");
  const day = utcDaysAgo(1);
  const done: [string, object?][] = [
    ["approve_underwriting"],
    ["send_agreement"],
    ["generate_term_loan_offers", { offers: [OFFER] }],
    ["review_and_select_offer", { offerId: "o1" }],
    ["send_offer_link"],
    ["await_acceptance", { acceptedOn: day }],
  ];
  for (const [step, data] of done) await doStep(tenant, fileId, "term_loan", step, data as never);
  await page.goto(address);
  const end = nextOf(page).getByRole("button", { name: "End term loan as not funded …" });
  await expect(end).not.toHaveAttribute("aria-disabled", "true");

  // Also where it becomes so while one looks.
  await doStep(tenant, fileId, "term_loan", "wait_for_funding", { fundedAmount: "20000.00", fundedOn: day });
  await expect(end).toHaveAttribute("aria-disabled", "true");
  await end.focus();
  await expect(page.getByRole("tooltip")).toContainText("Term loan has been funded: complete it");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await doStep(tenant, fileId, "term_loan", "collect_invoice");
  await page.getByText("8 steps done").click();
  const reopen = (title: string) => page.getByRole("button", { name: `Reopen “${title}”` });
  await expect(reopen("Wait for the funds")).toHaveAttribute("aria-disabled", "true");
  await expect(reopen("Send the consultancy agreement")).not.toHaveAttribute("aria-disabled", "true");
  await reopen("Wait for the funds").focus();
  await expect(page.getByRole("tooltip")).toContainText(/rests on this step/);
  await expect(workflowOf(page).getByRole("alert")).toHaveCount(0);
});

test("F3.10: what a colleague has just sent again is not refused to who presses Retry, and goes out once", async ({
  page,
  tenant,
  problems,
}) => {
  const { address, fileId } = await openFileOf(tenant, "cards");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "card_funding", step);
  await endEffect(tenant, fileId, "email", "failed", "The mailbox does not exist.");
  await page.goto(address);
  const failed = outboxOf(page).filter({ hasText: "The mailbox does not exist." });
  const { effects } = await progressOf(tenant, fileId);
  const { effectId, attempts } = effects.find(({ effect }: { effect: string }) => effect === "email");
  await meetOnTheServer(page, "funding.retryEffect", async () => {
    const body = { effectId, decision: "send_again", seen: { state: "failed", attempts } };
    must(await tenant.api("operator", "POST", `/api/funding/files/${fileId}/effect-decisions`, body), 200);
  });
  problems.expect(/status of 4\d\d/);
  await failed.getByRole("button", { name: "Retry" }).dblclick();
  await expect(outboxOf(page).filter({ hasText: /^E-mail to \S+ (queued|being sent|sent)/ })).toHaveCount(1);
  await expect(workflowOf(page).getByRole("alert")).toHaveCount(0);
  const { timeline } = await progressOf(tenant, fileId);
  expect(timeline.filter(({ kind }: { kind: string }) => kind === "effect_decided")).toHaveLength(1);
});
