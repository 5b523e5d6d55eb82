import { completeStep } from "../../server/domain/funding/complete-step.ts";
import { getProgress } from "../../server/domain/funding/get-progress.ts";
import { nextOf, openFileOf, timelineOf } from "../fixtures/funding-workflow.ts";
import type { TestTenant } from "../fixtures/tenant.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

const CARDS = ["Chase", "Amex", "Citi", "US Bank"].map((issuer, at) => ({
  issuer,
  amount: at < 2 ? "10000.00" : "0",
  status: at < 2 ? "approved" : "pending",
}));

/** Does the steps of cards up to the delivered plan, so many days ago. */
async function planOf(tenant: TestTenant, fileId: number, days: number): Promise<void> {
  const then = new Date(Date.now() - days * 86_400_000);
  const ctx = { ...(await tenant.context()), now: () => then };
  const steps = ["approve_underwriting", "send_agreement", "submit_processing", "wait_card_stacking_results"];
  for (const step of [...steps, "deliver_funding_plan"]) {
    const { version } = await getProgress(ctx, { fileId });
    const data = step === "wait_card_stacking_results" ? { cards: CARDS } : {};
    await completeStep(ctx, { fileId, version, path: "card_funding", step, data });
  }
}

test("F3.7: the step asks from day seven on, and the operator may go on waiting", async ({
  page,
  tenant,
}) => {
  const { address, fileId } = await openFileOf(tenant, "cards");
  await planOf(tenant, fileId, 8);
  await page.goto(address);
  await expect(nextOf(page)).toContainText("Ready to invoice and close out?");
  await expect(nextOf(page)).toContainText("$20,000.00; 2 still pending");
  await nextOf(page).getByRole("button", { name: "Go on waiting" }).click();
  await expect(nextOf(page)).toContainText("You are asked from");
  await expect(nextOf(page).getByRole("button", { name: "Go on waiting" })).toHaveCount(0);
  await expect(
    timelineOf(page).filter({ hasText: "Chose to go on waiting for the cards" }).first(),
  ).toBeVisible();
});

test("F3.7: a card that somebody else changed meanwhile is not overwritten, and what was typed stays", async ({
  page,
  tenant,
  problems,
}) => {
  const { address, fileId } = await openFileOf(tenant, "cards");
  await planOf(tenant, fileId, 1);
  await page.goto(address);
  const plan = page.getByRole("table", { name: "Funding plan" });
  const amount = plan.getByLabel("Amount of Citi");
  await plan.getByLabel("Status of Citi").selectOption("approved");
  await plan.getByLabel("Amount of Citi").press("Enter");
  await expect(plan.getByRole("alert")).toContainText("must be more than 0");
  await amount.fill("4000");

  const theirs = { planNo: 1, cardNo: 3, seen: 1, status: "declined", notes: "The issuer called" };
  await tenant.api("operator", "POST", `/api/funding/files/${fileId}/card-updates`, theirs);
  await expect(plan).toContainText("2 of 4 cards");
  problems.expect(/status of 40[09]/);
  await amount.press("Enter");
  await expect(plan.getByRole("alert")).toContainText("Somebody changed the card of Citi after you saw it");
  await expect(amount).toHaveValue("4000");
  await amount.press("Enter");
  await expect(plan.getByRole("row", { name: /^Approved \$/ })).toContainText("$24,000.00");
  await plan.getByRole("button", { name: "Citi: history" }).click();
  const history = plan.getByRole("list", { name: "History of Citi" }).getByRole("listitem");
  await expect(history).toHaveCount(3);
  await expect(history.nth(1)).toContainText("“The issuer called”");
});
