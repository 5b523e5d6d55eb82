import {
  addReport,
  doStep,
  endEffect,
  nextOf,
  openFile,
  openFileOf,
  outboxOf,
  workflowOf,
} from "../fixtures/funding-workflow.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ role: "operator" });

test("F3.12: what a new run changed is told, and the approval is asked again", async ({ page, tenant }) => {
  const { address, fileId } = await openFileOf(tenant, "combined");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "term_loan", step);
  await page.goto(address);
  await expect(nextOf(page).getByRole("heading", { name: "Generate term-loan offers" })).toBeVisible();
  await addReport(tenant, fileId, {});
  const told = workflowOf(page).getByRole("region", { name: "Underwriting 2 changed this workflow" });
  await expect(told.getByRole("listitem")).toHaveText([
    "Paydowns: no longer asked for.",
    "Paths or overlays changed: approve the underwriting again.",
  ]);
  await expect(nextOf(page).getByRole("heading", { name: "Review and approve underwriting" })).toBeVisible();
});

test("F2.1 F8.1: without a workflow the operator is told what to do instead", async ({ page, tenant }) => {
  const none = await openFile(tenant);
  await page.goto(none.address);
  await expect(workflowOf(page).getByRole("region", { name: "Waits for a credit report" })).toBeVisible();
  await page.goto((await openFileOf(tenant, "review")).address);
  const decide = workflowOf(page).getByRole("button", { name: "Review and decide" });
  await expect(workflowOf(page).getByRole("region", { name: "Needs operator review" })).toBeVisible();
  await page.keyboard.press("n");
  await expect(decide).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goto((await openFileOf(tenant, "notFound")).address);
  await expect(workflowOf(page).getByRole("region", { name: "Re-try the credit pull" })).toBeVisible();
  await expect(nextOf(page)).toHaveCount(0);
});

test("F3.10: what did not go out is told with what can be decided", async ({ page, tenant }) => {
  const { address, fileId } = await openFileOf(tenant, "cards");
  for (const step of ["approve_underwriting", "send_agreement"])
    await doStep(tenant, fileId, "card_funding", step);
  await endEffect(tenant, fileId, "email", "failed", "The mailbox does not exist.");
  await endEffect(tenant, fileId, "agreement", "unclear", "The connection was lost.");
  await page.goto(address);
  const failed = outboxOf(page).filter({ hasText: "The mailbox does not exist." });
  await expect(failed).toContainText("It has certainly not gone out");
  const unclear = outboxOf(page).filter({ hasText: "The connection was lost." });
  await expect(unclear).toContainText("would send it twice");
  await expect(page.getByText("2 need a decision")).toBeVisible();
  await failed.getByRole("button", { name: "Retry" }).click();
  await expect(outboxOf(page).filter({ hasText: /^E-mail to \S+ (queued|being sent|sent)/ })).toHaveCount(1);
  await unclear.getByRole("button", { name: "It was sent" }).click();
  await expect(outboxOf(page).filter({ hasText: /Agreement to sign to \S+ sent/ })).toHaveCount(1);
  await expect(page.getByText(/needs? a decision/)).toHaveCount(0);
});
